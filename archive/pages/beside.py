"""The other statements that the page of one shows: before and after it, in response to it, and related.

They are found in one query, whatever their number, with one for the offices and one for the topics of all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Substr

from archive.models import Office, Statement
from archive.pages.related import Related, candidates, related

EACH_SIDE = 2
RESPONSES_SHOWN = 20
# As much of a text as its first words can take; an entry shows no more.
HEAD_OF_TEXT = 600


@dataclass(frozen=True)
class Beside:
    """The statements around, in response to and related to one, public all, in the order they are shown."""

    before: Sequence[Statement]
    after: Sequence[Statement]
    responses: Sequence[Statement]
    related: Sequence[Related]


def beside(statement: Statement) -> Beside:
    """Return what stands beside the statement; sets the public offices of its speaker too, with their boards."""
    found = candidates(statement)
    wanted = Q(pk__in=found.numbers) | Q(pk__in=_first(_responses(statement), RESPONSES_SHOWN))
    if statement.meeting_id:
        wanted |= Q(pk__in=_first(_before(statement), EACH_SIDE)) | Q(pk__in=_first(_after(statement), EACH_SIDE))
    rows = {row.number: row for row in with_heads(Statement.objects.public().filter(wanted))}
    offices = Office.objects.public().select_related("board")
    prefetch_related_objects([statement, *rows.values()], Prefetch("speaker__offices", offices))
    here = (statement.position, statement.number)
    around = sorted(
        (row for row in rows.values() if row.meeting_id and row.meeting_id == statement.meeting_id),
        key=lambda row: (row.position, row.number),
    )
    before = [row for row in around if (row.position, row.number) < here][-EACH_SIDE:]
    after = [row for row in around if (row.position, row.number) > here][:EACH_SIDE]
    responses = sorted(
        (row for row in rows.values() if row.responds_to_id == statement.number),
        key=lambda row: (row.date, row.number),
    )[:RESPONSES_SHOWN]
    shown = {row.number for row in (*before, *after, *responses)} | {statement.responds_to_id or 0}
    return Beside(before, after, responses, related(statement, found, rows, shown))


def with_heads(statements: QuerySet[Statement]) -> list[Statement]:
    """Fetch the statements with what an entry shows of each, the beginning of the text and not all of it."""
    head = Substr("current_revision__text", 1, HEAD_OF_TEXT + 1)
    rows = list(
        statements.select_related("current_revision", "board", "speaker")
        .defer("current_revision__text")
        .annotate(head_of_text=head)
    )
    for row in rows:
        cut = len(row.head_of_text) > HEAD_OF_TEXT
        row.current_revision.text = row.head_of_text[:HEAD_OF_TEXT] + "…" if cut else row.head_of_text
    return rows


def _first(statements: QuerySet[Statement], number: int) -> QuerySet[Statement]:
    return statements.values("pk")[:number]


def _responses(statement: Statement) -> QuerySet[Statement]:
    return Statement.objects.public().filter(responds_to=statement).order_by("date", "number")


def _before(statement: Statement) -> QuerySet[Statement]:
    inside = Statement.objects.public().filter(meeting=statement.meeting_id, position__lte=statement.position)
    earlier = inside.exclude(position=statement.position, number__gte=statement.number)
    return earlier.order_by("-position", "-number")


def _after(statement: Statement) -> QuerySet[Statement]:
    inside = Statement.objects.public().filter(meeting=statement.meeting_id, position__gte=statement.position)
    later = inside.exclude(position=statement.position, number__lte=statement.number)
    return later.order_by("position", "number")
