"""What to tell a reader whose search found nothing: what was searched, why nothing was found, and similar searches."""

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import takewhile
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from archive.models import Meeting, PartialDate, Statement, overlapping
from archive.search.answer.asking import count, exact
from archive.search.engines import SearchResults, allows, get_backend
from archive.search.question import VALUES, Facet, FacetNames, SearchRequest, Sort, query_string
from archive.search.question.grammar import nodes
from archive.search.question.grammar.reading import CONJUNCTIONS, condition, is_of_words, missing_reading, said
from archive.search.question.grammar.structure import read

MOST_PARTS = 12
MOST_NEAREST = 5

LANGUAGE_NAMES = {"en": gettext_lazy("English"), "es": gettext_lazy("Spanish")}


@dataclass(frozen=True)
class NearestSearch:
    """A similar search that finds something: how it differs, its URL (without the question mark), its total."""

    sentence: str
    text: str
    query: str
    total: int


@dataclass(frozen=True)
class NothingFound:
    """``scope`` and ``reasons`` are sentences; ``nearest`` begins with the search most like the reader's."""

    scope: str
    reasons: list[str]
    nearest: list[NearestSearch]


def nothing_found(results: SearchResults, known: FacetNames | None = None) -> NothingFound:
    """Explain a search without hits. Every count comes from a new search; ``known`` names are not looked up again."""
    request = results.request
    parts = _parts_as_read(results)[:MOST_PARTS]
    totals = {part: count(_asking(request, part)) for part in takewhile(_may_go_on, parts)}
    nearest: dict[str, NearestSearch] = {}
    names = FacetNames(request.filters, known)
    for sentence, other in takewhile(_may_go_on, _others(request, list(totals), totals)):
        query = query_string(other, names)
        if query not in nearest and other != request and (total := count(other)):
            nearest[query] = NearestSearch(sentence, other.text, query, total)
        if len(nearest) == MOST_NEAREST:
            break
    return NothingFound(scope(request), [*_reasons(totals), *_other_language()], list(nearest.values()))


def _parts_as_read(results: SearchResults) -> list[nodes.Node]:
    """Return the parts of a search as they were read, so that no date and no name comes apart."""
    asked = results.answered or results.request
    # What was answered after a correction was not what was typed.
    if asked.question and not results.request.literal and not results.correction:
        return [*(part.node for part in asked.question.parts), *asked.question.conditions]
    tree, _ = read(results.request.text)
    return list(tree.nodes if isinstance(tree, nodes.All) else [tree] if tree else [])


def _other_language() -> list[str]:
    """Say in which languages the texts are, if the reader's language is none of them."""
    here = (get_language() or "").partition("-")[0]
    spoken = dict.fromkeys(tag.lower().partition("-")[0] for tag in get_backend().languages())
    names = [str(LANGUAGE_NAMES[tag]) for tag in spoken if tag in LANGUAGE_NAMES]
    if here in spoken or not names:
        return []
    return [
        gettext("The archive’s texts are in %(languages)s. Try words in that language.")
        % {"languages": ", ".join(names)}
    ]


def _may_go_on(_: object) -> bool:
    return allows(gettext("This search is long, so we did not try all similar searches."))


def scope(request: SearchRequest) -> str:
    """Return what was searched: how many public statements, meetings and boards, from when to when; one query."""
    held = exact(request.changed(text="", page=1, page_size=1, sort=Sort.NEWEST, with_facets=True))
    statements = _narrowed(request)
    latest = Subquery(statements.order_by("-date").values("date")[:1])
    how_many = _meetings(request).order_by().values(together=Value(1)).annotate(how_many=Count("pk")).values("how_many")
    ends = statements.order_by("date").annotate(latest=latest, meetings=Coalesce(Subquery(how_many), 0))
    row = ends.values_list("date", "latest", "meetings").first()
    if not held.total or row is None:
        return (
            gettext("There is nothing in the archive for these filters.")
            if _is_narrowed(request)
            else gettext("The archive is still empty.")
        )
    earliest, last, meetings = row
    boards = len(held.facets[Facet.BOARD])
    searched = {
        "statements": _counted(ngettext("%(number)s statement", "%(number)s statements", held.total), held.total),
        "meetings": _counted(ngettext("%(number)s meeting", "%(number)s meetings", meetings), meetings),
        "boards": _counted(ngettext("%(number)s board", "%(number)s boards", boards), boards),
        "period": _period(earliest, last),
    }
    if meetings:
        return gettext("We searched %(statements)s from %(meetings)s of %(boards)s (%(period)s).") % searched
    return gettext("We searched %(statements)s from %(boards)s (%(period)s).") % searched


def _narrowed(request: SearchRequest) -> QuerySet[Statement]:
    statements = Statement.objects.public().filter(_days(request), **_columns(request.filters))
    return statements.filter(meeting=request.meeting) if request.meeting else statements


def _meetings(request: SearchRequest) -> QuerySet[Meeting]:
    """Return the meetings with a public statement within the request's filters.

    Board and date are taken from the meeting itself. If they were taken from its statements, SQLite would read all
    statements of a board for each meeting, which takes minutes for a board with a million.
    """
    of_statements: dict[Facet, frozenset[int | str]] = {
        facet: values for facet, values in request.filters.items() if facet is not Facet.BOARD
    }
    spoken = Statement.objects.public()
    if columns := _columns(of_statements):
        has_one = Q(pk__in=spoken.filter(**columns).values("meeting"))
    else:
        has_one = Q(Exists(spoken.filter(meeting=OuterRef("pk"))))
    meetings = Meeting.objects.filter(has_one, _days(request))
    if boards := request.filters.get(Facet.BOARD):
        meetings = meetings.filter(board__in=boards)
    return meetings.filter(pk=request.meeting) if request.meeting else meetings


def _columns(filters: Mapping[Facet, Collection[int | str]]) -> dict[str, Collection[int | str]]:
    return {f"{column}__in": values for facet, values in filters.items() if (column := VALUES[facet].column)}


def _days(request: SearchRequest) -> Q:
    days = overlapping("date", request.first_day, request.last_day)
    if years := request.filters.get(Facet.YEAR):
        spans = [(datetime.date(year, 1, 1), datetime.date(year, 12, 31)) for year in map(int, years)]
        days &= reduce(or_, (overlapping("date", *span) for span in spans))
    return days


def _counted(phrase: str, number: int) -> str:
    return phrase % {"number": f"{number:,}"}


def _period(first: PartialDate, last: PartialDate) -> str:
    """Return the first and the last month, or the years if no months are known."""
    one, two = (str(PartialDate(date.year, date.month)) for date in (first, last))
    return gettext("%(first)s to %(last)s") % {"first": one, "last": two} if one != two else one


def _reasons(totals: dict[nodes.Node, int]) -> list[str]:
    missing = [part for part, total in totals.items() if not total]
    if missing:
        return [missing_reading(part) for part in missing]
    if len(totals) > 1:
        return [gettext("Each part of this search has results, but no statement matches all of them.")]
    return []


def _others(
    request: SearchRequest, parts: list[nodes.Node], totals: dict[nodes.Node, int]
) -> Iterator[tuple[str, SearchRequest]]:
    """Yield similar searches, the nearest first, each with how it differs."""
    if _is_narrowed(request):
        yield gettext("Without filters"), SearchRequest(text=request.text)
    yield from _mentions(request, parts, totals)
    if any(map(_has_exact, parts)):
        loosened = (nodes.with_leaves(part, _loosened) for part in parts)
        yield gettext("In any order and word form"), _asking(request, *loosened)
    if len(parts) > 1:
        yield from _with_fewer(request, parts, totals)
    wanted = [part for part in parts if not isinstance(part, nodes.Not)]
    if len(wanted) > 1:
        yield gettext("With any of these"), _asking(request, nodes.any_of(wanted))


def _mentions(
    request: SearchRequest, parts: list[nodes.Node], totals: dict[nodes.Node, int]
) -> Iterator[tuple[str, SearchRequest]]:
    """Yield the search for what others say of each speaker who said nothing."""
    for part in parts:
        match part:
            case nodes.Within("speaker", leaf) if not totals[part]:
                mentioned = [leaf if other is part else other for other in parts]
                yield gettext("Where others mention %(name)s") % {"name": said(leaf)}, _asking(request, *mentioned)


def _with_fewer(
    request: SearchRequest, parts: list[nodes.Node], totals: dict[nodes.Node, int]
) -> Iterator[tuple[str, SearchRequest]]:
    """Yield searches for the most parts that match together, with and without the rarest, and without each part."""
    rarest_first = sorted(parts, key=lambda part: totals[part])
    for kept in (_most(request, rarest_first, totals), _most(request, rarest_first[1:], totals)):
        left_out = [part for part in parts if part not in kept]
        if kept and left_out:
            yield without(left_out), _asking(request, *(part for part in parts if part in kept))
    for part in rarest_first:
        yield without([part]), _asking(request, *(other for other in parts if other is not part))


def _most(request: SearchRequest, rarest_first: list[nodes.Node], totals: dict[nodes.Node, int]) -> set[nodes.Node]:
    """Return parts that find something together: as many as match together with the rarest."""
    kept: set[nodes.Node] = set()
    for part in rarest_first:
        if totals[part] and _may_go_on(part) and count(_asking(request, *kept, part)):
            kept.add(part)
    return kept


def _asking(request: SearchRequest, *parts: nodes.Node | None) -> SearchRequest:
    """Return the request for these parts, on its first page."""
    return request.changed(text=str(nodes.all_of([part for part in parts if part]) or ""), page=1)


def without(parts: list[nodes.Node]) -> str:
    """Return in plain words what is different without these parts: "Without “flood”, at any time"."""
    words = [part for part in parts if is_of_words(part)]
    differs = [_of_any(part) for part in parts if part not in words]
    if words:
        differs.insert(0, gettext("Without %(words)s") % {"words": _listed([said(part) for part in words])})
    first, *others = differs
    return ", ".join([first, *(other[0].lower() + other[1:] for other in others)])


def _of_any(part: nodes.Node) -> str:
    """Return what a search is without a condition."""
    match part:
        case nodes.Dated() | nodes.AnyOf((nodes.Dated(), *_)):
            return gettext("At any time")
        case nodes.Within("speaker" | "office"):
            return gettext("Said by anyone")
        case nodes.Within("board"):
            return gettext("At any board")
        case nodes.Choice("kind"):
            return gettext("Of any kind")
    return gettext("Also those %(condition)s") % {"condition": condition(nodes.not_(part))}


def _listed(said: list[str]) -> str:
    conjunction = f" {CONJUNCTIONS['and']} "
    return conjunction.join(part for part in (", ".join(said[:-1]), said[-1]) if part)


def _loosened(leaf: nodes.Leaf) -> list[nodes.Leaf]:
    apart: list[nodes.Leaf] = [nodes.Words(word) for word in leaf.text.split()] if isinstance(leaf, nodes.Exact) else []
    return apart or [leaf]


def _has_exact(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Exact) or (not isinstance(node, nodes.Not) and any(map(_has_exact, node.parts)))


def _is_narrowed(request: SearchRequest) -> bool:
    return bool(request.filters or request.first_day or request.last_day or request.meeting)
