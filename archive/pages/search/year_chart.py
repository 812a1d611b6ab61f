"""The number of hits in each year, as bars for an SVG and as rows for a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from archive.exports.phrases import grouped
from archive.search import FacetChoice

HEIGHT = 48
STEP = 10
BAR = 8
# A wrong date far from the others must not make all other bars too thin.
YEARS_AT_MOST = 200
# How many bars have room for a label, even on the smallest phone.
YEARS_NAMED = 6


@dataclass(frozen=True)
class Bar:
    """A year's bar in units of the drawing; ``reach`` is where the area begins that links to the year."""

    reach: int
    x: int
    y: float
    height: float
    choice: FacetChoice
    shown: str

    @property
    def label(self) -> str:
        """The text of the bar."""
        number = {"year": self.choice.name, "number": self.shown}
        return ngettext("%(year)s: %(number)s statement", "%(year)s: %(number)s statements", self.choice.count) % number


@dataclass(frozen=True)
class YearChart:
    """Bars from the first year to the last, with a place for every year in between.

    ``rows`` has every choice, also those without a bar, with its count as readers see it.
    """

    first: int
    last: int
    bars: list[Bar]
    rows: list[tuple[FacetChoice, str]]
    peak: FacetChoice

    step, bar, height = STEP, BAR, HEIGHT

    @property
    def labels(self) -> Sequence[tuple[int, int]]:
        """Every year with its count if they are few enough to fit below their bars; else none."""
        if self.last - self.first >= YEARS_NAMED:
            return []
        counts = {int(choice.value): choice.count for choice, _ in self.rows}
        return [(year, counts.get(year, 0)) for year in range(self.first, self.last + 1)]

    @property
    def width(self) -> int:
        """The width of the drawing."""
        return (self.last - self.first + 1) * STEP


def year_chart(choices: Sequence[FacetChoice]) -> YearChart | None:
    """Return the chart of the years, which the facet gives newest first, or None if there is only one to show."""
    counted = [choice for choice in choices if choice.count]
    if not counted:
        return None
    peak = max(counted, key=lambda choice: choice.count)
    years = [int(choice.value) for choice in counted]
    first, last = min(years), max(years)
    if first == last or last - first >= YEARS_AT_MOST:
        return None
    rows = [(choice, grouped(choice.count)) for choice in choices]
    bars = [
        Bar(place, place + (STEP - BAR) // 2, HEIGHT - height, height, choice, shown)
        for choice, shown in rows
        if choice.count
        and (place := (int(choice.value) - first) * STEP) is not None
        and (height := max(1.0, round(HEIGHT * choice.count / peak.count, 1)))
    ]
    return YearChart(first, last, bars, rows, peak)
