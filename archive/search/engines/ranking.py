"""What the engines' rankings share: the parts of a question as queries, and figures that rank one statement first."""

from collections.abc import Mapping

from archive.search.question import Facet, Query, SearchRequest, Weights, tokens
from archive.search.question.analysis import words as words_of
from archive.search.question.grammar.nodes import All, Exact, Node, Words
from archive.search.question.grammar.translation import Translation
from archive.search.question.question import Question, QuestionPart

LEVELS = (0.5, 0.25, 0.0)
"""The share of a question that a hit of the wider search must match: the first of these that finds ``PAGE_SIZE``."""

IN_TEXTS = {"title": 1.0, "text": 1.0}
"""Where the other terms of a concept are looked for. They are not looked for in names."""

FEWEST_NEAR = 2
LEAST_TOLD = 0.1
EARLIER = 1000.0
"""The score for each turn earlier than others: more than words can score."""


class QuestionRanking:
    """Answers one request that has a question."""

    def __init__(self, grammar: Translation, request: SearchRequest, weights: Weights) -> None:
        self.grammar = grammar
        self._request = request
        self._question: Question = request.question or Question()
        self._weights = weights
        self._parts = [self._part(part) for part in self._question.parts]

    @property
    def is_wide(self) -> bool:
        """Whether statements may lack parts."""
        return self._request.wide and len(self._parts) > 1

    @property
    def _dated(self) -> bool:
        request = self._request
        return bool(self._question.dated or request.first_day or request.last_day or request.filters.get(Facet.YEAR))

    def _part(self, part: QuestionPart) -> Query:
        """Return the query for a part. A single word is not looked for in the names of boards."""
        fields = self._weights.fields
        if len(self._question.parts) + len(self._question.conditions) == 1:
            del fields["board"]
        weighed: list[tuple[Node, Mapping[str, float]]] = [(part.node, fields)]
        for node, factor in self._also(part):
            weighed.append((node, {field: fields[field] * factor for field in IN_TEXTS}))
        return self.grammar.any_of(weighed)

    def _also(self, part: QuestionPart) -> list[tuple[Node, float]]:
        """Return the other terms of a concept, and what each counts beside what was typed."""
        return [(node, self._weights.also) for node in part.also]

    def _plain_words(self) -> list[Words]:
        return [word for part in self._question.parts for word in plain_words(part.node)]

    def _forms(self, word: Words) -> list[str]:
        """Return the forms of a word in the index."""
        return [form for token in tokens(word.text) for form in self.grammar.forms(token)]


def plain_words(node: Node) -> list[Words]:
    """Return the plain words of a node."""
    if isinstance(node, All):
        return [word for part in node.nodes for word in plain_words(part)]
    if isinstance(node, Exact):
        return [Words(word) for word in words_of(node.text)]
    return [node] if isinstance(node, Words) else []
