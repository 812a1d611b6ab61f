"""Whether the log in the database is whole, and whether the record is what the log says."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archive.log.checkpoint import fault_of_log
from archive.log.entries import Book, root_in
from archive.log.proofs import seen_of, waiting_for_entry
from archive.log.roots import Key
from archive.log.tiles import reader
from archive.log.tree import root
from archive.models import Commitment, LogEntry, LogHead, Statement
from archive.models.upkeep.change import Subject
from tools.witness import Stack

AT_ONCE = 5000


def log_faults() -> Iterator[str]:
    """Yield what is wrong with the log itself: entries that are missing or changed, or a second history."""
    size = LogHead.objects.values_list("size", flat=True).first() or 0
    stack, number = Stack(), 0
    for number, (position, text) in enumerate(
        LogEntry.objects.order_by("position").values_list("position", "text").iterator(AT_ONCE), 1
    ):
        if position != number - 1:
            yield f"Entry {number - 1} of the log is missing."
            return
        stack.add(text.encode())
    if number != size:
        yield f"The log has {number:,} entries, and {size:,} are kept as their number."
        return
    if stack.root() != root(reader(), 0, size):
        yield "An entry of the log is not what its hash says: somebody has changed the log."
    if fault := fault_of_log(size):
        yield fault


class Differing(NamedTuple):
    """An object that is not what its last entry commits to, and has no newer one to come.

    Its ``fields`` differ. Without any, readers do not see it (``is_hidden``), or what opens its entry was changed.
    """

    key: Key
    fields: list[str]
    is_hidden: bool = False

    def __str__(self) -> str:
        name = f"{self.key[0].capitalize()} {self.key[1]}"
        if self.is_hidden:
            return f"{name} is in the log as on record, and readers do not see it."
        if not self.fields:
            return f"{name} is not what the log says: what opens its entry was changed."
        return f"{name} is not what the log says: {self.fields[0].replace('_', ' ')} was changed past the site."


def differences_from_log(rows: Sequence[int]) -> Iterator[str]:
    """Yield a sentence for each of these commitments, by their keys, that its object does not keep.

    It names the first field that differs. The entry must have the root, and readers must see what the log has as seen.
    """
    keys = Commitment.objects.filter(pk__in=rows).order_by("pk").values_list("subject", "subject_id")
    yield from map(str, unlogged(keys).values())


def unlogged(keys: Iterable[Key]) -> dict[Key, Differing]:
    """Return those of the objects that are not what their last entry commits to."""
    # A change may be published and logged between the reading of an entry and of its object: look again.
    return _differing(_differing(keys))


def _differing(keys: Iterable[Key]) -> dict[Key, Differing]:
    book = Book(keys)
    waiting, seen, texts = waiting_for_entry(book.held), set(seen_of(book.held)), _entries(book)
    differing = {}
    for key, commitment in book.held.items():
        differs = sorted(book.differing(key) - book.new_fields(key)) if key in seen else []
        is_hidden = commitment.is_live and key not in seen
        is_opened = root_in(texts.get(commitment.position, "{}"), key) == commitment.root
        if key not in waiting and not is_opened:
            differing[key] = Differing(key, [])
        elif key not in waiting and (is_hidden or differs):
            differing[key] = Differing(key, differs, is_hidden)
    return differing


def _entries(book: Book) -> dict[int, str]:
    positions = [held.position for held in book.held.values()]
    return dict(LogEntry.objects.filter(position__in=positions).values_list("position", "text"))


def not_in_log(numbers: Sequence[int]) -> Iterator[str]:
    """Yield a sentence for each of these statements that readers see without an entry of it."""
    head = LogHead.objects.first() or LogHead()
    if head.committed < head.last_change:
        return
    known = Commitment.objects.filter(subject=Subject.STATEMENT, subject_id__in=numbers, is_live=True)
    seen = Statement.objects.public().filter(pk__in=numbers).values_list("pk", flat=True)
    missing = set(seen) - set(known.values_list("subject_id", flat=True))
    waiting = waiting_for_entry((Subject.STATEMENT, number) for number in missing) if missing else set()
    for number in sorted(missing - {number for subject, number in waiting if subject == Subject.STATEMENT}):
        yield f"Statement {number} is public, and the log does not have it as on record."
