"""Proofs that an entry is in the log, for pages and programs."""

from dataclasses import dataclass

from archive.log.checkpoint import opened
from archive.log.tiles import reader
from archive.log.tree import inclusion_proof
from archive.models import LogEntry, LogHead, Statement
from archive.models.upkeep.change import Subject


@dataclass(frozen=True)
class Inclusion:
    """An entry, its position, and the hashes that lead from it to the root of a signed checkpoint (RFC 9162, 2.1.3)."""

    entry: str
    position: int
    size: int
    hashes: list[bytes]
    checkpoint: str


def inclusion_of(statement: Statement) -> Inclusion | None:
    """Return the proof that the statement's last entry is in the log, or None if that is not signed yet."""
    head = LogHead.objects.first()
    signed = opened(head.checkpoint) if head and head.checkpoint else None
    entry = (
        LogEntry.objects.filter(change__subject=Subject.STATEMENT, change__subject_id=statement.pk)
        .order_by("-position")
        .first()
    )
    if head is None or signed is None or entry is None or entry.position >= signed.size:
        return None
    hashes = list(inclusion_proof(reader(), entry.position, 0, signed.size))
    return Inclusion(entry.text, entry.position, signed.size, hashes, head.checkpoint)
