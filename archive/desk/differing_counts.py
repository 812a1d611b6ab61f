"""Counts that are not those of their roll: a person mends one of the two, or says that it is printed so."""

from django.db.models import QuerySet
from django.http import HttpResponse

from archive.desk.asking_first import Confirmation, ask_first
from archive.desk.staff_request import StaffRequest
from archive.models import Decision, Statement
from archive.text.decided import differing_counts

AS_PRINTED = "as_printed"


def of_statements(statements: QuerySet[Statement]) -> list[str]:
    """Return a sentence about each printed count of these decisions that is not that of the roll."""
    rows = Decision.objects.filter(statement__in=statements.order_by()).prefetch_related("ballots")
    return [f"{row}: {sentence}" for row in rows for sentence in differing_counts(row, list(row.ballots.all()))]


def ask_about_counts(request: StaffRequest, statements: QuerySet[Statement], leave: str) -> HttpResponse | None:
    """Return the page that asks whether to publish these as printed; None if their counts agree, or it was answered."""
    differ = of_statements(statements)
    if not differ:
        return None
    says = [*differ, "Go back and mend the count or the roll, or publish both as they are printed."]
    return ask_first(request, Confirmation("Is it printed so?", says, "Publish as printed", leave, False), AS_PRINTED)
