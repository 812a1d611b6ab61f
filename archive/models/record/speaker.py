"""Speakers, their other spellings, and the offices they held."""

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.language.people import sort_name
from archive.machine.paths import page_path
from archive.machine.queries import Prepared, hold
from archive.models.fields import ChoiceField, PartialDateField, PublicQuerySet
from archive.models.fields.described import EVERYWHERE, Columns, Described, Output, Rule, TextKind
from archive.models.fields.shown_rows import ANY_PAGE, OF_A_NAME, ShownRows
from archive.models.fields.web_address import WebAddressField
from archive.models.record.board import Board
from archive.models.record.slug import Slugged

OF_A_SPEAKER = ~(Output.CALENDAR | Output.DESK)


class SpeakerQuerySet(PublicQuerySet["Speaker"]):
    """Speakers, and which of them are current."""

    def current(self) -> Self:
        """Return the speakers without those that were merged into another one."""
        return self.filter(merged_into__isnull=True)


class SortNameField(models.CharField):
    """The name of a speaker as lists are sorted by it, written with each row (``people.sort_name``)."""

    def pre_save(self, model_instance: Any, add: bool) -> str:  # noqa: ARG002 - Django passes it
        """Return the value for the name of the row, and set it there."""
        is_organisation = model_instance.kind == Speaker.Kind.ORGANISATION
        value = sort_name(model_instance.name, is_organisation=is_organisation)[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        """Return what migrations know of the field: it is a text."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Speaker(Slugged):
    """A person or an organisation. ``sort_name`` is empty if the name is a label that names nobody."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Organisation")

    name = models.CharField(max_length=300)
    sort_name = SortNameField(max_length=300, blank=True, editable=False)
    kind = ChoiceField(max_length=20, choices=Kind, default=Kind.PERSON)
    description = models.TextField(blank=True)
    website = WebAddressField(max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged", help_text="Who it was."
    )

    described = Described(
        Columns("slug", Rule.IN_PUBLIC, TextKind.OTHER, not_in=Output.FORM),
        Columns("name", Rule.IN_PUBLIC, TextKind.FACT, indexed=True),
        Columns("kind", Rule.IN_PUBLIC),
        Columns("description", Rule.IN_PUBLIC, TextKind.FACT, not_in=Output.LIST),
        Columns("website", Rule.IN_PUBLIC, TextKind.FACT, not_in=Output.LIST),
        Columns("merged_into", Rule.BY_ACTION, not_in=EVERYWHERE),
        Columns("sort_name", Rule.KEPT, TextKind.CODE),
        Columns("id", Rule.SEALED),
        outputs=OF_A_SPEAKER,
        shown=ShownRows(ANY_PAGE, of_a_new_row=""),
    )

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        permissions = [("merge_speaker", "Can merge and split speakers")]
        indexes = [
            models.Index(fields=["name"], name="speaker_name"),
            models.Index(fields=["sort_name", "id"], name="speaker_sort_name"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="speaker_has_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="speaker_has_slug"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="speaker_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the path of the speaker's public page."""
        return page_path("speaker-detail", slug=self.slug)

    @property
    def initial(self) -> str:
        """The letter under which lists have the speaker."""
        return self.sort_name[:1].upper()

    def other_names(self) -> list[str]:
        """Return the spellings that differ from the name, in order and without duplicates."""
        return sorted({entry.name for entry in self.names.all()} - {self.name})

    def office_on(self, day: datetime.date) -> "Office | None":
        """Return the office that the speaker held that day; of several, the one taken up last."""
        held = [office for office in self.offices.all() if office.held_on(day)]
        return max(held, key=lambda office: office.from_date.isoformat() if office.from_date else "", default=None)


class SpeakerMerge(models.Model):
    """A merge of two speakers that turned out to be one. For a day it can be undone; the row says what moved."""

    kept = models.ForeignKey(Speaker, models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Speaker, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    moved = models.JSONField(default=dict, help_text="Statements, names and offices that moved, by their ids.")
    undone_at = models.DateTimeField(null=True, blank=True)

    described = Described(
        Columns("id kept gone at actor undone_at", Rule.KEPT),
        Columns("moved", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["-id"]
        default_permissions: ClassVar[list[str]] = []
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at__isnull=True), name="merged_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.gone} into {self.kept}"


class SpeakerName(models.Model):
    """Another spelling of a speaker's name. With a board, only its sources use the spelling ("Mr. Burns")."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="names", db_index=False)
    name = models.CharField(max_length=300)
    board = models.ForeignKey(Board, models.CASCADE, null=True, blank=True, related_name="+")

    described = Described(
        Columns("name", Rule.IN_PUBLIC, TextKind.FACT, indexed=True),
        Columns("board", Rule.IN_PUBLIC, not_in=~(Output.FILES | Output.FORM), indexed=True),
        Columns("speaker", Rule.BY_ACTION, indexed=True),
        Columns("id", Rule.SEALED),
        outputs=OF_A_SPEAKER,
        shown=ShownRows(OF_A_NAME),
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["board", "name"], name="speaker_name_board_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "name", "board"],
                name="speaker_name_once_a_board",
                violation_error_message="The speaker has this spelling already.",
            ),
            models.UniqueConstraint(
                fields=["speaker", "name"],
                condition=Q(board__isnull=True),
                name="speaker_name_once_a_speaker",
                violation_error_message="The speaker has this spelling already.",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="speaker_name_not_blank"),
        ]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A title held at a board or an organisation for a time. An empty end date means unknown or still held."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="offices")
    title = models.CharField(max_length=200)
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="offices")
    organisation = models.CharField(max_length=300, blank=True, help_text="Where it is not a board of the archive.")
    from_date = PartialDateField("from", null=True, blank=True)
    to_date = PartialDateField("to", null=True, blank=True)
    votes = models.BooleanField(null=True, blank=True, help_text="Whether its holder votes; empty if nobody said so.")

    described = Described(
        Columns("votes", Rule.KEPT),
        Columns("title organisation", Rule.IN_PUBLIC, TextKind.FACT, indexed=True),
        Columns("board from_date", Rule.IN_PUBLIC, indexed=True),
        Columns("to_date", Rule.IN_PUBLIC, not_in=Output.LIST, indexed=True),
        Columns("speaker", Rule.BY_ACTION, indexed=True),
        Columns("id", Rule.SEALED),
        outputs=OF_A_SPEAKER,
        shown=ShownRows(OF_A_NAME),
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        # PostgreSQL would put those without a beginning last.
        ordering = ["speaker_id", F("from_date").asc(nulls_first=True), "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="office_has_title"),
            models.CheckConstraint(
                condition=Q(board__isnull=False) | ~Q(organisation=""),
                name="office_at_a_board_or_organisation",
                violation_error_message="An office needs a board or the name of an organisation.",
            ),
            models.CheckConstraint(
                # Dates may differ in precision. 2017-05 to 2017 is in order, so the start may begin with the end.
                condition=Q(from_date__isnull=True)
                | Q(to_date__isnull=True)
                | Q(to_date__gte=F("from_date"))
                | Q(from_date__startswith=F("to_date")),
                name="office_ends_after_start",
                violation_error_message="The office ends before it begins.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.where}"

    @property
    def where(self) -> str:
        """The name of the board or organisation."""
        return self.board.name if self.board else self.organisation

    def held_on(self, day: datetime.date) -> bool:
        """Return whether the office may have been held that day."""
        return (self.from_date is None or self.from_date.first <= day) and (
            self.to_date is None or day <= self.to_date.last
        )


_public_offices = Prepared(
    lambda speakers: Office.objects.public().filter(speaker__in=speakers).select_related("board")
)


def fetch_public_offices(speakers: Iterable[Speaker | None]) -> None:
    """Fetch the public offices of all these speakers in one query. Afterwards ``offices.all()`` has only these."""
    same: dict[int, list[Speaker]] = {}
    for speaker in speakers:
        if speaker:
            same.setdefault(speaker.pk, []).append(speaker)
    held: dict[int, list[Office]] = {pk: [] for pk in same}
    if held:
        for office in _public_offices(speakers=held.keys()):
            held[office.speaker_id].append(office)
    for pk, rows in held.items():
        hold(same[pk], "offices", rows, Office)
