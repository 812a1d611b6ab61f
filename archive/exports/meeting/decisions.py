"""Public decisions with their rolls, in two queries for all of a meeting."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from archive.machine.queries import Prepared
from archive.models import Ballot, Decision, Statement
from archive.models.decided import Decided

# Readers see statements among them only if they are public themselves.
SEEN_WITH_IT = ("mover", "seconder", "document", "put_in", "amends__statement")

_of_meeting = Prepared(
    lambda meeting: (
        Decision.objects.public()
        .filter(statement__meeting=meeting)
        .select_related("statement__current_revision", "statement__board", "statement__agenda_item")
        .select_related(*SEEN_WITH_IT)
        .order_by("statement__position", "statement")
    )
)
_rolls = Prepared(
    lambda decisions: (
        Ballot.objects.filter(decision__in=decisions).select_related("speaker").order_by("decision", "position")
    )
)


def in_the_archive() -> QuerySet[Decision]:
    """Return the public decisions of all meetings.

    All their statements are of this kind. Saying so lets an index of the kind find them where few statements are.
    """
    return Decision.objects.public().filter(statement__kind=Statement.Kind.DECISION)


def told(decisions: Iterable[Decision]) -> list[Decided]:
    """Return the decisions with their rolls, in one query."""
    rows = list(decisions)
    rolls: dict[int, list[Ballot]] = defaultdict(list)
    if rows:
        for ballot in _rolls(decisions=[row.pk for row in rows]):
            rolls[ballot.decision_id].append(ballot)
    return [Decided(row, rolls[row.pk]) for row in rows]


def decisions_of(meeting: int) -> list[Decided]:
    """Return what was decided in a meeting, in order; at most two queries."""
    return told(_of_meeting(meeting=meeting))
