"""The other statements on a statement's page: those before and after it, responses to it, and related ones.

They are found in one query, whatever their number, with one more for the offices and one for the topics of all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Substr

from archive.language.telling_sentence import TEXT_READ
from archive.machine.queries import NO_KEY, Prepared
from archive.models import Statement, fetch_public_offices
from archive.pages.statements.related import Related, candidates, related

EACH_SIDE = 2
RESPONSES_SHOWN = 20
# What an entry says of a text is chosen from its beginning. One character more says that there is more.
HEAD_OF_TEXT = TEXT_READ + 1


@dataclass(frozen=True)
class Beside:
    """The statements around, in response to and related to one; all public, in the order in which they are shown."""

    before: Sequence[Statement]
    after: Sequence[Statement]
    responses: Sequence[Statement]
    related: Sequence[Related]

    def __iter__(self) -> Iterator[Statement]:
        """Yield them all."""
        yield from (*self.before, *self.after, *self.responses, *(one.statement for one in self.related))


def _wanted(numbers: list[int], number: int, meeting: int, position: int) -> QuerySet[Statement]:
    """Return the numbered statements, the responses to one, and those around it, without their texts."""
    inside = Statement.objects.public().filter(meeting=meeting)
    before = inside.filter(position__lte=position).exclude(position=position, number__gte=number)
    after = inside.filter(position__gte=position).exclude(position=position, number__lte=number)
    responses = Statement.objects.public().filter(responds_to=number)
    # A union, because PostgreSQL reads the whole table for subqueries joined by OR.
    unordered = Statement.objects.order_by()
    wanted = unordered.filter(pk__in=numbers).values("pk")
    for some, order, most in (
        (before, ("-position", "-number"), EACH_SIDE),
        (after, ("position", "number"), EACH_SIDE),
        (responses, ("date", "number"), RESPONSES_SHOWN),
    ):
        wanted = wanted.union(unordered.filter(pk__in=some.order_by(*order).values("pk")[:most]).values("pk"))
    return (
        Statement.objects.public()
        .filter(pk__in=wanted)
        .select_related("current_revision", "board", "speaker", "agenda_item")
        .defer("current_revision__text")
        .annotate(head_of_text=Substr("current_revision__text", 1, HEAD_OF_TEXT))
    )


_rows: Prepared[Any] = Prepared(_wanted)


def beside(statement: Statement) -> Beside:
    """Return the other statements to show; also set the public offices of the speaker, with their boards."""
    others = candidates(statement)
    rows = {
        row.number: row
        for row in _rows(
            numbers=others.numbers,
            number=statement.number,
            meeting=statement.meeting_id or NO_KEY,
            position=statement.position,
        )
    }
    for row in rows.values():
        row.current_revision.text = row.head_of_text
    fetch_public_offices(row.speaker for row in (statement, *rows.values()))
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
    return Beside(before, after, responses, related(statement, others, rows, shown))
