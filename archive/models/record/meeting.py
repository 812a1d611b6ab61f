"""Meetings of boards, and their agendas."""

import re

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from archive.language.telling_sentence import names_a_subject, sentence_at
from archive.machine.paths import page_path
from archive.models.fields import PUBLISHED, ChoiceField, PartialDateField, PublicQuerySet, ShownRows, WebAddressField
from archive.models.fields.described import EVERYWHERE, Columns, Described, Output, Rule, TextKind
from archive.models.record.board import Board
from archive.models.record.source import Source
from archive.models.record.topic import Topic


class Meeting(models.Model):
    """One meeting of a board on a date, which is local to the board."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("Regular meeting")
        SPECIAL = "special", _("Special meeting")
        WORK_SESSION = "work_session", _("Work session")
        HEARING = "hearing", _("Public hearing")
        COMMITTEE = "committee", _("Committee meeting")
        EMERGENCY = "emergency", _("Emergency meeting")
        OTHER = "other", _("Meeting")

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("Scheduled")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    board = models.ForeignKey(Board, models.PROTECT, related_name="meetings", db_index=False)
    title = models.CharField(max_length=300, blank=True, help_text="Leave empty if the board gave it none.")
    date = PartialDateField()
    start = models.TimeField(null=True, blank=True, help_text="Local time of the board.")
    kind = ChoiceField(max_length=20, choices=Kind, default=Kind.REGULAR)
    status = ChoiceField(max_length=20, choices=Status, default=Status.HELD)
    place = models.CharField(max_length=300, blank=True, help_text="Room, street, city.")
    recording_url = WebAddressField(max_length=1000, blank=True)
    documents = models.ManyToManyField(
        Source, related_name="meetings", blank=True, help_text="Agenda, minutes, packet, presentations."
    )
    external_id = models.CharField(
        max_length=300, null=True, blank=True, unique=True, help_text="Its name at an importer."
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    lead = models.ForeignKey(
        "archive.Revision",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        help_text="The wording of which a sentence leads the home page.",
    )
    lead_start = models.PositiveIntegerField(
        null=True, editable=False, help_text="Where that sentence begins, in characters."
    )

    described = Described(
        Columns("board date", Rule.IN_PUBLIC),
        Columns("title", Rule.IN_PUBLIC, TextKind.FACT),
        Columns("start", Rule.IN_PUBLIC, not_in=Output.LIST | Output.DESK),
        Columns("kind", Rule.IN_PUBLIC),
        Columns("status", Rule.IN_PUBLIC, not_in=Output.DESK),
        Columns("place", Rule.IN_PUBLIC, TextKind.FACT, as_it_is=True),
        Columns("recording_url", Rule.IN_PUBLIC, TextKind.FACT, not_in=Output.CALENDAR),
        Columns(
            "documents",
            Rule.IN_PUBLIC,
            # They are added on a page of their own.
            not_in=Output.JSON_LD | Output.LIST | Output.CALENDAR | Output.FORM,
        ),
        Columns("published_at", Rule.BY_ACTION, not_in=~(Output.LIST | Output.FILES | Output.API | Output.CALENDAR)),
        Columns("lead lead_start", Rule.BY_ACTION, not_in=EVERYWHERE),
        Columns("id", Rule.SEALED),
        Columns("external_id", Rule.KEPT, TextKind.CODE),
        outputs=EVERYWHERE,
        shown=ShownRows(
            "SELECT 'meeting:' || {row}.id UNION SELECT 'board:' || {row}.board_id"
            " UNION SELECT 'calendar:' || {row}.board_id",
            where=PUBLISHED,
        ),
        shown_links={"documents": ShownRows("SELECT 'meeting:' || {row}.meeting_id")},
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-id"]
        indexes = [
            models.Index(fields=["board", "-date", "-id"], name="meeting_board_date"),
            models.Index(fields=["-date", "-id"], name="meeting_date", condition=Q(published_at__isnull=False)),
            models.Index(
                fields=["-published_at", "-date", "-id"],
                name="meeting_published",
                condition=Q(published_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(external_id=""), name="meeting_external_id_not_blank"),
        ]

    def __str__(self) -> str:
        return f"{self.board}, {self.date}"

    @property
    def lead_sentence(self) -> str:
        """The sentence that leads the home page; empty if no editor chose one, or its statement is not public."""
        if self.lead is None or self.lead_start is None or not self.lead.statement.is_public:
            return ""
        return sentence_at(self.lead.text, self.lead_start)

    @property
    def slug(self) -> str:
        """The readable part of the URL: board and date."""
        return f"{self.board.slug[:80].strip('-')}-{self.date.isoformat()}"

    def get_absolute_url(self) -> str:
        """Return the path of the meeting's public page."""
        return page_path("meeting-detail", pk=self.pk, slug=self.slug)


_OF_ITS_MEETING = "SELECT 'meeting:' || {row}.meeting_id"
_OF_ANY_PAGE_IF_PUBLIC = "SELECT 'site' FROM archive_meeting WHERE id = {row}.meeting_id AND published_at IS NOT NULL"


class AgendaItem(models.Model):
    """A numbered heading of a meeting; statements belong to it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda_items", db_index=False)
    position = models.PositiveIntegerField(help_text="Order within the meeting.")
    label = models.CharField(max_length=40, blank=True, help_text="Its number as printed, such as 8.D.")
    title = models.CharField(max_length=500)
    topics = models.ManyToManyField(
        Topic, through="archive.ItemFiling", related_name="agenda_items", blank=True, help_text="What it is about."
    )

    described = Described(
        Columns("position", Rule.IN_PUBLIC, not_in=Output.API | Output.DESK | Output.FORM),
        Columns("topics", Rule.IN_PUBLIC, not_in=Output.API),
        Columns("label title", Rule.IN_PUBLIC, TextKind.FACT),
        Columns("id meeting", Rule.SEALED),
        outputs=~(Output.JSON_LD | Output.LIST | Output.CALENDAR),
        # Wherever a statement is listed, its item stands above it.
        shown=ShownRows(
            _OF_ITS_MEETING + " UNION " + _OF_ANY_PAGE_IF_PUBLIC,
            of_a_new_row=_OF_ITS_MEETING,
        ),
    )

    class Meta:
        ordering = ["meeting_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_item_position_once_a_meeting"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_title"),
        ]

    def __str__(self) -> str:
        return f"{self.printed_label} {self.title}".strip()

    @property
    def names_a_subject(self) -> bool:
        """Whether its title says more than which part of a meeting it is, as "Adjournment" does not."""
        return names_a_subject(self.title)

    @property
    def printed_label(self) -> str:
        """The label, unless the title begins with it."""
        number = self.label.rstrip(".")
        begins = number and re.match(rf"{re.escape(number)}(?![\w.]*\w)", self.title)
        return "" if begins else self.label

    @property
    def anchor(self) -> str:
        """The fragment of the agenda item on the meeting's page."""
        return f"item-{self.position}-{slugify(self.title)[:40].strip('-')}".rstrip("-")
