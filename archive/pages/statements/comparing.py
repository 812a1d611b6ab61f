"""Two wordings of a statement, word by word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.citations.difference import compare
from archive.cost import Cost, costs
from archive.pages.http.errors import withdrawn
from archive.pages.statements.wordings import revision_on_record, statement_on_record


@require_safe
@costs(Cost.EXPENSIVE)
def statement_compare(request: HttpRequest, number: int, old: int, new: int) -> HttpResponse:
    """Show the differences between two published revisions."""
    statement = statement_on_record(number)
    if not statement.is_public:
        return withdrawn(request, statement)
    before, after = revision_on_record(statement, old), revision_on_record(statement, new)
    context = {
        "statement": statement,
        "old": before,
        "new": after,
        "title": compare(before.title, after.title),
        "text": compare(before.text, after.text),
        "is_same": (before.title, before.text) == (after.title, after.text),
    }
    return render(request, "pages/statements/compare.html", context)
