"""Drawings over time: a line of bars for each board or speaker, a curve for each topic, and the numbers behind them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, Count, OuterRef, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce, Substr

from archive.database.parts import in_parts
from archive.fast.queries import Prepared
from archive.models import Board, Filing, Meeting, PartialDate, Speaker, Statement, Topic
from archive.models.upkeep import subject_version
from archive.pages.http.caching.kept_parts import KeptParts
from archive.pages.meetings.lengths import word_count
from archive.pages.meetings.speaking import writes_no_spaces

LINES_DRAWN = 12
LINES_BESIDE = 8
"""Beside the list of a page, where there is less room."""
RANKED = 6
MONTHS_DRAWN = 240
"""Over a longer time, each bar is a year."""
LEAST_DRAWN = 12
"""A single month must not be a bar as wide as the page."""
HEIGHT = 10
YEAR, MONTH = 4, 7
CURVES_KEPT = 8
BOARDS_KEPT = 64
MEETINGS_KEPT = 4_000
MEETINGS_AT_A_TIME = 8
"""Others are answered between two queries."""


@dataclass(frozen=True)
class LineOverTime:
    """What is counted of one board or speaker: a path with a bar for each month or year, and the numbers behind it."""

    name: str
    slug: str
    path: str
    total: int
    years: list[tuple[int, int]]


@dataclass(frozen=True)
class Timeline:
    """The lines with most, the largest first, on one line of time of ``width`` months or years.

    All have one scale, so that they can be compared. ``counted`` is the number of all lines, drawn or not.
    """

    first: PartialDate
    last: PartialDate
    by_month: bool
    width: int
    lines: list[LineOverTime]
    counted: int

    height = HEIGHT


@dataclass(frozen=True)
class Ranked:
    """One of those with the most: its name, what finds it in a search, and its number."""

    name: str
    found_by: int | str
    number: int


@dataclass(frozen=True)
class OverTime:
    """What a page shows of a subject over time, with the items that a speaker said most on, and whom they answered.

    ``shows`` are the subjects of those others: their withdrawal or correction changes what is shown.
    """

    timeline: Timeline | None
    items: Sequence[Ranked] = ()
    answered: Sequence[Ranked] = ()
    shows: Sequence[str] = ()


def drawn(counts: Mapping[tuple[str, str], Mapping[str, int]], most: int = LINES_DRAWN) -> Timeline | None:
    """Return a line for each name and slug with numbers by month, such as "2024-05"; None if there are none."""
    largest = sorted(counts, key=lambda one: (-sum(counts[one].values()), one))[:most]
    by_month = [_added(counts[one], _month_of) for one in largest]
    if not by_month:
        return None
    years = [_added(counts[one], _year_of) for one in largest]
    months = {month for line in by_month for month in line}
    is_short = max(months) - min(months) < MONTHS_DRAWN
    bars = by_month if is_short else years
    last = max(map(max, bars))
    # The last number is that of the first month of all.
    first = min(*map(min, bars), max(last - LEAST_DRAWN + 1, 12))
    highest = max(max(line.values()) for line in bars)
    lines = [
        LineOverTime(*one, _path(line, first, highest), sum(line.values()), sorted(of_year.items()))
        for one, line, of_year in zip(largest, bars, years, strict=True)
    ]
    begin, end = (PartialDate(one // 12, one % 12 + 1) if is_short else PartialDate(one) for one in (first, last))
    return Timeline(begin, end, is_short, last - first + 1, lines, len(counts))


def _added(counts: Mapping[str, int], place: Callable[[str], int]) -> dict[int, int]:
    places: dict[int, int] = defaultdict(int)
    for month, number in counts.items():
        places[place(month)] += number
    return places


def _year_of(month: str) -> int:
    return int(month[:YEAR])


def _month_of(month: str) -> int:
    """Return the months since the year 0. A day known only to its year is drawn in the middle of it."""
    return _year_of(month) * 12 + int(month[YEAR + 1 :] or 7) - 1


def _path(numbers: Mapping[int, int], first: int, highest: int) -> str:
    heights = ((place - first, max(1, round(HEIGHT * numbers[place] / highest))) for place in sorted(numbers))
    return "".join(f"M{place}.5 {HEIGHT}V{HEIGHT - height}" for place, height in heights)


def _month(date: str) -> Substr:
    return Substr(date, 1, MONTH, output_field=CharField())


def _spoken() -> QuerySet[Statement]:
    return Statement.objects.public().exclude(kind__in=Statement.UNSAID).order_by()


_meetings: Prepared[Any] = Prepared(
    lambda: (
        Meeting.objects.public()
        .order_by()
        .annotate(month=_month("date"))
        .values_list("board__name", "board__slug", "month")
        .annotate(number=Count("pk"))
    )
)


def _named(speaker: str) -> dict[str, Subquery]:
    # Not joined: PostgreSQL may read the statements of all boards in the order of their speakers.
    of_speaker = Speaker.objects.filter(pk=OuterRef(speaker)).order_by()
    return {field: Subquery(of_speaker.values(field)) for field in ("name", "slug")}


def _words_by_month(statements: QuerySet[Statement], *before: str) -> QuerySet[Any]:
    """Return the words of each speaker in each month: name, slug, month and number, after these columns."""
    spoken = statements.filter(speaker__isnull=False).annotate(month=_month("date"))
    rows = spoken.values(*before, "speaker", "month").annotate(words=Sum(word_count()), **_named("speaker"))
    return rows.values_list(*before, "name", "slug", "month", "words")


_in_meetings: Prepared[Any] = Prepared(
    lambda meetings: _words_by_month(_spoken().filter(meeting__in=meetings), "meeting")
)
_in_no_meeting: Prepared[Any] = Prepared(lambda board: _words_by_month(_spoken().filter(board=board, meeting=None)))
_on_topic: Prepared[Any] = Prepared(
    lambda topic: (
        Filing.objects.filter(topic=topic, statement__status=Statement.Status.PUBLISHED)
        .order_by()
        .annotate(month=_month("statement__date"))
        .values_list("statement__board__name", "statement__board__slug", "month")
        .annotate(number=Count("pk"))
    )
)


def _said_by(speaker: int) -> QuerySet[Any]:
    turns = _spoken().filter(meeting=OuterRef("meeting"), position__lt=OuterRef("position"))
    before = Subquery(turns.order_by("-position", "-number").values("speaker")[:1])
    said_so = Case(When(responds_to__status=Statement.Status.PUBLISHED, then="responds_to__speaker"))
    answered = Coalesce(said_so, before, output_field=BigIntegerField())
    by = ("board__name", "board__slug", "month", "board__language", "agenda_item__title", "meeting", "answered")
    rows = _spoken().filter(speaker=speaker).annotate(month=_month("date"), answered=answered)
    return rows.values_list(*by).annotate(words=Sum(word_count()), turns=Count("pk"))


_by_speaker: Prepared[Any] = Prepared(_said_by)
_names: Prepared[Any] = Prepared(
    lambda speakers: Speaker.objects.filter(pk__in=speakers).order_by().values_list("pk", "name", "slug")
)


def timeline() -> Timeline | None:
    """Return the meetings of the boards over time, in one query; None if there are none."""
    return drawn(_by_month((name, slug, month, number) for name, slug, month, number in _meetings()))


_of_boards = KeptParts[OverTime](BOARDS_KEPT)
_of_meetings = KeptParts[list[tuple[str, str, str, int]]](MEETINGS_KEPT)


def over_time(subject: Board | Speaker | Topic) -> OverTime:
    """Return who said how much at a board, where a speaker did, or where a topic came up.

    Every statement of the subject is read, in one query: for a board, only if something there has changed since. For a
    speaker a second one asks for names.
    """
    if isinstance(subject, Topic):
        return OverTime(drawn(_by_month(_on_topic(topic=subject.pk)), LINES_BESIDE))
    if isinstance(subject, Speaker):
        return _of_speaker(subject)
    name = subject_version.board(subject.pk)
    return _of_boards.of([name], lambda _: {name: _of_board(subject)})[name]


def _of_board(board: Board) -> OverTime:
    rows = [] if writes_no_spaces(board.language) else _said_at(board)
    return OverTime(drawn(_by_month(rows), LINES_BESIDE))


def _said_at(board: Board) -> list[tuple[str, str, str, int]]:
    """Return who said how much in which month. Only the meetings that have changed are read, a few at a time."""
    meetings = {
        subject_version.meeting(pk): pk for pk in Meeting.objects.filter(board=board).values_list("pk", flat=True)
    }
    of_meetings = _of_meetings.of(meetings, lambda changed: _read(meetings, changed))
    return [*_in_no_meeting(board=board.pk), *chain.from_iterable(of_meetings.values())]


def _read(meetings: Mapping[str, int], changed: Iterable[str]) -> dict[str, list[tuple[str, str, str, int]]]:
    names = {meetings[name]: name for name in changed}
    said: dict[str, list[tuple[str, str, str, int]]] = {name: [] for name in names.values()}
    for some in in_parts(names, MEETINGS_AT_A_TIME):
        for meeting, *row in _in_meetings(meetings=some):
            said[names[meeting]].append(tuple(row))
    return said


def _of_speaker(speaker: Speaker) -> OverTime:
    counted, on_item, answered = [], Counter[tuple[str, int]](), Counter[int]()
    for name, slug, month, language, item, meeting, whom, words, turns in _by_speaker(speaker=speaker.pk):
        if not writes_no_spaces(language):
            counted.append((name, slug, month, words))
            on_item[item, meeting] += words if item else 0
        answered[whom] += turns if whom and whom != speaker.pk else 0
    most = {whom: turns for whom, turns in answered.most_common(RANKED) if turns}
    names = {pk: (name, slug) for pk, name, slug in _names(speakers=list(most))} if most else {}
    return OverTime(
        drawn(_by_month(counted), LINES_BESIDE),
        [Ranked(*one, words) for one, words in on_item.most_common(RANKED) if words],
        [Ranked(*names[whom], turns) for whom, turns in most.items() if whom in names],
        list(map(subject_version.speaker, names)),
    )


def _by_month(rows: Iterable[tuple[str, str, str, int]]) -> dict[tuple[str, str], dict[str, int]]:
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, slug, month, number in rows:
        counts[name, slug][month] += number
    return counts


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
