"""Turns the words of a search into those of the index (``archive.search.question.query``).

A plain word is looked up in every language of the archive. Words that are next to each other in the search raise the
rank of statements where they are next to each other too.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from os.path import commonprefix

from archive.search.question import query
from archive.search.question.analysis import Token, stems, tokens, words
from archive.search.question.grammar.nodes import (
    All,
    AnyOf,
    Choice,
    Dated,
    Exact,
    Fuzzy,
    Leaf,
    Near,
    Node,
    Not,
    Prefix,
    Voted,
    Within,
    Words,
)
from archive.search.question.misspelling import swapped
from archive.search.question.query import BOOSTS, LONGEST_LINE, UNSTEMMED, office_term, voted_term
from archive.search.question.question import Question
from archive.search.question.weights import Weights

BOARD_BOOST = 0.2
SEQUENCE_BOOST = 2.0
# One person or body has all of these names, so the words of a quoted name may be in any of them.
ONE_OBJECT_FIELDS = ("speaker", "board")
ENGLISH = "en"
SHORTEST_ROOT = 3

WordsWith = Callable[[str], Collection[str]]


class Translation:
    """Translates trees for an archive with statements in the given languages (BCP 47 tags).

    ``words_with`` returns the words of the archive with a prefix, ``fields`` are those in which a plain word is looked
    for.
    """

    def __init__(self, languages: Collection[str], words_with: WordsWith, fields: Mapping[str, float] = BOOSTS) -> None:
        self.fields = fields
        self.languages = sorted(languages) or [ENGLISH]
        self.words_with = words_with

    def translate(self, node: Node) -> Node:
        """Return the query of a whole search."""
        match node:
            case All(nodes):
                translated = self._all(nodes)
            case AnyOf(nodes):
                translated = _any_of(self.translate(part) for part in nodes)
            case Not(inner):
                translated = All((query.Every(), self._not(inner)))
            case Choice() | Dated():
                translated = node
            case Voted(choice, name):
                translated = _any_of(_line_of_roll(voted_term(value), name) for value in choice.values)
            case Within("office", inner):
                translated = query.Term("speaker", office_term(str(inner)))
            case Within(field, inner):
                translated = self._leaf(inner, {field: 1.0})
            case Words() | Exact() | Prefix() | Fuzzy() | Near():
                translated = self._leaf(node, self.fields)
            case _:
                raise TypeError(node)
        return translated

    def question(self, question: Question, parts: Iterable[Node], weights: Weights) -> Node:
        """Return the query for the exact search: all parts, as they were translated, and conditions."""
        wanted = [*parts, *map(self.condition, question.conditions)]
        needed = _all_of(wanted)
        liked = self.liked(question, weights)
        return query.AndMaybe(needed, liked) if liked else needed

    def condition(self, node: Node) -> Node:
        """Return the query for a condition."""
        return All((query.Every(), self._not(node.node))) if isinstance(node, Not) else self.translate(node)

    def liked(self, question: Question, weights: Weights) -> Node | None:
        """Return the query for what only raises the rank: words as typed and in that order, and what is preferred."""
        preferences: list[Node] = [query.Phrase("words", list(run), boost=weights.together) for run in question.runs]
        preferences += [self.weighed(node, weights.fields) for node in question.preferred]
        typed = [part.node for part in question.parts if isinstance(part.node, Words)]
        if len(question.parts) > 1:
            fields = {name: weights.as_typed * weights.fields[name] for name in UNSTEMMED}
            preferences += [self.weighed(Exact(node.text), fields) for node in typed]
        return _any_of(preferences) if preferences else None

    def first(self, node: Node, weights: Weights) -> Node:
        """Return the query for what comes first: words as typed in a title or text, all else wherever it may be."""
        fields = weights.fields
        return self.weighed(node, {name: fields[name] for name in UNSTEMMED} if isinstance(node, Exact) else fields)

    def any_of(self, nodes: Iterable[tuple[Node, Mapping[str, float]]]) -> Node:
        """Return the query for any of the nodes, with the weight of its words in each field."""
        return _any_of(self.weighed(node, fields) for node, fields in nodes)

    def weighed(self, node: Node, fields: Mapping[str, float]) -> Node:
        """Return the query for a node whose words are looked for in some fields, with their weights there."""
        match node:
            case All(nodes):
                return _all_of(self.weighed(part, fields) for part in nodes)
            case AnyOf(nodes):
                return _any_of(self.weighed(part, fields) for part in nodes)
            case Words() | Exact() | Prefix() | Fuzzy() | Near():
                return self._leaf(node, fields)
        return self.translate(node)

    def _all(self, nodes: tuple[Node, ...]) -> Node:
        wanted = [node for node in nodes if not isinstance(node, Not)]
        fields = {**self.fields, "board": BOARD_BOOST} if len(wanted) > 1 else self.fields
        parts = [self._leaf(node, fields) if isinstance(node, Words) else self.translate(node) for node in wanted]
        unwanted = [self._not(node.node) for node in nodes if isinstance(node, Not)]
        needed = _all_of([*(parts or [query.Every()]), *unwanted])
        together = [query.Phrase("words", sequence, boost=SEQUENCE_BOOST) for sequence in _sequences(nodes)]
        return query.AndMaybe(needed, _any_of(together)) if together else needed

    def _not(self, node: Node) -> Node:
        # Excluded words are not ranked, and not looked for in the names of boards, which would exclude whole boards.
        if isinstance(node, All):
            return Not(_all_of(self.translate(part) for part in node.nodes))
        return Not(self.translate(node))

    def _leaf(self, leaf: Leaf, fields: Mapping[str, float]) -> Node:
        # Only texts are searched for words near each other, because a name is too short.
        wanted = [field for field in fields if field in UNSTEMMED or len(fields) == 1 or not isinstance(leaf, Near)]
        return _any_of(part for field in wanted for part in self._in_field(leaf, field, fields[field]))

    def _in_field(self, leaf: Leaf, field: str, boost: float) -> list[Node]:
        unstemmed = UNSTEMMED.get(field, field)
        match leaf:
            case Words(text) if unstemmed != field and len(tokens := _tokens(text)) == 1:
                return [query.Term(field, stem, boost=boost) for stem in self.stems(tokens[0])]
            case Exact(text) if field in ONE_OBJECT_FIELDS:
                return [_all_of(query.Term(field, word, boost=boost) for word in words(text))]
            case Words(text) | Exact(text):
                return [_run(unstemmed, [token.word for token in _tokens(text)], boost)]
            case Prefix(text):
                return [query.Prefix(unstemmed, words(text)[0], boost=boost)]
            case Fuzzy(text):
                return _misspelt(unstemmed, words(text)[0], boost)
            case Near(nodes, distance):
                return [self._near(nodes, distance, unstemmed)]
        raise TypeError(leaf)

    def stems(self, token: Token) -> list[str]:
        """Return the stems of a word in the languages of the archive."""
        return list(dict.fromkeys(stem for language in self.languages for stem in stems(token.written, language)))

    def _near(self, nodes: tuple[Words | Exact, ...], distance: int, field: str) -> Node:
        """Return the query for words near each other.

        A phrase among them must occur, with its words near the others.
        """
        phrases = [_run(field, words(node.text), 1.0) for node in nodes if len(words(node.text)) > 1]
        slop = distance + max(len(words(node.text)) for node in nodes) - 1
        forms = [self._forms(node, token) for node in nodes for token in tokens(node.text)]
        near = query.Near(field, dict.fromkeys(forms), slop=slop)
        return _all_of([*phrases, near])

    def _forms(self, node: Words | Exact, token: Token) -> tuple[str, ...]:
        """Return the word as written or, if any form will do, with its other forms in the archive."""
        return tuple(self.forms(token)) if isinstance(node, Words) else (token.word,)

    def forms(self, token: Token) -> list[str]:
        """Return a word with its other forms in the archive."""
        forms = {token.word}
        for language in self.languages:
            for stem in stems(token.written, language):
                root = commonprefix([token.word, stem])
                if len(root) >= SHORTEST_ROOT:
                    forms |= {word for word in self.words_with(root) if stem in stems(word, language)}
        return sorted(forms)


@lru_cache(maxsize=64)
def _tokens(text: str) -> tuple[Token, ...]:
    # A word is looked for in one field after the other.
    return tuple(tokens(text))


def _run(field: str, run: list[str], boost: float) -> Node:
    """Return the query for words that follow each other."""
    if len(run) == 1:
        return query.Term(field, run[0], boost=boost)
    return query.Phrase(field, run, boost=boost)


def _misspelt(field: str, word: str, boost: float) -> list[Node]:
    """Return the queries for a word with one letter wrong, missing, too many, or swapped with the next."""
    return [
        query.Fuzzy(field, word, boost=boost),
        *(query.Term(field, other, boost=boost) for other in sorted(swapped(word))),
    ]


def _sequences(nodes: tuple[Node, ...]) -> list[list[str]]:
    """Return the runs of two or more plain words that are next to each other in a search."""
    runs = ([node for node in run if isinstance(node, Words)] for _, run in groupby(nodes, key=type))
    return [[word for node in run for word in words(node.text)] for run in runs if len(run) > 1]


def _line_of_roll(choice: str, name: str) -> Node:
    """Return the query for a line of a roll: a choice, and all words of a name beside it."""
    return query.Near("roll", dict.fromkeys([(choice,), *((word,) for word in words(name))]), slop=LONGEST_LINE)


def _all_of(parts: Iterable[Node]) -> Node:
    """Return one node for all of the parts, each once."""
    return _joined(All, parts) or query.Every()


def _any_of(parts: Iterable[Node]) -> Node:
    """Return one node for any of the parts, each once."""
    return _joined(AnyOf, parts) or query.Nothing()


def _joined(kind: type[All] | type[AnyOf], parts: Iterable[Node]) -> Node | None:
    once = tuple(dict.fromkeys(parts))
    return kind(once) if len(once) > 1 else next(iter(once), None)
