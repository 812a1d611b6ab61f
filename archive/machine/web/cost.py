"""What an answer costs to make. Each view declares it, and the site decides by it who waits for whom.

A view may also name the parameters of its URL. Others are then dropped before it sees them, so that a page with an
invented parameter is the same page.
"""

import time
from collections.abc import Callable
from contextvars import ContextVar
from enum import Enum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Cost(Enum):
    """How much processor time an answer takes at most, if the record is large."""

    CHEAP = "a tenth of a second"
    EXPENSIVE = "half a second"
    FILE = "a second or two: a file that is made of one meeting"
    VERY_EXPENSIVE = "more, up to a limit of its own"


def costs(cost: Cost, *parameters: str) -> Callable[[View], View]:
    """Declare what the answers of a view cost, and which parameters of the URL it reads."""

    def declare(view: View) -> View:
        declared: Any = view
        declared.cost = cost
        declared.parameters = frozenset(parameters)
        return view

    return declare


def cost_of(view: Callable[..., Any]) -> Cost:
    """Return what the view, or the class that it is made of, declares. A view that declares nothing is expensive."""
    declared: Cost | None = getattr(view, "cost", None) or getattr(getattr(view, "cls", None), "cost", None)
    return declared or Cost.EXPENSIVE


def parameters_of(view: Callable[..., Any]) -> frozenset[str] | None:
    """Return the parameters that the view declares, or None if it declares nothing."""
    return getattr(view, "parameters", None)


# Work that belongs to no request lets nobody pass.
passing: ContextVar[Callable[[], None]] = ContextVar("passing", default=lambda: None)


def let_others_pass() -> None:
    """Call this between two slices of work: those of clients that have used less are made first, for a limited time."""
    passing.get()()


# For all quotations of one article.
ARTICLE_SECONDS = 3.0


class WorkTime:
    """The processor time that one very expensive answer may take, in slices."""

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.thread_time() + seconds

    def is_left(self) -> bool:
        """Let others pass, and return whether there is time for another slice."""
        let_others_pass()
        return time.thread_time() < self._ends_at
