"""Public changes: of which object, what kind of change, when, why and on what evidence."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.machine.paths import page_path
from archive.models.fields.choice import ChoiceField
from archive.models.fields.described import Columns, Described, Output, Rule, TextKind
from archive.models.fields.public import PublicQuerySet
from archive.models.fields.shown_rows import ANY_PAGE, ShownRows, of_statement
from archive.models.fields.web_address import WebAddressField
from archive.models.record.board import Board
from archive.models.record.meeting import Meeting
from archive.models.record.redaction import Tombstone
from archive.models.record.revision import Revision, validate_characters
from archive.models.record.source import Source
from archive.models.record.speaker import Speaker
from archive.models.record.statement import Statement
from archive.models.record.topic import Topic

LONGEST_REASON = 500
CHANGE_TEXTS = 3


SUBJECTS = ("statement", "meeting", "board", "speaker", "source", "topic")


def _of_one_object() -> Q:
    """Return the condition that a correction is of exactly one object."""
    condition = Q()
    for subject in SUBJECTS:
        condition |= Q(**{f"{name}__isnull": name != subject for name in SUBJECTS})
    return condition


class Correction(models.Model):
    """One change of the public record: of a statement, or of anything else that readers see.

    ``revision`` is the wording that it published, ``tombstone`` the notice in place of removed words; either one has
    the reason. A correction that left the words alone has neither. ``changes`` lists what changed besides the words and
    the speaker: rows of the field's name, the old value and the new value.

    If the speaker changed, the row has the names before and after: the speaker's, and the one that the source prints. A
    row without ``at`` belongs to a draft and becomes public with it.
    """

    class Kind(models.TextChoices):
        TRANSCRIPTION_ERROR = "transcription_error", _("Transcription error")
        ATTRIBUTION = "attribution", _("Attribution")
        CLARIFICATION = "clarification", _("Clarification")
        REDACTION = "redaction", _("Redaction")
        WITHDRAWAL = "withdrawal", _("Withdrawal")
        REINSTATEMENT = "reinstatement", _("Reinstatement")
        RECORD = "record", _("The record")

    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="corrections")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="corrections")
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="corrections")
    speaker = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="corrections")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="corrections")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="corrections")
    revision = models.OneToOneField(
        Revision,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="correction",
        help_text="The wording it makes.",
    )
    tombstone = models.OneToOneField(
        Tombstone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="correction",
        help_text="What is left of the words.",
    )
    kind = ChoiceField(max_length=20, choices=Kind, default=Kind.TRANSCRIPTION_ERROR)
    own_reason = models.CharField(max_length=LONGEST_REASON, blank=True, validators=[validate_characters])
    evidence = models.CharField(
        max_length=500, blank=True, validators=[validate_characters], help_text="A sentence on how it is known."
    )
    evidence_url = WebAddressField(max_length=1000, blank=True, help_text="Where readers can check it.")
    speaker_before = models.CharField(max_length=300, blank=True)
    speaker_after = models.CharField(max_length=300, blank=True)
    attribution_before = models.CharField(max_length=300, blank=True)
    attribution_after = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    described = Described(
        Columns(
            "own_reason evidence evidence_url speaker_before speaker_after attribution_before attribution_after "
            "changes",
            Rule.BY_ACTION,
            TextKind.ABOUT,
        ),
        Columns("at", Rule.BY_ACTION),
        Columns("id statement meeting board speaker source topic revision tombstone kind", Rule.SEALED),
        outputs=Output.FILES,
        shown=ShownRows(
            "SELECT 'meeting:' || {row}.meeting_id UNION SELECT 'board:' || {row}.board_id"
            " UNION SELECT 'speaker:' || {row}.speaker_id"
            f" UNION {ANY_PAGE} WHERE {{row}}.source_id IS NOT NULL OR {{row}}.topic_id IS NOT NULL"
            f" UNION {of_statement('{row}.statement_id')}",
            where="{row}.at IS NOT NULL",
        ),
    )

    # Whether the object loses a name with redacted words: said by the action that logs it, and not stored.
    takes_out_name = False

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="correction_at", condition=Q(at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=_of_one_object(), name="correction_of_one_record"),
            models.CheckConstraint(
                condition=Q(statement__isnull=False) | Q(kind="record", revision__isnull=True, tombstone__isnull=True),
                name="correction_of_words_has_statement",
            ),
            models.CheckConstraint(
                condition=Q(revision__isnull=False)
                | Q(at__isnull=False) & (Q(tombstone__isnull=False) | ~Q(own_reason="")),
                name="correction_says_why",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["withdrawal", "redaction"], tombstone__isnull=False, revision__isnull=True)
                | ~Q(kind__in=["withdrawal", "redaction"]) & Q(tombstone__isnull=True),
                name="correction_that_removes_has_tombstone",
            ),
        ]

    def __str__(self) -> str:
        where = self.revision or self.subject
        return f"{where}: {str(self.get_kind_display()).lower()}"

    def get_absolute_url(self) -> str:
        """Return the path where readers see what changed, and why."""
        return page_path("correction-detail", correction=self.pk)

    @property
    def subject(self) -> Statement | Meeting | Board | Speaker | Source | Topic:
        """The object that was corrected."""
        return next(getattr(self, name) for name in SUBJECTS if getattr(self, f"{name}_id") is not None)

    @property
    def reason(self) -> str:
        """Why it was corrected, in a sentence for readers."""
        told_by = self.revision or self.tombstone
        return told_by.reason if told_by else self.own_reason

    @property
    def changes_who_said_it(self) -> bool:
        """Whether the correction changed the speaker, or the speaker's name in the source."""
        before = (self.speaker_before, self.attribution_before)
        return before != (self.speaker_after, self.attribution_after)

    @property
    def changes_what_was_decided(self) -> bool:
        """Whether the correction changed the result, the roll or another fact of a decision."""
        return any(label == "roll" or label.startswith("decision: ") for label, *_ in self.changes)

    def clean(self) -> None:
        """Refuse a revision or a tombstone of another statement, and changes that are no rows of three texts."""
        super().clean()
        rows = [row if isinstance(row, list) else [] for row in self.changes]
        if any(len(row) != CHANGE_TEXTS or not all(isinstance(text, str) for text in row) for row in rows):
            raise ValidationError({"changes": "Each change is what changed, what it was, and what it is now."})
        if self.revision and self.revision.statement_id != self.statement_id:
            raise ValidationError("The wording belongs to another statement.")
        if self.tombstone and self.tombstone.statement_id != self.statement_id:
            raise ValidationError("The tombstone belongs to another statement.")

    def publish(self) -> None:
        """Save the correction as made now.

        A prepared one gets a new id, so that ids follow the order of publication.
        """
        if self.pk:
            self.delete()
            self.pk, self._state.adding = None, True
        # The clock may have been set back since the wording was dated.
        dated = self.revision.published_at if self.revision else None
        self.at = max(timezone.now(), dated) if dated else timezone.now()
        self.full_clean(validate_constraints=False)
        self.save()
