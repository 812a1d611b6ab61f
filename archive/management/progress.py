"""The progress of long work: a bar on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Self, TypeVar

from django.core.management.base import OutputWrapper

Item = TypeVar("Item")

BAR_WIDTH = 28
# Go to the start of the terminal's line, and erase it.
CLEAR = "\r\x1b[K"
# Seconds between two updates.
ON_TERMINAL = 0.2
ELSEWHERE = 10.0


class Progress:
    """Counts what is done and shows it with the rate and the remaining time, while the context is open.

    ``share`` returns how much of the work is done, from 0 to 1, if that is not the count divided by ``total``.
    """

    def __init__(
        self, out: OutputWrapper, unit: str, *, total: int = 0, share: Callable[[], float] | None = None
    ) -> None:
        """Show it on the output of a command."""
        self.out = out
        self.unit = unit
        self.total = total
        self.share = share
        self.done = 0
        self.started = self.shown = time.monotonic()
        self.on_terminal = out.isatty()

    def __enter__(self) -> Self:
        self.started = self.shown = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        if self.done:
            self._show(f"{self.done:,} {self.unit} in {_duration(self._elapsed)}, {self._rate:,.0f} a second\n")

    def over(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items, counting each when the next one is requested."""
        for item in items:
            yield item
            self.step()

    def step(self) -> None:
        """Count one more as done."""
        self.done += 1
        if time.monotonic() - self.shown >= (ON_TERMINAL if self.on_terminal else ELSEWHERE):
            self.shown = time.monotonic()
            self._show(self._line() + ("" if self.on_terminal else "\n"))

    def say(self, sentence: str) -> None:
        """Write a separate line; the bar continues below it."""
        self._show(f"{sentence}\n")

    @property
    def _elapsed(self) -> float:
        return max(time.monotonic() - self.started, 1e-6)

    @property
    def _rate(self) -> float:
        return self.done / self._elapsed

    def _line(self) -> str:
        count = f"{self.done:,} {self.unit}, {self._rate:,.0f} a second"
        share = self.share() if self.share else self.done / self.total if self.total else 0
        if not share:
            return count
        share = min(share, 1.0)
        filled = round(share * BAR_WIDTH)
        left = _duration(self._elapsed * (1 - share) / share)
        return f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {share:4.0%}  {count}, {left} left"

    def _show(self, text: str) -> None:
        self.out.write((CLEAR if self.on_terminal else "") + text, style_func=str, ending="")
        self.out.flush()


def _duration(seconds: float) -> str:
    """Return a time as people write it: 8 s, 2 min 5 s, 1 h 12 min."""
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{number} {unit}" for number, unit in ((hours, "h"), (minutes, "min"), (seconds, "s")) if number]
    return " ".join(parts[:2]) or "0 s"
