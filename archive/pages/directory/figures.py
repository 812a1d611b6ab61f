"""How much the archive has, counted over what is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from archive.models import Board, Meeting, PartialDate, PublicCount, Speaker, Statement


@dataclass(frozen=True)
class Figures:
    """What the archive, or one board, has, with first and last date; no dates if there is nothing.

    ``silent`` is how many of a board's meetings were held but have no public statement.
    """

    statements: int
    meetings: int
    first: PartialDate | None
    last: PartialDate | None
    silent: int = 0


def figures(board: Board | None = None) -> Figures:
    """Count the public meetings of one board or of all, and read the stored number of statements, in one query.

    If there is no statement, a second query counts the meetings.
    """
    statements, meetings = Statement.objects.public().order_by(), Meeting.objects.public().order_by()
    if board:
        statements, meetings = statements.filter(board=board), meetings.filter(board=board)
    kept = PublicCount.objects.filter(board=board) if board else PublicCount.objects.all()
    count = Subquery(kept.order_by().values(one=Value(1)).annotate(held=Sum("number")).values("held"))
    counted = {
        "meetings_held": Count("pk"),
        "earliest": Min("date"),
        "newest": Max("date"),
        **(_silent() if board else {}),
    }
    of_meetings = meetings.annotate(all=Value(1)).values("all").annotate(**counted)
    beside = {name: Subquery(of_meetings.values(name)) for name in counted}
    row = _ends(statements).annotate(held=count, **beside).values("held", "date", "latest", *counted).first()
    row = row or {"held": 0, "date": None, "latest": None, **meetings.aggregate(**counted)}
    return Figures(
        statements=row["held"],
        meetings=row["meetings_held"] or 0,
        first=min(filter(None, [row["date"], row["earliest"]]), default=None),
        last=max(filter(None, [row["latest"], row["newest"]]), default=None),
        silent=row.get("silent") or 0,
    )


def number_first_and_last(
    statements: QuerySet[Statement],
) -> tuple[int, PartialDate | None, PartialDate | None]:
    """Return the number of the public statements, and the first and last date, in one query."""
    count = Subquery(statements.order_by().values("status").annotate(held=Count("pk")).values("held"))
    return _ends(statements).annotate(held=count).values_list("held", "date", "latest").first() or (0, None, None)


def _ends(statements: QuerySet[Statement]) -> QuerySet[Any]:
    # This reads the two ends of an index. MIN and MAX together would read all of it.
    return statements.order_by("date").annotate(latest=Subquery(statements.order_by("-date").values("date")[:1]))


def _silent() -> dict[str, Count]:
    spoken = Statement.objects.public().filter(meeting=OuterRef("pk"))
    return {"silent": Count("pk", filter=Q(status=Meeting.Status.HELD) & ~Exists(spoken))}


def with_statement_count(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Return the meetings with ``statement_count``, the number of their public statements, in the same query."""
    own = Statement.objects.public().filter(meeting=OuterRef("pk")).order_by()
    counted = own.values("status").annotate(held=Count("pk")).values("held")
    return meetings.annotate(statement_count=Coalesce(Subquery(counted), 0))


def add_meeting_figures(boards: Iterable[Board]) -> None:
    """Set ``meeting_count`` and ``first_meeting`` and ``last_meeting`` (dates) on each board; one query."""
    shown: list[Any] = list(boards)
    rows = (
        Meeting.objects.public()
        .filter(board__in=shown)
        .order_by()
        .values_list("board")
        .annotate(number=Count("pk"), first=Min("date"), last=Max("date"))
    )
    found = {pk: rest for pk, *rest in rows}
    for board in shown:
        board.meeting_count, board.first_meeting, board.last_meeting = found.get(board.pk, (0, None, None))


def add_statement_counts(subjects: Iterable[Meeting | Speaker], field: str) -> None:
    """Set ``statement_count`` on each to its number of public statements by that field, in one query."""
    shown: list[Any] = list(subjects)
    rows = Statement.objects.public().filter(**{f"{field}__in": shown}).order_by()
    counts = dict(rows.values_list(field).annotate(number=Count("pk")))
    for subject in shown:
        subject.statement_count = counts.get(subject.pk, 0)
