"""The site's own list of words that mean the same, prepared for searches."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

from archive.machine.queries import Prepared
from archive.models import Concept, RecordVersion
from archive.models.upkeep.record_version import ONLY_ROW
from archive.search.question.analysis import fold, tokens
from archive.search.question.grammar.nodes import Exact, Near, Node

ELLIPSIS = "…"
MOST_BETWEEN = 3
SHORTEST_PLURAL = 3
NO_PLURALS = ("ss", "us", "is")
SIBILANTS = ("s", "x", "z", "ch", "sh")
SPANISH = ("cion", "sion", "dor", "tor", "sor", "dad", "ial", "ual", "nal")
"""Endings of Spanish nouns with a plural in -es. Hardly an English word with one of them has such a form."""


class ConceptMatch(NamedTuple):
    """A term found among the words of a search, from ``start`` to ``end``, and the other terms of its concept."""

    start: int
    end: int
    others: tuple[str, ...]


class Concepts:
    """Terms by their first words. A word is the same in the singular and the plural, and in no other form.

    Where a term has an ellipsis, up to three words may be between its words: "laid … off".
    """

    def __init__(self, concepts: Iterable[Sequence[str]]) -> None:
        self._by_first: dict[str, list[tuple[list[frozenset[str]], bool, tuple[str, ...]]]] = {}
        self._words: set[str] = set()
        for terms in concepts:
            for term in terms:
                words = [numbers_of(token.written) for token in tokens(term)]
                self._words.update(*words)
                others = tuple(other for other in terms if other != term)
                for first in words[0] if words else ():
                    self._by_first.setdefault(first, []).append((words, ELLIPSIS in term, others))

    def holds(self, word: str) -> bool:
        """Return whether a word is part of any term."""
        return fold(word) in self._words

    def begins(self, word: str) -> bool:
        """Return whether any term begins with a word."""
        return fold(word) in self._by_first

    def found(self, words: Sequence[str]) -> list[ConceptMatch]:
        """Return the terms among the words. Each is as long as possible; none overlap."""
        matches: list[ConceptMatch] = []
        at = 0
        typed = list(map(fold, words))
        while at < len(words):
            beginning = list(self._beginning(typed, at))
            end = max((match.end for match in beginning), default=at + 1)
            # A term may be part of several concepts.
            others = dict.fromkeys(other for match in beginning if match.end == end for other in match.others)
            if others:
                matches.append(ConceptMatch(at, end, tuple(others)))
            at = end
        return matches

    def _beginning(self, typed: Sequence[str], at: int) -> Iterable[ConceptMatch]:
        for term, is_open, others in self._by_first.get(typed[at], ()):
            if end := _end_of(term, typed, at, MOST_BETWEEN if is_open else 0):
                yield ConceptMatch(at, end, others)


def _end_of(term: Sequence[frozenset[str]], typed: Sequence[str], at: int, between: int) -> int:
    """Return where a term ends that begins at a place, with that many words between its words; 0 if it is not there."""
    for numbers in term:
        at = next((index + 1 for index, word in enumerate(typed[at : at + between + 1], at) if word in numbers), 0)
        if not at:
            return 0
    return at


def as_nodes(terms: Sequence[str]) -> tuple[Node, ...]:
    """Return the nodes for terms as written, the last word also in the other number, and words near each other."""
    nodes: list[Node] = []
    for term in terms:
        written = [token.word for token in tokens(term)]
        if ELLIPSIS in term and len(written) > 1:
            nodes.append(Near(tuple(map(Exact, written)), MOST_BETWEEN + 1))
            continue
        *before, last = written or [""]
        nodes += [Exact(" ".join([*before, number])) for number in sorted(numbers_of(last)) if number]
    return tuple(nodes)


_kept: dict[str, tuple[str, Concepts]] = {}
_in_this_page: ContextVar[list[Concepts] | None] = ContextVar("in_this_page", default=None)
_token = Prepared(lambda row: RecordVersion.objects.filter(pk=row).values_list("token"))


@contextmanager
def one_list() -> Iterator[None]:
    """Use one list for all searches inside this context, and check at most once whether it has changed."""
    before = _in_this_page.set([])
    try:
        yield
    finally:
        _in_this_page.reset(before)


def concepts() -> Concepts:
    """Return the current list. It is read again if anything that pages show has changed."""
    held = _in_this_page.get()
    if held is None:
        return _up_to_date()
    if not held:
        held.append(_up_to_date())
    return held[0]


def _up_to_date() -> Concepts:
    name, token = str(settings.DATABASES["default"]["NAME"]), next(iter(_token(row=ONLY_ROW)), ("",))[0]
    known = _kept.get(name)
    if known is None or known[0] != token:
        _kept.clear()
        known = _kept[name] = (token, _prepared(tuple(tuple(concept.lines) for concept in Concept.objects.all())))
    return known[1]


@lru_cache(maxsize=1)
def _prepared(lists: tuple[tuple[str, ...], ...]) -> Concepts:
    """Return the list. Most changes of the record leave it as it was, and then it is not made again."""
    return Concepts(lists)


def numbers_of(word: str) -> frozenset[str]:
    """Return a word, folded, with its singular or its plural in English and Spanish."""
    word = fold(word)
    if len(word) < SHORTEST_PLURAL or not word.isalpha():
        return frozenset({word})
    if word.endswith("s") and not word.endswith(NO_PLURALS):
        if word.endswith("ies"):
            return frozenset({word, f"{word[:-3]}y"})
        without = word.removesuffix("es")
        # "classes" may come from "class" or "classe".
        is_longer = without != word and without.endswith((*SIBILANTS, *SPANISH))
        return frozenset({word, word.removesuffix("s"), *([without] if is_longer else [])})
    plurals = {f"{word}s"}
    if word.endswith((*SIBILANTS, *SPANISH)):
        plurals = {f"{word}es"} if word.endswith(SIBILANTS) else {*plurals, f"{word}es"}
    elif word.endswith("y") and word[-2] not in "aeiou":
        plurals = {f"{word[:-1]}ies"}
    return frozenset({word, *plurals})
