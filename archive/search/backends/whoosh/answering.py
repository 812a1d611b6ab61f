"""Answers a request over a snapshot: of the live index, or of a few statements that only memory holds."""

from collections.abc import Collection, Iterable
from functools import partial

from archive.search.backends.base import SmallIndex
from archive.search.backends.whoosh.codec import ArraySegment
from archive.search.backends.whoosh.evaluation import Evaluator, Found
from archive.search.backends.whoosh.lexicon import all_words_with_prefix
from archive.search.backends.whoosh.queries import in_whoosh
from archive.search.backends.whoosh.ranking import Ranking
from archive.search.backends.whoosh.segment import Segment
from archive.search.backends.whoosh.segment_builder import segments_of
from archive.search.backends.whoosh.selection import counted, hits_of, matching, page_of
from archive.search.backends.whoosh.snapshot import Snapshot
from archive.search.document import Document
from archive.search.grammar import parse
from archive.search.grammar.highlighting import highlight
from archive.search.grammar.nodes import Words
from archive.search.grammar.reading import reading
from archive.search.grammar.translation import Translation
from archive.search.request import SearchRequest, Sort
from archive.search.results import SearchResults
from archive.search.weights import WEIGHTS


def answer(snapshot: Snapshot, request: SearchRequest, languages: Collection[str]) -> SearchResults:
    """Return the page of hits, the exact total and the facets asked for; words are of the given languages."""
    words_with = partial(all_words_with_prefix, snapshot)
    evaluator = Evaluator(snapshot, scored=request.sort is Sort.RELEVANCE)
    if request.question:
        translation = Translation(languages, words_with)
        tree = request.question.tree
        said = reading(request.question.typed) if request.question.typed else ""
        ignored: tuple[str, ...] = ()
        marked = highlight(tree, translation.stems)
        ranking = Ranking(evaluator, translation, request, WEIGHTS)
        found = ranking.found()
        hits = ranking.hits(found)
    else:
        parsed = parse(request.text, languages=languages, words_with=words_with, without_topics=request.without_topics)
        said, ignored, marked = parsed.reading, parsed.ignored, parsed.highlight
        found = matching(evaluator, in_whoosh(parsed.query), request)
        hits = hits_of(snapshot, page_of(snapshot, found, request))
    return SearchResults(
        request=request,
        total=len(found.at),
        hits=hits,
        facets=counted(snapshot, found.at) if request.with_facets else {},
        reading=said,
        ignored=[*ignored, *evaluator.capped()],
        highlight=marked,
    )


class Batch(SmallIndex):
    """A few statements as an index of their own, in memory alone."""

    def __init__(self, documents: Iterable[Document], languages: Collection[str]) -> None:
        segments = [Segment.in_memory(content) for content in segments_of(documents)]
        self._snapshot = Snapshot(0, [(ArraySegment("batch", one.document_count), one) for one in segments])
        self._languages = languages
        self._translation = Translation(languages, partial(all_words_with_prefix, self._snapshot))
        self._has: dict[str, bool] = {}

    def search(self, request: SearchRequest) -> SearchResults:
        return answer(self._snapshot, request, self._languages)

    def numbers(self, request: SearchRequest) -> list[int]:
        request = request.changed(sort=Sort.NEWEST, wide=False)
        if not self._snapshot.size:
            return []
        return self._snapshot.numbers[self._found(request).at].tolist()

    def has_word(self, word: str) -> bool:
        if (known := self._has.get(word)) is None:
            query = self._translation.weighed(Words(word), WEIGHTS.fields)
            known = self._has[word] = bool(Evaluator(self._snapshot).estimate(in_whoosh(query)))
        return known

    def _found(self, request: SearchRequest) -> Found:
        # Each search has a bound of its own on what it compares.
        evaluator = Evaluator(self._snapshot, scored=False)
        if request.question:
            return Ranking(evaluator, self._translation, request, WEIGHTS).found()
        parsed = parse(
            request.text,
            languages=self._languages,
            words_with=self._translation.words_with,
            without_topics=request.without_topics,
        )
        return matching(evaluator, in_whoosh(parsed.query), request)
