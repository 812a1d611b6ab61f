"""Decisions with their rolls as pages show them."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When

from archive.exports.meeting.decisions import SEEN_WITH_IT, in_the_archive, told
from archive.machine.queries import Prepared
from archive.models import Ballot, Decision, Statement, fetch_public_offices
from archive.models.decided import Decided
from archive.search.filters import contested

DECISIONS_SHOWN = 20
NO_ITEM = -1

_about = Prepared(
    lambda statement, item, meeting: (
        Decision.objects.public()
        # Within the meeting: over two tables, no index answers the alternative.
        .filter(Q(put_in=statement) | Q(statement__agenda_item=item), statement__meeting=meeting)
        .select_related("statement__current_revision", "statement__board", "statement__agenda_item")
        .order_by(
            Case(When(put_in=statement, then=0), default=1),
            F("put_in").asc(nulls_last=True),
            "statement__position",
            "statement",
        )[:DECISIONS_SHOWN]
    )
)


def with_facts() -> QuerySet[Decision]:
    """Return the public decisions with what an entry shows, the latest first."""
    related = ("current_revision", "board", "meeting", "agenda_item")
    return (
        in_the_archive()
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
    item = statement.agenda_item_id or NO_ITEM
    there = list(_about(statement=statement.pk, item=item, meeting=statement.meeting_id))
    return [row for row in there if row.put_in_id == statement.pk] or there


def votes_of(speaker: int) -> list[tuple[bool, list[Ballot]]]:
    """Return votes of a speaker in one query: those on contested decisions first, each kind with the latest first."""
    ballots: Any = (
        Ballot.objects.public()
        .filter(speaker=speaker)
        .select_related(*(f"decision__statement__{name}" for name in ("current_revision", "board", "agenda_item")))
        .annotate(is_contested=Exists(contested(Decision.objects.filter(pk=OuterRef("decision")))))
        .order_by("-is_contested", "-decision__statement__date", "-decision", "position")
    )
    kinds = groupby(ballots[:DECISIONS_SHOWN], key=lambda ballot: ballot.is_contested)
    return [(is_contested, list(rows)) for is_contested, rows in kinds]


def number_of_votes(speakers: Iterable[int]) -> dict[int, int]:
    """Return how many votes of each speaker are public, in one query. Attendance and absence are no votes."""
    votes = Ballot.objects.public().filter(speaker__in=speakers, choice__in=Ballot.VOTED).order_by()
    return dict(votes.values_list("speaker").annotate(number=Count("pk")))


def spoke_on(speaker: int, votes: Iterable[tuple[bool, list[Ballot]]]) -> set[int]:
    """Return the agenda items of these votes on which the speaker also said something, in one query."""
    items = {ballot.decision.statement.agenda_item_id for _, ballots in votes for ballot in ballots} - {None}
    said = (
        Statement.objects.public().filter(speaker=speaker, agenda_item__in=items).exclude(kind=Statement.Kind.DECISION)
    )
    return set(said.order_by().values_list("agenda_item", flat=True)) if items else set()
