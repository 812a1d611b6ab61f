"""The home page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Length, Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.fast.paths import page_path
from archive.fast.queries import Prepared
from archive.models import Decision, Filing, Meeting, Statement, Topic
from archive.pages.decisions.shown import with_facts
from archive.pages.directory.figures import figures
from archive.pages.meetings.sketch import add_sketches
from archive.pages.statements.lists import latest_policies
from archive.search import SearchUnavailable
from archive.search.engines import get_backend
from archive.text.decided import Decided
from archive.web.cost import Cost, costs

BOARDS_DRAWN = 12
MONTHS_DRAWN = 240
"""Over a longer time, each bar is a year."""
HEIGHT = 10
YEAR, MONTH = 4, 7
CURVES_KEPT = 8
POLICY_STATEMENTS = 5
MEETINGS = 6
DECISIONS = 4
TOPICS = 24
_latest = Prepared(
    lambda: Meeting.objects.public().select_related("board").order_by("-published_at", "-date", "-id")[:MEETINGS]
)
_topics = Prepared(lambda: Topic.objects.public()[: TOPICS + 1])
_decisions = Prepared(lambda: with_facts().exclude(kind=Decision.Kind.ROLL_CALL)[:DECISIONS])


@dataclass(frozen=True)
class BoardLine:
    """A board with the path of its bars, one for each month or year with meetings, and the numbers behind it."""

    name: str
    slug: str
    path: str
    meetings: int
    years: Sequence[tuple[int, int]]

    @property
    def address(self) -> str:
        """The path of the board's page."""
        return page_path("board-detail", slug=self.slug)


@dataclass(frozen=True)
class Timeline:
    """The boards with most meetings, of all ``boards``, by name, on one line of time of ``width`` months or years."""

    first: int
    last: int
    by_month: bool
    width: int
    lines: Sequence[BoardLine]
    boards: int

    height = HEIGHT


def _counted() -> QuerySet[Any]:
    month = Substr("date", 1, MONTH, output_field=CharField())
    return (
        Meeting.objects.public()
        .order_by()
        .annotate(month=month)
        .values_list("board__name", "board__slug", "month")
        .annotate(number=Count("pk"))
    )


_meetings: Prepared[Any] = Prepared(_counted)


def timeline() -> Timeline | None:
    """Return the meetings of the boards over time, in one query; None if there are none."""
    of_board: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for name, slug, month, number in _meetings():
        of_board[name, slug][month] = number
    most = sorted(of_board, key=lambda board: -sum(of_board[board].values()))[:BOARDS_DRAWN]
    years = [int(month[:YEAR]) for board in most for month in of_board[board]]
    if not years:
        return None
    first, last = min(years), max(years)
    by_month = (last - first + 1) * 12 <= MONTHS_DRAWN
    lines = [_line(board, of_board[board], first, by_month=by_month) for board in sorted(most)]
    return Timeline(first, last, by_month, (last - first + 1) * (12 if by_month else 1), lines, len(of_board))


def _line(board: tuple[str, str], counts: dict[str, int], first: int, *, by_month: bool) -> BoardLine:
    places: dict[int, int] = defaultdict(int)
    years: dict[int, int] = defaultdict(int)
    for month, number in counts.items():
        year = int(month[:YEAR])
        years[year] += number
        # A day known only to its year is drawn in the middle of it.
        of_year = int(month[YEAR + 1 :] or 7) - 1
        places[(year - first) * 12 + of_year if by_month else year - first] += number
    most = max(places.values())
    bars = (f"M{place}.5 {HEIGHT}V{HEIGHT - max(2, round(HEIGHT * n / most))}" for place, n in sorted(places.items()))
    return BoardLine(*board, "".join(bars), sum(years.values()), sorted(years.items()))


@dataclass(frozen=True)
class TopicCurve:
    """The statements under a topic from year to year, as the path of a line, and the width of the drawing in years."""

    path: str
    width: int


@lru_cache(maxsize=CURVES_KEPT)
def topic_curves(_index: str, topics: tuple[int, ...]) -> dict[int, TopicCurve]:
    """Return the curve of each of these topics by its id, counted once for each version of the index."""
    year = Substr("statement__date", 1, YEAR, output_field=CharField())
    rows = (
        Filing.objects.filter(topic__in=topics, statement__status=Statement.Status.PUBLISHED)
        .order_by()
        .annotate(year=year)
        .values_list("topic", "year")
        .annotate(number=Count("pk"))
    )
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    for topic, of_year, number in rows:
        counts[topic][int(of_year)] = number
    years = {year for of_topic in counts.values() for year in of_topic}
    if len(years) < 2:  # noqa: PLR2004 - one point is no curve
        return {}
    return {topic: _curve(of_topic, min(years), max(years)) for topic, of_topic in counts.items()}


def _curve(counts: dict[int, int], first: int, last: int) -> TopicCurve:
    most = max(counts.values())
    heights = [round(HEIGHT - HEIGHT * counts.get(year, 0) / most, 1) for year in range(first, last + 1)]
    path = "M" + "L".join(f"{place} {height}" for place, height in enumerate(heights))
    return TopicCurve(path, last - first)


def _longest_in(meeting: int) -> QuerySet[Any]:
    said = Statement.objects.public().filter(meeting=meeting).exclude(kind__in=[*Statement.UNSAID, "decision"])
    return said.select_related("current_revision", "board", "speaker").order_by(
        Length("current_revision__text").desc(), "number"
    )[:1]


_longest: Prepared[Any] = Prepared(_longest_in)


@require_safe
@costs(Cost.CHEAP)
def home(request: HttpRequest) -> HttpResponse:
    """Show the search box beside the quotation check, the latest meeting, and what else is new."""
    meetings: list[Any] = list(_latest())
    topics = _topics()
    add_sketches(meetings)
    latest = next((meeting for meeting in meetings if meeting.sketch.statements), None)
    curves = _curves(topics[:TOPICS]) if topics else {}
    return render(
        request,
        "pages/site/home.html",
        {
            "figures": figures(),
            "policies": latest_policies(POLICY_STATEMENTS),
            "latest": latest,
            "quoted": next(iter(_longest(meeting=latest.pk)), None) if latest else None,
            "meetings": [meeting for meeting in meetings if meeting is not latest],
            "decisions": [Decided(row, []) for row in _decisions()],
            "timeline": timeline(),
            "topics": [(topic, curves.get(topic.pk)) for topic in topics[:TOPICS]],
            "more_topics": len(topics) > TOPICS,
        },
    )


def _curves(topics: Sequence[Topic]) -> dict[int, TopicCurve]:
    try:
        return topic_curves(get_backend().version(), tuple(topic.pk for topic in topics))
    except SearchUnavailable:
        return {}
