"""A limit on the processor time of one search, measured in its thread, and a list of what was left out.

Most searches use a tenth of it. Without the limit, the most expensive ones (dozens of misspelt or very common words)
would use many times as much for extras of the page, and all other readers would wait for them.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings


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


@contextmanager
def spending() -> Iterator[Budget]:
    """Limit the searches inside this context to ``SEARCH_BUDGET_MS`` milliseconds in total.

    Other searches have no limit.
    """
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
    """Do not count the work inside this context: what is loaded once, for all searches of the process."""
    began = time.thread_time()
    try:
        yield
    finally:
        if budget := _budget.get():
            budget.ends_at += time.thread_time() - began
