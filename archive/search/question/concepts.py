"""The site's own list of words that mean the same, prepared for searches."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.conf import settings

from archive.fast.queries import Prepared
from archive.models import Concept, RecordVersion
from archive.models.upkeep.record_version import ONLY_ROW
from archive.search.question.analysis import fold, stems, tokens
from archive.search.question.grammar.nodes import Exact, Node, Words

STEMMED_IN = ("en", "es")
PLURAL = "s"


class ConceptMatch(NamedTuple):
    """A term found among the words of a search, from ``start`` to ``end``, and the other terms of its concept."""

    start: int
    end: int
    others: tuple[str, ...]


class Concepts:
    """Terms by the stems of their first words, so that plurals are also found."""

    def __init__(self, concepts: Iterable[Sequence[str]]) -> None:
        self._by_first: dict[str, list[tuple[list[set[str]], tuple[str, ...]]]] = {}
        self._stems: set[str] = set()
        for terms in concepts:
            for term in terms:
                words = [_stems(token.written) for token in tokens(term)]
                self._stems.update(*words)
                others = tuple(other for other in terms if other != term)
                for stem in words[0] if words else ():
                    self._by_first.setdefault(stem, []).append((words, others))

    def holds(self, word: str) -> bool:
        """Return whether a word is part of any term."""
        return not self._stems.isdisjoint(_stems(word))

    def begins(self, word: str) -> bool:
        """Return whether any term begins with a word."""
        return not self._by_first.keys().isdisjoint(_stems(word))

    def found(self, words: Sequence[str]) -> list[ConceptMatch]:
        """Return the terms among the words. Each is as long as possible; none overlap."""
        matches: list[ConceptMatch] = []
        at = 0
        wanted = [_stems(word) for word in words]
        while at < len(words):
            match = max(self._beginning(wanted, at), key=lambda match: match.end, default=None)
            if match:
                matches.append(match)
            at = match.end if match else at + 1
        return matches

    def _beginning(self, wanted: Sequence[set[str]], at: int) -> Iterable[ConceptMatch]:
        for stem in wanted[at]:
            for term, others in self._by_first.get(stem, ()):
                there = wanted[at : at + len(term)]
                if len(there) == len(term) and all(one & other for one, other in zip(there, term, strict=True)):
                    yield ConceptMatch(at, at + len(term), others)


def as_nodes(terms: Sequence[str]) -> tuple[Node, ...]:
    """Return the nodes for terms: a single word in any form; several words in order, the last also in the plural."""
    nodes: list[Node] = []
    for term in terms:
        words = [token.word for token in tokens(term)]
        if len(words) == 1:
            nodes.append(Words(words[0]))
        elif words:
            phrase = " ".join(words)
            nodes += [Exact(phrase)] if phrase.endswith(PLURAL) else [Exact(phrase), Exact(phrase + PLURAL)]
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
        known = _kept[name] = (token, Concepts(concept.lines for concept in Concept.objects.all()))
    return known[1]


def _stems(word: str) -> set[str]:
    # Stemmers do not change the plural of initials: SROs.
    return {stem for language in STEMMED_IN for stem in stems(word, language)} | {fold(word).removesuffix(PLURAL)}
