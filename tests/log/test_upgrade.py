"""The log of an earlier release, whose entries have no roots, goes on: it commits once to each object."""

from pathlib import Path

import pytest
from django.db.models import QuerySet

from archive.actions.statements import correct, reinstate, withdraw
from archive.alerts.changes import settle
from archive.log import append, growth
from archive.log.before import decided_in, differing_from_last_entry, hash_of_lines, hash_of_meeting, lines_of
from archive.log.roots import canonical
from archive.models import Change, Commitment, LogEntry, LogHead, Meeting, Statement
from tests.log.growing import entries, rebuild, watched
from tests.record import make_decision, make_speaker, make_statement

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
    growth._commit_some()
    append()
    new = [entry for entry in entries()[before:] if entry["kind"] == "committed"]
    assert len({(entry["subject"], entry["number"]) for entry in new}) == len(new) == Commitment.objects.count()
    assert [entry["number"] for entry in new if entry.get("differs")] == [statement.pk]
    assert not LogEntry.objects.exclude(salt="").exists()
    correct(statement=decision, text="Moved to open it.", reason="The tape says so.")
    reinstate(statement=gone, reason="It was said.")
    settle()
    append()
    assert f"the first {before} are as they were" in watched(tmp_path / "kept", sample=0)
