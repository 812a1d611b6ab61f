"""What a site is called and how it looks: one row, edited at the desk, shown everywhere.

``current_site()`` returns it. Each process keeps the row and reads it again only when its version has changed. Every
request reads the version together with the state of the record (``seen_version``).
"""

import secrets
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from archive.models.fields import ANY_PAGE, Columns, Described, Rule, ShownRows, TextKind
from archive.models.site.colour import LIGHT_GROUNDS, READABLE, WRITTEN, least_contrast, readable_on_light

ONLY_ROW = 1
NAME = "Boardmeetings"


def validate_colour(colour: str) -> None:
    """Raise ValidationError if this is not a colour, or if text in it is hard to read on white."""
    if not WRITTEN.fullmatch(colour):
        raise ValidationError("Write the colour as # and six digits or letters a to f, such as #0b4f6c.")
    if (contrast := least_contrast(colour, LIGHT_GROUNDS)) < READABLE:
        raise ValidationError(
            f"Text in this colour is hard to read on white. Its contrast is {contrast:.1f}, and it must be {READABLE}. "
            f"The nearest colour that is dark enough is {readable_on_light(colour)}."
        )


def validate_timezone(name: str) -> None:
    """Raise ValidationError if the IANA time zone database does not have the name."""
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise ValidationError(f"“{name}” is not a time zone. Write one such as America/Chicago.") from error


def validate_languages(codes: list[str]) -> None:
    """Raise ValidationError unless these are one or more languages that the pages are translated into."""
    if not isinstance(codes, list) or not codes or not set(codes) <= set(dict(settings.LANGUAGES)):
        raise ValidationError("Choose at least one language that the pages are translated into.")


def all_languages() -> list[str]:
    """Return the languages that the pages are translated into."""
    return [code for code, _ in settings.LANGUAGES]


class SiteSettings(models.Model):
    """The settings of a site, in one row. A site without the row is called Boardmeetings and shows the demo record."""

    name = models.CharField(max_length=80, default=NAME, help_text="Stands on every page and in every citation.")
    short_name = models.CharField(max_length=30, blank=True, help_text="For small places; the name where left empty.")
    run_by = models.CharField("who runs it", max_length=200, blank=True, help_text="The office, paper or library.")
    place = models.CharField(max_length=200, blank=True, help_text="Such as: Sample Lake, Wisconsin.")
    timezone = models.CharField(
        "time zone",
        max_length=64,
        default="UTC",
        validators=[validate_timezone],
        help_text="New boards have it, unless you choose another.",
    )
    languages = models.JSONField(
        default=all_languages, validators=[validate_languages], help_text="Of the pages; the first is the usual one."
    )
    contact = models.EmailField(blank=True, help_text="Readers are told to write there.")
    licence = models.CharField(
        max_length=300, blank=True, help_text="Under which readers may use the texts, such as: CC BY 4.0."
    )
    colour = models.CharField(max_length=7, blank=True, validators=[validate_colour])
    logo = models.BinaryField(blank=True, default=bytes, editable=False)
    logo_type = models.CharField(max_length=40, blank=True, editable=False)
    about = models.TextField(blank=True, help_text="In Markdown. Stands at the top of the page about the archive.")
    has_demo = models.BooleanField(default=False, editable=False)
    version = models.CharField(max_length=32, editable=False)

    # What the site calls itself is no part of the record: every page shows what holds now.
    described = Described(
        Columns("logo logo_type", Rule.BY_ACTION, TextKind.CODE),
        Columns("has_demo", Rule.BY_ACTION),
        Columns("name short_name run_by place licence about", Rule.WORK, TextKind.OTHER),
        Columns("timezone languages contact colour", Rule.WORK, TextKind.CODE),
        Columns("id", Rule.KEPT),
        Columns("version", Rule.KEPT, TextKind.CODE),
        shown=ShownRows(ANY_PAGE),
    )

    class Meta:
        default_permissions = ["view", "change"]
        verbose_name = "site"
        verbose_name_plural = "site settings"
        constraints = [
            models.CheckConstraint(condition=Q(pk=ONLY_ROW), name="site_settings_are_one_row"),
            models.CheckConstraint(condition=~Q(name=""), name="site_settings_have_a_name"),
            models.CheckConstraint(
                condition=Q(logo=b"", logo_type="") | ~Q(logo=b"") & ~Q(logo_type=""),
                name="site_settings_logo_has_type",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name for places with little room."""
        return self.short_name or self.name

    @property
    def has_logo(self) -> bool:
        """Whether the site has a logo."""
        return bool(self.logo_type)

    @property
    def language(self) -> str:
        """The default language of the pages."""
        return self.languages[0]

    @classmethod
    def of_new_site(cls) -> Self:
        """Return the settings of a site that nobody has set up, without saving them."""
        return cls(pk=ONLY_ROW, has_demo=True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save under a new version, so that every process reads it again."""
        self.pk, self.version = ONLY_ROW, secrets.token_hex(8)
        super().save(*args, **kwargs)


# The version that the current request read together with the state of the record; None outside a request.
_seen: ContextVar[str | None] = ContextVar("version of the site settings", default=None)
kept_site: dict[str, SiteSettings] = {}


@contextmanager
def seen_version(version: str | None) -> Iterator[None]:
    """Within this context, take settings of this version as current, without asking the database again."""
    token = _seen.set(version or "")
    try:
        yield
    finally:
        _seen.reset(token)


def current_site() -> SiteSettings:
    """Return the settings of the site, or those of a new site. The caller must not change what is returned."""
    version = _seen.get()
    if version == "":
        return SiteSettings.of_new_site()
    if version in kept_site:
        return kept_site[version]
    site = SiteSettings.objects.filter(pk=ONLY_ROW).first() or SiteSettings.of_new_site()
    if site.version:
        kept_site.clear()
        kept_site[site.version] = site
    return site


def last_known_site() -> SiteSettings:
    """Return the settings that this process read last, for pages that must not use the database."""
    return next(iter(kept_site.values()), None) or SiteSettings.of_new_site()
