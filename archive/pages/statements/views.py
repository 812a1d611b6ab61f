"""Statements: the list, one statement now, and one in an earlier wording."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from archive.citations.passages.context import sentence_around
from archive.citations.passages.difference import compare
from archive.citations.passages.permalink import passage_path
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.passages.recording_link import embedding
from archive.exports.addresses import permanent_url
from archive.machine.web import Cost, allow_sources, costs
from archive.models import Revision, Statement, shown
from archive.models.publication import CHANGED_SINCE, PUBLISHED_SINCE
from archive.models.upkeep import subject_version as subjects
from archive.pages.decisions.shown import about, decision_of
from archive.pages.http.caching.shown import page_shows
from archive.pages.http.redirects import from_former_parameters, to_canonical
from archive.pages.quotes.citations import citation_here
from archive.pages.quotes.passages import QuotedPassage, quoted_passage
from archive.pages.sharing import memento
from archive.pages.sharing.metadata import statement_metadata
from archive.pages.sharing.oembed import code_to_embed
from archive.pages.statements.beside import Beside, beside
from archive.pages.statements.history import history_of, latest_correction, wordings_of
from archive.pages.statements.lists import listed, of_substance
from archive.pages.statements.paragraphs import is_broken, is_short, paragraphs
from archive.pages.statements.redactions import Redactions, redactions_of
from archive.pages.statements.wordings import (
    entry_here,
    public_statement,
    public_wording,
    revision_on_record,
    words_searched,
)
from archive.search import Facet, SearchRequest, Sort, Span, best_run, marker_of
from archive.search.filters import StatementFilter


@dataclass(frozen=True)
class Passage:
    """Words that the page offers to link to, to cite and to hear: those in its URL, or a sentence that was searched.

    ``query`` names them in URLs of the statement's other pages; ``found`` are the words if they were searched.
    """

    place: QuoteRange
    url: str
    query: str
    found: str = ""


@require_safe
@costs(Cost.CHEAP, *StatementFilter.base_filters, "page", "turns")
def statement_list(request: HttpRequest) -> HttpResponse:
    """List the public statements, newest or oldest first, filtered by kind, speaker, place and date."""
    filtered = StatementFilter(request.GET, queryset=listed().order_by("-date", "-number"))
    if filtered.form.errors and (moved := from_former_parameters(request)):
        return moved
    page = of_substance(request, filtered.qs, _in_index(filtered))
    return render(request, "pages/statements/list.html", {"filter": filtered, "page": page})


def _in_index(filtered: StatementFilter) -> SearchRequest | None:
    """Return the request to the index for the list, or None if it is filtered by part of a name."""
    values = filtered.form.cleaned_data if filtered.form.is_valid() else {}
    if not values or values.get("speaker"):
        return None
    filters: dict[Facet, frozenset[int | str]] = {}
    for facet in Facet:
        if chosen := values.get(facet.value):
            filters[facet] = frozenset({getattr(chosen, "pk", chosen)})
    first, last = values.get("from"), values.get("to")
    return SearchRequest(
        filters=filters,
        first_day=first.first if first else None,
        last_day=last.last if last else None,
        published_since=values.get(PUBLISHED_SINCE),
        changed_since=values.get(CHANGED_SINCE),
        sort=Sort(values.get("sort") or Sort.NEWEST),
    )


@require_safe
@costs(Cost.CHEAP, "q", "quote")
def statement_detail(request: HttpRequest, number: int, **_: str) -> HttpResponse:
    """Show a statement as it is now."""
    statement = public_statement(number)
    return to_canonical(request, statement) or _show(request, statement, statement.published_revision)


@require_safe
@costs(Cost.CHEAP, "q", "quote")
def statement_revision(request: HttpRequest, number: int, revision: int) -> HttpResponse:
    """Show a statement in the wording of one published revision. This page never changes its wording."""
    shown = public_wording(number, revision)
    return _show(request, shown.statement, shown)


def _show(request: HttpRequest, statement: Any, revision: Revision) -> HttpResponse:
    redactions = redactions_of(revision)
    quoted = quoted_passage(request, revision, redactions)
    others = beside(statement)
    revisions = wordings_of(statement)
    meeting = statement.meeting if statement.meeting and statement.meeting.published_at else None
    passage = quoted.passage if quoted else None
    citation = citation_here(revision, passage, entry_here(request, statement.pk))
    page_shows(request, *subjects_shown(statement, others))
    history = history_of(statement, revisions)
    player = embedding(meeting.recording_url) if meeting and statement.start_seconds is not None else None
    response = render(
        request,
        "pages/statements/detail.html",
        {
            "statement": statement,
            "revision": revision,
            "decided": decision_of(statement),
            "about": about(statement) if statement.has_decisions else [],
            "is_current": revision.pk == statement.current_revision_id,
            "whole": statement if revision.pk == statement.current_revision_id else revision,
            "next_revision": next((later for later in revisions if later.number == revision.number + 1), None),
            "revisions": revisions,
            "history": history,
            "corrected": latest_correction(history, revision),
            "permalink": citation.url,
            "entry": citation.entry,
            "passage_query": passage_query(revision, passage),
            "ends": spoken_until(statement, others) if player else None,
            "embed": code_to_embed(revision, passage, citation),
            **_words_shown(words_searched(request), statement, revision, redactions, quoted),
            "meeting": meeting,
            "player": player,
            "metadata": statement_metadata(request, revision, citation, passage, history, meeting),
            "responds_to": statement.responds_to if statement.responds_to and statement.responds_to.is_public else None,
            "beside": others,
        },
    )
    match = request.resolver_match
    is_memento = match is not None and match.url_name == "statement-revision"
    memento.add_headers(response, statement, revisions, revision if is_memento else None)
    if player:
        allow_sources(response, {player.directive: [player.source]})
    return response


def _words_shown(
    query: str, statement: Statement, revision: Revision, redactions: Redactions, quoted: QuotedPassage | None
) -> dict[str, Any]:
    """Return the wording as the page shows it: what was quoted is marked or, without a quotation, what was searched."""
    marker = marker_of(query, statement.board.language)
    passage = quoted.passage if quoted else None
    marks = [Span(passage.start, passage.end, quoted.words)] if quoted and passage else marker.spans(revision.text)
    sentence = None if quoted else sentence_found(revision.text, marks)
    start = sentence.start if sentence else None
    return {
        "query": query,
        "quoted": quoted,
        "passage": passage_offered(revision, passage or sentence, is_found=bool(sentence)),
        "title": marker.segments(revision.title),
        "heading": statement.title_in(revision),
        "paragraphs": paragraphs(revision.text, marks, redactions.gaps, broken=is_broken(statement), target=start),
        "is_short": is_short(revision.text),
        "redactions": redactions,
    }


def sentence_found(text: str, marks: list[Span]) -> QuoteRange | None:
    """Return the sentence that has most of what was searched; None if nothing is marked, or if it is the whole text."""
    if not marks:
        return None
    run = best_run(marks)
    sentence = max(
        (sentence_around(text, QuoteRange(mark.start, mark.end)) for mark in run),
        key=lambda one: len({mark.answer for mark in run if one.start <= mark.start < one.end}),
    )
    return None if sentence.words_in(text) == text.strip() else sentence


def passage_offered(revision: Revision, place: QuoteRange | None, *, is_found: bool) -> Passage | None:
    """Return a passage with its URLs; None without one."""
    if place is None:
        return None
    url = permanent_url(passage_path(revision, place))
    words = shown(place.words_in(revision.text)) if is_found else ""
    return Passage(place, url, passage_query(revision, place), words)


def spoken_until(statement: Statement, others: Beside) -> float | None:
    """Return the second of the recording at which the statement ends, by its own time or that of the next one."""
    return next((time for time in (statement.end_seconds, *(one.start_seconds for one in others.after)) if time), None)


def subjects_shown(statement: Statement, others: Beside) -> list[str]:
    """Return the parts of the record that the page of a statement shows."""
    shown = {statement.number, statement.responds_to_id, *(row.number for row in others)}
    meeting = [subjects.meeting(statement.meeting_id)] if statement.meeting_id else []
    return [*meeting, *(subjects.statement(number) for number in shown if number)]


def passage_query(revision: Revision, passage: QuoteRange | None) -> str:
    """Return the query string that names the wording and, if there is one, the passage."""
    return urlencode({"r": str(revision.number), **({"quote": str(passage)} if passage else {})})


@require_safe
@costs(Cost.EXPENSIVE)
def statement_compare(request: HttpRequest, number: int, old: int, new: int) -> HttpResponse:
    """Show the differences between two published revisions."""
    statement = public_statement(number)
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
