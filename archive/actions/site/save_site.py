"""Save what a site calls itself and how it looks."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.permission import ask
from archive.actions.site.clean_logo import clean_logo
from archive.models import SiteSettings, User
from archive.models.site_settings import ONLY_ROW

FIELDS = (*("name", "short_name", "run_by", "place", "timezone", "languages", "contact", "licence", "colour", "about"),)


@transaction.atomic
def save_site(
    *,
    values: dict[str, Any],
    logo: bytes | None = None,
    seen: str | None = None,
    actor: User | None = None,
) -> SiteSettings:
    """Give the site the values, which name some of ``FIELDS``, and the logo: nothing for none, None for as it is.

    ``seen`` is the version that the actor saw. Every page shows it from the commit on. Raise NotAllowed to those who
    may not change it, ValidationError for what the site refuses, and where another has changed it meanwhile.
    """
    ask(actor, "change_sitesettings")
    site = SiteSettings.objects.select_for_update().filter(pk=ONLY_ROW).first()
    if seen is not None and seen != (site.version if site else ""):
        raise ValidationError("Someone else has changed these settings. Check them again, then save.")
    site = site or SiteSettings.of_new_site()
    before = {name: getattr(site, name) for name in FIELDS}
    for name in FIELDS:
        if name in values:
            setattr(site, name, values[name])
    changed = [name for name in FIELDS if before[name] != getattr(site, name)]
    if logo is not None:
        site.logo, site.logo_type = clean_logo(logo) if logo else (b"", "")
        changed.append("logo")
    site.clean_fields()
    site.save()
    audit(actor=actor, verb=Verb.CHANGED, record=site, note=", ".join(changed).replace("_", " "))
    return site
