"""What an entry of the log says: what happened to which object, when, and a hash of what it said then.

It has no words and no names. Its hash covers a random salt of its own, which the site keeps for the last entry of a
statement alone: a later entry and a redaction destroy it, and a withdrawn statement does not show it. Nobody can find
removed words, names of a roll, or who said them, by trying.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from archive.models import Ballot, Change, Correction, Decision, Meeting, Statement, new_salt
from archive.models.upkeep.change import Kind, Subject

# Kinds of entries beside those of changes: who said it was corrected; a decision was published; the key is another; the
# object was removed with the demo record.
ATTRIBUTED = "attributed"
DECIDED = "decided"
KEY = "key"
REMOVED = "removed"

# Of the facts of a decision: what it refers to may be a draft, whose number readers do not see.
LEFT_OUT = frozenset({"id", "amends_id", "put_in_id"})


class Leaf(NamedTuple):
    """The text of an entry, and the salt of the hash in it, if it has one."""

    text: str
    salt: str


def leaves(changes: Sequence[Change]) -> Iterator[Leaf]:
    """Yield the entry of each change. Its text is canonical JSON: keys in order, no spaces, ASCII."""
    statements = {change.subject_id for change in changes if change.subject == Subject.STATEMENT}
    meetings = {change.subject_id for change in changes if change.subject == Subject.MEETING}
    wordings = {
        row.pk: row
        for row in Statement.objects.filter(pk__in=statements).select_related("current_revision")
        if row.current_revision and row.current_revision.published_at
    }
    decided = decided_in(wordings.values())
    days = {row.pk: hash_of_meeting(row) for row in Meeting.objects.filter(pk__in=meetings)}
    attributions = set(
        Correction.objects.filter(
            pk__in={change.correction_id for change in changes if change.correction_id},
            kind=Correction.Kind.ATTRIBUTION,
        ).values_list("pk", flat=True)
    )
    for change in changes:
        fields: dict[str, object] = {
            "kind": change.kind,
            "number": change.subject_id,
            "subject": change.subject,
            "time": time_of(change.at),
        }
        salt = ""
        if change.correction_id:
            fields["correction"] = change.correction_id
        if change.correction_id in attributions:
            fields["kind"] = ATTRIBUTED
        if change.subject == Subject.STATEMENT and (statement := wordings.get(change.subject_id)):
            if statement.pk in decided and change.kind == Kind.PUBLISHED:
                fields["kind"] = DECIDED
            salt = new_salt()
            lines = lines_of(statement, salt, decided.get(statement.pk))
            fields |= {"revision": statement.published_revision.number, "sha256": hash_of(lines)}
        if change.subject == Subject.MEETING and change.subject_id in days:
            fields["sha256"] = days[change.subject_id]
        yield Leaf(canonical(fields), salt)


def lines_of(statement: Statement, salt: str, decided: str | None = None) -> str:
    """Return the lines that the hash in an entry covers, each ended by a line feed.

    They are "salt: SALT", "statement: N", "revision: K", "wording: HASH", "speaker: N", "meeting: N" and "position: P",
    or outside a meeting "board: N" and "date: DATE". The number of an unknown speaker is empty. HASH is that of the
    wording, or of what a redaction left of it. Statements of the same position are in the order of their numbers. A
    decision has the line "decision: JSON" too, with its facts and roll (``decided_in``).
    """
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
    return {number: canonical([_told(row) for row in rows]) for number, rows in facts.items()}


def _told(row: Mapping[str, Any]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value not in {None, ""} and name not in LEFT_OUT}


def hash_of_meeting(meeting: Meeting) -> str:
    """Return the SHA-256 of the lines "meeting: N", "board: N" and "date: DATE", each ended by a line feed."""
    return hash_of(_lines(meeting=meeting.pk, board=meeting.board_id, date=meeting.date.isoformat()))


def time_of(moment: datetime) -> str:
    """Return the moment as entries have it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: object) -> str:
    """Return JSON with its keys in order, no spaces, and ASCII alone."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)


def hash_of(lines: str) -> str:
    """Return the SHA-256 of the lines, in hexadecimal digits."""
    return hashlib.sha256(lines.encode()).hexdigest()


def _lines(**lines: object) -> str:
    return "".join(f"{name}: {value}\n" for name, value in lines.items())
