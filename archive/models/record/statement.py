"""Statements: one utterance or written text each, with everything about it except its words."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Self, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.language.telling_sentence import is_telling
from archive.machine.paths import page_path
from archive.models.fields import ChoiceField, PartialDateField, PublicQuerySet, overlapping
from archive.models.fields.described import EVERYWHERE, Columns, Described, Output, Rule, TextKind
from archive.models.fields.shown_rows import OF_A_STATEMENT_THAT_CHANGED, PUBLISHED, ShownRows
from archive.models.record.board import Board
from archive.models.record.meeting import AgendaItem, Meeting
from archive.models.record.source import Source
from archive.models.record.speaker import Office, Speaker
from archive.models.record.topic import Topic

if TYPE_CHECKING:
    import datetime

    from archive.models.record.filing import Filing
    from archive.models.record.revision import Revision


# 11 days. A longer recording, including an infinite one, is a mistake.
RECORDING_LIMIT = 1_000_000
# A meeting's page says that there are drafts. A statement's page lists the responses to it.
_SUBJECTS = """
    SELECT 'meeting:' || {row}.meeting_id
    UNION SELECT 'board:' || {row}.board_id WHERE {row}.published_at IS NOT NULL
    UNION SELECT 'board:' || board_id FROM archive_meeting
        WHERE id = {row}.meeting_id AND {row}.published_at IS NOT NULL
    UNION SELECT 'speaker:' || {row}.speaker_id WHERE {row}.published_at IS NOT NULL
    UNION SELECT 'statement:' || {row}.responds_to_id WHERE {row}.published_at IS NOT NULL
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot
        WHERE decision_id = {row}.number AND {row}.published_at IS NOT NULL
    UNION SELECT 'speaker:' || mover_id FROM archive_decision
        WHERE statement_id = {row}.number AND {row}.published_at IS NOT NULL
    UNION SELECT 'speaker:' || seconder_id FROM archive_decision
        WHERE statement_id = {row}.number AND {row}.published_at IS NOT NULL"""


def _routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Yield every route of the URLconf, as it is written there."""
    for entry in patterns:
        route = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, route)
        else:
            yield route


@cache
def _names_of_its_pages() -> frozenset[str]:
    """Return what follows the number in the URLs of a statement's other pages."""
    own = "statements/<int:number>/"
    routes = _routes(get_resolver().url_patterns)
    return frozenset(route.removeprefix(own).split("/")[0] for route in routes if route.startswith(own))


class StatementQuerySet(PublicQuerySet["Statement"]):
    """Statements, by date and with related objects."""

    def between(self, first: "datetime.date | None", last: "datetime.date | None") -> Self:
        """Return the statements whose date may fall between first and last, both included. Either may be None."""
        return self.filter(overlapping("date", first, last))

    def without_origin(self) -> Self:
        """Return the statements without a source, or of which nobody said how close their text is."""
        return self.filter(Q(source=None) | Q(text_status=""))

    def with_record(self) -> Self:
        """Fetch what lists and pages show with each statement, in one query and two more for offices and topics."""
        return self.select_related(
            "current_revision", "board", "meeting", "meeting__board", "agenda_item", "speaker", "source"
        ).prefetch_related("speaker__offices__board", "topics")


class Statement(models.Model):
    """One turn of a transcript, or a policy statement with its own title.

    Its number never changes. Its words are in its revisions; ``current_revision`` is the current one.
    """

    class Kind(models.TextChoices):
        POLICY_STATEMENT = "policy_statement", _("Policy statement")
        REMARK = "remark", _("Remark")
        QUESTION = "question", _("Question")
        ANSWER = "answer", _("Answer")
        PUBLIC_COMMENT = "public_comment", _("Public comment")
        MOTION = "motion", _("Motion")
        VOTE = "vote", _("Vote")
        DECISION = "decision", _("Decision")
        PROCEDURAL = "procedural", _("Procedural")
        NARRATIVE = "narrative", _("Narrative")

    class TextStatus(models.TextChoices):
        VERBATIM = "verbatim", _("Verbatim")
        MACHINE_TRANSCRIPT = "machine_transcript", _("Machine transcript")
        MINUTES = "minutes", _("Minutes")
        AS_REPORTED = "as_reported", _("As reported")

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    TEXT_STATUSES = [("", _("Text status not recorded")), *TextStatus.choices]
    """How close the text is to what was said. Empty where nobody said so: no program fills it in."""
    UNSAID = (Kind.NARRATIVE, Kind.DECISION)
    """Notes of what happened, and what was decided: nobody's words."""

    number = models.BigAutoField(primary_key=True)
    kind = ChoiceField(max_length=20, choices=Kind, default=Kind.REMARK)
    text_status = ChoiceField(
        max_length=20,
        choices=TEXT_STATUSES,
        # Actions refuse to leave it out. What is on record without it stays correctable.
        blank=True,
    )
    status = ChoiceField(max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    board = models.ForeignKey(Board, models.PROTECT, related_name="statements")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="statements", db_index=False
    )
    agenda_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="statements")
    date = PartialDateField(help_text="The meeting's date, or its own where it stands outside a meeting.")
    position = models.PositiveIntegerField(default=0, help_text="Order within the meeting.")
    start_seconds = models.FloatField(null=True, blank=True, help_text="Where it starts in the recording, in seconds.")
    end_seconds = models.FloatField(null=True, blank=True, help_text="Where it ends in the recording, in seconds.")
    speaker = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="statements")
    attribution = models.CharField(max_length=300, blank=True, help_text="The speaker as the source prints it.")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="statements")
    topics: "models.ManyToManyField[Topic, Filing]" = models.ManyToManyField(
        Topic, through="Filing", blank=True, related_name="statements"
    )
    # Its index has only responses: one of all rows would have nothing in most of them, and the database, once it has
    # statistics, would take any number in it for a frequent one.
    responds_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="responses", db_index=False
    )
    current_revision = models.OneToOneField(
        "archive.Revision", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    external_id = models.CharField(
        max_length=300, null=True, blank=True, unique=True, help_text="Its name at an importer."
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    checked_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When a person has compared its words with the recording."
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    withdrawal = models.OneToOneField(
        "archive.Tombstone", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    # A meeting's page says that more of its statements are in preparation, so drafts are counted.
    described = Described(
        Columns("kind", Rule.IN_PUBLIC, not_in=Output.JSON_LD),
        Columns("text_status meeting speaker source", Rule.IN_PUBLIC),
        # They are typed for a new statement outside a meeting. Else they are those of the meeting.
        Columns("board date", Rule.IN_PUBLIC, not_in=Output.FORM),
        Columns("topics", Rule.IN_PUBLIC),
        Columns("position", Rule.IN_PUBLIC, not_in=~(Output.FILES | Output.API)),
        Columns("agenda_item", Rule.IN_PUBLIC, not_in=Output.JSON_LD),
        Columns("start_seconds", Rule.IN_PUBLIC, not_in=Output.JSON_LD),
        Columns("end_seconds", Rule.IN_PUBLIC, not_in=~(Output.FILES | Output.API | Output.FORM)),
        Columns("attribution", Rule.IN_PUBLIC, TextKind.FACT),
        Columns("responds_to", Rule.IN_PUBLIC, not_in=Output.JSON_LD | Output.LIST),
        Columns("published_at", Rule.BY_ACTION, not_in=~(Output.JSON_LD | Output.LIST | Output.FILES | Output.API)),
        Columns("checked_at", Rule.BY_ACTION, not_in=~(Output.PAGE | Output.FILES)),
        # Only published statements are in answers, with their current words.
        Columns("status current_revision withdrawal", Rule.BY_ACTION, not_in=EVERYWHERE),
        Columns("number", Rule.SEALED),
        Columns("external_id", Rule.KEPT, TextKind.CODE),
        Columns("checked_by", Rule.KEPT),
        outputs=~(Output.CALENDAR | Output.DESK),
        shown=ShownRows(
            _SUBJECTS,
            where=PUBLISHED,
            of_a_changed_row=OF_A_STATEMENT_THAT_CHANGED,
            of_a_former_row="SELECT 'statement:' || OLD.number WHERE OLD.published_at IS NOT NULL",
            counted_by="meeting_id",
        ),
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["meeting_id", "position", "number"]
        permissions = [
            ("publish_statement", "Can publish statements and meetings"),
            ("correct_statement", "Can correct published statements"),
            ("withdraw_statement", "Can withdraw published statements"),
            ("reinstate_statement", "Can reinstate withdrawn statements"),
            ("redact_statement", "Can redact passages of published statements"),
        ]
        indexes = [
            models.Index(fields=["meeting", "position", "number"], name="statement_meeting_position"),
            models.Index(
                fields=["responds_to", "date", "number"],
                name="statement_responses",
                condition=Q(responds_to__isnull=False),
            ),
            *(
                # Home and the pages of boards show the latest. A board may have published none for years.
                models.Index(
                    fields=[*fields, "-published_at", "-number", "status"],
                    name=name,
                    condition=Q(kind="policy_statement", status="published"),
                )
                for fields, name in (((), "statement_policy"), (("board",), "statement_policy_board"))
            ),
            # What the work list asks an editor to say: few, and never many.
            models.Index(fields=["source"], name="statement_unsaid", condition=Q(text_status="", status="published")),
            *(
                # These include the status, so that counting and paging read only the index.
                models.Index(fields=[*fields, "-number", "status"], name=name, condition=Q(status="published"))
                for fields, name in (
                    (("-date",), "statement_public_date"),
                    (("board", "-date"), "statement_public_board"),
                    (("board", "kind", "-date"), "statement_public_board_kind"),
                    (("speaker", "-date"), "statement_public_speaker"),
                    (("kind", "-date"), "statement_public_kind"),
                    (("-published_at",), "statement_published"),
                    (("board", "-published_at"), "statement_published_board"),
                    (("speaker", "-published_at"), "statement_published_speaker"),
                    (("meeting", "-published_at"), "statement_published_meeting"),
                )
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(external_id=""), name="statement_external_id_not_blank"),
            models.CheckConstraint(
                # Older releases published decisions about which nobody was asked.
                condition=~Q(text_status="") | Q(source__isnull=False) | Q(kind="decision"),
                name="statement_says_where_from",
                violation_error_message="Name the source of the text, and say how close it is to what was said.",
            ),
            models.CheckConstraint(
                condition=Q(agenda_item__isnull=True) | Q(meeting__isnull=False),
                name="statement_agenda_item_needs_meeting",
                violation_error_message="An agenda item belongs to a meeting: choose the meeting too.",
            ),
            models.CheckConstraint(
                condition=Q(start_seconds__isnull=True) | Q(start_seconds__gte=0, start_seconds__lt=RECORDING_LIMIT),
                name="statement_starts_in_recording",
                violation_error_message="The start in the recording is a number of seconds from its beginning.",
            ),
            models.CheckConstraint(
                condition=Q(end_seconds__isnull=True)
                | Q(start_seconds__isnull=False, end_seconds__gte=F("start_seconds"), end_seconds__lt=RECORDING_LIMIT),
                name="statement_ends_after_start",
                violation_error_message="The end in the recording needs a start, and comes after it.",
            ),
            models.CheckConstraint(
                condition=Q(responds_to__isnull=True) | ~Q(responds_to=F("number")),
                name="statement_not_its_own_response",
                violation_error_message="A statement does not respond to itself.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "in_review"], published_at__isnull=True)
                | Q(status__in=["published", "withdrawn"], published_at__isnull=False, current_revision__isnull=False),
                name="statement_published_has_text",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawal__isnull=False)
                | ~Q(status="withdrawn") & Q(withdrawal__isnull=True),
                name="statement_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Statement {self.number}"

    def clean(self) -> None:
        """Copy board and date from the meeting; refuse relations that contradict each other."""
        super().clean()
        self.follow_meeting()
        if self.agenda_item and self.agenda_item.meeting_id != self.meeting_id:
            raise ValidationError({"agenda_item": "The agenda item belongs to another meeting."})
        if self.responds_to and self.pk and self.responds_to.responds_to_id == self.pk:
            raise ValidationError({"responds_to": "The two statements cannot respond to each other."})
        if self.current_revision and self.current_revision.statement_id != self.pk:
            raise ValidationError("The current revision belongs to another statement.")

    def follow_meeting(self) -> None:
        """Copy board and date from the meeting, if there is one. They are stored here too, for lists and filters."""
        if self.meeting:
            self.board_id, self.date = self.meeting.board_id, self.meeting.date

    @property
    def is_public(self) -> bool:
        """Whether readers may see the statement."""
        return self.status == self.Status.PUBLISHED

    @property
    def published_revision(self) -> "Revision":
        """The current revision of a statement that was published. A constraint guarantees that it has one."""
        return cast("Revision", self.current_revision)

    def uncheck(self) -> None:
        """Clear the mark that a person compared the words with the recording. Does not save."""
        self.checked_at = self.checked_by = None

    @property
    def title(self) -> str:
        """What names the statement wherever it is listed, in its current wording."""
        return self.title_in(self.current_revision) if self.current_revision else ""

    def title_in(self, revision: "Revision") -> str:
        """Return what names the statement in one of its wordings: its title or the sentence that tells most.

        A motion seldom says what it is about ("Moved to approve"), so a decision without a title has the title of its
        agenda item. So has a statement whose words tell nothing ("Four."); outside an item, its kind stands first.
        """
        if self._takes_title_of_item(revision) and self.agenda_item:
            return self.agenda_item.title
        if revision.title or is_telling(revision.sentence):
            return revision.headline
        return gettext("%(kind)s: “%(words)s”") % {"kind": self.get_kind_display(), "words": revision.sentence}

    @property
    def is_named_by_item(self) -> bool:
        """Whether the title of its agenda item names it in its current wording."""
        return self.current_revision is not None and self._takes_title_of_item(self.current_revision)

    def _takes_title_of_item(self, revision: "Revision") -> bool:
        if revision.title or self.agenda_item_id is None:
            return False
        return self.kind == self.Kind.DECISION or not is_telling(revision.sentence)

    @property
    def text(self) -> str:
        """The words of the current revision."""
        return self.current_revision.text if self.current_revision else ""

    @property
    def office(self) -> Office | None:
        """The office that the speaker held on the day."""
        return self.speaker.office_on(self.date.first) if self.speaker else None

    @property
    def slug(self) -> str:
        """The readable part of the URL, from the title or first words.

        It never equals the name of another page of it.
        """
        opening = self.current_revision.opening if self.current_revision else ""
        words = slugify(opening)[:80].strip("-") or "statement"
        return f"{words}-statement" if words in _names_of_its_pages() else words

    def get_absolute_url(self) -> str:
        """Return the path of the statement's public page."""
        return page_path("statement-detail", number=self.number, slug=self.slug)
