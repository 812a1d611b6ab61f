"""What the archive keeps about a statement beside its wordings, and how it loses words that were redacted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from archive.citations.same_words import told
from archive.citations.words import keys
from archive.models import (
    AuditEntry,
    CitingLink,
    Correction,
    ErrorReport,
    ImportBatch,
    OutboxEntry,
    Revision,
    ScheduledPublication,
    Source,
    StagedTurn,
    Statement,
    Tombstone,
)
from archive.models.gap import blanked


@dataclass(frozen=True)
class Removed:
    """Words that were removed: each passage by the keys of its words, and those that tell something by themselves."""

    runs: tuple[tuple[str, ...], ...]
    telling: frozenset[str]

    @classmethod
    def of(cls, passages: Iterable[str], telling: Iterable[str]) -> Self:
        """Return what was removed, of the passages as they stood."""
        return cls(tuple(dict.fromkeys(tuple(keys(passage)) for passage in passages)), frozenset(telling))

    def taken_out_of(self, text: str) -> str:
        """Return the text with gaps in the place of what it repeats."""
        for run in self.runs:
            for place in told(text, list(run), set(self.telling)):
                text = blanked(text, place.start, place.end)
        return text

    def taken_out_of_any(self, value: Any) -> Any:
        """Return a value of JSON without what its texts repeat."""
        match value:
            case str():
                return self.taken_out_of(value)
            case list():
                return [self.taken_out_of_any(item) for item in value]
            case dict():
                return {name: self.taken_out_of_any(item) for name, item in value.items()}
        return value


# Of each table the texts that may repeat a statement's words. The tests see to it that no table is forgotten.
FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    AuditEntry: ("name", "note"),
    CitingLink: ("title", "publisher"),
    Correction: ("own_reason", "evidence"),
    ErrorReport: ("problem", "outcome"),
    ImportBatch: ("refusal", "notes", "problems", "readings", "undo"),
    LogEntry: ("object_repr", "change_message"),
    OutboxEntry: ("last_error",),
    ScheduledPublication: ("failure",),
    StagedTurn: ("title", "text"),
    Tombstone: ("reason",),
}


def take_out(statement: Statement, removed: Removed) -> list[str]:
    """Take the words out of all that is kept about the statement; return the files to delete, by name in the storage.

    Those are the files of imports that held the words, which the archive keeps for its staff and can make again nothing
    of: the source that was kept of one keeps its row and loses the file.
    """
    held = [row for rows in _about(statement) for row in rows if _changed(row, removed)]
    batches = {turn.batch_id for turn in held if isinstance(turn, StagedTurn)}
    batches |= set(StagedTurn.objects.filter(statement=statement).values_list("batch_id", flat=True))
    files = []
    for batch in ImportBatch.objects.filter(pk__in=batches):
        files.append(batch.file.name)
        Source.objects.filter(file=batch.file.name).update(file="", file_sha256="")
    return files


def _about(statement: Statement) -> Iterator[models.QuerySet]:
    """Yield the rows of every table that are about the statement; past what refuses changes, which this may make."""
    number, meeting = statement.pk, statement.meeting_id
    reports = list(statement.error_reports.values_list("pk", flat=True))
    imports = list(ImportBatch.objects.filter(meeting=meeting).values_list("pk", flat=True)) if meeting else []
    revisions = list(statement.revisions.values_list("pk", flat=True))
    corrections = list(statement.corrections.values_list("pk", flat=True))
    subjects = {
        "statement": [number],
        "errorreport": reports,
        "importbatch": imports,
        "revision": revisions,
        "correction": corrections,
        "meeting": [meeting],
    }
    audited = Q()
    for subject, ids in subjects.items():
        audited |= Q(subject=subject, subject_id__in=ids)
    types = ContentType.objects.get_for_models(Statement, ErrorReport, Revision)
    logged = Q(content_type=types[Statement], object_id=str(number))
    logged |= Q(content_type=types[ErrorReport], object_id__in=map(str, reports))
    logged |= Q(content_type=types[Revision], object_id__in=map(str, revisions))
    where = {
        AuditEntry: audited,
        CitingLink: Q(statement=statement),
        Correction: Q(statement=statement),
        ErrorReport: Q(statement=statement),
        ImportBatch: Q(pk__in=imports),
        LogEntry: logged,
        OutboxEntry: Q(subject__in=[OutboxEntry.Subject.STATEMENT, OutboxEntry.Subject.REDACTED], subject_id=number),
        ScheduledPublication: Q(statement=statement) | Q(meeting__isnull=False, meeting=meeting),
        StagedTurn: Q(statement=statement) | Q(batch__in=imports),
        Tombstone: Q(statement=statement),
    }
    for model in FIELDS:
        yield models.QuerySet(model).filter(where[model])


def _changed(row: models.Model, removed: Removed) -> bool:
    """Save the row without the words, and say whether it had any."""
    values = {name: getattr(row, name) for name in FIELDS[type(row)]}
    without = {name: removed.taken_out_of_any(value) for name, value in values.items()}
    if without == values:
        return False
    models.QuerySet(type(row)).filter(pk=row.pk).update(**without)
    return True
