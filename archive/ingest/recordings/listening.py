"""Transcribe a recording to its end, part by part.

Each part is stored: a kill loses one part, and nothing comes twice.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from archive.ingest.recordings.fetch import fetch
from archive.ingest.recordings.heard import (
    Heard,
    HeardSegment,
    HeardWord,
    LeftOut,
    Transcriber,
    UnheardSpeech,
)
from archive.ingest.recordings.invented import without_invented
from archive.ingest.recordings.parts import RecordingPart, parts
from archive.ingest.recordings.refusals import Interrupted, NotTranscribed
from archive.ingest.recordings.sentences import in_speech
from archive.ingest.recordings.sound import HOUR, length, sound
from archive.ingest.recordings.unheard import speech_without_words
from archive.models import TranscribedChunk, Transcription, checksum
from boardmeetings.failpoints import failpoint

Status = Transcription.Status
MOST_ATTEMPTS = 3
# How often to check in the row whether somebody cancelled it.
LOOKED_AT_EVERY = timedelta(seconds=2)
SURE_OF_LANGUAGE = 0.8
# The beginning of the name of a file that is being fetched.
FETCHED = "recording-"


class Listening:
    """One transcription at work: what is heard, what is stored of it, and whether to continue."""

    def __init__(self, row: Transcription, transcriber: Transcriber, should_stop: Callable[[], bool]) -> None:
        """Work on the row; ``should_stop`` is called often."""
        self.row = row
        self.transcriber = transcriber
        self._told_to_stop = should_stop
        self._looked_at = timezone.now()

    def run(self) -> Heard:
        """Return everything that was heard, including in earlier runs.

        Raise NotTranscribed if the recording cannot be transcribed, Interrupted if it must stop or was cancelled.
        """
        self._begin()
        self._have_file()
        most = settings.RECORDING_MAX_HOURS * HOUR
        with self.row.file.open("rb") as file:
            if self.row.seconds is None:
                self._save(seconds=length(file, most, self.should_stop))
            kept = self.row.chunks.last()
            pieces = sound(file, most, self.should_stop)
            for part in parts(pieces, kept.end_seconds if kept else 0.0, self.transcriber.speech):
                self._hear(part)
        return self.heard()

    def heard(self) -> Heard:
        """Return all stored parts as one."""
        words: list[HeardWord] = []
        left_out: list[LeftOut] = []
        unheard: list[UnheardSpeech] = []
        language = ""
        for chunk in self.row.chunks.order_by("number"):
            one = Heard.of_json(chunk.heard)
            words += one.words
            left_out += one.left_out
            unheard += one.unheard
            language = language or one.language
        return Heard(tuple(words), tuple(left_out), language, tuple(unheard))

    def should_stop(self) -> bool:
        """Return whether to stop: the process is told to, or the row is no longer running."""
        if self._told_to_stop():
            return True
        if timezone.now() - self._looked_at < LOOKED_AT_EVERY:
            return False
        self._looked_at = timezone.now()
        return not Transcription.objects.filter(pk=self.row.pk, status=Status.RUNNING).exists()

    def _begin(self) -> None:
        if self.row.attempts >= MOST_ATTEMPTS:
            raise NotTranscribed(
                f"It stopped unexpectedly {MOST_ATTEMPTS} times. Give it more memory (TRANSCRIBE_MEMORY_MB) or a "
                "smaller model, and try again."
            )
        self._save(
            status=Status.RUNNING,
            attempts=self.row.attempts + 1,
            started_at=timezone.now(),
            made_with=self.transcriber.made_with,
            language=self.row.meeting.board.language.partition("-")[0],
        )

    def _have_file(self) -> None:
        """Fetch the recording if there is only its URL."""
        if self.row.file:
            return
        with tempfile.NamedTemporaryFile(dir=settings.DATA_DIR, prefix=FETCHED) as file:
            fetch(self.row.url, file, self.should_stop)
            failpoint("recording.fetched")
            fetched = File(file, name=self.row.url.partition("?")[0].rpartition("/")[2][-100:] or "recording")
            file.flush()
            digest = checksum(fetched)
            with still_wanted(self.row.pk) as row:
                row.file, row.file_sha256 = fetched, digest
                row.save()
        self.row.refresh_from_db()

    def _hear(self, part: RecordingPart) -> None:
        began = time.monotonic()
        heard = Heard(language=self._language(part))
        if part.speech:
            segments = list(self._segments(part))
            words, left_out = without_invented(segments, part.speech)
            words = tuple(in_speech(word, part.speech) for word in words)
            heard = Heard(
                tuple(word.later(part.start) for word in words),
                tuple(LeftOut(one.start + part.start, one.text, one.why) for one in left_out),
                heard.language,
                tuple(one.later(part.start) for one in speech_without_words(words, part.speech)),
            )
        pace = (part.end - part.start) / max(time.monotonic() - began, 0.001)
        failpoint("recording.heard")
        with still_wanted(self.row.pk) as row:
            number = row.chunks.count() + 1
            TranscribedChunk.objects.create(
                transcription=row, number=number, start_seconds=part.start, end_seconds=part.end, heard=heard.as_json()
            )
            row.done_seconds, row.attempts, row.outcome = part.end, 0, {**row.outcome, "pace": round(pace, 2)}
            row.save()
            self.row = row
        failpoint("recording.kept")

    def _segments(self, part: RecordingPart) -> Iterator[HeardSegment]:
        for segment in self.transcriber.hear(part.samples, self.row.language):
            if self.should_stop():
                raise Interrupted
            yield segment

    def _language(self, part: RecordingPart) -> str:
        """Return the language of the first part with speech, if it is certainly not the board's."""
        if not part.speech or "language" in self.row.outcome:
            return ""
        language, sure = self.transcriber.language_of(part.samples)
        self._save(outcome={**self.row.outcome, "language": language if sure >= SURE_OF_LANGUAGE else ""})
        return language if sure >= SURE_OF_LANGUAGE and language != self.row.language else ""

    def _save(self, **values: object) -> None:
        statuses = Transcription.OPEN if "status" in values else (Status.RUNNING,)
        with still_wanted(self.row.pk, statuses) as row:
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
        self.row.refresh_from_db()


@contextmanager
def still_wanted(pk: int, statuses: Sequence[Status] = (Status.RUNNING,)) -> Iterator[Transcription]:
    """Within one transaction, lock the row and check that it is wanted; raise Interrupted if it was ended meanwhile."""
    with transaction.atomic():
        rows = Transcription.objects.filter(pk=pk, status__in=statuses)
        row = rows.select_for_update(of=("self",)).select_related("meeting__board").first()
        if row is None:
            raise Interrupted
        yield row
