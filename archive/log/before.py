"""What the entries of earlier releases hash: read once, when the log first commits to what they were about."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from archive.log.roots import Key, canonical
from archive.models import Ballot, Decision, LogEntry, Meeting, Statement
from archive.models.upkeep.change import Subject

# Of the facts of a decision: what it refers to may be a draft, whose number readers do not see.
LEFT_OUT = frozenset({"id", "amends_id", "put_in_id"})


def differing_from_last_entry(keys: Iterable[Key]) -> set[Key]:
    """Return those of the objects that are not what their last entry says, where its salt is still there."""
    keys = list(keys)
    statements = [number for subject, number in keys if subject == Subject.STATEMENT]
    meetings = [number for subject, number in keys if subject == Subject.MEETING]
    return {(Subject.STATEMENT, number) for number in _different_statements(statements)} | {
        (Subject.MEETING, number) for number in _different_meetings(meetings)
    }


def _entries(subject: str, numbers: Collection[int]) -> list[tuple[int, str, str]]:
    """Return the number of the object, the hash in an entry of it, and the salt of that, in the order of the log."""
    rows = LogEntry.objects.filter(change__subject=subject, change__subject_id__in=numbers).order_by("position")
    if subject == Subject.STATEMENT:
        rows = rows.exclude(salt="")
    entries = rows.values_list("change__subject_id", "text", "salt")
    return [(number, json.loads(text).get("sha256", ""), salt) for number, text, salt in entries]


def _different_statements(numbers: Collection[int]) -> list[int]:
    last = {number: (hashed, salt) for number, hashed, salt in _entries(Subject.STATEMENT, numbers)}
    rows = list(
        Statement.objects.filter(pk__in=last).select_related("current_revision").defer("current_revision__text")
    )
    decided = decided_in(rows)
    return [
        row.pk for row in rows if hash_of_lines(lines_of(row, last[row.pk][1], decided.get(row.pk))) != last[row.pk][0]
    ]


def _different_meetings(numbers: Collection[int]) -> list[int]:
    last = {number: hashed for number, hashed, _ in _entries(Subject.MEETING, numbers)}
    rows = Meeting.objects.filter(pk__in=last)
    return [row.pk for row in rows if last[row.pk] and hash_of_meeting(row) != last[row.pk]]


def lines_of(statement: Statement, salt: str, decided: str | None = None) -> str:
    """Return the lines that the hash in an entry of a statement covers, each ended by a line feed."""
    revision = statement.published_revision
    where: dict[str, object] = (
        {"meeting": statement.meeting_id, "position": statement.position}
        if statement.meeting_id
        else {"board": statement.board_id, "date": statement.date.isoformat()}
    )
    if decided is not None:
        where["decision"] = decided
    return _lines(
        salt=salt,
        statement=statement.pk,
        revision=revision.number,
        wording=revision.remaining_sha256 or revision.sha256,
        speaker=statement.speaker_id or "",
        **where,
    )


def decided_in(statements: Iterable[Statement]) -> dict[int, str]:
    """Return the facts and the roll of those that are decisions, in canonical JSON, by number."""
    numbers = [row.pk for row in statements if row.kind == Statement.Kind.DECISION]
    facts: dict[int, list[Mapping[str, Any]]] = {number: [] for number in numbers}
    for decision in Decision.objects.filter(pk__in=numbers).values():
        facts[decision["statement_id"]].append(decision)
    for ballot in Ballot.objects.filter(decision__in=numbers).values():
        facts[ballot["decision_id"]].append(ballot)
    return {number: canonical([_facts_of_row(row) for row in rows]) for number, rows in facts.items()}


def _facts_of_row(row: Mapping[str, Any]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value not in {None, ""} and name not in LEFT_OUT}


def hash_of_meeting(meeting: Meeting) -> str:
    """Return the hash in an entry of a meeting."""
    return hash_of_lines(_lines(meeting=meeting.pk, board=meeting.board_id, date=meeting.date.isoformat()))


def hash_of_lines(lines: str) -> str:
    """Return the SHA-256 of the lines, in hexadecimal digits."""
    return hashlib.sha256(lines.encode()).hexdigest()


def _lines(**lines: object) -> str:
    return "".join(f"{name}: {value}\n" for name, value in lines.items())
