"""Decisions: the list, with filters."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.exports.meeting.decisions import told
from archive.machine.web.cost import Cost, costs
from archive.pages.decisions.shown import with_facts
from archive.pages.http.paging import Page, paginate
from archive.pages.statements.wordings import public_statement
from archive.search.filters import DecisionFilter


@require_safe
@costs(Cost.CHEAP, *DecisionFilter.base_filters, "page")
def decision_list(request: HttpRequest) -> HttpResponse:
    """List what boards decided, the latest first, filtered by board, date, result, method, member and votes."""
    filtered = DecisionFilter(request.GET, queryset=with_facts())
    page = paginate(request, filtered.qs)
    shown = Page(told(page.items), page.number, page.has_next)
    return render(request, "pages/decisions/list.html", {"filter": filtered, "page": shown})


@require_safe
@costs(Cost.CHEAP)
def decision_detail(_request: HttpRequest, number: int) -> HttpResponse:
    """Lead to the page of the decision's statement, or show its tombstone: its address has words of the title."""
    return HttpResponsePermanentRedirect(public_statement(number).get_absolute_url())
