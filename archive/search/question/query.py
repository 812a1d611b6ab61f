"""What an engine is asked: the tree of a search, with the words as they are in the fields of the index.

========== ======================================= ========= ================================================
field      terms                                   positions
========== ======================================= ========= ================================================
words      folded words of the text                yes       phrases, nearness, prefix, misspelling
text       stems of the text                       no        the plain word
title_words folded words of the title              yes       the same two for the title
title      stems of the title                      no
speaker    folded words of all the speaker's names yes       names; a phrase never runs from one name into the
board      folded words of the board's name        yes       next (NAME_GAP positions lie between)
topic      folded words of the topics' names       yes
roll       words for a decision's result, and the  yes       of a line: ``voted_term``, and a name beside it
           lines of its roll, as names
========== ======================================= ========= ================================================

Exact values (``Choice``) and dates (``Dated``) are asked for as they are. A date known only to the month or year lies
in every range that it overlaps.

Words are those of ``archive.search.question.analysis``: ``fold`` makes the terms of unstemmed fields, ``stems`` those
of the stemmed ones, in the language of the statement's board; a word of a query has stems in each language of the
archive.

Every engine finds the same statements for a tree. How it ranks them is its own; ``boost`` says how much a match counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from archive.language.people import office_words
from archive.search.question.analysis import LONGEST_WORD
from archive.search.question.grammar.nodes import Node

BOOSTS = {"title": 3.0, "text": 1.0, "speaker": 1.0, "topic": 1.0, "roll": 1.0}
"""The fields in which a plain word is looked for, and the weight of a match in each."""

UNSTEMMED = {"title": "title_words", "text": "words"}
"""For each stemmed field, the field with the words as written."""

NAME_GAP = 100
"""The positions between the last word of a name and the first word of the next name of the same field."""


LONGEST_LINE = 40
"""The most words of a line of a roll: its choice, and the names of one person. NAME_GAP is more."""

OFFICE = "office"
"""Offices are in the field of the speakers, each also as one word, so that a vice president is not the president."""


def office_term(title: str) -> str:
    """Return the word for an office, which is one for all titles of it: chairman, Board Chair, la presidenta."""
    return (OFFICE + "".join(sorted(office_words(title))))[:LONGEST_WORD]


def voted_term(choice: str) -> str:
    """Return the word for a choice, with which a line of a roll begins."""
    return "voted" + choice.replace("_", "")


Query: TypeAlias = Node
"""A tree in which the words are leaves of this module."""


@dataclass(frozen=True)
class Term(Node):
    """Statements with a word, stem or value in a field."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True)
class Phrase(Node):
    """Statements with words in a row."""

    field: str
    words: tuple[str, ...]
    boost: float = 1.0

    def __init__(self, field: str, words: Iterable[str], boost: float = 1.0) -> None:
        _set(self, field=field, words=tuple(words), boost=boost)


@dataclass(frozen=True)
class Near(Node):
    """Statements in which each of the ``groups`` has a word within ``slop`` words of those of the earlier groups."""

    field: str
    groups: tuple[tuple[str, ...], ...]
    slop: int

    def __init__(self, field: str, groups: Iterable[Iterable[str]], slop: int) -> None:
        _set(self, field=field, groups=tuple(map(tuple, groups)), slop=slop)


@dataclass(frozen=True)
class Prefix(Node):
    """Statements with a word that has this prefix."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True)
class Fuzzy(Node):
    """Statements with the word, or with one that has a letter wrong, missing or too many."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True)
class Every(Node):
    """All statements."""


@dataclass(frozen=True)
class Nothing(Node):
    """No statement."""


@dataclass(frozen=True)
class AndMaybe(Node):
    """Statements that match the first part. Those that also match the second rank higher."""

    needed: Node
    liked: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.needed, self.liked)


def _set(node: Node, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(node, name, value)
