"""Limits on one search: its processor time, measured in its thread, and how long it may wait for a search server.

What the first limit left out is listed.

Most searches use a tenth of it. Without the limit, the most expensive ones (dozens of misspelt or very common words)
would use many times as much for extras of the page, and all other readers would wait for them.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings

# A reader is told that the search is being repaired before a browser, a proxy or the reader gives up.
WAIT_SECONDS = 8.0


@dataclass
class Budget:
    """Processor time until ``ends_at`` (seconds, of this thread), and sentences about what there was no time for."""

    ends_at: float
    left_out: list[str] = field(default_factory=list)

    def allows(self, otherwise: str) -> bool:
        """Return whether there is time left. If not, keep the sentence that says what is left out."""
        if time.thread_time() < self.ends_at:
            return True
        if otherwise not in self.left_out:
            self.left_out.append(otherwise)
        return False


_budget: ContextVar[Budget | None] = ContextVar("budget", default=None)
_waits_until: ContextVar[float | None] = ContextVar("waits_until", default=None)


@contextmanager
def spending() -> Iterator[Budget]:
    """Limit the searches inside this context to ``SEARCH_BUDGET_MS`` milliseconds in total.

    Other searches have no such limit.
    """
    budget = Budget(time.thread_time() + settings.SEARCH_BUDGET_MS / 1000)
    outer = _budget.set(budget)
    try:
        with waited_for():
            yield budget
    finally:
        _budget.reset(outer)


def allows(otherwise: str) -> bool:
    """Return whether the current search has time left. If not, keep ``otherwise``, which says what is left out."""
    budget = _budget.get()
    return budget is None or budget.allows(otherwise)


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


@contextmanager
def not_counted() -> Iterator[None]:
    """Do not count the work inside this context: what is loaded once, for all searches of the process."""
    began = time.thread_time()
    try:
        yield
    finally:
        if budget := _budget.get():
            budget.ends_at += time.thread_time() - began
