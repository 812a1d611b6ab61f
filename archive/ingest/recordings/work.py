"""Do the requested work on recordings, one at a time. The process with the lock works; others leave it to that one."""

import json
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from archive.actions.meetings import FoundTimes, add_times
from archive.ingest.recordings.alignment import Placed, align
from archive.ingest.recordings.asking import end
from archive.ingest.recordings.heard import Heard, Sentence, Transcriber
from archive.ingest.recordings.listening import FETCHED, Listening, still_wanted
from archive.ingest.recordings.model import transcriber
from archive.ingest.recordings.refusals import Interrupted, NoSpeech, NotInstalled, NotTranscribed
from archive.ingest.recordings.sentences import sentences
from archive.ingest.recordings.sound import never
from archive.ingest.recordings.voices import unsure_voices, voice_encoder, with_voices
from archive.ingest.staging.stage import keep_file, read_file
from archive.language.timed_words import pack
from archive.machine.database import file_lock
from archive.models import ImportBatch, StagedTurn, Statement, Transcription
from boardmeetings.failpoints import failpoint

logger = logging.getLogger(__name__)
Purpose, Status = Transcription.Purpose, Transcription.Status
NOBODY = "The software found no speech in this recording. Check that it has sound and is of this meeting."
SAYS = "Transcribed from the recording by software ({made_with}) on {day}. Nobody has checked it yet."


def the_only_one() -> AbstractContextManager[bool]:
    """Within this context, no other process transcribes; yield whether the lock was taken.

    The worker that starts the process holds another lock, for the kind of job.
    """
    return file_lock(Path(settings.UPKEEP_DIR) / "hearing.lock")


def work_off(should_stop: Callable[[], bool] = never, hears: Callable[[], Transcriber] = transcriber) -> int:
    """Do all waiting work, the oldest first, and return how many transcriptions ended.

    A recording that cannot be transcribed ends with a sentence that says why. Raise NotInstalled if the software is
    missing; then the work waits.
    """
    done = 0
    with the_only_one() as is_ours:
        if is_ours:
            forget_broken_off()
        while is_ours and not should_stop() and (row := Transcription.objects.open().first()):
            try:
                work_on(row, hears(), should_stop)
            except Interrupted:
                continue
            done += 1
    return done


def forget_broken_off() -> None:
    """Delete what a killed process had fetched; the caller holds the lock."""
    for left in Path(settings.DATA_DIR).glob(f"{FETCHED}*"):
        left.unlink(missing_ok=True)


def work_on(row: Transcription, hears: Transcriber, should_stop: Callable[[], bool] = never) -> None:
    """Do one transcription, from where it was interrupted; the caller holds the lock.

    Raise Interrupted if it must stop.
    """
    listening = Listening(row, hears, should_stop)
    try:
        finish = row.batch if row.purpose == Purpose.TRANSCRIBE else None
        if finish is None:
            heard = listening.run()
            if not heard.words:
                raise NoSpeech(NOBODY)
            finish = _finish(listening, heard)
        if finish:
            _stage_turns(listening.row, finish)
        failpoint("recording.done")
    except NotInstalled:
        raise
    except NotTranscribed as refused:
        with still_wanted(row.pk, Transcription.OPEN) as stored:
            end(stored, Status.FAILED, str(refused))


def _finish(listening: Listening, heard: Heard) -> ImportBatch | None:
    """Store what was heard: as the file of an import, or as times of existing turns."""
    row = listening.row
    if row.purpose == Purpose.ALIGN:
        with still_wanted(row.pk) as stored:
            stored.outcome = {**stored.outcome, **give_times(stored, heard)}
            end(stored, Status.DONE)
        return None
    made = list(sentences(heard.words))
    if encoder := voice_encoder():
        with row.file.open("rb") as recording:
            made = with_voices(recording, made, encoder, listening.should_stop)
    with still_wanted(row.pk) as stored:
        file = transcript_file(
            stored.file_name or Path(stored.file.name).name,
            heard,
            made,
            made_with=stored.made_with,
            language=heard.language or stored.language,
            day=timezone.localdate(),
        )
        stored.batch = keep_file(
            meeting=stored.meeting,
            file=file,
            actor=stored.requested_by,
            made_with=stored.made_with,
            source_url=stored.url,
        )
        stored.save()
    failpoint("recording.file_kept")
    return stored.batch


def _stage_turns(row: Transcription, batch: ImportBatch) -> None:
    """Stage the turns of the new import, and end the transcription."""
    # Turns that were staged before a kill may have been corrected since.
    if batch.status == ImportBatch.Status.UPLOADED:
        read_file(batch)
    failpoint("recording.staged")
    with still_wanted(row.pk) as stored:
        stored.outcome = {**stored.outcome, "turns": batch.turns.count(), "left_out": len(batch.problems)}
        end(stored, Status.DONE)


def transcript_file(
    name: str, heard: Heard, sentences: Sequence[Sentence], *, made_with: str, language: str, day: date
) -> ContentFile:
    """Return what was heard in Whisper's JSON, which imports read; ``name`` is the name of the recording."""
    value = {
        "generator": SAYS.format(made_with=made_with, day=f"{day.day} {day:%B %Y}"),
        "made_with": made_with,
        "made_on": day.isoformat(),
        "language": language,
        "left_out": [{"start": one.start, "text": one.text, "why": one.why} for one in heard.left_out],
        "unheard": [{"start": one.start, "end": one.end, "words": one.words} for one in heard.unheard],
        "unsure_voices": [{"start": one.start, "end": one.end} for one in unsure_voices(sentences)],
        "segments": [_segment(sentence) for sentence in sentences],
    }
    stem = name.rpartition(".")[0] or name
    return ContentFile(json.dumps(value, ensure_ascii=False, indent=0).encode(), f"{stem[:250]}.transcript.json")


def _segment(sentence: Sentence) -> dict[str, object]:
    span = sentence.span
    return {
        "start": span.start,
        "end": span.end,
        "text": sentence.text,
        **({"speaker": f"Voice {sentence.voice}"} if sentence.voice else {}),
        "words": [
            {"word": word.text, "start": word.start, "end": word.end, "probability": word.confidence}
            for word in sentence.words
        ],
    }


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
    turns = list(batch.turns.exclude(kind__in=UNSAID))
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
