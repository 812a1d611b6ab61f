"""A few statements as an index in memory, over which many searches are run.

The result of each part of a search is kept, because other searches have the same parts. A search is then a few
operations on masks.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from functools import partial, reduce
from itertools import chain
from operator import and_, or_

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.document import Document
from archive.search.engines.ranking import IN_TEXTS
from archive.search.engines.results import SearchResults
from archive.search.engines.whoosh.answering import answer
from archive.search.engines.whoosh.array_segment import ArraySegment
from archive.search.engines.whoosh.evaluation import Evaluator
from archive.search.engines.whoosh.lexicon import all_words_with_prefix
from archive.search.engines.whoosh.segment import Segment
from archive.search.engines.whoosh.segment_builder import segments_of
from archive.search.engines.whoosh.selection import allowed
from archive.search.engines.whoosh.snapshot import Snapshot
from archive.search.question import WEIGHTS, SearchRequest, query
from archive.search.question.grammar import parse
from archive.search.question.grammar.nodes import All, AnyOf, Exact, Node, Not, Words
from archive.search.question.grammar.translation import Translation
from archive.search.question.question import Question, QuestionPart

Mask = NDArray[np.bool_]


class Batch:
    """The statements. Words are understood in the given languages."""

    def __init__(self, documents: Iterable[Document], languages: Collection[str]) -> None:
        segments = [Segment.in_memory(content) for content in segments_of(documents)]
        self._snapshot = Snapshot(0, [(ArraySegment("batch", one.document_count), one) for one in segments])
        self._languages = languages
        self._translation = Translation(languages, partial(all_words_with_prefix, self._snapshot))
        self._left: dict[Hashable, Mask] = {}
        self._with: dict[tuple[str, bool], Mask] = {}
        self._found: dict[query.Query, Mask] = {}

    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page of hits, the exact total and what to mark, as the index would for these statements."""
        return answer(self._snapshot, request, self._languages)

    def numbers(self, request: SearchRequest) -> list[int]:
        """Return the numbers of all that the exact search finds, in any order. This is cheaper than a search."""
        if not self._snapshot.size:
            return []
        asked = self._question(request.question) if request.question else self._text(request)
        return self._numbers(self._allowed(request) & asked)

    def having(
        self, words: Sequence[str], quoted: Sequence[str], request: SearchRequest, *, alone: bool = False
    ) -> list[int]:
        """Return the numbers of those within the filters of a request that have all the words.

        Words may have any form; ``quoted`` ones must be as written. They are looked for where the exact search looks
        for them: a word that is ``alone`` is not looked for in the names of boards.
        """
        if not self._snapshot.size:
            return []
        mask = self._allowed(request)
        for part in chain(
            (self._word(word, alone=alone) for word in words), (self._condition(Exact(words)) for words in quoted)
        ):
            mask = mask & part
            # The rest need not be looked up.
            if not mask.any():
                return []
        return self._numbers(mask)

    def _numbers(self, mask: Mask) -> list[int]:
        return self._snapshot.numbers[np.flatnonzero(mask)].tolist()

    def _allowed(self, request: SearchRequest) -> Mask:
        """Return which statements the filters allow."""
        days = (request.first_day, request.last_day, request.published_since)
        key = (*request.filters.items(), request.meeting, *days, request.among)
        if (known := self._left.get(key)) is None:
            mask = allowed(self._snapshot, request)
            known = self._left[key] = np.ones(self._snapshot.size, bool) if mask is None else mask
        return known

    def _text(self, request: SearchRequest) -> Mask:
        parsed = parse(
            request.text,
            languages=self._languages,
            words_with=self._translation.words_with,
            without_topics=request.without_topics,
        )
        return self._query(parsed.query)

    def _question(self, question: Question) -> Mask:
        """Return which statements have all parts and conditions, as ``Ranking`` finds them."""
        alone = len(question.parts) + len(question.conditions) == 1
        mask = np.ones(self._snapshot.size, bool)
        for part in question.parts:
            mask = mask & self._part(part, alone=alone)
        for node in question.conditions:
            mask = mask & self._condition(node)
        return mask

    def _part(self, part: QuestionPart, *, alone: bool) -> Mask:
        mask = self._in_fields(part.node, alone=alone)
        for node in part.also:
            mask = mask | self._query(self._translation.weighed(node, IN_TEXTS))
        return mask

    def _word(self, word: str, *, alone: bool) -> Mask:
        if (known := self._with.get((word, alone))) is None:
            known = self._with[word, alone] = self._in_fields(Words(word), alone=alone)
        return known

    def _in_fields(self, node: Node, *, alone: bool) -> Mask:
        fields = WEIGHTS.fields
        if alone:
            del fields["board"]
        return self._query(self._translation.weighed(node, fields))

    def _condition(self, node: Node) -> Mask:
        return self._query(self._translation.condition(node))

    def _query(self, node: query.Query) -> Mask:
        """Return which statements a query finds."""
        match node:
            case All(nodes):
                return reduce(and_, map(self._query, nodes))
            case AnyOf(nodes):
                return reduce(or_, map(self._query, nodes))
            case Not(inner):
                return ~self._query(inner)
            case query.AndMaybe(needed, _):
                return self._query(needed)
        if (known := self._found.get(node)) is None:
            known = self._found[node] = self._leaf(node)
        return known

    def _leaf(self, node: query.Query) -> Mask:
        mask = np.zeros(self._snapshot.size, bool)
        if isinstance(node, query.Term):
            postings = self._snapshot.postings(node.field, node.text.encode())
            mask[postings.documents if postings else []] = True
        else:
            # Each has its own limit on what it compares.
            mask[Evaluator(self._snapshot, scored=False).find(node).at] = True
        return mask
