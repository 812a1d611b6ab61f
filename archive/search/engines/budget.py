"""Limits on one search: its work, which is counted, and how long it may wait for a search server.

Work is counted and not timed, so the answer depends on the question and the record alone: a busy machine is slower, but
gives the same page. What the limit left out is listed. No ordinary search comes near it; without it, the most expensive
ones (dozens of misspelt or very common words) would do many times as much, and all other readers would wait for them.

The unit is one entry of the index that is read, which takes roughly five nanoseconds. Other work counts as many entries
as it takes time on average. A larger record has more entries for the same words, so there each counts less.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

# A reader is told that the search is being repaired before a browser, a proxy or the reader gives up.
WAIT_SECONDS = 8.0

MOST_WORK = 100_000_000
"""Of one page. Of 700 searches of the usual kind, the median took 1 per cent of it and the most expensive 40."""

USUAL_STATEMENTS = 200_000
"""In a record with this many statements or fewer, an entry counts as one."""

PER_SEARCH = 300_000
"""Of any search, however little it finds: to understand its words, and to look them up."""
PER_TERM = 100
"""Of a word that a pattern stands for."""
PER_CHARACTER = 20
"""Of a text whose words are marked."""


@dataclass
class Budget:
    """The work that is ``left``, and sentences about what was left out because none was."""

    left: int
    left_out: list[str] = field(default_factory=list)

    def allows(self, otherwise: str) -> bool:
        """Return whether any work is left. If not, keep the sentence that says what is left out."""
        if self.left > 0:
            return True
        if otherwise not in self.left_out:
            self.left_out.append(otherwise)
        return False


_budget: ContextVar[Budget | None] = ContextVar("budget", default=None)
_waits_until: ContextVar[float | None] = ContextVar("waits_until", default=None)


@contextmanager
def spending() -> Iterator[Budget]:
    """Limit the searches inside this context to ``MOST_WORK`` in total.

    Other searches have no such limit.
    """
    budget = Budget(MOST_WORK)
    outer = _budget.set(budget)
    try:
        with waited_for():
            yield budget
    finally:
        _budget.reset(outer)


def allows(otherwise: str) -> bool:
    """Return whether the current search has work left. If not, keep ``otherwise``, which says what is left out."""
    budget = _budget.get()
    return budget is None or budget.allows(otherwise)


def spend(work: int) -> None:
    """Count work of the current search. It must follow from the question and the record, and from nothing else."""
    if budget := _budget.get():
        budget.left -= work


def spend_entries(read: int, statements: int) -> None:
    """Count entries that were read of an index with so many statements."""
    spend(read * USUAL_STATEMENTS // max(USUAL_STATEMENTS, statements))


@contextmanager
def waited_for() -> Iterator[None]:
    """Limit all requests to a search server inside this context to eight seconds in total, because somebody waits."""
    began = _waits_until.get()
    outer = _waits_until.set(time.monotonic() + WAIT_SECONDS if began is None else began)
    try:
        yield
    finally:
        _waits_until.reset(outer)


def seconds_to_wait() -> float | None:
    """Return how many seconds a server may still take to answer, or None if nobody waits for it."""
    until = _waits_until.get()
    return None if until is None else until - time.monotonic()
