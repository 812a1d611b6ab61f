"""Whether the log in the database is whole, and whether the record is what the log says."""

import json
from collections.abc import Iterator, Mapping, Sequence

from archive.log.checkpoint import fault_of_log
from archive.log.entries import decided_in, hash_of, lines_of
from archive.log.tiles import reader
from archive.log.tree import leaf_hash, node_hash, root
from archive.models import ChangeNote, LogEntry, LogHead, Statement
from archive.models.upkeep.change import Subject

AT_ONCE = 5000


def log_faults() -> Iterator[str]:
    """Yield what is wrong with the log itself: entries that are missing or changed, or a second history."""
    size = LogHead.objects.values_list("size", flat=True).first() or 0
    stack: list[tuple[int, bytes]] = []
    number = 0
    for number, (position, text) in enumerate(
        LogEntry.objects.order_by("position").values_list("position", "text").iterator(AT_ONCE), 1
    ):
        if position != number - 1:
            yield f"Entry {number - 1} of the log is missing."
            return
        level, joined = 0, leaf_hash(text.encode())
        while stack and stack[-1][0] == level:
            level, joined = level + 1, node_hash(stack.pop()[1], joined)
        stack.append((level, joined))
    if number != size:
        yield f"The log has {number:,} entries, and {size:,} are kept as their number."
        return
    if size and _root_of(stack) != root(reader(), 0, size):
        yield "An entry of the log is not what its hash says: somebody has changed the log."
    if fault := fault_of_log(size):
        yield fault


def _root_of(stack: list[tuple[int, bytes]]) -> bytes:
    whole = stack[-1][1]
    for _, left in reversed(stack[:-1]):
        whole = node_hash(left, whole)
    return whole


def differences_from_log(numbers: Sequence[int]) -> Iterator[str]:
    """Yield a sentence for each of these public statements that is not what its last entry says."""
    # A change may be published and logged between the reading of an entry and of its statement: look again.
    for number in _different(_different(numbers)):
        yield f"Statement {number} is not what the log says: its words, speaker or place were changed past the site."


def _different(numbers: Sequence[int]) -> list[int]:
    if not numbers:
        return []
    last = LogEntry.objects.filter(
        change__subject=Subject.STATEMENT, change__subject_id__in=numbers, change__stands=True
    )
    logged = {number: entry for number, *entry in last.values_list("change__subject_id", "text", "salt")}
    rows = list(Statement.objects.public().filter(pk__in=logged).select_related("current_revision"))
    decided = decided_in(rows)
    waiting = set(
        ChangeNote.objects.filter(subject=Subject.STATEMENT, subject_id__in=numbers).values_list(
            "subject_id", flat=True
        )
    )
    return sorted(row.pk for row in rows if row.pk not in waiting and not _is_as_logged(row, decided, *logged[row.pk]))


def _is_as_logged(statement: Statement, decided: Mapping[int, str], text: str, salt: str) -> bool:
    lines = lines_of(statement, salt, decided.get(statement.pk))
    return bool(salt) and json.loads(text).get("sha256") == hash_of(lines)
