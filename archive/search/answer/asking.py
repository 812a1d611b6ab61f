"""Asking the index: what a reader's words mean, and which statements have all or most of it."""

from collections.abc import Iterable, Set
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext

from archive.models.publication import changed_statements
from archive.search.answer.dictionary import is_right
from archive.search.engines import SearchBackend, get_backend
from archive.search.engines.budget import PER_SEARCH, allows, spend, waited_for
from archive.search.engines.document import Document
from archive.search.engines.results import SearchResults
from archive.search.engines.whoosh.batch import Batch
from archive.search.names.public_names import public_names
from archive.search.question.concepts import Concepts, concepts
from archive.search.question.grammar.nodes import Dated
from archive.search.question.grammar.reading import said
from archive.search.question.natural import Understood, literally, understand
from archive.search.question.natural.needed import NeededWords
from archive.search.question.query import Phrase
from archive.search.question.request import PAGE_SIZE, SearchRequest, Sort

MOST_COUNTED = 100


def exact(
    request: SearchRequest, index: SearchBackend | Batch | None = None, *, at_any_time: bool = False
) -> SearchResults:
    """Return the statements that have everything the request asks for or, if it is wide, most of it.

    ``at_any_time`` takes each date in words as a wish, and its words as words.
    """
    spend(PER_SEARCH)
    asked, understood = _understood(request, at_any_time=at_any_time)
    results = (index or get_backend()).search(asked)
    if understood:
        results = replace(
            results,
            readings=understood.readings,
            unneeded=understood.unneeded,
            ignored=[*understood.ignored, *results.ignored],
        )
    return replace(results, request=request, answered=asked)


def filled(results: SearchResults, backend: SearchBackend | None = None) -> SearchResults:
    """Fill a list of fewer than ``PAGE_SIZE`` with statements that have most of what is asked for.

    Sorted by relevance, one of these comes before one that has everything if its words tell more: a long text may have
    all of them by chance. The list is the same, however many of it a page shows.
    """
    asked = results.answered or results.request
    several = asked.question is not None and len(asked.question.parts) > 1
    if not several or asked.wide or results.total >= PAGE_SIZE:
        return results
    if not allows(gettext("This search is long, so we only looked for statements with all the words.")):
        return results
    spend(PER_SEARCH)
    first = asked.changed(page=1, page_size=PAGE_SIZE, with_facets=False)
    index = backend or get_backend()
    whole = results.hits if len(results.hits) == results.total else index.search(first).hits
    most = index.search(first.changed(wide=True)).hits
    fewer = [hit for hit in most if hit.missing][: PAGE_SIZE - len(whole)]
    listed = {hit.number: hit for hit in (*whole, *fewer)}
    if asked.sort is Sort.RELEVANCE:
        best = [hit.number for hit in most if hit.number in listed]
        listed = {number: listed[number] for number in dict.fromkeys((*best, *listed))}
    start = (asked.page - 1) * asked.page_size
    return replace(results, hits=list(listed.values())[start : start + asked.page_size], listed=len(listed))


def softened(results: SearchResults) -> SearchResults:
    """Return the statements of any time, if dates that were read from words leave nothing of the search.

    Those of that time, or with its words, come first.
    """
    times = tuple(one.node for one in results.readings if isinstance(one.node, Dated))
    if not times or results.total or filled(exact(results.request.changed(page=1))).hits:
        return results
    of_any_time = filled(exact(results.request, at_any_time=True))
    if not of_any_time.hits:
        return replace(results, softened=times)
    note = gettext("Nothing that is %(times)s matches. We searched at any time.")
    note %= {"times": ", ".join(map(said, times))}
    return replace(of_any_time, ignored=[*of_any_time.ignored, note], softened=times)


class NewStatements:
    """A few statements over which many searches are run, each with the results of the search page."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Take the documents; raise SearchUnavailable if the index cannot be read, because its languages are needed."""
        self._index = Batch(documents, get_backend().languages())
        self._concepts = concepts()
        self._needed = NeededWords(self._concepts, public_names(), in_record)

    def search(self, request: SearchRequest) -> SearchResults:
        """Return the first page of those statements that the exact search finds."""
        return exact(request, self._index)

    def numbers(self, request: SearchRequest) -> list[int]:
        """Return the numbers of those statements that the exact search finds."""
        needed = self._needed.of(request.text, literal=request.literal)
        if needed.words or needed.quoted:
            alone = needed.are_all and len(needed.words) + len(needed.quoted) == 1
            numbers = self._index.having(needed.words, needed.quoted, request, alone=alone)
            if needed.are_all or not numbers:
                return numbers
        return self._index.numbers(_understood(request, self._concepts)[0])


@waited_for()
def count(request: SearchRequest) -> int:
    """Return how many statements the archive has for the request. This is cheaper than a search for them."""
    spend(PER_SEARCH)
    asked, _ = _understood(request.changed(page=1, page_size=1, sort=Sort.NEWEST, with_facets=False, wide=False))
    return get_backend().search(asked).total


def numbers(text: str, limit: int) -> list[int]:
    """Return the numbers of at most ``limit`` statements that have every word; raise SearchUnavailable.

    The best matches come first, by their words alone.
    """
    return [hit.number for hit in get_backend().search(SearchRequest(text=text, page_size=limit)).hits]


def in_record(folded: Set[str]) -> dict[str, int]:
    """Return how many statements have each of the folded words, or pairs of words that follow in a text, if any has.

    Pairs are counted up to a hundred.
    """
    index, everything = get_backend(), SearchRequest()
    pairs = {text: Phrase("words", text.split()) for text in folded if " " in text}
    counts = {text: len(index.weighed([(pair, 1)], everything, MOST_COUNTED)) for text, pair in pairs.items()}
    alone = folded - pairs.keys()
    counts |= {entry.word: entry.count for entry in index.word_counts(alone)} if alone else {}
    return {text: number for text, number in counts.items() if number}


def mentions(word: str) -> int:
    """Return how many statements have a folded word in their text or title."""
    return sum(entry.count for entry in get_backend().word_counts([word]))


def _understood(
    request: SearchRequest, terms: Concepts | None = None, *, at_any_time: bool = False
) -> tuple[SearchRequest, Understood | None]:
    """Return the request with the question that its text asks, and how it was understood."""
    if request.changed_since:
        changed = changed_statements(request.changed_since).values_list("subject_id", flat=True)
        request = request.changed(among=frozenset(changed))
    if not request.text.strip():
        return request.changed(question=None), None
    if request.literal:
        understood = literally(request.text)
    else:
        understood = understand(
            request.text,
            public_names(),
            mentions,
            timezone.localdate(),
            terms or concepts(),
            is_right,
            in_record,
            at_any_time=at_any_time,
        )
    return request.changed(question=understood.question), understood if understood.question else None
