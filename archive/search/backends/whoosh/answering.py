"""Answers a request over a snapshot: of the live index, or of a few statements that only memory holds."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from archive.search.backends.base import SmallIndex
from archive.search.backends.whoosh.codec import ArraySegment
from archive.search.backends.whoosh.evaluation import Evaluator, Found
from archive.search.backends.whoosh.lexicon import all_words_with_prefix
from archive.search.backends.whoosh.queries import in_whoosh
from archive.search.backends.whoosh.ranking import Ranking
from archive.search.backends.whoosh.segment import Segment
from archive.search.backends.whoosh.segment_builder import segments_of
from archive.search.backends.whoosh.selection import allowed, counted, hits_of, matching, page_of
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
        self._with: dict[tuple[str, bool], NDArray[np.bool_]] = {}
        self._left: dict[Hashable, NDArray[np.bool_]] = {}

    def search(self, request: SearchRequest) -> SearchResults:
        return answer(self._snapshot, request, self._languages)

    def numbers(self, request: SearchRequest) -> list[int]:
        request = request.changed(sort=Sort.NEWEST, wide=False)
        if not self._snapshot.size:
            return []
        return self._snapshot.numbers[self._found(request).at].tolist()

    def having(self, words: Sequence[str], request: SearchRequest) -> list[int]:
        found = self._allowed(request)
        for word in words:
            found = found & self._with_word(word, alone=len(words) == 1)
        return self._snapshot.numbers[np.flatnonzero(found)].tolist() if self._snapshot.size else []

    def _with_word(self, word: str, *, alone: bool) -> NDArray[np.bool_]:
        """Say which statements have the word, found once."""
        if (known := self._with.get((word, alone))) is None:
            fields = WEIGHTS.fields
            if alone:
                del fields["board"]
            query = self._translation.weighed(Words(word), fields)
            known = np.zeros(self._snapshot.size, bool)
            known[Evaluator(self._snapshot, scored=False).find(in_whoosh(query)).at] = True
            self._with[word, alone] = known
        return known

    def _allowed(self, request: SearchRequest) -> NDArray[np.bool_]:
        """Say which statements the filters leave, found once for each of them."""
        key = (*request.filters.items(), request.meeting, request.first_day, request.last_day)
        if (known := self._left.get(key)) is None:
            mask = allowed(self._snapshot, request)
            known = self._left[key] = np.ones(self._snapshot.size, bool) if mask is None else mask
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
