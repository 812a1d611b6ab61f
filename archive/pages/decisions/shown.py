"""Decisions with their rolls as pages show them."""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import QuerySet

from archive.exports.meeting.decisions import SEEN_WITH_IT, told
from archive.models import Ballot, Decision, Statement, fetch_public_offices
from archive.text.decided import Decided

SHOWN = 20


def with_facts() -> QuerySet[Decision]:
    """Return the public decisions with what an entry shows, the latest first."""
    related = ("current_revision", "board", "meeting", "agenda_item")
    return (
        Decision.objects.public()
        .select_related(*SEEN_WITH_IT, *(f"statement__{name}" for name in related))
        .order_by("-statement__date", "-statement")
    )


def decision_of(statement: Statement) -> Decided | None:
    """Return what was decided, with the offices of those on the roll, or None if the statement is no decision."""
    if statement.kind != Statement.Kind.DECISION:
        return None
    decision = with_facts().filter(pk=statement.pk).first()
    if decision is None:
        return None
    [decided] = told([decision])
    fetch_public_offices(ballot.speaker for ballot in decided.roll)
    return decided


def about(statement: Statement) -> list[Decision]:
    """Return the decisions that were put in a statement or, if none was, those of its agenda item."""
    if statement.kind == Statement.Kind.DECISION or statement.meeting_id is None:
        return []
    there = list(with_facts().filter(statement__meeting=statement.meeting_id)[: SHOWN * 5])
    put = [row for row in there if row.put_in_id == statement.pk]
    item = statement.agenda_item_id
    return put or [row for row in there if item and row.statement.agenda_item_id == item][:SHOWN]


def votes_of(speaker: int) -> list[tuple[int, list[Ballot]]]:
    """Return the latest votes of a speaker by year, the latest first, in one query."""
    ballots = (
        Ballot.objects.public()
        .filter(speaker=speaker)
        .select_related("decision__statement__current_revision", "decision__statement__board")
        .order_by("-decision__statement__date", "-decision", "position")
    )
    years = groupby(ballots[:SHOWN], key=lambda ballot: ballot.decision.statement.date.first.year)
    return [(year, list(rows)) for year, rows in years]


def spoke_on(speaker: int, votes: Iterable[tuple[int, list[Ballot]]]) -> set[int]:
    """Return the agenda items of these votes on which the speaker also said something, in one query."""
    items = {ballot.decision.statement.agenda_item_id for _, ballots in votes for ballot in ballots} - {None}
    said = (
        Statement.objects.public().filter(speaker=speaker, agenda_item__in=items).exclude(kind=Statement.Kind.DECISION)
    )
    return set(said.order_by().values_list("agenda_item", flat=True)) if items else set()
