"""Imported files before they are saved: what was read, what staff changed, and how to undo it. Never public."""

from collections.abc import Collection
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from archive.models.fields import ChoiceField, Columns, Described, Rule, TextKind, WebAddressField
from archive.models.record.meeting import Meeting
from archive.models.record.revision import validate_characters
from archive.models.record.source import Source
from archive.models.record.speaker import Speaker
from archive.models.record.statement import Statement
from archive.models.record.topic import Topic
from archive.models.upkeep.change import ChangeNote
from archive.models.upkeep.outbox import OutboxEntry

# Stands before the number of an import instead of the name of its file, which is deleted.
FORGOTTEN = "removed/"


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Imports, and which of them are in progress."""

    def in_progress(self) -> Self:
        """Return the imports that wait for a person: those read but not saved, and those that could not be read yet."""
        return self.filter(status__in=[ImportBatch.Status.STAGED, ImportBatch.Status.ENCODING])

    def of_file(self, sha256: str) -> Self:
        """Return the imports of the file with this checksum that were neither refused nor discarded."""
        gone = [ImportBatch.Status.DISCARDED, ImportBatch.Status.REFUSED]
        return self.filter(file_sha256=sha256).exclude(status__in=gone)

    def with_files_of(self, imports: models.QuerySet["ImportBatch"]) -> Self:
        """Return the imports of any meeting that have the same file as one of these imports, which are included."""
        return self.filter(file_sha256__in=imports.values("file_sha256"))

    def forget_files(self) -> list[str]:
        """Forget the stored files of these imports, also as sources; return their names, for the caller to delete."""
        names = []
        for pk, name in self.values_list("pk", "file"):
            names.append(name)
            forget_source_files([name])
            self.model._base_manager.filter(pk=pk).update(file=f"{FORGOTTEN}{pk}")
        return names


def forget_source_files(names: Collection[str]) -> None:
    """Forget these stored files as those of sources, which are listed as redacted: nothing else takes a file out."""
    sources = Source.objects.filter(file__in=names)
    kind = ChangeNote.Kind.REDACTED
    ChangeNote.objects.leave(ChangeNote.Subject.SOURCE, list(sources.values_list("pk", flat=True)), kind)
    sources.update(file="", file_sha256="")


class ReturnedAs(models.TextChoices):
    """How redacted words came back with a file."""

    ON_GAP = "on_gap", "In the place of a gap"
    SAME_WORDS = "same_words", "The same words"
    OTHER_ON_GAP = "other_on_gap", "Other words in the place of a gap"
    MUCH_THE_SAME = "much_the_same", "Much the same words"
    PERHAPS = "perhaps", "Perhaps in the place of a gap"


class ImportBatch(models.Model):
    """One file uploaded for a meeting. The file is stored unchanged, whatever happens to the import."""

    class Status(models.TextChoices):
        UPLOADED = "uploaded", "Uploaded"
        ENCODING = "encoding", "Waits for its encoding"
        STAGED = "staged", "In progress"
        REFUSED = "refused", "Could not be read"
        SAVED = "saved", "Saved as drafts"
        DISCARDED = "discarded", "Discarded"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="imports")
    status = ChoiceField(max_length=20, choices=Status, default=Status.UPLOADED)
    file = models.FileField(upload_to="imports/%Y/%m/", max_length=300)
    file_name = models.CharField(max_length=300, help_text="What the file was called where it came from.")
    file_sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    text_status = ChoiceField(
        "how close the text is to what was said",
        max_length=20,
        choices=Statement.TEXT_STATUSES,
        blank=True,
        help_text="Proposed from the file; a person says it as they save.",
    )
    source_kind = ChoiceField(
        "kind of source", max_length=20, choices=[("", "Not said"), *Source.Kind.choices], blank=True
    )
    source_publisher = models.CharField("published by", max_length=300, blank=True)
    source_url = WebAddressField("address of the source", max_length=1000, blank=True)
    made_with = models.CharField(
        max_length=300, blank=True, help_text="The software that wrote it and its model, with versions."
    )
    refusal = models.TextField(blank=True, help_text="Why it could not be read, and what to do instead.")
    format = models.CharField(max_length=40, blank=True)
    encoding = models.CharField(max_length=40, blank=True)
    line_unit = models.CharField(max_length=20, default="line", help_text="What the numbers of lines count.")
    notes = models.JSONField(default=list, help_text="What the file says about itself.")
    problems = models.JSONField(default=list, help_text="What is worth a look: pairs of line and sentence.")
    readings = models.JSONField(
        default=list, help_text="The ways in which the file may be read, where a person is asked; see FileReading."
    )
    reading = models.CharField(max_length=120, blank=True, help_text="The key of the reading that a person chose.")
    answers = models.JSONField(
        default=dict, blank=True, help_text="Which labels speak, and whose the words without a speaker are; see Guide."
    )
    returned = models.JSONField(
        default=list, help_text="Which redacted words the file brought back: statement, how, turns, hash; no words."
    )
    gaps_confirmed = models.BooleanField(default=False, help_text="An editor saw what came back, and left the gaps.")
    source = models.ForeignKey(Source, models.SET_NULL, null=True, blank=True, related_name="+")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)
    undo = models.JSONField(default=dict, help_text="What saving did, so that it can be taken back.")

    described = Described(
        Columns("text_status source_kind", Rule.WORK),
        Columns("source_publisher source_url", Rule.WORK, TextKind.ABOUT),
        Columns("id meeting status uploaded_by uploaded_at gaps_confirmed source saved_by saved_at", Rule.KEPT),
        Columns("file file_sha256 made_with format encoding line_unit returned", Rule.KEPT, TextKind.CODE),
        Columns("file_name refusal notes problems readings reading answers undo", Rule.KEPT, TextKind.LOG),
        shown=None,
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions: ClassVar[list[str]] = []
        verbose_name_plural = "import batches"
        constraints = [
            models.CheckConstraint(condition=~Q(file=""), name="import_keeps_its_file"),
            models.CheckConstraint(condition=~Q(file_sha256=""), name="import_file_has_checksum"),
            models.CheckConstraint(condition=~Q(status="refused") | ~Q(refusal=""), name="import_refused_says_why"),
        ]

    def __str__(self) -> str:
        return f"Import {self.pk}: {self.file_name}"

    @property
    def file_is_there(self) -> bool:
        """Whether the file is still stored. A redaction deletes it, at once or as soon as the disk allows."""
        going = OutboxEntry.objects.pending().filter(kind=OutboxEntry.Kind.DELETE_FILE, file_name=self.file.name)
        return self.file.storage.exists(self.file.name) and not going.exists()

    @property
    def asks_for_reading(self) -> bool:
        """Whether a person must still choose how to read the file."""
        return bool(self.readings) and not self.reading

    @property
    def asks_editor(self) -> bool:
        """Whether an editor must still look at redacted words that came back in another place."""
        return not self.gaps_confirmed and any(entry["as"] != ReturnedAs.ON_GAP for entry in self.returned)

    @property
    def is_open(self) -> bool:
        """Whether its turns can still be changed."""
        return self.status == self.Status.STAGED


class StagedItem(models.Model):
    """An agenda heading of the file."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=40, blank=True, help_text="Its number as printed, such as 8.D.")
    title = models.CharField(max_length=500)

    described = Described(
        Columns("position", Rule.WORK),
        Columns("label title", Rule.WORK, TextKind.ABOUT),
        Columns("id batch", Rule.KEPT),
        shown=None,
    )

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        ordering = ["batch_id", "position", "id"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="staged_item_has_title")]

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()


class StagedLabel(models.Model):
    """A speaker label as printed in the file, and the speaker that it means in all its turns."""

    class Certainty(models.TextChoices):
        SURE = "sure", "Matched"
        UNSURE = "unsure", "Please check"
        NOT_FOUND = "not_found", "Not in the archive yet"
        UNIDENTIFIED = "unidentified", "Unidentified"
        DECIDED = "decided", "Decided"

    OPEN = (Certainty.UNSURE, Certainty.NOT_FOUND)

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="labels", db_index=False)
    text = models.CharField(max_length=300, blank=True)
    from_file = models.BooleanField(default=True, help_text="Printed in the file, not added at the desk.")
    speaker = models.ForeignKey(Speaker, models.SET_NULL, null=True, blank=True, related_name="+")
    certainty = ChoiceField(max_length=20, choices=Certainty, default=Certainty.UNIDENTIFIED)
    suggestions = models.JSONField(default=list, help_text="Pairs of speaker and score, the best first.")

    described = Described(
        Columns("speaker", Rule.WORK),
        Columns("id batch from_file certainty", Rule.KEPT),
        Columns("text", Rule.KEPT, TextKind.ABOUT),
        Columns("suggestions", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["id"]
        default_permissions: ClassVar[list[str]] = []
        constraints = [
            models.UniqueConstraint(fields=["batch", "text"], name="staged_label_once_a_batch"),
            models.CheckConstraint(
                condition=~Q(certainty="sure") | Q(speaker__isnull=False), name="staged_label_sure_of_someone"
            ),
        ]

    def __str__(self) -> str:
        return self.text or "No label"

    @property
    def is_open(self) -> bool:
        """Whether a person must still decide whom the label means."""
        return self.certainty in self.OPEN


class StagedTurn(models.Model):
    """One turn, narrative or decision as it will be saved. ``printed`` is the label in the file, whoever it means."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="turns", db_index=False)
    position = models.PositiveIntegerField()
    item = models.ForeignKey(StagedItem, models.SET_NULL, null=True, blank=True, related_name="turns")
    label = models.ForeignKey(StagedLabel, models.PROTECT, null=True, blank=True, related_name="turns")
    printed = models.CharField(max_length=300, blank=True)
    kind = ChoiceField(max_length=20, choices=Statement.Kind, default=Statement.Kind.REMARK)
    title = models.CharField(max_length=300, blank=True, validators=[validate_characters])
    text = models.TextField(validators=[validate_characters])
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    decided = models.JSONField(
        default=dict, blank=True, help_text="What it prints of a decision; see staged_decisions."
    )
    start_seconds = models.FloatField(null=True, blank=True)
    end_seconds = models.FloatField(null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True, help_text="Where it stands in the file.")
    in_capitals = models.BooleanField(default=False)
    statement = models.ForeignKey(Statement, models.SET_NULL, null=True, blank=True, related_name="+")
    word_times = models.BinaryField(
        default=b"", blank=True, help_text="When its words were said, packed: positions and times."
    )
    checked_at = models.DateTimeField(null=True, blank=True, help_text="When a person has compared it by hand.")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    described = Described(
        Columns("position item label kind topics", Rule.WORK),
        Columns("title text", Rule.WORK, TextKind.ABOUT),
        Columns("id batch start_seconds end_seconds line in_capitals statement checked_at checked_by", Rule.KEPT),
        Columns("printed", Rule.KEPT, TextKind.ABOUT),
        Columns("decided", Rule.KEPT, TextKind.LOG),
        Columns("word_times", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        ordering = ["batch_id", "position", "id"]
        indexes = [models.Index(fields=["batch", "position", "id"], name="staged_turn_position")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="staged_turn_has_text"),
            models.CheckConstraint(
                condition=Q(end_seconds__isnull=True)
                | Q(start_seconds__isnull=False, end_seconds__gte=F("start_seconds")),
                name="staged_turn_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"Turn {self.position} of {self.batch}"

    @property
    def is_proposed(self) -> bool:
        """Whether it is a decision that is only proposed, from the words before it, and that nobody has checked."""
        return bool(self.decided.get("said")) and self.checked_at is None

    @property
    def read_as(self) -> str:
        """How the words of a decision were read, for a person to check: who moved it, the result, counts, the roll."""
        facts = self.decided.get("facts", {})
        labels = {"mover_name": "moved by", "seconder_name": "seconded by", "result": "result", "method": "by"}
        lines = [f"{label} {facts[name].replace('_', ' ')}" for name, label in labels.items() if facts.get(name)]
        lines += [f"{name.removesuffix('_count')}: {facts[name]}" for name in facts if name.endswith("_count")]
        names: dict[str, list[str]] = {}
        for word, name in self.decided.get("roll", ()):
            times = zip(("came", "left"), self.decided.get("times", {}).get(name, ()), strict=False)
            beside = ", ".join(f"{label} {time}" for label, time in times if time)
            names.setdefault(word, []).append(f"{name} ({beside})" if beside else name)
        lines += [f"{word}: {', '.join(listed)}" for word, listed in names.items()]
        said = ["not certain: it is saved once you mark it as checked by hand"] if self.is_proposed else []
        return "; ".join([*lines, *said])
