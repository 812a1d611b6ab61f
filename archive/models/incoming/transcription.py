"""Recordings that software transcribes, and the times of words, in a form without the words. Never public."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from archive.language.timed_words import Packed, TimedWord, unpack
from archive.models.fields import (
    ChoiceField,
    Columns,
    Described,
    Rule,
    ShownRows,
    TextKind,
    WebAddressField,
    of_revision,
)
from archive.models.incoming.staging import ImportBatch
from archive.models.record.board import Board
from archive.models.record.gap import GAP
from archive.models.record.meeting import Meeting
from archive.models.record.revision import Revision


class TranscriptionQuerySet(models.QuerySet["Transcription"]):
    """Transcriptions, and which of them are open."""

    def open(self) -> Self:
        """Return the transcriptions that have not ended, the oldest first."""
        return self.filter(status__in=Transcription.OPEN).order_by("id")


class Transcription(models.Model):
    """A recording of a meeting that software transcribes, to write a transcript or to find the times of one.

    ``batch`` is the import that results, or whose turns get their times. Without one, the statements of the meeting get
    the times. ``outcome`` gives the result in numbers, never in words that were said.
    """

    class Purpose(models.TextChoices):
        TRANSCRIBE = "transcribe", "Transcribe"
        ALIGN = "align", "Align"

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    OPEN = (Status.WAITING, Status.RUNNING)

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="transcriptions")
    purpose = ChoiceField(max_length=20, choices=Purpose, default=Purpose.TRANSCRIBE)
    status = ChoiceField(max_length=20, choices=Status, default=Status.WAITING)
    batch = models.ForeignKey(ImportBatch, models.SET_NULL, null=True, blank=True, related_name="transcriptions")
    file = models.FileField(upload_to="recordings/%Y/%m/", max_length=300, blank=True)
    file_name = models.CharField(max_length=300, blank=True, help_text="What the file was called where it came from.")
    file_sha256 = models.CharField(max_length=64, blank=True)
    url = WebAddressField(max_length=1000, blank=True, help_text="Where the recording is fetched from.")
    made_with = models.CharField(max_length=300, blank=True, help_text="The software and its model, with versions.")
    language = models.CharField(max_length=35, blank=True)
    seconds = models.FloatField(null=True, blank=True, help_text="How long the recording is, as it was decoded.")
    done_seconds = models.FloatField(default=0)
    attempts = models.PositiveIntegerField(default=0, help_text="Since a part of it was last kept.")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, help_text="Why nothing came of it, and what to do.")
    outcome = models.JSONField(default=dict, help_text="What came of it, in numbers.")

    described = Described(
        Columns(
            "id meeting purpose status batch seconds done_seconds attempts requested_by requested_at started_at "
            "ended_at",
            Rule.KEPT,
        ),
        Columns("file", Rule.KEPT, TextKind.OTHER),
        Columns("file_name url problem", Rule.KEPT, TextKind.ABOUT),
        Columns("file_sha256 made_with language outcome", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    objects = TranscriptionQuerySet.as_manager()

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(problem=""), name="transcription_failed_says_why"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "running"], ended_at__isnull=True)
                | Q(status__in=["done", "failed", "cancelled"], ended_at__isnull=False),
                name="transcription_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Recording {self.pk}: {self.file_name or self.url}"

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.status in self.OPEN


class TranscribedChunk(models.Model):
    """What software heard in one part of a recording, stored until the transcription ends, so that a kill loses little.

    ``heard`` contains words that were said. It is deleted when the transcription ends, and when any of its words are
    redacted.
    """

    transcription = models.ForeignKey(Transcription, models.CASCADE, related_name="chunks", db_index=False)
    number = models.PositiveIntegerField()
    start_seconds = models.FloatField()
    end_seconds = models.FloatField()
    heard = models.JSONField()

    # What was heard is deleted completely, with the recording.
    described = Described(
        Columns("id transcription number start_seconds end_seconds", Rule.KEPT),
        Columns("heard", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        ordering = ["transcription_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["transcription", "number"], name="chunk_once_a_transcription"),
            models.CheckConstraint(
                condition=Q(end_seconds__gt=F("start_seconds"), start_seconds__gte=0), name="chunk_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"Part {self.number} of {self.transcription}"


class WordTimes(models.Model):
    """When the words of a revision were said. ``packed`` is in the format of ``archive.language.timed_words``."""

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="word_times")
    packed = models.BinaryField()

    # Places and times, without words.
    described = Described(
        Columns("packed", Rule.BY_ACTION, TextKind.CODE),
        Columns("id revision", Rule.SEALED),
        shown=ShownRows(of_revision("{row}.revision_id")),
    )

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        verbose_name_plural = "word times"

    def __str__(self) -> str:
        return f"Times of {self.revision}"


class WordFix(models.Model):
    """A replacement that a person made for a wrong word in a transcript of the board; one row for each time."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="word_fixes", db_index=False)
    wrong = models.CharField(max_length=80)
    right = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)

    described = Described(
        Columns("id board at", Rule.KEPT),
        Columns("wrong right", Rule.KEPT, TextKind.ABOUT),
        shown=None,
    )

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        ordering = ["id"]
        verbose_name_plural = "word fixes"
        indexes = [models.Index(fields=["board", "wrong"], name="word_fix_board")]
        constraints = [models.CheckConstraint(condition=~Q(wrong="") & ~Q(right=""), name="word_fix_has_both_words")]

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}"


def words_standing_in(text: str, packed: Packed) -> list[TimedWord]:
    """Return the timed words of the text as it is now: none in a gap, none beyond its end."""
    return [word for word in unpack(packed) if word.offset < len(text) and text[word.offset] != GAP]
