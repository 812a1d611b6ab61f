"""Proofs that an entry is in the log, for pages and programs."""

import json
from dataclasses import dataclass

from archive.log.checkpoint import opened
from archive.log.entries import decided_in, hash_of, lines_of
from archive.log.tiles import reader
from archive.log.tree import inclusion_proof
from archive.models import Change, LogEntry, LogHead, Statement
from archive.models.upkeep.change import Subject

# The first of its keys in order.
OF_A_KEY = '{"before":'


@dataclass(frozen=True)
class Inclusion:
    """An entry, its position, and the hashes that lead from it to the root of a signed checkpoint (RFC 9162, 2.1.3).

    ``lines`` are what the hash in the entry covers; empty if readers may not see them.
    """

    entry: str
    lines: str
    position: int
    size: int
    hashes: list[bytes]
    checkpoint: str


def inclusion_of(statement: Statement, size: int | None = None) -> Inclusion | None:
    """Return the proof that the statement's last entry is in the log, or None if that is not signed yet.

    With a ``size``, the proof is for the root that the log had when it had so many entries.
    """
    head = LogHead.objects.first()
    signed = opened(head.checkpoint) if head and head.checkpoint else None
    last = Change.objects.filter(subject=Subject.STATEMENT, subject_id=statement.pk).order_by("-pk").first()
    entry = LogEntry.objects.filter(change=last).first() if last else None
    if head is None or signed is None or entry is None:
        return None
    size = signed.size if size is None else size
    if not entry.position < size <= signed.size:
        return None
    hashes = list(inclusion_proof(reader(), entry.position, 0, size))
    return Inclusion(entry.text, _lines(statement, entry), entry.position, size, hashes, head.checkpoint)


def _lines(statement: Statement, entry: LogEntry) -> str:
    """Return the lines with the salt; none if readers may not see one, or if the statement is no longer as it says.

    That is so for a withdrawn statement, and for one of a meeting that is not public, whose number is in the lines.
    """
    lines = lines_of(statement, entry.salt, decided_in([statement]).get(statement.pk))
    has_public_meeting = statement.meeting is None or statement.meeting.published_at
    is_shown = statement.status == Statement.Status.PUBLISHED and has_public_meeting and entry.salt
    return lines if is_shown and json.loads(entry.text).get("sha256") == hash_of(lines) else ""


def keys_of_log() -> str:
    """Return the entries of new keys, a line each, in order. Each is signed with the key before it."""
    texts = (
        LogEntry.objects.filter(change__isnull=True, text__startswith=OF_A_KEY)
        .order_by("position")
        .values_list("text", flat=True)
    )
    return "".join(f"{text}\n" for text in texts)
