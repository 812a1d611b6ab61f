"""The log of an earlier release, whose entries have no roots, goes on: it commits once to each object."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import QuerySet

from archive.actions.statements import correct, reinstate, withdraw
from archive.log import append, growth
from archive.log.before import decided_in, differing_from_last_entry, hash_of_lines, hash_of_meeting, lines_of
from archive.log.changes import settle
from archive.log.fields import KINDS
from archive.log.roots import canonical
from archive.management import jobs
from archive.management.jobs import JOBS
from archive.models import Board, Change, Commitment, LogEntry, LogHead, Meeting, Statement
from archive.upkeep import runs
from tests.log.growing import entries, faults_of_record, grow, rebuild, watched
from tests.record import make_decision, make_speaker, make_statement, make_statements

pytestmark = pytest.mark.django_db


def log_as_before() -> None:
    """Write the log of the record as the release before wrote it."""
    settle()
    for position, change in enumerate(Change.objects.order_by("pk")):
        fields: dict[str, object] = {"kind": change.kind, "number": change.subject_id, "subject": change.subject}
        salt = ""
        if change.subject == "statement":
            row, salt = Statement.objects.get(pk=change.subject_id), "5a" * 16
            lines = lines_of(row, salt, decided_in([row]).get(row.pk))
            fields["sha256"] = hash_of_lines(lines)
        if change.subject == "meeting":
            fields["sha256"] = hash_of_meeting(Meeting.objects.get(pk=change.subject_id))
        text = canonical(fields | {"time": "2026-01-01T00:00:00.000000Z"})
        LogEntry.objects.create(position=position, change=change, text=text, salt=salt)
    LogHead.objects.create(pk=1, last_change=Change.objects.latest("pk").pk)
    rebuild(list(LogEntry.objects.values_list("text", flat=True)))


def test_each_object_is_committed_to_once_after_an_upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    statement = make_statement("We open the library.", speaker=make_speaker("Robin Sample"))
    make_statement("We close it.", speaker=statement.speaker)
    decision = make_decision(ballots=["Kim Example: no"])
    gone = make_statement("Never said.")
    withdraw(statement=gone, category="rights", reason="It was never said.")
    log_as_before()
    before = len(entries())
    watched(tmp_path / "kept", sample=0)
    other = make_speaker("Kim Sample")
    QuerySet(Statement).filter(pk=statement.pk).update(speaker=other)
    assert differing_from_last_entry([("statement", statement.pk), ("statement", decision.pk)]) == {
        ("statement", statement.pk)
    }
    # Some at a time, as after a process was killed.
    monkeypatch.setattr(growth, "AT_ONCE", 3)
    growth._name_new_fields()
    growth._commit_some()
    append()
    new = [entry for entry in entries()[before:] if entry["kind"] == "committed"]
    assert len({(entry["subject"], entry["number"]) for entry in new}) == len(new) == Commitment.objects.count()
    assert [entry["number"] for entry in new if entry.get("differs")] == [statement.pk]
    assert not LogEntry.objects.exclude(salt="").exists()
    assert f"the first {before} are as they were" in watched(tmp_path / "kept")
    correct(statement=decision, text="Moved to open it.", reason="The tape says so.")
    reinstate(statement=gone, reason="It was said.")
    settle()
    append()
    watched(tmp_path / "kept")


def test_the_loop_can_be_stopped_while_the_log_is_first_filled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    make_statements([f"Words {number}." for number in range(9)])
    log_as_before()
    monkeypatch.setattr(growth, "AT_ONCE", 3)
    (job,) = (job for job in JOBS if job.kind == runs.LOG)
    assert job.work(lambda: True) == "3 changes added to the log."
    monkeypatch.setattr(jobs, "LOG_SECONDS", 0)
    assert job.work(lambda: False) == "3 changes added to the log."
    watched(tmp_path / "kept")
    assert job.by_hand
    job.by_hand(lambda: False, str)
    assert faults_of_record() == []
    watched(tmp_path / "kept")


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Board:
    """Publish a board with a website while the log does not commit to websites of boards, and sign it."""
    with monkeypatch.context() as before:
        before.setitem(KINDS, "board", replace(KINDS["board"], texts="name place description letterhead parent"))
        statement = make_statement("We open the library.")
        Board.objects.update(website="https://board.example.org/")
        grow()
    return statement.board


def test_a_later_release_commits_to_one_more_field(board: Board, tmp_path: Path):
    watched(tmp_path / "kept")
    assert faults_of_record() == []
    size = len(entries())
    grow()
    named, committed = entries()[size:]
    assert named["fields"] == {"board": ["website"]}
    assert (committed["kind"], committed["number"], committed["fields"]) == ("committed", board.pk, ["website"])
    assert grow() == 0
    watched(tmp_path / "kept")
    QuerySet(Board).filter(pk=board.pk).update(website="https://other.example.org/")
    assert len(faults_of_record()) == 1
    with pytest.raises(ValueError, match="website"):
        watched(tmp_path / "kept")


@pytest.mark.parametrize("name", ["name", "website", "motto"])
def test_a_field_cannot_pass_for_a_new_one(name: str, board: Board, tmp_path: Path):
    grow()
    watched(tmp_path / "kept")
    entry = {"fields": [name], "kind": "committed", "number": board.pk, "root": "5a" * 32, "subject": "board"}
    again = {"fields": {"board": [name]}, "kind": "fields"}
    for forged in [entry] if name == "motto" else [again, entry]:
        with transaction.atomic():
            text = canonical(forged | {"time": "2026-01-01T00:00:00.000000Z"})
            LogEntry.objects.create(position=LogHead.objects.get().size, text=text)
            rebuild(list(LogEntry.objects.values_list("text", flat=True)))
            with pytest.raises(ValueError, match=r"names fields of a board again|commits to these|names its fields"):
                watched(tmp_path / "kept")
            transaction.set_rollback(True)


def test_what_changed_while_the_site_was_upgraded_differs_for_a_reason_that_follows(tmp_path: Path):
    statement, other = make_statement("We open the library."), make_statement("We close it.")
    log_as_before()
    watched(tmp_path / "kept", sample=0)
    correct(statement=statement, text="We open the branch library.", reason="The tape says so.")
    settle()
    correct(statement=other, text="We close the branch.", reason="The tape says so.")
    append()
    settle()
    append()
    assert not [entry for entry in entries() if "differs" in entry]
    assert faults_of_record() == []
    watched(tmp_path / "kept")
