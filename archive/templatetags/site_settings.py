"""The site's own settings for every template: ``{{ site.name }}``."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from archive.models import SiteSettings, current_site


def site(_request: HttpRequest) -> dict[str, SiteSettings | SimpleLazyObject]:
    """Return the settings as ``site``; the database is asked only by a template that shows them, if at all."""
    return {"site": SimpleLazyObject(current_site)}
