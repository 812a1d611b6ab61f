"""Save what a site is called and how it looks."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.rules import Verb, ask, audit
from archive.actions.site.logo import clean_logo
from archive.models import SiteSettings, User
from archive.models.site.settings import ONLY_ROW

FIELDS = (*("name", "short_name", "run_by", "place", "timezone", "languages", "contact", "licence", "colour", "about"),)


@transaction.atomic
def save_site(
    *,
    values: dict[str, Any],
    logo: bytes | None = None,
    seen: str | None = None,
    actor: User | None = None,
) -> SiteSettings:
    """Save the values, whose names are some of ``FIELDS``, and the logo: empty to remove it, None to keep it.

    ``seen`` is the version that the actor saw. Every page shows the new settings from the commit on. Raise NotAllowed
    if the actor may not change them, and ValidationError for invalid values or if somebody else has changed them since.
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
    audit(actor=actor, verb=Verb.CHANGED, instance=site, note=", ".join(changed).replace("_", " "))
    return site
