"""Statements as lists show them: only public ones, fetched with what an entry says of each."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from archive.models import Office, Statement
from archive.pages.paging import Page, paginate


def listed() -> QuerySet[Statement]:
    """Return the public statements with what an entry shows: words, speaker, office, board; two queries a page."""
    return (
        Statement.objects.public()
        .select_related("current_revision", "board", "speaker")
        .prefetch_related(Prefetch("speaker__offices", Office.objects.public()))
    )


def newest_first(request: HttpRequest, statements: QuerySet[Statement]) -> Page:
    """Return the page of the statements that the address asks for, the latest date first."""
    return paginate(request, statements.order_by("-date", "-number"))
