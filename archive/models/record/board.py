"""Public bodies that meet."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.machine.paths import page_path
from archive.models.fields.choice import ChoiceField
from archive.models.fields.described import Columns, Described, Output, Rule, TextKind
from archive.models.fields.public import PublicQuerySet
from archive.models.fields.shown_rows import ANY_PAGE, ShownRows
from archive.models.fields.web_address import WebAddressField
from archive.models.record.slug import Slugged
from archive.models.site.settings import SiteSettings, validate_timezone

validate_language = RegexValidator(
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", "Write a language as in BCP 47, such as en, es or zh-Hant."
)


class Board(Slugged):
    """A school board, council or commission, or a committee of one (``parent``)."""

    class Kind(models.TextChoices):
        SCHOOL_BOARD = "school_board", _("School board")
        COUNCIL = "council", _("Council")
        COMMISSION = "commission", _("Commission")
        COMMITTEE = "committee", _("Committee")
        LEGISLATURE = "legislature", _("Legislature")
        OTHER = "other", _("Other public body")

    name = models.CharField(max_length=300, unique=True)
    kind = ChoiceField(max_length=20, choices=Kind, default=Kind.SCHOOL_BOARD)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="committees")
    place = models.CharField(max_length=300, blank=True, help_text="Where it governs: city, county, state.")
    timezone = models.CharField(max_length=64, default="UTC", validators=[validate_timezone])
    language = models.CharField(
        max_length=12,
        default="en",
        validators=[validate_language],
        help_text="Language of its meetings, as in BCP 47: en, es.",
    )
    website = WebAddressField(max_length=500, blank=True)
    description = models.TextField(blank=True)
    letterhead = models.TextField(
        blank=True, help_text="The lines above its action minutes: name, address, telephone and the like."
    )

    described = Described(
        # The slug is made from the name.
        Columns("slug", Rule.IN_PUBLIC, TextKind.OTHER, not_in=Output.FORM),
        Columns("name", Rule.IN_PUBLIC, TextKind.FACT, indexed=True),
        Columns("kind", Rule.IN_PUBLIC, not_in=Output.JSON_LD),
        Columns("parent", Rule.IN_PUBLIC, not_in=Output.LIST),
        Columns("place", Rule.IN_PUBLIC, TextKind.FACT, as_it_is=True),
        Columns("timezone", Rule.IN_PUBLIC, TextKind.CODE, not_in=Output.PAGE | Output.JSON_LD),
        Columns(
            "language",
            Rule.IN_PUBLIC,
            TextKind.CODE,
            not_in=Output.JSON_LD | Output.LIST,
            indexed=True,
        ),
        Columns("website", Rule.IN_PUBLIC, TextKind.FACT),
        Columns("description", Rule.IN_PUBLIC, TextKind.FACT, not_in=Output.LIST),
        # Its minutes show it, the page of the board does not.
        Columns("letterhead", Rule.IN_PUBLIC, TextKind.FACT, not_in=Output.PAGE | Output.JSON_LD | Output.LIST),
        Columns("id", Rule.SEALED),
        outputs=~(Output.CALENDAR | Output.DESK),
        shown=ShownRows(ANY_PAGE),
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="board_has_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="board_has_slug"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="board_not_its_own_parent",
                violation_error_message="A board cannot be a committee of itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a parent that is a committee of this board, directly or through others."""
        super().clean()
        ancestor, passed = self.parent, {self.pk}
        while ancestor is not None:
            if ancestor.pk in passed:
                raise ValidationError({"parent": f"{self.parent} is itself a committee of {self.name}."})
            passed.add(ancestor.pk)
            ancestor = ancestor.parent

    def get_absolute_url(self) -> str:
        """Return the path of the board's public page."""
        return page_path("board-detail", slug=self.slug)


# The first of these words in the name of a body says what it is.
KINDS_BY_WORD = (
    (re.compile(r"\b(school|education)\b", re.IGNORECASE), Board.Kind.SCHOOL_BOARD),
    (re.compile(r"\b(senate|house of|parliament|legislature|assembly)\b", re.IGNORECASE), Board.Kind.LEGISLATURE),
    (re.compile(r"\bcouncil\b", re.IGNORECASE), Board.Kind.COUNCIL),
    (re.compile(r"\bcommission\b", re.IGNORECASE), Board.Kind.COMMISSION),
    (re.compile(r"\bcommittee\b", re.IGNORECASE), Board.Kind.COMMITTEE),
)


def kind_of_board(name: str) -> Board.Kind:
    """Return what kind of public body has the name."""
    return next((kind for pattern, kind in KINDS_BY_WORD if pattern.search(name)), Board.Kind.OTHER)


def new_board(name: str, site: SiteSettings) -> Board:
    """Return a board, not saved, of the kind that its name says, with the time zone and the language of the site."""
    return Board(name=name, kind=kind_of_board(name), timezone=site.timezone, language=site.language)
