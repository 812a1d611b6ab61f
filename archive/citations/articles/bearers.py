"""Finds whom an article gives an office: "the mayor" is Read where it has "Mayor Read" and no other mayor."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile

from archive import people
from archive.citations.articles.earlier_sentence import sentences_of
from archive.citations.quote_checker import saying
from archive.citations.quote_checker.languages import plain
from archive.citations.quote_checker.lexicons import LEXICONS
from archive.citations.quote_checker.subject import is_german_role

PREPOSITIONS = frozenset().union(*(lexicon.prepositions for lexicon in LEXICONS.values()))
WORD = re.compile(r"[^\W\d_][\w’'-]*")
# From the beginning of a word, so that one of 100,000 letters is read once.
WHOLE_NAME = re.compile(r"(?<![\w’'-])[a-zß-ÿ]*+[^\W\d_a-zß-ÿ][\w’'-]++(?: [^\W\d_a-zß-ÿ][\w’'-]*\.?)+")
YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
ARTICLES = frozenset().union(*(lexicon.articles for lexicon in LEXICONS.values()))
VERBS = saying.VERBS.union(*(lexicon.verbs | lexicon.participles for lexicon in LEXICONS.values()))


class Bearers:
    """The people of an article who hold an office, from its paragraphs without their quotations."""

    def __init__(self, outside: Sequence[str]) -> None:
        self._outside = outside

    def of(self, office: str) -> str:
        """Return the one person to whom the article gives an office: Read for "the mayor" if it has "Mayor Read".

        Nobody, if the article speaks of the office otherwise ("the mayor of Brest" may be another one), or names
        somebody else who may hold it now.
        """
        *before, key = [plain(word) for word in people.fold(office).split()] or [""]
        named, others = self._held.get(key, (set(), True))
        families = {people.fold(name).split()[-1] for name in named}
        is_one = (
            len(families) == 1 and not others and saying.QUALIFIERS.isdisjoint(before) and self._families <= families
        )
        return max(named, key=len) if is_one else ""

    @cached_property
    def _held(self) -> dict[str, tuple[set[str], bool]]:
        """The names beside each office outside quotations, and whether the office also stands apart from them.

        "The mayor said" is the office of the person, too.
        """
        held: dict[str, tuple[set[str], bool]] = {}
        for paragraph in self._outside:
            for sentence in sentences_of(paragraph):
                words = [(match[0], plain(people.fold(match[0]))) for match in WORD.finditer(sentence)]
                for at, (_, key) in enumerate(words):
                    if key in saying.OFFICES or is_german_role(key):
                        named, others = held.get(key, (set(), False))
                        name = _name_at(words, at)
                        is_beside = ";" in sentence and _is_said_to_speak(words, at)
                        is_apart = bool(YEAR.search(sentence)) if name else not is_beside
                        held[key] = (named | {name} - {""}, others or is_apart)
        return held

    @cached_property
    def _families(self) -> set[str]:
        """The last words of the names of two words and more outside quotations, but not of places and boards."""
        text = "\n".join(self._outside)
        names = ((text[: match.start()], match[0]) for match in WHOLE_NAME.finditer(text))
        return {
            people.fold(name).split()[-1]
            for before, name in names
            if not (ARTICLES | PREPOSITIONS).intersection(plain(key) for key in people.fold(before[-12:]).split()[-1:])
        }


def _name_at(words: Sequence[tuple[str, str]], at: int) -> str:
    """Return the name right after an office that is not a former or a deputy one; empty if there is none."""
    if at and words[at - 1][1] in saying.QUALIFIERS:
        return ""
    return " ".join(word for word, _ in takewhile(lambda word: word[0][:1].isupper(), words[at + 1 : at + 5]))


def _is_said_to_speak(words: Sequence[tuple[str, str]], at: int) -> bool:
    """Return whether an office alone is said to speak: "the mayor said", "said the mayor"."""
    before = [key for _, key in words[max(0, at - 2) : at]]
    after = [key for _, key in words[at + 1 : at + 2]]
    is_plain = bool(before) and before[-1] in ARTICLES
    return is_plain and not VERBS.isdisjoint([*before[:-1], *after])
