"""Which documents answer a question, and which of them come first.

The exact search finds documents with all parts, the wider one those with most of them. A document's score is that of
its words, higher if words are together, multiplied by its ``substance``. The best documents are then examined for words
near each other.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.ranking import (
    EARLIER,
    FEWEST_NEAR,
    IN_TEXTS,
    LEAST_TOLD,
    LEVELS,
    QuestionRanking,
    least_weight,
    plain_words,
)
from archive.search.engines.results import Hit
from archive.search.engines.whoosh.closeness import QuestionWord, earned
from archive.search.engines.whoosh.evaluation import NOTHING, Documents, Evaluator, Found, merged
from archive.search.engines.whoosh.selection import allowed, best, hits_of, matching, page_of
from archive.search.engines.whoosh.substance import substance
from archive.search.question import Node, Query, QuestionPart, SearchRequest, Sort, Translation, Weights, Words
from archive.search.question.request import PAGE_SIZE

LOOKED_AT_AGAIN = 100
"""How many of the best documents are examined for words near each other."""


class Ranking(QuestionRanking):
    """Answers one request that has a question."""

    def __init__(self, evaluator: Evaluator, grammar: Translation, request: SearchRequest, weights: Weights) -> None:
        self._evaluator = evaluator
        super().__init__(grammar, request, weights)

    def found(self) -> Found:
        """Return the documents, by their places, each with its score."""
        if self.is_wide:
            return self._wide()
        exact = self.grammar.question(self._question, self._parts, self._weights)
        return self._in_turn(self._weighed(matching(self._evaluator, exact, self._request)))

    def order(self, matches: Found, count: int) -> NDArray[np.intp]:
        """Return the first ``count`` of the found documents, the best first, as indexes into them."""
        numbers = self._evaluator.snapshot.numbers[matches.at]
        order = best(matches.scores, numbers, max(count, LOOKED_AT_AGAIN))
        again = order[:LOOKED_AT_AGAIN]
        scores = matches.scores[again] + self._nearness(matches.at[again])
        order[: len(again)] = again[np.lexsort((numbers[again], -scores))]
        return order[:count]

    def hits(self, matches: Found) -> list[Hit]:
        """Return the requested page of hits. In the wider search, each hit has the parts that it lacks."""
        page = page_of(self._evaluator.snapshot, matches, self._request, self.order)
        hits = hits_of(self._evaluator.snapshot, page)
        if not self._request.wide:
            return hits
        return [replace(hit, missing=lacks) for hit, lacks in zip(hits, self._missing(page.at), strict=True)]

    def _missing(self, documents: Documents) -> list[tuple[str, ...]]:
        """Return for each document the parts that it lacks, as typed."""
        order = np.argsort(documents)
        lacks = np.ones((len(self._parts), len(documents)), bool)
        for part, lack in zip(self._parts, lacks, strict=True):
            lack[order[self._find(part, documents[order]).at]] = False
        typed = [part.typed for part in self._question.parts]
        return [tuple(word for word, lack in zip(typed, of, strict=True) if lack) for of in lacks.T]

    def _find(self, node: Query, among: Documents | None = None) -> Found:
        return self._evaluator.find(node, among)

    def _estimate(self, node: Query) -> int:
        return self._evaluator.estimate(node)

    def _also(self, part: QuestionPart) -> list[tuple[Node, float]]:
        """Leave out terms that no document has. None counts more than what was typed, even if it is rarer or longer."""
        here = self._telling(part.node) if part.also else 1.0
        return [
            (node, self._weights.also / max(1.0, self._telling(node) / here))
            for node in part.also
            if self._estimate(self.grammar.weighed(node, IN_TEXTS))
        ]

    def _telling(self, node: Node) -> float:
        """Return the combined weight of a node's words: higher if fewer documents have them."""
        return sum(
            self._of_count(self._estimate(self.grammar.weighed(word, {"text": 1.0}))) for word in plain_words(node)
        ) or self._of_count(0)

    def _of_count(self, count: int) -> float:
        snapshot = self._evaluator.snapshot
        return max(LEAST_TOLD, float(snapshot.inverse_frequency(count))) if snapshot.size else LEAST_TOLD

    def _weighed(self, matches: Found) -> Found:
        if self._request.sort is not Sort.RELEVANCE:
            return matches
        factors = substance(self._evaluator.snapshot, self._weights, dated=self._dated)
        return Found(matches.at, matches.scores * factors[matches.at])

    def _in_turn(self, matches: Found) -> Found:
        """Put the documents with what comes first before the others."""
        if self._request.sort is not Sort.RELEVANCE or not self._question.first:
            return matches
        turns = np.zeros(len(matches.at), np.float32)
        for turn, node in enumerate(reversed(self._question.first), 1):
            turns[self._find(self.grammar.first(node, self._weights), matches.at).at] = turn
        return Found(matches.at, matches.scores + np.float32(EARLIER) * turns)

    def _nearness(self, documents: Documents) -> NDArray[np.float32]:
        """Return what each of the documents scores for words of the question near each other."""
        plain_words = self._plain_words()
        if len(plain_words) < FEWEST_NEAR:
            return np.zeros(len(documents), np.float32)
        words = [QuestionWord(self._encoded(word), self._telling(word)) for word in plain_words]
        self._evaluator.read(sum(self._evaluator.occurrences("words", form) for word in words for form in word.forms))
        order = np.argsort(documents)
        sums = np.empty(len(documents), np.float32)
        sums[order] = earned(self._evaluator.snapshot, documents[order], words, self._weights)
        return sums * substance(self._evaluator.snapshot, self._weights, dated=self._dated)[documents]

    def _encoded(self, word: Words) -> list[bytes]:
        return [form.encode() for form in self._forms(word)]

    def _wide(self) -> Found:
        among = self._allowed()
        weights = np.array([self._of_count(self._estimate(part)) for part in self._parts], np.float64)
        for level in LEVELS:
            most = self._with_most(weights, least_weight(level, weights), among)
            if len(most.at) >= PAGE_SIZE:
                break
        documents = most.at if among is None else among[most.at]
        if self._request.sort is not Sort.RELEVANCE:
            return Found(documents, most.scores)
        whole = most.told > weights.sum() - LEAST_TOLD / 2
        scores = most.scores * (most.told / weights.sum()) ** self._weights.missing
        liked = self.grammar.liked(self._question, self._weights)
        if liked is not None:
            at, more = self._find(liked, documents)
            scores[at] += more
        scores = self._weighed(Found(documents, scores.astype(np.float32))).scores
        return Found(documents, scores + np.float32(self._weights.with_all) * whole)

    def _allowed(self) -> Documents | None:
        mask = allowed(self._evaluator.snapshot, self._request)
        among = None if mask is None else np.flatnonzero(mask)
        for node in self._question.conditions:
            at = self._find(self.grammar.condition(node), among).at
            among = at if among is None else among[at]
        return among

    def _with_most(self, told: NDArray[np.float64], least: float, among: Documents | None) -> "_Most":
        """Return the candidates whose parts together have at least that weight.

        The rarest parts are looked up first, until no document without any of them can have enough. The others are
        looked up only in the documents that have one of these.
        """
        rarest_first = np.argsort(-told, kind="stable")
        rest = told.sum() - np.cumsum(told[rarest_first])
        sought = int(np.argmax(rest < least)) + 1 if least and (rest < least).any() else len(told)
        first, later = rarest_first[:sought], rarest_first[sought:]
        matches = [self._find(self._parts[part], among) for part in first]
        if not any(len(one.at) for one in matches):
            return _Most(NOTHING.at, NOTHING.scores, np.empty(0))
        weights = [Found(one.at, np.full(len(one.at), told[part])) for one, part in zip(matches, first, strict=True)]
        at, scores = merged(matches)
        sums = merged(weights).scores
        for part in later:
            here, more = self._find(self._parts[part], at if among is None else among[at])
            scores[here] += more
            sums[here] += told[part]
        enough = sums >= least
        return _Most(at[enough], scores[enough], sums[enough])


class _Most(NamedTuple):
    """The candidates with enough weight, the scores of their words, and the weight."""

    at: Documents
    scores: NDArray[np.float32]
    told: NDArray[np.floating]
