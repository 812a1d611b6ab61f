"""The search page, and suggestions while a reader types."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.actions.removed_words.memory import searches_with_removed
from archive.citations.passages.words import keys
from archive.exports.addresses import permanent_url
from archive.machine.web.cost import Cost, costs
from archive.models.publication import CHANGED_SINCE, PUBLISHED_SINCE
from archive.pages.http.errors import NotHere
from archive.pages.http.paging import Page, first_page
from archive.pages.http.redirects import from_former_parameters
from archive.pages.quotes.verdict_address import LONGEST_IN_AN_ADDRESS
from archive.pages.search.facet_lists import chosen_values, facet_lists
from archive.pages.search.one_place import as_they_are, in_one_place
from archive.pages.search.year_chart import year_chart
from archive.pages.statements.lists import listed_by_number
from archive.search import (
    SEARCH_PARAMETERS,
    Budget,
    Facet,
    FacetNames,
    FoundStatement,
    SearchRequest,
    SearchResults,
    SearchUnavailable,
    Sort,
    Suggestion,
    answering,
    changing_operators,
    did_you_mean,
    facet_choices,
    found_statements,
    nearest_meetings,
    note,
    nothing_found,
    one_list,
    one_look_up,
    pages_named,
    query_string,
    read_parameters,
    repair,
    search,
    spending,
    statement_meant,
    suggest,
    with_facets_open,
)

FEWEST_WORDS_OF_A_SENTENCE = 6
# A search that uses operators or fields is not a quotation.
OPERATORS = re.compile(r"\b(?:OR|AND|NOT|NEAR)\b|\w[*~]|(?<!\S)-\w|\b\w+:\S")


class RepairPage(HttpResponse):
    """Asks a reader to come back and, once the page is sent, starts to rebuild the index."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self, content: str) -> None:
        super().__init__(content, headers={"Retry-After": "60"})

    def close(self) -> None:
        """End the response and start the repair."""
        super().close()
        repair()


@require_safe
@costs(Cost.EXPENSIVE, *SEARCH_PARAMETERS)
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what the archive has for the words and filters in the URL, within the time budget."""
    with spending() as budget, one_list(), one_look_up():
        return answer(request, budget)


def answer(request: HttpRequest, budget: Budget) -> HttpResponse:
    """Return the page of a search. It says what the time budget left out."""
    read = read_parameters(request.GET)
    if read.ignored and (moved := from_former_parameters(request)):
        return moved
    asked = in_useful_order(read.request, request.GET.get("sort", ""))
    if meant := statement_meant(asked.text):
        return HttpResponseRedirect(meant.get_absolute_url())
    try:
        results = search(asked.changed(with_facets=True))
        if asked.page > results.pages:
            sentence = gettext("This search has no page %(page)s. The last page is %(last)s.") % {
                "page": f"{asked.page:,}",
                "last": f"{results.pages:,}",
            }
            raise NotHere(sentence, query=asked.text, first_page=first_page(request))
        note(results, searches_with_removed)
        context = _of_results(asked, results, read.names)
    except SearchUnavailable:
        return RepairPage(render_to_string("pages/search/unavailable.html", {"query": asked.text}, request))
    context |= {
        "query": asked.text,
        "unusable": [one.sentence for one in read.unusable],
        "ignored": [*read.noted, *results.ignored],
        "cut": budget.left_out,
        "has_days": any((asked.first_day, asked.last_day, asked.published_since, asked.changed_since)),
        "since_query": query_string(as_a_list(asked), read.names),
        "page": Page(results.hits, asked.page, asked.page < results.pages),
        "meeting": read.meeting,
        "kept": kept_parameters(request),
        "check_quotation": check_query(asked.text),
    }
    return render(request, "pages/search/results.html", context)


def _of_results(asked: SearchRequest, results: SearchResults, names: FacetNames) -> dict[str, Any]:
    """Return what the page shows of the results."""
    offered = changing_operators(results)
    choices = facet_choices(with_facets_open(results), names)
    hits = found_statements(results, listed_by_number)
    # Those with all words first: one may rank below one that lacks some.
    partial = [] if asked.wide else [hit for hit in hits if hit.missing]
    whole = hits if asked.wide else [hit for hit in hits if not hit.missing]
    placed = in_one_place if asked.sort is Sort.RELEVANCE else as_they_are
    return {
        "results": results,
        "found": placed(whole),
        "partial": placed(partial),
        "partial_heading": heading(partial, results.parts) if partial else "",
        "facets": facet_lists(choices),
        "chosen": chosen_values(choices),
        "readings": reading_choices(results, names),
        "chart": year_chart(choices.get(Facet.YEAR, [])),
        "names": _pages_that_answer(asked, results) if asked.page == 1 else [],
        "offered": offered,
        "offered_query": query_string(asked.changed(text=offered, page=1), names) if offered else "",
        "correction": did_you_mean(results, names),
        "as_typed": query_string(asked.changed(literal=True, wide=False, page=1), names),
        "with_most": query_string(asked.changed(wide=True, literal=False, page=1), names),
        "with_all": query_string(asked.changed(wide=False, page=1), names),
        "downloads": "includes/download.html" if results.total and not results.softened else "",
        "nothing": None if results.total else nothing_found(results, names),
    }


def _pages_that_answer(asked: SearchRequest, results: SearchResults) -> list[Suggestion]:
    return [*(answering(asked.text) or pages_named(results)), *nearest_meetings(results.softened)]


SUGGESTIONS = "application/x-suggestions+json"


@require_safe
@costs(Cost.CHEAP, "form", "q")
def suggestions(request: HttpRequest) -> JsonResponse:
    """Send as JSON what the reader may be typing: names with their pages, then searches; empty if anything fails.

    With ``form=opensearch``, send them in the form that browsers read (OpenSearch Suggestions 1.1).
    """
    try:
        suggested = suggest(request.GET.get("q", "").replace("\0", " "))
    except SearchUnavailable:
        suggested = []
    rows = [
        {"kind": one.kind, "name": one.name, "url": one.url or f"{reverse('pages:search')}?{one.query}"}
        for one in suggested
    ]
    if request.GET.get("form") == "opensearch":
        answer = [request.GET.get("q", ""), *([row[name] for row in rows] for name in ("name", "kind"))]
        addresses = [permanent_url(row["url"]) for row in rows]
        return JsonResponse([*answer, addresses], safe=False, content_type=SUGGESTIONS)
    return JsonResponse({"suggestions": rows})


def check_query(text: str) -> str:
    """Return the query string that checks the typed words as a quotation if they are a sentence, else an empty text."""
    is_a_sentence = len(keys(text)) >= FEWEST_WORDS_OF_A_SENTENCE and not OPERATORS.search(text)
    return urlencode({"q": text.strip()}) if is_a_sentence and len(text) <= LONGEST_IN_AN_ADDRESS else ""


def in_useful_order(asked: SearchRequest, sort: str) -> SearchRequest:
    """Return the request sorted newest first if it has no words to rank by."""
    return asked if asked.text or sort else asked.changed(sort=Sort.NEWEST)


def as_a_list(asked: SearchRequest) -> SearchRequest:
    """Return the search without its page, its order and what narrows it by its publication."""
    return asked.changed(page=1, sort=Sort.RELEVANCE, published_since=None, changed_since=None)


def kept_parameters(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the parameters that a new search from the page's forms keeps, as names and values of hidden fields."""
    names = [*(facet.value for facet in Facet), "meeting", PUBLISHED_SINCE, CHANGED_SINCE, "sort"]
    return [(name, value) for name in names for value in request.GET.getlist(name) if value]


@dataclass(frozen=True)
class ReadingChoice:
    """What some words were understood as, and the query string of the search without that (no question mark)."""

    said: str
    query: str


def reading_choices(results: SearchResults, names: FacetNames) -> list[ReadingChoice]:
    """Return the readings that the page offers to undo."""
    request = (results.answered or results.request).changed(page=1, sort=results.request.sort)
    return [
        ReadingChoice(reading.said, query_string(request.changed(text=reading.without), names))
        for reading in results.readings
    ]


def heading(hits: Sequence[FoundStatement], parts: int) -> str:
    """Return how many of the words the hits have: "With 3 of your 4 words"."""
    had = {parts - len(hit.missing) for hit in hits}
    least, most = min(had), max(had)
    if least != most:
        return gettext("Results with %(least)s to %(most)s of your %(parts)s words") % {
            "least": least,
            "most": most,
            "parts": parts,
        }
    return gettext("Results with %(had)s of your %(parts)s words") % {"had": least, "parts": parts}
