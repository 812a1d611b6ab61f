"""Sentences of real statements, by seed, and what quotations are made of: other words, and the names of others."""

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from archive.language import people

# A mark in a name, as in a misread 'Mr. Al"N', would open a quotation in the sentence beside the words.
NOBODY = re.compile(r"[\"“”„«»]|several|public|clerk|speaker|unidentified|\?|\(|\band\b|audience|staff", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
# A full stop inside ends nothing, and marks inside make a quotation of their own.
PLAIN = re.compile(r"[A-Z][^.?!\"“”‘«»\[\]()…\n]+[.?]")
ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|vs|Sen|Rep|Jr|[A-Z])\.$")
FEWEST, MOST = 6, 45


class Beside(StrEnum):
    """Who is named beside the words. OPEN may be the speaker or somebody of the same name."""

    SPEAKER = "speaker"
    ANOTHER = "another"
    BOTH = "both"
    NOBODY = "nobody"
    OPEN = "open"


@dataclass(frozen=True)
class Source:
    """A statement of the file."""

    text: str
    speaker: str


@dataclass(frozen=True)
class Case:
    """What is pasted, the words in its marks, and what must be said of it.

    ``is_right`` if the record has the words so, and nothing that reverses them was cut off.
    """

    kind: str
    pasted: str
    words: str
    speaker: str = ""
    is_right: bool = True
    named: Beside = Beside.NOBODY


@dataclass(frozen=True)
class Stock:
    """What cases are made of."""

    rows: list[Source]
    vocabulary: list[str]
    speakers: list[str]
    follow: dict[str, list[str]]
    by_speaker: dict[str, list[Source]] = field(default_factory=dict)


def sources(path: Path) -> list[Source]:
    """Return the statements of a JSON Lines file, plain or compressed."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        rows = map(json.loads, lines)
        return [Source(row["text"], row["speaker"] or "") for row in rows]


def stock_of(rows: list[Source], chance: random.Random) -> Stock:
    """Return long statements of people with a name, and words and names to alter quotations with."""
    persons = {name for name in {row.speaker for row in rows} if _is_a_person(name)}
    long = [row for row in rows if row.speaker in persons and len(row.text.split()) >= 30]
    follow = defaultdict(list)
    for row in chance.sample(rows, min(len(rows), 20_000)):
        for word, following in pairwise(row.text.split()):
            follow[word].append(following)
    vocabulary = sorted({word for row in chance.sample(rows, min(len(rows), 2000)) for word in row.text.split()})
    by_speaker = defaultdict(list)
    for row in long:
        by_speaker[row.speaker].append(row)
    return Stock(long, [word for word in vocabulary if word.isalpha()], sorted(by_speaker), follow, by_speaker)


def _is_a_person(name: str) -> bool:
    return bool(people.name_words(name)) and not people.names_nobody(name) and not NOBODY.search(name)


def span(text: str, chance: random.Random, least: int, most: int) -> str:
    """Return some whole words of a text, unchanged."""
    words = text.split()
    size = min(len(words), chance.randint(least, most))
    first = chance.randint(0, len(words) - size)
    return " ".join(words[first : first + size])


def sentences(text: str) -> list[str]:
    """Return the plain sentences of a text: those without marks inside."""
    found = [" ".join(sentence.split()) for sentence in SENTENCE.split(text)]
    # What follows "Mr." is the rest of a sentence.
    return [
        sentence
        for before, sentence in pairwise(["", *found])
        if PLAIN.fullmatch(sentence)
        and FEWEST <= len(sentence.split()) <= MOST
        and not (ABBREVIATED.search(sentence) or ABBREVIATED.search(before))
    ]


def drawn(stock: Stock, chance: random.Random) -> tuple[str, Source]:
    """Return a plain sentence of a statement."""
    while True:
        source = chance.choice(stock.rows)
        if found := sentences(source.text):
            return chance.choice(found), source


def one_changed(text: str, stock: Stock, chance: random.Random) -> str:
    """Return the words with one of them replaced by another."""
    words = text.split()
    at = chance.randrange(len(words))
    bare = re.sub(r"\W", "", words[at]).casefold()
    words[at] = next(word for word in iter(lambda: chance.choice(stock.vocabulary), None) if word.casefold() != bare)
    return " ".join(words)


def chain(stock: Stock, chance: random.Random) -> str:
    """Return a sentence in which each word follows the one before it somewhere in the record."""
    words = [chance.choice(list(stock.follow))]
    for _ in range(chance.randint(9, 24)):
        words.append(chance.choice(stock.follow.get(words[-1]) or list(stock.follow)))
    return " ".join(words)


def stranger_to(speaker: str, stock: Stock, chance: random.Random) -> str:
    """Return another speaker with a different family name."""
    return next(
        name
        for name in iter(lambda: chance.choice(stock.speakers), None)
        if family_of(name).casefold() not in speaker.casefold()
    )


def have_said(sentence: str, speaker: str, stock: Stock) -> bool:
    """Return whether somebody of that family name said the words too: "Motion passed unanimously"."""
    from archive.citations.passages.words import keys

    words = " ".join(keys(sentence))
    return any(
        family_of(name) == family_of(speaker) and any(words in keyed(row.text) for row in rows)
        for name, rows in stock.by_speaker.items()
    )


@cache
def keyed(text: str) -> str:
    """Return letters, digits and signs in lower case: marks and hyphens separate words."""
    from archive.citations.passages.words import keys

    return f" {' '.join(keys(text))} "


def family_of(speaker: str) -> str:
    """Return the family name: of "Mr. SMITH of New Jersey" the word before "of"."""
    return speaker.partition(" of ")[0].split()[-1]


def in_print(name: str) -> str:
    """Return a name as an article prints it: "SMITH" is Smith."""
    return name.title() if name.isupper() else name


def mixed(makers: dict[str, Callable], stock: Stock, chance: random.Random) -> Iterator[Case]:
    """Yield cases without end, of each kind in turn. A maker returns None where it cannot make one."""
    while True:
        for kind, make in makers.items():
            if case := make(kind, stock, chance):
                yield case
