"""Committed changes reach the index, at once or with the next run, whatever happens in between."""

import errno
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from archive.actions.statements import correct, withdraw
from archive.machine.database.sqlite.write_queue import QueueTooLong
from archive.models import Office, OutboxEntry, SpeakerName
from archive.models.upkeep.outbox import OutboxQuerySet
from archive.search import SearchRequest, SearchUnavailable, search
from archive.search.engines import get_backend, outbox
from archive.search.engines.document import Document
from archive.search.engines.rebuild import rebuild
from archive.search.engines.whoosh import WhooshBackend
from tests.databases import busy_after
from tests.record import (
    make_board,
    make_decision,
    make_meeting,
    make_speaker,
    make_statement,
    make_statements,
    make_topic,
)

pytestmark = pytest.mark.django_db
Subject = OutboxEntry.Subject


@pytest.fixture(autouse=True)
def index():
    rebuild()


def found(text: str) -> set[int]:
    return {hit.number for hit in search(SearchRequest(text=text)).hits}


def pending() -> list[OutboxEntry]:
    return list(OutboxEntry.objects.pending())


@contextmanager
def update_that(monkeypatch, do) -> Iterator[None]:
    """Inside this context, ``do(really, documents, gone)`` updates the live index."""
    really = WhooshBackend.update

    def update(self, *, documents: Iterable[Document], gone: Collection[int], origin: str | None = None) -> None:
        given = list(documents)
        do(lambda: really(self, documents=given, gone=gone, origin=origin), given, gone)

    with monkeypatch.context() as patch:
        patch.setattr(WhooshBackend, "update", update)
        yield


# From the record to the index


def test_a_commit_waits_for_its_own_change_and_not_for_all_that_an_import_left(
    monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(outbox, "AT_ONCE", 1)
    monkeypatch.setattr(outbox, "MOMENT_SECONDS", 0)
    with outbox.held_back():
        imported = [make_statement(f"Imported levy {number}") for number in range(3)]
    with django_capture_on_commit_callbacks(execute=True):
        make_statement("A levy of my own")
    assert len(found("levy")) == 1
    assert len(found("own")) == 1
    outbox.drain()
    assert {statement.number for statement in imported} < found("levy")
    assert pending() == []


def test_a_statement_is_found_after_its_publication_and_no_longer_after_its_withdrawal(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        statement = make_statement("A levy for the library")
    assert found("levy") == {statement.number}
    assert pending() == []
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(statement=statement, category="privacy", reason="At the speaker's request.")
    assert found("levy") == set()


def test_a_corrected_statement_is_found_only_by_its_new_words():
    statement = make_statement("A levy for the library")
    outbox.drain()
    correct(statement=statement, text="A bond for the library", reason="Checked against the recording.")
    outbox.drain()
    assert found("levy") == set()
    assert found("bond") == {statement.number}


def test_statements_are_found_by_the_new_name_of_a_renamed_object():
    speaker, topic, board = make_speaker("Sample Speaker Ash"), make_topic("Parks"), make_board("Sample Board Alpha")
    statement = make_statement(meeting=make_meeting(board), speaker=speaker, topics=[topic])
    outbox.drain()
    for record, name in ((speaker, "Sample Speaker Birch"), (topic, "Gardens"), (board, "Sample Board Omega")):
        record.name = name
        record.save()
    SpeakerName.objects.create(speaker=speaker, name="Sample Speaker Birk")
    outbox.drain()
    for old in ("Ash", "Parks", "board:Alpha"):
        assert found(old) == set(), old
    for new in ("Birch", "Birk", "Gardens", "board:Omega"):
        assert found(new) == {statement.number}, new


def test_a_change_to_many_statements_is_indexed_in_parts_and_continues_after_a_killed_process(monkeypatch):
    monkeypatch.setattr(outbox, "STATEMENTS_AT_ONCE", 2)
    meeting = make_meeting(make_board("Sample Board Alpha"))
    numbers = [make_statement(meeting=meeting).number for _ in range(5)]
    outbox.drain()
    asked: list[set[int]] = []

    def die_at_the_second(really, documents, gone):
        asked.append({document.number for document in documents})
        if len(asked) == 2:
            raise OSError("The process dies here.")
        really()

    OutboxEntry.objects.write(Subject.BOARD, [meeting.board.pk])
    with update_that(monkeypatch, die_at_the_second):
        outbox.drain()
    assert OutboxEntry.objects.pending().get().after == numbers[1]
    with update_that(monkeypatch, die_at_the_second):
        outbox.drain()
    assert asked == [set(numbers[:2]), set(numbers[2:4]), set(numbers[2:4]), set(numbers[4:])]
    assert pending() == []


def test_held_back_work_is_done_by_a_later_drain():
    with outbox.held_back():
        statement = make_statement("A levy for the library")
        assert outbox.drain() == 0
    assert pending()
    outbox.drain()
    assert found("levy") == {statement.number}


# Who drains


def test_a_process_that_finds_the_lock_taken_leaves_the_rows():
    make_statement()
    with get_backend().writing() as have_lock:
        assert have_lock
        assert outbox.drain() == 0
    assert pending()
    assert outbox.drain() > 0


def test_the_holder_of_the_lock_looks_again_after_releasing_it(monkeypatch):
    """Rows are not left behind if a process that finds the lock taken writes them just before its release."""
    really = WhooshBackend.writing
    late = []

    @contextmanager
    def writing(self, *, wait: bool = False) -> Iterator[bool]:
        with really(self, wait=wait) as had:
            yield had
            if not late:
                late.append(make_statement("Written late"))
                assert outbox.drain() == 0, "the lock is still held"

    make_statement("Written early")
    monkeypatch.setattr(WhooshBackend, "writing", writing)
    outbox.drain()
    assert found("late") == {late[0].number}
    assert pending() == []


# What the index refuses


def refusing(word: str):
    def refuse(really, documents, gone):
        if any(word in document.text for document in documents):
            raise ValueError(f"“{word}” is more than I can take.")
        really()

    return refuse


def test_an_old_refused_row_does_not_make_the_index_look_outdated(monkeypatch):
    make_statement("A first word")
    outbox.drain()
    OutboxEntry.objects.update(done_at=timezone.now() - timedelta(days=8))
    make_statement("A poisonous word")
    with update_that(monkeypatch, refusing("poisonous")):
        outbox.drain()
        before = get_backend().version()
        outbox.drain()
    assert pending()
    assert get_backend().version() == before


def test_a_statement_that_the_index_refuses_does_not_delay_others(monkeypatch):
    numbers = [make_statement(text).number for text in ("A first word", "A poisonous word", "A third word")]
    with update_that(monkeypatch, refusing("poisonous")):
        outbox.drain()
        assert found("word") == {numbers[0], numbers[2]}
        assert {entry.subject_id for entry in pending()} == {numbers[1]}
        assert all("ValueError: “poisonous”" in entry.last_error and entry.attempts == 1 for entry in pending())
        later = make_statement("A fourth word")
        outbox.drain()
        assert later.number in found("word")
        assert pending()[0].attempts == 2
    outbox.drain()
    assert found("poisonous") == {numbers[1]}
    assert pending() == []


def test_only_the_refused_part_of_a_large_change_stays_pending(monkeypatch):
    meeting = make_meeting()
    with outbox.held_back():
        numbers = [make_statement(text, meeting=meeting).number for text in ("A word", "Poison", "A word more")]
    OutboxEntry.objects.all().delete()
    OutboxEntry.objects.write(Subject.MEETING, [meeting.pk])
    with update_that(monkeypatch, refusing("Poison")):
        outbox.drain()
    assert found("word") == {numbers[0], numbers[2]}
    assert [(entry.subject, entry.subject_id) for entry in pending()] == [(Subject.STATEMENT, numbers[1])]


def test_an_index_that_refuses_everything_is_not_retried_for_ever(monkeypatch):
    monkeypatch.setattr(outbox, "REFUSALS", 3)
    poison = make_statements(f"Poison {number}" for number in range(40))
    OutboxEntry.objects.all().delete()
    OutboxEntry.objects.write(Subject.STATEMENT, [statement.number for statement in poison])
    asked = []

    def refuse(really, documents, gone):
        asked.append(len(documents))
        raise ValueError("No.")

    with update_that(monkeypatch, refuse):
        outbox.drain()
    assert len(asked) < 20
    assert len([entry for entry in pending() if entry.last_error]) == 3


# When the index cannot be written


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_publishing_works_on_a_full_disk_and_the_row_waits(monkeypatch, django_capture_on_commit_callbacks):
    first = make_statement("The first word")
    outbox.drain()
    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(os, "fsync", full)
        second = make_statement("The second word")
        third = make_statement("The third word")
        outbox.drain()
        assert found("word") == {first.number}, "readers go on with what there is"
    second.refresh_from_db()
    assert second.is_public
    outbox.drain()
    assert found("word") == {first.number, second.number, third.number}
    assert pending() == []


def test_a_waiting_row_says_what_went_wrong_and_how_often(monkeypatch):
    make_statement()
    with update_that(monkeypatch, full):
        outbox.drain()
        outbox.drain()
    assert {(entry.attempts, entry.last_error) for entry in pending()} == {
        (2, "OSError: [Errno 28] No space left on device")
    }
    outbox.drain()
    assert not OutboxEntry.objects.exclude(last_error="").exists()


def test_nobody_is_disturbed_while_others_write_for_long(monkeypatch, caplog):
    statement = make_statement("A levy for the library")

    def busy(*_: object, **__: object) -> None:
        raise OperationalError("Other processes have been writing for too long") from QueueTooLong

    with monkeypatch.context() as patch:
        patch.setattr(OutboxQuerySet, "mark_done", busy)
        patch.setattr(OutboxQuerySet, "refuse", busy)
        assert outbox.drain() == 0
    assert [record.exc_info for record in caplog.records if record.exc_info] == []
    assert "Other processes have been writing for too long" in caplog.text
    outbox.drain()
    assert pending() == []
    assert found("levy") == {statement.number}


@pytest.mark.parametrize("writes", range(6))
def test_whatever_write_of_the_outbox_has_to_wait_too_long_is_no_traceback(writes, caplog):
    statement = make_statement("A levy for the library")
    with busy_after(writes):
        outbox.drain()
    assert [record.exc_info for record in caplog.records if record.exc_info] == []
    outbox.drain()
    assert pending() == []
    assert found("levy") == {statement.number}


def test_publishing_works_if_the_index_folder_is_unusable(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.SEARCH_INDEX_DIR = tmp_path / "file"
    settings.SEARCH_INDEX_DIR.write_text("in the way")
    with django_capture_on_commit_callbacks(execute=True):
        statement = make_statement("A levy for the library")
    assert statement.is_public
    assert pending()[0].last_error
    with pytest.raises(SearchUnavailable):
        found("levy")
    settings.SEARCH_INDEX_DIR.unlink()
    outbox.keep_up()
    assert found("levy") == {statement.number}


def test_publishing_works_if_the_code_of_the_index_fails(monkeypatch, django_capture_on_commit_callbacks):
    def mistaken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("A mistake in the code.")

    with monkeypatch.context() as patch:
        patch.setattr(WhooshBackend, "writing", mistaken)
        with django_capture_on_commit_callbacks(execute=True):
            statement = make_statement("A levy for the library")
    assert statement.is_public
    assert pending()
    outbox.drain()
    assert found("levy") == {statement.number}


@pytest.mark.parametrize("what", ["missing", "cut short", "overwritten"])
def test_a_damaged_index_is_rebuilt_by_the_next_drain(settings, what):
    first = make_statement("The first word")
    outbox.drain()
    for path in settings.SEARCH_INDEX_DIR.iterdir():
        if what == "missing" and path.is_file():
            path.unlink()
        elif what == "cut short":
            path.write_bytes(path.read_bytes()[:-9])
        elif what == "overwritten":
            path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(SearchUnavailable):
        found("word")
    second = make_statement("The second word")
    outbox.drain()
    assert found("word") == {first.number, second.number}
    assert get_backend().check() == ""
    assert pending() == []


def test_catching_up_rebuilds_a_damaged_index_even_if_nothing_waits(settings):
    statement = make_statement("A levy for the library")
    outbox.drain()
    for path in settings.SEARCH_INDEX_DIR.iterdir():
        path.write_bytes(b"")
    outbox.keep_up()
    assert found("levy") == {statement.number}
    assert outbox.keep_up() == 0


def test_rows_wait_while_another_process_rebuilds_a_damaged_index(settings):
    statement = make_statement("A levy for the library")
    for path in settings.SEARCH_INDEX_DIR.glob("*.*"):
        path.unlink()
    with get_backend().building() as build:
        assert build is not None
        assert outbox.drain() == 0
        assert pending()
    outbox.drain()
    assert found("levy") == {statement.number}


# Afterwards


def test_done_rows_are_kept_for_a_week():
    make_statement()
    outbox.drain()
    kept, old, waiting = (
        OutboxEntry.objects.first(),
        *OutboxEntry.objects.bulk_create(
            [OutboxEntry(subject=Subject.STATEMENT, subject_id=number) for number in (1, 2)]
        ),
    )
    eight_days_ago = timezone.now() - timedelta(days=8)
    OutboxEntry.objects.filter(pk=kept.pk).update(done_at=eight_days_ago)
    OutboxEntry.objects.filter(pk=old.pk).update(done_at=timezone.now(), created_at=eight_days_ago)
    outbox.drain()
    assert not OutboxEntry.objects.filter(pk=kept.pk).exists()
    assert OutboxEntry.objects.filter(pk=old.pk).exists()
    waiting.refresh_from_db()
    assert waiting.done_at


def test_a_statement_is_found_by_the_office_that_its_speaker_held_on_the_day():
    speaker, board = make_speaker("Robin Sample"), make_board()
    before, during = (
        make_statement(text, meeting=make_meeting(board, date), speaker=speaker)
        for text, date in (("The budget of old.", "2019-05-01"), ("The budget of today.", "2021-05-01"))
    )
    elsewhere = make_statement("Another budget.", meeting=make_meeting(date="2021-05-01"), speaker=speaker)
    office = Office.objects.create(speaker=speaker, board=board, title="Chairwoman of the Board", from_date="2020")
    outbox.drain()
    assert found("speaker:chairwoman budget") == found("office:chair") == {during.number}
    office.from_date = None
    office.save()
    outbox.drain()
    assert found("office:chair") == {before.number, during.number}
    office.delete()
    outbox.drain()
    assert found("office:chair") == set()
    Office.objects.create(speaker=speaker, organisation="Sample Union", title="Secretary")
    outbox.drain()
    assert found('speaker:"secretary sample union"') == {before.number, during.number, elsewhere.number}


# One entry for what waits several times


def test_work_for_one_subject_is_joined_while_it_waits(monkeypatch):
    monkeypatch.setattr(outbox, "STATEMENTS_AT_ONCE", 2)
    monkeypatch.setattr(outbox, "AT_ONCE", 2)
    meeting = make_meeting(make_board("Sample Board Alpha"))
    numbers = [make_statement(meeting=meeting).number for _ in range(5)]
    outbox.drain()
    asked: list[int] = []

    def count(really, documents, gone):
        asked.extend(document.number for document in documents)
        really()

    for _ in range(4):
        OutboxEntry.objects.write(Subject.BOARD, [meeting.board.pk])
        OutboxEntry.objects.write(Subject.STATEMENT, numbers[:1])
    with update_that(monkeypatch, count):
        assert outbox.drain() == 8
    assert pending() == []
    assert sorted(set(asked)) == numbers
    assert [asked.count(number) for number in numbers[1:]] == [1] * 4


def test_a_row_that_joins_work_half_done_has_all_of_it_done_again(monkeypatch):
    monkeypatch.setattr(outbox, "STATEMENTS_AT_ONCE", 2)
    meeting = make_meeting(make_board("Sample Board Alpha"))
    numbers = [make_statement(meeting=meeting).number for _ in range(5)]
    outbox.drain()
    OutboxEntry.objects.create(subject=Subject.BOARD, subject_id=meeting.board.pk, after=numbers[2])
    OutboxEntry.objects.write(Subject.BOARD, [meeting.board.pk])
    asked: set[int] = set()

    def keep(really, documents, gone):
        asked.update(document.number for document in documents)
        really()

    with update_that(monkeypatch, keep):
        outbox.drain()
    assert asked == set(numbers)


def test_an_office_is_no_work_for_the_decisions_in_which_its_holder_voted(monkeypatch):
    speaker, board = make_speaker("Robin Sample"), make_board()
    said = make_statement(meeting=make_meeting(board, "2021-05-01"), speaker=speaker)
    decided = make_decision(meeting=said.meeting, ballots=["Robin Sample: yes"], speakers=[speaker])
    outbox.drain()
    asked: set[int] = set()

    def keep(really, documents, gone):
        asked.update(document.number for document in documents)
        really()

    with update_that(monkeypatch, keep):
        Office.objects.create(speaker=speaker, board=board, title="Chair")
        outbox.drain()
        assert asked == {said.number}
        SpeakerName.objects.create(speaker=speaker, name="R. Sample")
        outbox.drain()
    assert asked == {said.number, decided.number}
