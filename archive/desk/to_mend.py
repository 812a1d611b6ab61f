"""What is public and wrong, or not said by anybody: each with the page or the button that mends it."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect

from archive.actions.rules import versions_of
from archive.actions.statements import say_as_printed, with_differing_counts
from archive.desk.answers import post_view
from archive.desk.staff_request import StaffRequest
from archive.ingest.staging.staged_labels import leave_undecided
from archive.models import Ballot, Decision, ImportBatch, Office, Source, StagedLabel, Statement
from archive.models.decided import differing_counts

WORK_SHOWN = 20


class ToMend(NamedTuple):
    """Rows of the work list, each shown by ``desk/work/KIND.html``."""

    kind: str
    heading: str
    rows: list[Any]


def to_mend() -> list[ToMend]:
    """Return what there is to mend, for somebody who may."""
    kinds: dict[str, tuple[str, Callable[[], Iterable[Any]]]] = {
        "unsourced": ("Public without a source", unsourced),
        "unsaid": ("Public, and nobody said how close the text is", sources_of_unsaid),
        "voteless": ("Public votes of people without a vote", votes_of_those_without),
        "counts": ("Public counts that are not those of their roll", differing),
        "undecided": ("Public, and nobody decided who speaks", imports_with_undecided),
    }
    found = [ToMend(kind, heading, list(rows())) for kind, (heading, rows) in kinds.items()]
    return [some for some in found if some.rows]


def unsourced() -> QuerySet[Statement]:
    """Return the public statements without a source."""
    return Statement.objects.public().filter(source=None).with_record()[:WORK_SHOWN]


def sources_of_unsaid() -> list[Source]:
    """Return the sources of public texts of which nobody said how close they are, each with the number of texts."""
    unsaid = Statement.objects.public().filter(text_status="").exclude(source=None).order_by()
    counts = dict(unsaid.values_list("source").annotate(Count("pk"))[:WORK_SHOWN])
    sources = list(Source.objects.filter(pk__in=counts))
    for source in sources:
        source.unsaid = counts[source.pk]  # type: ignore[attr-defined]  # for the template
    return sources


def votes_of_those_without() -> QuerySet[Statement]:
    """Return the public decisions on whose roll somebody voted of whom it is said that they have no vote there."""
    offices = Office.objects.filter(speaker=OuterRef("speaker"), board=OuterRef("decision__statement__board"))
    ballots = Ballot.objects.filter(choice__in=Ballot.VOTED, speaker__offices__votes=False)
    ballots = ballots.filter(Exists(offices.filter(votes=False)), ~Exists(offices.filter(votes=True)))
    return Statement.objects.public().filter(pk__in=ballots.values("decision")).with_record()[:WORK_SHOWN]


def differing() -> list[Statement]:
    """Return the public decisions whose counts are not those of their roll, with what they say and their version."""
    decisions = with_differing_counts(Decision.objects.filter(statement__in=Statement.objects.public()))
    rows = list(Statement.objects.filter(decision__in=decisions[:WORK_SHOWN].values("pk")).with_record())
    versions = versions_of(Statement.objects.filter(pk__in=[row.pk for row in rows]))
    for row in rows:
        told: Any = row
        told.seen = versions.get(row.pk, "")
        told.differ = differing_counts(row.decision, list(row.decision.ballots.all()))
    return rows


def imports_with_undecided() -> QuerySet[ImportBatch]:
    """Return the saved imports with names that nobody decided, whose words are public: how many, and the first."""
    is_public = Q(turns__statement__in=Statement.objects.public().filter(speaker=None).values("pk"))
    undecided = is_public & Q(turns__label__certainty__in=StagedLabel.OPEN)
    saved = ImportBatch.objects.filter(undecided, status=ImportBatch.Status.SAVED).select_related("meeting__board")
    return saved.annotate(names=Count("turns__label", distinct=True), first=Min("turns__statement"))[:WORK_SHOWN]


@post_view("archive.correct_statement", Statement)
def counts_as_printed(request: StaffRequest, statement: Statement) -> HttpResponse:
    """Say that counts and roll of a public decision are printed so."""
    say_as_printed(statement=statement, seen=request.POST.get("seen", ""), actor=request.user)
    return redirect("desk:work-list")


@post_view("archive.correct_statement", ImportBatch)
def import_undecided(request: StaffRequest, batch: ImportBatch) -> HttpResponse:
    """Say that the names of a saved import which nobody decided are to stay unidentified."""
    leave_undecided(batch=batch, actor=request.user)
    return redirect("desk:work-list")
