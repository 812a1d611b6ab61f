"""A recording becomes a staged import and times, completely and once, even if a process is killed on the way."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from archive.actions.objects import delete_object
from archive.actions.removed_words import disk
from archive.actions.rules import NotAllowed
from archive.ingest.recordings import asking, listening, parts, work
from archive.ingest.recordings.asking import ask_for, cancel
from archive.ingest.recordings.heard import RATE
from archive.ingest.recordings.work import work_off
from archive.ingest.staging.commit import save_as_drafts
from archive.ingest.staging.staged_turns import TurnEdit, edit_turn, merge_turns, split_turn
from archive.ingest.staging.take_back import take_back
from archive.language.timed_words import unpack
from archive.models import (
    Correction,
    ImportBatch,
    Meeting,
    Role,
    Source,
    Statement,
    TranscribedChunk,
    Transcription,
    WordTimes,
)
from archive.models.record.source import checksum
from tests.ingest.recordings.made import ToneReader, as_wav, made_recording
from tests.record import make_meeting, make_statement
from tests.staff import make_person

pytest.importorskip("av", reason="recordings are decoded by PyAV: requirements-transcribe.txt")
pytestmark = pytest.mark.django_db(transaction=True)

Purpose, Status = Transcription.Purpose, Transcription.Status
PAUSES = (8, 20, 33)


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture(autouse=True)
def small_parts(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Cut recordings into parts of five seconds, and pretend that the software is installed."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(asking, "what_is_missing", lambda: "")
    whole = parts.parts
    monkeypatch.setattr(listening, "parts", lambda *given: whole(*given, longest=5.0))


def asked(meeting: Meeting | None = None, words: int = 40, **fields: Any) -> Transcription:
    file = ContentFile(made_recording(words, pause_after=PAUSES), "council.wav")
    return ask_for(meeting=meeting or make_meeting(), **{"purpose": Purpose.TRANSCRIBE, "file": file, **fields})


def hear(reader: ToneReader | None = None) -> int:
    return work_off(hears=lambda: reader or ToneReader())


def words_of(batch: ImportBatch) -> list[str]:
    return " ".join(batch.turns.order_by("position").values_list("text", flat=True)).replace(".", "").split()


def all_words(number: int = 40) -> list[str]:
    return [f"word{one}" for one in range(1, number + 1)]


def test_a_recording_becomes_a_staged_import_with_times_of_its_words() -> None:
    row = asked(actor=make_person(Role.CLERK))
    reader = ToneReader()
    assert hear(reader) == 1
    row.refresh_from_db()
    batch = row.batch
    assert (row.status, row.problem, batch.status) == (Status.DONE, "", ImportBatch.Status.STAGED)
    assert words_of(batch) == all_words()
    assert [turn.text.split()[0] for turn in batch.turns.all()] == ["word1", "word9", "word21", "word34"]
    assert (batch.text_status, batch.source_kind) == ("machine_transcript", "machine_transcript")
    assert batch.made_with == reader.made_with
    assert reader.languages == {"en"}
    for turn in batch.turns.all():
        timed = unpack(turn.word_times)
        assert [turn.text[word.offset :].split()[0] for word in timed] == turn.text.split()
        assert turn.start_seconds == pytest.approx(timed[0].start, abs=0.02)
    assert not TranscribedChunk.objects.exists()
    assert not row.file


def test_speech_without_words_is_listed_with_its_place_and_what_was_heard_is_kept() -> None:
    row = asked()
    hear(ToneReader(deaf_to=range(24, 33)))
    row.refresh_from_db()
    batch = row.batch
    assert words_of(batch) == [word for word in all_words() if int(word[4:]) not in range(24, 33)]
    assert all("somebody speaks, but no words were heard" in sentence for _, sentence, _ in batch.problems)
    # Twenty-three words of half a second, and two pauses of two and a half seconds in place of a tenth.
    seconds = [second for _, _, second in batch.problems]
    assert seconds[0] == pytest.approx(0.5 * 23 + 2 * 2.4 + 1, abs=1)
    # One in each part of the recording.
    assert len(seconds) <= 2


def test_the_import_says_how_its_text_was_made_and_saving_keeps_the_times_of_words() -> None:
    row = asked()
    hear()
    row.refresh_from_db()
    save_as_drafts(batch=row.batch)
    source = Source.objects.get()
    assert (source.kind, source.made_with) == ("machine_transcript", ToneReader.made_with)
    assert source.published is not None
    statement = Statement.objects.order_by("position").first()
    assert statement is not None
    timed = unpack(WordTimes.objects.get(revision=statement.current_revision).packed)
    assert [statement.text[word.offset :].split()[0] for word in timed] == statement.text.split()
    take_back(batch=row.batch)
    assert not WordTimes.objects.exists()


POINTS = [
    ("recording.heard", 1),
    ("recording.heard", 2),
    ("recording.heard", 4),
    ("recording.kept", 1),
    ("recording.kept", 2),
    ("recording.kept", 3),
    ("recording.kept", 4),
    ("recording.file_kept", 1),
    ("recording.staged", 1),
    ("recording.done", 1),
]


@pytest.mark.parametrize(("point", "time"), POINTS)
def test_a_kill_loses_and_duplicates_nothing(point: str, time: int, monkeypatch: pytest.MonkeyPatch) -> None:
    row = asked()
    passed = []

    def failpoint(name: str) -> None:
        passed.append(name)
        if name == point and passed.count(name) == time:
            raise Killed

    with monkeypatch.context() as patched:
        for module in (listening, work):
            patched.setattr(module, "failpoint", failpoint)
        with pytest.raises(Killed):
            hear()
    kept = TranscribedChunk.objects.count()
    reader = ToneReader()
    hear(reader)
    row.refresh_from_db()
    assert row.status == Status.DONE
    assert ImportBatch.objects.count() == 1
    assert words_of(row.batch) == all_words()
    assert not TranscribedChunk.objects.exists()
    if point == "recording.kept":
        assert kept == time


def test_a_recording_that_keeps_killing_its_process_is_given_up_with_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    row = asked()

    def die(_name: str) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(listening, "failpoint", die)
        for _ in range(listening.MOST_ATTEMPTS):
            with pytest.raises(Killed):
                hear()
    hear()
    row.refresh_from_db()
    assert row.status == Status.FAILED
    assert "TRANSCRIBE_MEMORY_MB" in row.problem
    assert not row.file


def test_a_request_cancelled_in_progress_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    row = asked()
    monkeypatch.setattr(
        listening, "failpoint", lambda name: cancel(transcription=row) if name == "recording.kept" else 0
    )
    assert hear() == 0
    row.refresh_from_db()
    assert row.status == Status.CANCELLED
    assert not ImportBatch.objects.exists()
    assert not TranscribedChunk.objects.exists()
    assert not row.file
    with pytest.raises(ValidationError, match="ended"):
        cancel(transcription=row)


@pytest.mark.parametrize(
    "end", [lambda row: cancel(transcription=row), lambda row: delete_object(instance=row.meeting)]
)
def test_a_recording_is_deleted_even_if_the_process_dies_after_the_commit(end, monkeypatch) -> None:
    row = asked()
    name = row.file.name
    with monkeypatch.context() as dead:
        dead.setattr(disk, "drain", lambda: None)
        end(row)
    assert default_storage.exists(name)
    disk.drain()
    assert not default_storage.exists(name)


def test_a_repeated_request_counts_once_and_two_recordings_are_transcribed_in_turn() -> None:
    meeting = make_meeting()
    first = asked(meeting)
    assert asked(meeting) == first
    second = asked(meeting, words=10)
    assert hear() == 2
    assert ImportBatch.objects.count() == 2
    assert Transcription.objects.filter(status=Status.DONE).count() == 2
    assert first.pk < second.pk


def test_only_one_process_transcribes_at_a_time() -> None:
    asked()
    with work.the_only_one() as is_ours:
        assert is_ours
        assert hear() == 0
    assert hear() == 1


def test_kept_recordings_stay_in_the_folder_of_the_site(settings: LazySettings) -> None:
    settings.KEEP_RECORDINGS = True
    row = asked()
    hear()
    row.refresh_from_db()
    assert row.file.storage.exists(row.file.name)


def test_a_silent_recording_fails_with_that_reason() -> None:
    row = asked(file=ContentFile(as_wav(np.zeros(12 * RATE)), "a.wav"))
    hear()
    row.refresh_from_db()
    assert row.status == Status.FAILED
    assert "found no speech" in row.problem


def with_statements(words: int = 40) -> tuple[Meeting, list[Statement]]:
    meeting = make_meeting()
    bounds = [0, *PAUSES, words]
    texts = [" ".join(f"Word{number}," for number in range(start + 1, end + 1)) for start, end in pairwise(bounds)]
    texts.insert(2, "Nobody in the room has ever said anything like this.")
    return meeting, [make_statement(text, meeting=meeting, position=place) for place, text in enumerate(texts, 1)]


def test_published_statements_get_times_in_public_and_keep_their_words_and_hashes() -> None:
    meeting, statements = with_statements()
    before = [(one.text, one.current_revision.sha256) for one in statements]
    row = asked(meeting, purpose=Purpose.ALIGN, actor=make_person(Role.EDITOR))
    hear()
    row.refresh_from_db()
    assert row.status == Status.DONE, row.problem
    assert row.outcome["placed"] == 4
    assert row.outcome["unplaced"] == [statements[2].pk]
    after = list(Statement.objects.order_by("position"))
    assert [(one.text, one.current_revision.sha256) for one in after] == before
    assert [one.start_seconds is None for one in after] == [False, False, True, False, False]
    starts = [one.start_seconds for one in after if one.start_seconds is not None]
    assert starts == sorted(starts)
    correction = Correction.objects.get()
    assert correction.meeting == meeting
    assert correction.changes == [["times in the recording", "0 of 5 statements", "4 of 5 statements"]]
    for one in after:
        one.current_revision.refresh_from_db()
        assert one.current_revision.hash_of_words() == one.current_revision.sha256


def test_times_of_public_statements_need_an_editor() -> None:
    meeting, _ = with_statements()
    with pytest.raises(NotAllowed):
        asked(meeting, purpose=Purpose.ALIGN, actor=make_person(Role.CLERK))


def test_staged_turns_are_aligned_in_place() -> None:
    meeting = make_meeting()
    asked(meeting)
    hear()
    batch = ImportBatch.objects.get()
    batch.turns.update(start_seconds=None, end_seconds=None, word_times=b"")
    asked(meeting, purpose=Purpose.ALIGN, batch=batch)
    hear()
    assert all(turn.start_seconds is not None and turn.word_times for turn in batch.turns.all())
    assert words_of(batch) == all_words()


def test_words_keep_their_times_through_edits_splits_and_merges() -> None:
    asked()
    hear()
    turn = ImportBatch.objects.get().turns.order_by("position").first()
    assert turn is not None
    text = turn.text.replace("word2 ", "second, ").replace("word4", "word4\n---\n")
    first, second = edit_turn(turn=turn, edit=TurnEdit(text, turn.label))
    assert_timed(first, {"word1", "word3", "word4"})
    assert_timed(second, {"word5", "word6", "word7", "word8."})
    assert second.start_seconds == pytest.approx(2.0, abs=0.05)
    merged = merge_turns(batch=turn.batch, turns=[first.pk, second.pk])
    assert_timed(merged, {"word1", "word3", "word4", "word5", "word6", "word7", "word8."})
    pieces = split_turn(turn=merged, places=[merged.text.index("word6")])
    assert_timed(pieces[1], {"word6", "word7", "word8."})


def assert_timed(turn: Any, words: set[str]) -> None:
    turn.refresh_from_db()
    assert {turn.text[word.offset :].split()[0] for word in unpack(turn.word_times)} == words
    for word in unpack(turn.word_times):
        number = int(turn.text[word.offset :].split()[0].strip(".,").removeprefix("word"))
        assert word.start == pytest.approx((number - 1) * 0.5, abs=0.05)


@pytest.mark.parametrize("limit", ["RECORDING_MAX_MB", "RECORDING_MAX_HOURS"])
def test_exceeding_a_limit_on_recordings_is_refused_with_a_message(limit: str, settings: LazySettings) -> None:
    setattr(settings, limit, 0.001 if limit.endswith("HOURS") else 0.1)
    refused = None
    try:
        row = asked()
    except ValidationError as error:
        refused = " ".join(error.messages)
    else:
        hear()
        row.refresh_from_db()
        refused = row.problem
    assert "the most that the site accepts" in refused
    assert not ImportBatch.objects.exists()


def test_the_file_of_the_import_is_the_transcript() -> None:
    asked()
    hear()
    batch = ImportBatch.objects.get()
    with batch.file.open("rb") as file:
        assert checksum(file) == batch.file_sha256
    assert batch.file_name == "council.transcript.json"


def test_an_import_that_a_person_has_begun_to_correct_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    asked()

    def die(name: str) -> None:
        if name == "recording.staged":
            raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(work, "failpoint", die)
        with pytest.raises(Killed):
            hear()
    batch = ImportBatch.objects.get()
    turn = batch.turns.order_by("position").first()
    assert turn is not None
    edit_turn(turn=turn, edit=TurnEdit("Corrected by hand.", turn.label))
    hear()
    turn.refresh_from_db()
    assert turn.text == "Corrected by hand."
