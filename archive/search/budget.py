"""A limit on the processor time of one search, counted in its thread, and a list of what was left out at the limit.

Most searches use a tenth of it. The most expensive ones, with dozens of misspelt or very common words, would use many
times as much for all that a page offers next to its hits, and every other reader would wait for them.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings


@dataclass
class Budget:
    """Processor time until ``ends_at`` (seconds, of this thread), and sentences on what there was no time for."""

    ends_at: float
    left_out: list[str] = field(default_factory=list)

    def allows(self, otherwise: str) -> bool:
        """Return whether there is time left; where not, keep the sentence that says what is left out."""
        if time.thread_time() < self.ends_at:
            return True
        if otherwise not in self.left_out:
            self.left_out.append(otherwise)
        return False


_budget: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def spending() -> Iterator[Budget]:
    """Give what is searched inside ``SEARCH_BUDGET_MS`` milliseconds together; searches outside have no bound."""
    budget = Budget(time.thread_time() + settings.SEARCH_BUDGET_MS / 1000)
    outer = _budget.set(budget)
    try:
        yield budget
    finally:
        _budget.reset(outer)


def allows(otherwise: str) -> bool:
    """Return whether the search at hand has time left; where not, ``otherwise`` says to the reader what is left out."""
    budget = _budget.get()
    return budget is None or budget.allows(otherwise)


@contextmanager
def not_counted() -> Iterator[None]:
    """Leave out of the budget what is done inside: what is loaded once, for all searches of the process."""
    began = time.thread_time()
    try:
        yield
    finally:
        if budget := _budget.get():
            budget.ends_at += time.thread_time() - began
