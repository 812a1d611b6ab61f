"""How much the archive has, counted over what is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value

from archive.machine.queries import Prepared
from archive.models import Board, Meeting, PartialDate, PublicCount, Speaker, Statement, Topic


@dataclass(frozen=True)
class Figures:
    """What the archive, or one board, has, with first and last date; no dates if there is nothing.

    ``boards`` is how many of all boards have met. ``silent`` is how many of one board's meetings were held but have no
    public statement.
    """

    statements: int
    meetings: int
    first: PartialDate | None
    last: PartialDate | None
    boards: int = 0
    silent: int = 0


def figures(board: Board | None = None) -> Figures:
    """Count the public meetings of one board or of all, and read the stored number of statements, in one query.

    If there is no statement, a second query counts the meetings.
    """
    rows = _of_board(board=board.pk) if board else _of_all()
    row = next(iter(rows), None) or _of_meetings_alone(board)
    return Figures(
        statements=row["held"],
        meetings=row["meetings_held"] or 0,
        first=min(filter(None, [row["date"], row["earliest"]]), default=None),
        last=max(filter(None, [row["latest"], row["newest"]]), default=None),
        boards=row.get("boards_held") or 0,
        silent=row.get("silent") or 0,
    )


def _counts(*, of_a_board: bool) -> dict[str, Aggregate]:
    counts = {"meetings_held": Count("pk"), "earliest": Min("date"), "newest": Max("date")}
    return counts | (_silent() if of_a_board else {"boards_held": Count("board", distinct=True)})


def _figures(*, of_a_board: bool, **only: int) -> QuerySet[Any]:
    statements = Statement.objects.public().filter(**only).order_by()
    count = PublicCount.objects.filter(**only).order_by().values(one=Value(1)).annotate(held=Sum("number"))
    counts = _counts(of_a_board=of_a_board)
    of_meetings = Meeting.objects.public().filter(**only).order_by().annotate(all=Value(1)).values("all")
    beside = {name: Subquery(of_meetings.annotate(**counts).values(name)) for name in counts}
    rows = _ends(statements).annotate(held=Subquery(count.values("held")), **beside)
    return rows.values("held", "date", "latest", *counts)[:1]


_of_all: Prepared[dict[str, Any]] = Prepared(lambda: _figures(of_a_board=False))
_of_board: Prepared[dict[str, Any]] = Prepared(lambda board: _figures(of_a_board=True, board=board))


def _of_meetings_alone(board: Board | None) -> dict[str, Any]:
    """Return the figures where no statement is public."""
    meetings = Meeting.objects.public().order_by()
    meetings = meetings.filter(board=board) if board else meetings
    return {"held": 0, "date": None, "latest": None, **meetings.aggregate(**_counts(of_a_board=board is not None))}


def first_and_last(speaker: int) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the first and the last date of the speaker's public statements, in one query."""
    return next(iter(_ends_of_speaker(speaker=speaker)), (None, None))


_ends_of_speaker: Prepared[tuple[PartialDate, PartialDate]] = Prepared(
    lambda speaker: _ends(Statement.objects.public().filter(speaker=speaker)).values_list("date", "latest")[:1]
)


def number_of_statements(speaker: int) -> int:
    """Count the speaker's public statements. The index knows the number without counting."""
    return dict(_counted_by["speaker"](keys=[speaker])).get(speaker, 0)


def _ends(statements: QuerySet[Statement]) -> QuerySet[Any]:
    # This reads the two ends of an index. MIN and MAX together would read all of it.
    return statements.order_by("date").annotate(latest=Subquery(statements.order_by("-date").values("date")[:1]))


def _silent() -> dict[str, Count]:
    spoken = Statement.objects.public().filter(meeting=OuterRef("pk"))
    return {"silent": Count("pk", filter=Q(status=Meeting.Status.HELD) & ~Exists(spoken))}


def add_meeting_figures(boards: Iterable[Board]) -> None:
    """Set ``meeting_count`` and ``first_meeting`` and ``last_meeting`` (dates) on each board; one query."""
    shown: list[Any] = list(boards)
    counts = {pk: rest for pk, *rest in _of_boards(boards=[board.pk for board in shown])}
    for board in shown:
        board.meeting_count, board.first_meeting, board.last_meeting = counts.get(board.pk, (0, None, None))


_of_boards: Prepared[tuple[Any, ...]] = Prepared(
    lambda boards: (
        Meeting.objects.public()
        .filter(board__in=boards)
        .order_by()
        .values_list("board")
        .annotate(number=Count("pk"), first=Min("date"), last=Max("date"))
    )
)


def _counted(field: str) -> Prepared[tuple[int, int]]:
    def count(keys: list[int]) -> QuerySet[Any]:
        rows = Statement.objects.public().filter(**{f"{field}__in": keys}).order_by()
        return rows.values_list(field).annotate(number=Count("pk"))

    return Prepared(count)


_counted_by = {field: _counted(field) for field in ("speaker", "topics")}


def add_statement_counts(subjects: Iterable[Speaker | Topic], field: str) -> None:
    """Set ``statement_count`` on each to its number of public statements by that field, in one query."""
    shown: list[Any] = list(subjects)
    counts = dict(_counted_by[field](keys=[subject.pk for subject in shown]))
    for subject in shown:
        subject.statement_count = counts.get(subject.pk, 0)
