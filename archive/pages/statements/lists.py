"""Statements as lists show them: only public ones, fetched with what an entry says of each."""

from collections.abc import Collection

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from archive.models import Office, Statement, fetch_public_offices
from archive.models.prepared import Prepared
from archive.pages.http.paging import Page, paginate


def listed() -> QuerySet[Statement]:
    """Return the public statements with what an entry shows: words, speaker, office, board; two queries a page."""
    return (
        Statement.objects.public()
        .select_related("current_revision", "board", "speaker")
        .prefetch_related(Prefetch("speaker__offices", Office.objects.public()))
    )


_by_number = Prepared(
    lambda numbers: (
        Statement.objects.public().filter(pk__in=numbers).select_related("current_revision", "board", "speaker")
    )
)


def listed_by_number(numbers: Collection[int]) -> list[Statement]:
    """Return those of the statements that are public, with what an entry shows, in any order; two queries."""
    rows = _by_number(numbers=numbers)
    fetch_public_offices(row.speaker for row in rows)
    return rows


def newest_first(request: HttpRequest, statements: QuerySet[Statement]) -> Page:
    """Return the page of the statements that the address asks for, the latest date first."""
    return paginate(request, statements.order_by("-date", "-number"))
