"""Gives times from a recording to turns that have none: staged ones, drafts, and published ones in public."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from archive.actions.meetings import FoundTimes, add_times
from archive.models import ImportBatch, StagedTurn, Statement, Transcription
from archive.recordings.alignment import Placed, align
from archive.recordings.heard import Heard
from archive.recordings.refusals import NotTranscribed
from archive.text.timed_words import pack

# Kinds that nobody says.
UNSAID = (*Statement.UNSAID, Statement.Kind.VOTE)


def give_times(row: Transcription, heard: Heard) -> dict[str, Any]:
    """Give the turns of the row's import, or the statements of its meeting, their times; call it in a transaction.

    Return how many got them (``placed``), and which did not: positions of turns, or numbers of statements
    (``unplaced``). Raise NotTranscribed if nothing is left to give times to.
    """
    return _to_turns(row.batch, heard) if row.batch else _to_statements(row, heard)


def _to_turns(batch: ImportBatch, heard: Heard) -> dict[str, Any]:
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not batch.is_open:
        raise NotTranscribed(f"{batch} has since been saved or discarded. Align the meeting instead.")
    turns = list(batch.turns.exclude(kind__in=UNSAID).order_by("position"))
    placed = align([turn.text for turn in turns], heard.words)
    for turn, place in zip(turns, placed, strict=True):
        if place:
            turn.start_seconds, turn.end_seconds, turn.word_times = place.start, place.end, pack(place.words)
    StagedTurn.objects.bulk_update(turns, ["start_seconds", "end_seconds", "word_times"], batch_size=500)
    return _outcome(placed, [turn.position for turn in turns])


def _to_statements(row: Transcription, heard: Heard) -> dict[str, Any]:
    statements = list(
        Statement.objects.filter(meeting=row.meeting)
        .exclude(kind__in=UNSAID)
        .exclude(status=Statement.Status.WITHDRAWN)
        .select_related("current_revision")
        .order_by("position", "number")
    )
    placed = align([statement.text for statement in statements], heard.words)
    times = [
        FoundTimes(statement, place.start, place.end, pack(place.words))
        for statement, place in zip(statements, placed, strict=True)
        if place
    ]
    if times:
        try:
            add_times(meeting=row.meeting, times=times, found_with=row.made_with, actor=row.requested_by)
        except ValidationError as error:
            raise NotTranscribed(" ".join(error.messages)) from error
    return _outcome(placed, [statement.pk for statement in statements])


def _outcome(placed: Sequence[Placed | None], names: Sequence[int]) -> dict[str, Any]:
    unplaced = [name for name, place in zip(names, placed, strict=True) if place is None]
    return {"placed": len(names) - len(unplaced), "unplaced": unplaced}
