"""The site's own settings for every template: ``{{ site.name }}``."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from archive.models import SiteSettings, current_site


def site(_request: HttpRequest) -> dict[str, SiteSettings | SimpleLazyObject]:
    """Return the settings as ``site``. The database is only used if a template shows them."""
    return {"site": SimpleLazyObject(current_site)}
