"""What the engines' rankings share: the parts of a question as queries, and figures that rank one statement first."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from archive.search.question import Facet, Query, SearchRequest, Weights, query, tokens
from archive.search.question.analysis import words as words_of
from archive.search.question.grammar.nodes import All, AnyOf, Exact, Node, Words
from archive.search.question.grammar.translation import Translation
from archive.search.question.question import Question, QuestionPart

LEVELS = (0.5, 0.25, 0.0)
"""The share of a question that a hit of the wider search must match: the first of these that finds ``PAGE_SIZE``."""

ROUNDING = 1e-4
"""How much less than that share is enough, since each engine adds the weights of the parts in an order of its own."""

Word: TypeAlias = query.Term | query.Prefix | query.Fuzzy

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


def least_weight(level: float, weights: Iterable[float]) -> float:
    """Return the least weight of parts that a hit must have, of all their ``weights``."""
    return max(level * sum(weights) - ROUNDING, 0.0)


def rough_count(node: Query, of_word: Callable[[Word], int], size: int) -> int:
    """Return roughly how many of ``size`` statements match, from the numbers of each of its words.

    The wider search tells by it how rare a part is. All engines use it, so that the same statements have enough parts.
    """
    match node:
        case query.Term() | query.Prefix() | query.Fuzzy():
            return of_word(node)
        case AnyOf():
            return sum(rough_count(one, of_word, size) for one in node.nodes)
        case All():
            return min((rough_count(one, of_word, size) for one in node.nodes), default=0)
        case query.Phrase():
            return min((of_word(query.Term(node.field, word)) for word in node.words), default=0)
        case query.AndMaybe():
            return rough_count(node.needed, of_word, size)
    return size
