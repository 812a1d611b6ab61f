"""Two wordings of a statement, word by word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.citations.difference import compare
from archive.pages.errors import NotHere, withdrawn
from archive.pages.statements import statement_on_record


@require_safe
def statement_compare(request: HttpRequest, number: int, old: int, new: int) -> HttpResponse:
    """Show what one published revision has that another has not."""
    statement = statement_on_record(number)
    if not statement.is_public:
        return withdrawn(request, statement)
    revisions = {row.number: row for row in statement.revisions.published().filter(number__in=[old, new])}
    for missing in sorted({old, new} - set(revisions)):
        raise NotHere(f"Statement {number} has no revision {missing}.")
    context = {
        "statement": statement,
        "old": revisions[old],
        "new": revisions[new],
        "title": compare(revisions[old].title, revisions[new].title),
        "text": compare(revisions[old].text, revisions[new].text),
        "is_same": (revisions[old].title, revisions[old].text) == (revisions[new].title, revisions[new].text),
    }
    return render(request, "pages/compare.html", context)
