"""Printed counts that are not those of the roll: a person mends one of the two, or says that the source has both."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from archive.actions.rules import Verb, ask, audit, check_version
from archive.models import Ballot, Decision, Statement, User
from archive.models.decided import COUNTED, differing_counts


class CountsDiffer(ValidationError):
    """Counts are not those of their roll: a sentence for each. An editor may say that they are printed so."""


def with_differing_counts(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Return those of the decisions of which ``differing_counts`` says anything, and nobody that it is printed so."""
    roll = Ballot.objects.filter(decision=OuterRef("pk")).order_by()
    differs = Q()
    for choice in COUNTED:
        count = roll.filter(choice=choice).values("decision").annotate(count=Count("pk")).values("count")
        differs |= Q(**{f"{choice}_count__isnull": False}) & ~Q(**{f"{choice}_count": Coalesce(Subquery(count), 0)})
    return decisions.filter(Exists(roll), differs, counts_as_printed=False)


def check_counts(statements: QuerySet[Statement], *, as_printed: bool | None) -> None:
    """Raise CountsDiffer if decisions among these have counts that are not those of their roll.

    ``as_printed`` says that they are printed so, which is kept until the counts or the roll change. If it is None,
    nobody is there to ask: the work list shows them. Call it in a transaction, for somebody who may publish.
    """
    if as_printed is None:
        return
    decisions = Decision.objects.filter(statement__in=statements.order_by().values("pk"))
    differing = list(with_differing_counts(decisions).select_related("statement").prefetch_related("ballots"))
    if differing and not as_printed:
        raise CountsDiffer(
            [f"{row.statement}: {text}" for row in differing for text in differing_counts(row, list(row.ballots.all()))]
        )
    Decision.objects.filter(pk__in=[row.pk for row in differing]).update(counts_as_printed=True)


@transaction.atomic
def say_as_printed(*, statement: Statement, seen: str | None = None, actor: User | None = None) -> None:
    """Keep that a public decision and its source have the same counts and roll, though these contradict each other.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not correct statements, and
    ChangedMeanwhile if the decision has changed since.
    """
    ask(actor, "correct_statement")
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    check_version(instance=stored, seen=seen, actor=actor)
    check_counts(Statement.objects.filter(pk=stored.pk), as_printed=True)
    audit(actor=actor, verb=Verb.CHANGED, instance=stored, note="Counts and roll are as printed.")
