"""A reader's question as OpenSearch's JSON, ranked with the same weights as in the embedded engine.

The same statements are found. Their order may differ: each OpenSearch shard only knows how rare a word is within the
shard, and the score for words near each other does not depend on how rare they are.
"""

import datetime
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log

from archive.search.engines.opensearch.client import Json
from archive.search.engines.opensearch.translation import Translation, near
from archive.search.engines.ranking import (
    EARLIER,
    FEWEST_NEAR,
    LEAST_TOLD,
    LEVELS,
    QuestionRanking,
    Word,
    least_weight,
    rough_count,
)
from archive.search.question import SearchRequest, Weights
from archive.search.question import Translation as Grammar

TOLD_BY_A_WORD = 6.0
"""The approximate weight of a word of a question. Words near each other score a share of it."""

DAYS_A_YEAR = 365.25

Counts = Callable[[Sequence[Json]], tuple[list[int], int]]
"""Returns how many statements match each of some queries, and how many there are."""


class Ranking(QuestionRanking):
    """Answers one request that has a question."""

    def __init__(self, grammar: Grammar, request: SearchRequest, weights: Weights, translation: Translation) -> None:
        self.translation = translation
        super().__init__(grammar, request, weights)

    def exact(self) -> Json:
        """Return the query for statements with all parts."""
        question = self.grammar.question(self._question, self._parts, self._weights)
        weighed = self._weighed({"bool": {"must": [self.translation.translate(question)], "should": self._near()}})
        return {"bool": {"must": [weighed], "should": self._in_turn()}} if self._question.first else weighed

    def _in_turn(self) -> list[Json]:
        """Return queries that put the statements with what comes first before the others."""
        first = [self.translation.translate(self.grammar.first(node, self._weights)) for node in self._question.first]
        # Of several that a statement matches, only the first counts.
        return [
            {"dis_max": {"queries": [_constant(one, EARLIER * (len(first) - turn)) for turn, one in enumerate(first)]}}
        ]

    def wide(self, count: Counts) -> list[Json]:
        """Return the queries for statements with most of the parts, from the strictest to the widest."""
        parts = [self.translation.translate(part) for part in self._parts]
        words: dict[Word, int] = {}
        for part in self._parts:
            rough_count(part, lambda word: words.setdefault(word, 0), 0)  # only names the words, to ask for all at once
        counts, size = count([self.translation.translate(word) for word in words])
        of_words = dict(zip(words, counts, strict=True))
        numbers = [rough_count(part, of_words.__getitem__, size) for part in self._parts]
        weights = [max(LEAST_TOLD, log(max(size, 1) / (number + 1)) + 1) for number in numbers]
        return [self._with_most(parts, weights, least_weight(level, weights)) for level in LEVELS]

    def _with_most(self, parts: list[Json], weights: list[float], least: float) -> Json:
        enough = {
            "function_score": {
                "query": {
                    "bool": {"should": [_constant(part, tells) for part, tells in zip(parts, weights, strict=True)]}
                },
                "min_score": least,
            }
        }
        named = [
            {"bool": {"must": [part], "_name": f"part {at}"}}  # returns with each hit which parts it has
            for at, part in enumerate(parts)
        ]
        liked = self.grammar.liked(self._question, self._weights)
        more = [self.translation.translate(liked)] if liked else []
        ranked = self._weighed({"bool": {"must": [enough], "should": [*named, *more, *self._near()]}})
        conditions = [self.translation.translate(self.grammar.condition(node)) for node in self._question.conditions]
        whole = _constant({"bool": {"must": parts}}, self._weights.with_all)
        return {"bool": {"must": [ranked], "filter": conditions, "should": [whole]}}

    def _near(self) -> list[Json]:
        """Return queries that score words near each other: each pair of neighbours, and all of them in one passage."""
        groups = [self._forms(word) for word in self._plain_words()]
        if len(groups) < FEWEST_NEAR:
            return []
        pairs = [near("words", pair, self._weights.near_words) for pair in pairwise(groups)]
        passage = near("words", groups, self._weights.passage_words)
        told = self._weights.near * TOLD_BY_A_WORD * len(groups) / len(pairs)
        return [
            *(_constant(one, told) for one in pairs),
            _constant(passage, self._weights.passage * TOLD_BY_A_WORD * len(groups)),
        ]

    def _weighed(self, wanted: Json) -> Json:
        """Multiply the score by the statement's substance and, if no date is requested, by how recent it is."""
        if not self._dated:
            years = {"origin": datetime.date.today().toordinal(), "scale": self._weights.recent_years * DAYS_A_YEAR}  # noqa: DTZ011
            recent = {"exp": {"last_day": years | {"decay": 0.5}}, "weight": self._weights.recent}
            wanted = {
                "function_score": {
                    "query": wanted,
                    "functions": [{"weight": 1}, recent],
                    "score_mode": "sum",
                    "boost_mode": "multiply",
                }
            }
        factor = {"field": "substance", "missing": 1}
        return {"function_score": {"query": wanted, "field_value_factor": factor, "boost_mode": "multiply"}}


def _constant(wanted: Json, score: float) -> Json:
    return {"constant_score": {"filter": wanted, "boost": score}}
