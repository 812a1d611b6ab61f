"""How much the archive holds, counted over what is public."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery

from archive.models import Board, Meeting, PartialDate, Speaker, Statement


@dataclass(frozen=True)
class Figures:
    """What the archive, or a board of it, holds, and from when to when; no dates where it holds nothing.

    ``silent`` is how many of a board's meetings were held and have no public statement.
    """

    statements: int
    meetings: int
    first: PartialDate | None
    last: PartialDate | None
    silent: int = 0


def figures(board: Board | None = None) -> Figures:
    """Count the public statements and meetings, of one board or of all; two queries, answered by indexes alone."""
    statements, meetings = Statement.objects.public().order_by(), Meeting.objects.public().order_by()
    if board:
        statements, meetings = statements.filter(board=board), meetings.filter(board=board)
    count = Subquery(statements.values("status").annotate(held=Count("pk")).values("held"))
    ends = _ends(statements).annotate(held=count).values_list("held", "date", "latest")
    number, first, last = ends.first() or (0, None, None)
    held = meetings.aggregate(number=Count("pk"), first=Min("date"), last=Max("date"), **(_silent() if board else {}))
    return Figures(
        statements=number,
        meetings=held["number"],
        first=min(filter(None, [first, held["first"]]), default=None),
        last=max(filter(None, [last, held["last"]]), default=None),
        silent=held.get("silent", 0),
    )


def first_and_last(statements: QuerySet[Statement]) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the dates of the first and the last of the statements; one query."""
    return _ends(statements).values_list("date", "latest").first() or (None, None)


def _ends(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    # The two ends of an index; MIN and MAX together would read all of it.
    return statements.order_by("date").annotate(latest=Subquery(statements.order_by("-date").values("date")[:1]))


def _silent() -> dict[str, Count]:
    spoken = Statement.objects.public().filter(meeting=OuterRef("pk"))
    return {"silent": Count("pk", filter=Q(status=Meeting.Status.HELD) & ~Exists(spoken))}


def add_meeting_figures(boards: Iterable[Board]) -> None:
    """Set ``meeting_count`` and ``first_meeting`` and ``last_meeting`` (dates) on each board; one query."""
    boards = list(boards)
    rows = (
        Meeting.objects.public()
        .filter(board__in=boards)
        .order_by()
        .values_list("board")
        .annotate(number=Count("pk"), first=Min("date"), last=Max("date"))
    )
    found = {pk: rest for pk, *rest in rows}
    for board in boards:
        board.meeting_count, board.first_meeting, board.last_meeting = found.get(board.pk, (0, None, None))


def add_statement_counts(subjects: Iterable[Meeting | Speaker], field: str) -> None:
    """Set ``statement_count`` on each to the number of public statements that have it in the field; one query."""
    subjects = list(subjects)
    rows = Statement.objects.public().filter(**{f"{field}__in": subjects}).order_by()
    counts = dict(rows.values_list(field).annotate(number=Count("pk")))
    for subject in subjects:
        subject.statement_count = counts.get(subject.pk, 0)
