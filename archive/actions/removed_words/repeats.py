"""Other texts that the archive stores about a statement, and how redacted words are removed from them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import PurePath
from typing import Any

from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone

from archive.actions.removed_words.files import words_in_file, words_stored
from archive.actions.removed_words.removed import Removed
from archive.models import (
    AgendaItem,
    AuditEntry,
    Correction,
    ErrorReport,
    FormerSlug,
    ImportBatch,
    IncomingFile,
    OutboxEntry,
    Revision,
    ScheduledPublication,
    SentBack,
    StagedItem,
    StagedLabel,
    StagedTurn,
    Statement,
    Tombstone,
    TranscribedChunk,
    Transcription,
    WordFix,
)
from archive.models.fields.described import TAKEN_OUT, TextKind, texts_of_kind

CITED = "citinglink"  # pages that quoted a statement; in the trail they have its number
# How many rows of a table an editor is shown.
REPEATS_SHOWN = 20
RECORDING_GONE = "The recording was deleted, because words of the meeting have since been redacted. Choose it again."


@dataclass(frozen=True)
class Repeat:
    """A row besides the statement that repeats the words, and the texts in it that do."""

    instance: models.Model
    columns: str

    @property
    def place(self) -> str:
        """What the row is, and which of its texts repeat the words."""
        return f"{self.instance._meta.verbose_name}: {self.columns.replace('_', ' ')}"


def repeats(statement: Statement, removed: Removed) -> list[Repeat]:
    """Return what repeats the words elsewhere: other statements, facts such as a title, names of files, addresses.

    A passage repeats them, and so does a name in it.
    """
    typed = removed.as_typed
    if not typed:
        return []
    repeated: list[Repeat] = []
    # Facts first, then other statements.
    kept = texts_of_kind(TextKind.FACT, TextKind.OTHER)
    for model, columns in sorted(kept.items(), key=lambda table: table[0] is Revision):
        rows = model._base_manager.filter(_holds(columns, typed)).order_by("-pk")
        if model is Revision:
            rows = rows.exclude(statement=statement).select_related("statement")
            rows = rows.order_by(Case(When(statement__meeting=statement.meeting_id, then=0), default=1), "-pk")
        named: set[int] = set()
        for row in rows[: REPEATS_SHOWN * 10]:
            # A statement is listed once, with the latest of its wordings that repeats the words.
            place = row.statement_id if isinstance(row, Revision) else row.pk
            repeating = ", ".join(column for column in columns if removed.is_repeated_in(str(getattr(row, column))))
            if repeating and place not in named:
                named.add(place)
                repeated.append(Repeat(row, repeating))
    return repeated


def _holds(columns: Iterable[str], typed: Iterable[str]) -> Q:
    """Return the condition that one of the columns has one of the words, perhaps inside a longer one."""
    holds = Q(pk__in=())
    for column, word in product(columns, typed):
        holds |= Q(**{f"{column}__icontains": word})
    return holds


@dataclass(frozen=True)
class TakenOut:
    """What lost words besides the statement: rows, and stored files to delete, by name in the storage."""

    rows: list[models.Model]
    files: list[str]


def take_out(statement: Statement, removed: Removed) -> TakenOut:
    """Remove the words from all other texts about the statement.

    What nobody can change by hand about other objects loses whole passages, and about those around the statement names
    too. The files are those of imports that may contain the words, whatever happened to the imports: the archive keeps
    them only for its staff and cannot remove words from them. A source that was made from such a file keeps its row and
    loses the file.
    """
    _forget_external_id(statement, removed)
    beyond = list(_take_out_beyond(statement, removed))
    held = [row for rows in _about(statement) for row in rows if _changed(row, removed)]
    batches = {turn.batch_id for turn in held if isinstance(turn, StagedTurn)}
    batches |= set(StagedTurn.objects.filter(statement=statement).values_list("batch_id", flat=True))
    kept = ImportBatch.objects.with_files_of(ImportBatch.objects.filter(meeting=statement.meeting_id))
    batches |= {batch.pk for batch in kept if removed.may_be_among(words_in_file(batch))}
    going = ImportBatch.objects.with_files_of(ImportBatch.objects.filter(pk__in=batches))
    files = [*going.forget_files(), *_forget_waiting(removed), *_forget_recordings(statement)]
    return TakenOut([*beyond, *held], files)


def _take_out_beyond(statement: Statement, gone: Removed) -> Iterator[models.Model]:
    around, whole = gone.around, gone.anywhere
    sitting = Statement.objects.filter(meeting__isnull=False, meeting=statement.meeting_id).values("pk")
    meeting, audited = Q(statement__in=sitting), Q(subject__in=["statement", CITED], subject_id__in=sitting)
    corrected = Q()
    for subject, ids in _objects_of_statement(statement).items():
        corrected |= Q(**{f"{subject}__in": ids})
        for former in FormerSlug.objects.filter(kind=subject, record_id__in=ids):
            if around.is_told_in(former.slug):
                former.delete()
    for model in (Correction, ErrorReport, Revision, Tombstone, AuditEntry):
        columns = ("reason",) if model is Revision else texts_of_kind(*TAKEN_OUT)[model]
        near = audited if model is AuditEntry else meeting
        beside = near | corrected if model is Correction else near
        rows: models.QuerySet[Any] = models.QuerySet(model)
        elsewhere = rows.filter(_holds(columns, gone.as_typed)).exclude(beside) if whole.passages else ()
        yield from (row for row in rows.filter(beside) if _changed(row, around))
        yield from (row for row in elsewhere if _changed(row, whole))
        audited |= Q(subject=model._meta.model_name, subject_id__in=rows.filter(beside).values("pk"))


def _objects_of_statement(statement: Statement) -> dict[str, list[int]]:
    """Return the objects that the statement belongs to, by the names of their tables."""
    one_each = {name: getattr(statement, f"{name}_id") for name in ("meeting", "board", "source", "speaker")}
    around = {name: [pk] for name, pk in one_each.items() if pk}
    return {**around, "topic": list(statement.topics.values_list("pk", flat=True))}


def _forget_external_id(statement: Statement, removed: Removed) -> None:
    """Forget the statement's id at an importer if it has the words. Files have it; the next import asks."""
    if removed.is_told_in(statement.external_id or ""):
        models.QuerySet(Statement).filter(pk=statement.pk).update(external_id=f"redacted {statement.pk}")


def _forget_waiting(removed: Removed) -> list[str]:
    """Forget files without a meeting that have the words, and return the stored files.

    Those of which this cannot be known stay, and so do those with a name alone, which may be of any board: before the
    words of a file are stored for a meeting, redacted ones become gaps.
    """
    removed = replace(removed, names=frozenset())
    waiting = IncomingFile.objects.exclude(file="")
    stored = (row for row in waiting if row.file.storage.exists(row.file.name))
    words = ((row, words_stored(row.file.name, row.file_sha256)) for row in stored)
    going = [row for row, has in words if has is not None and removed.may_be_among(has)]
    IncomingFile.objects.filter(pk__in=[row.pk for row in going]).delete()
    return [row.file.name for row in going]


def _forget_recordings(statement: Statement) -> list[str]:
    """Delete what was heard in recordings of the meeting, and return the stored files, which contain the words."""
    kept = Transcription.objects.filter(meeting__isnull=False, meeting=statement.meeting_id)
    TranscribedChunk.objects.filter(transcription__in=kept).delete()
    with_file = kept.exclude(file="")
    files = list(with_file.values_list("file", flat=True))
    with_file.open().update(status=Transcription.Status.FAILED, problem=RECORDING_GONE, ended_at=timezone.now())
    with_file.update(file="", file_sha256="")
    return files


def _about(statement: Statement) -> Iterator[models.QuerySet]:
    """Yield the rows of every table about the statement, bypassing the checks that refuse changes."""
    number, meeting = statement.pk, statement.meeting_id
    reports = list(statement.error_reports.values_list("pk", flat=True))
    of_meeting = ImportBatch.objects.filter(meeting=meeting)
    imports = list(ImportBatch.objects.with_files_of(of_meeting).values_list("pk", flat=True))
    revisions = list(statement.revisions.values_list("pk", flat=True))
    corrections = list(statement.corrections.values_list("pk", flat=True))
    subjects = {
        "statement": [number],
        CITED: [number],
        "errorreport": reports,
        "importbatch": imports,
        "revision": revisions,
        "correction": corrections,
        "tombstone": list(statement.tombstones.values_list("pk", flat=True)),
        "agendaitem": list(AgendaItem.objects.filter(meeting=meeting).values_list("pk", flat=True)),
        **_objects_of_statement(statement),
    }
    audited = Q()
    for subject, ids in subjects.items():
        audited |= Q(subject=subject, subject_id__in=ids)
    where = {
        AuditEntry: audited,
        Correction: Q(statement=statement),
        ErrorReport: Q(statement=statement),
        ImportBatch: Q(pk__in=imports),
        IncomingFile: Q(file_sha256__in=ImportBatch.objects.filter(pk__in=imports).values("file_sha256")),
        OutboxEntry: Q(subject__in=[OutboxEntry.Subject.STATEMENT, OutboxEntry.Subject.REDACTED], subject_id=number),
        ScheduledPublication: Q(statement=statement) | Q(meeting__isnull=False, meeting=meeting),
        SentBack: Q(statement=statement),
        StagedItem: Q(batch__in=imports),
        StagedLabel: Q(batch__in=imports),
        StagedTurn: Q(statement=statement) | Q(batch__in=imports),
        Tombstone: Q(statement=statement),
        Transcription: Q(meeting__isnull=False, meeting=meeting),
        WordFix: Q(board=statement.board_id),
    }
    for model in texts_of_kind(*TAKEN_OUT):
        yield models.QuerySet(model).filter(where[model])


def _changed(row: models.Model, removed: Removed) -> bool:
    """Save the row without the words, and return whether it had any."""
    if isinstance(row, Revision):
        if is_told := row.reason != (reason := removed.taken_out_of(row.reason)):
            row.redact(title=row.title, text=row.text, reason=reason)
        return is_told
    values = {name: getattr(row, name) for name in texts_of_kind(*TAKEN_OUT)[type(row)]}
    without = {name: removed.taken_out_of_any(value) for name, value in values.items()}
    if name := without.get("file_name"):
        without["file_name"] = f"file{PurePath(name).suffix}" if removed.is_told_in(name) else name
    if without == values:
        return False
    if isinstance(row, StagedLabel):
        # A label is only once in an import.
        without["text"] = f"{without['text']} {row.pk}"
    models.QuerySet(type(row)).filter(pk=row.pk).update(**without)
    return True
