"""What an entry of the log says: what happened to which object, when, and a hash of what it said then.

It has no words and no names. Its hash covers the random salt of the wording, which a redaction destroys and which a
withdrawn statement does not show: nobody can find removed words, or who said them, by trying.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from archive.models import Ballot, Change, Decision, Meeting, Revision, Statement
from archive.models.upkeep.change import Subject


@dataclass(frozen=True)
class EntryOfWording:
    """What the log says of a statement: its number, that of its revision, and the hash of both with who and when."""

    statement: int
    revision: int
    sha256: str


def leaves(changes: Sequence[Change]) -> Iterator[str]:
    """Yield the entry of each change, in canonical JSON: keys in order, no spaces, ASCII."""
    statements = {change.subject_id for change in changes if change.subject == Subject.STATEMENT}
    meetings = {change.subject_id for change in changes if change.subject == Subject.MEETING}
    wordings = {
        row.pk: entry_of(row, row.published_revision)
        for row in Statement.objects.filter(pk__in=statements).select_related("current_revision")
        if row.current_revision and row.current_revision.published_at
    }
    days = {row.pk: hash_of_meeting(row) for row in Meeting.objects.filter(pk__in=meetings)}
    for change in changes:
        fields: dict[str, object] = {
            "kind": change.kind,
            "number": change.subject_id,
            "subject": change.subject,
            "time": change.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        }
        if change.correction_id:
            fields["correction"] = change.correction_id
        if change.subject == Subject.STATEMENT and (wording := wordings.get(change.subject_id)):
            fields |= {"revision": wording.revision, "sha256": wording.sha256}
        if change.subject == Subject.MEETING and change.subject_id in days:
            fields["sha256"] = days[change.subject_id]
        yield json.dumps(fields, sort_keys=True, separators=(",", ":"))


def entry_of(statement: Statement, revision: Revision) -> EntryOfWording:
    """Return what an entry says of the statement as it is now, in this wording.

    ``sha256`` is that of the UTF-8 lines "salt: SALT", "statement: N", "revision: K", "wording: HASH", "speaker: N" and
    "meeting: N", or outside a meeting "board: N" and "date: DATE", each ended by a line feed. The number of an unknown
    speaker is empty. HASH is that of the wording, or of what a redaction left of it. A decision has the line
    "decision: HASH" too.
    """
    where: dict[str, object] = (
        {"meeting": statement.meeting_id}
        if statement.meeting_id
        else {"board": statement.board_id, "date": statement.date.isoformat()}
    )
    if statement.kind == Statement.Kind.DECISION:
        where["decision"] = _hash_of_decision(statement, revision)
    sha256 = _hash(
        salt=revision.salt,
        statement=statement.pk,
        revision=revision.number,
        wording=revision.remaining_sha256 or revision.sha256,
        speaker=statement.speaker_id or "",
        **where,
    )
    return EntryOfWording(statement.pk, revision.number, sha256)


def _hash_of_decision(statement: Statement, revision: Revision) -> str:
    """Return the SHA-256 of the line "salt: SALT", of its wording, and of its facts and roll in canonical JSON.

    The salt keeps names that a redaction removes from being found by trying.
    """
    rows = [*Decision.objects.filter(pk=statement.pk).values(), *Ballot.objects.filter(decision=statement.pk).values()]
    facts = [{name: value for name, value in row.items() if value not in {None, ""} and name != "id"} for row in rows]
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(f"salt: {revision.salt}\n{text}\n".encode()).hexdigest()


def hash_of_meeting(meeting: Meeting) -> str:
    """Return the SHA-256 of the lines "meeting: N", "board: N" and "date: DATE", each ended by a line feed."""
    return _hash(meeting=meeting.pk, board=meeting.board_id, date=meeting.date.isoformat())


def _hash(**lines: object) -> str:
    return hashlib.sha256("".join(f"{name}: {value}\n" for name, value in lines.items()).encode()).hexdigest()
