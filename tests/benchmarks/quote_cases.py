"""Makes quotations from real statements by seed: right ones, altered ones, and the text around them."""

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

NOBODY = re.compile(r"several|public|clerk|speaker|unidentified|\?|\(|\band\b|audience|staff", re.IGNORECASE)
TURNING = re.compile(r"\b(?:not|never|only|unless)\b|n['’]t\b")
INVENTED = "And I want every one of them fired"


@dataclass(frozen=True)
class Source:
    """A statement of the file."""

    text: str
    speaker: str


@dataclass(frozen=True)
class Case:
    """A quotation as pasted, the quoted words in it, and what is known about it.

    ``is_changed`` if no statement has to contain the words in a row; ``claim`` is "right" or "wrong" if somebody is
    named; ``turns`` if a word that reverses the meaning was dropped.
    """

    kind: str
    pasted: str
    words: str
    sources: tuple[Source, ...]
    is_changed: bool = False
    claim: str = ""
    speaker: str = "-"
    name: str = ""
    turns: bool = False


@dataclass(frozen=True)
class Stock:
    """What cases are made of."""

    rows: list[Source]
    vocabulary: list[str]
    speakers: list[str]
    follow: dict[str, list[str]]


def sources(path: Path) -> list[Source]:
    """Return the statements of a JSON Lines file, plain or compressed."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        rows = map(json.loads, lines)
        return [Source(row["text"], row["speaker"] or "") for row in rows]


def stock_of(rows: list[Source], chance: random.Random) -> Stock:
    """Return long statements with a named speaker, and words and names to alter quotations with."""
    long = [row for row in rows if len(row.text.split()) >= 30 and row.speaker and not NOBODY.search(row.speaker)]
    follow = defaultdict(list)
    for row in chance.sample(rows, min(len(rows), 20_000)):
        for word, following in pairwise(row.text.split()):
            follow[word].append(following)
    vocabulary = sorted({word for row in chance.sample(rows, min(len(rows), 2000)) for word in row.text.split()})
    speakers = sorted({row.speaker for row in long})
    return Stock(long, [word for word in vocabulary if word.isalpha()], speakers, follow)


def make(kind: str, rows: list[Source], number: int, chance: random.Random) -> Iterator[Case]:
    """Yield cases of one kind."""
    stock = stock_of(rows, chance)
    made = 0
    while made < number:
        if case := MAKERS[kind](kind, chance.choice(stock.rows), stock, chance):
            made += 1
            yield case


def span(text: str, chance: random.Random, least: int, most: int) -> str:
    """Return some whole words of a text, unchanged."""
    words = text.split()
    size = min(len(words), chance.randint(least, most))
    first = chance.randint(0, len(words) - size)
    return " ".join(words[first : first + size])


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


def family_of(speaker: str) -> str:
    """Return the family name: of "Mr. SMITH of New Jersey" the word before "of"."""
    return speaker.partition(" of ")[0].split()[-1]


def _plain(least: int, most: int, alter: Callable | None = None, **known: object) -> Callable:
    def maker(kind: str, source: Source, stock: Stock, chance: random.Random) -> Case:
        words = span(source.text, chance, least, most)
        if alter:
            words = alter(words, stock, chance)
        return Case(kind, words, words, (source,), **known)

    return maker


def _repunctuated(text: str, _stock: Stock, chance: random.Random) -> str:
    words = [word.strip(",;:.") or word for word in text.split()]
    at = chance.randrange(len(words))
    words[at] = words[at].swapcase()
    return " ".join(words) + chance.choice([",", "!", ";", ""])


def _dropped(text: str, _stock: Stock, chance: random.Random) -> str:
    words = text.split()
    size = chance.randint(3, min(8, len(words) - 8))
    first = chance.randint(4, len(words) - size - 4)
    return " ".join(words[:first] + words[first + size :])


def _framed(frame: str, *, is_changed: bool = False, claim: str = "", least: int = 10, most: int = 20) -> Callable:
    """Return a maker that puts a quotation into a frame: its words are ``{words}``, halves of them {one} and {two}."""

    def maker(kind: str, source: Source, stock: Stock, chance: random.Random) -> Case | None:
        words = span(source.text, chance, least, most)
        if any(mark in words for mark in '“”"‘«»'):
            return None
        if is_changed and "{invented}" not in frame:
            words = one_changed(words, stock, chance)
        parts = words.split()
        half = len(parts) // 2
        named = stranger_to(source.speaker, stock, chance) if claim == "wrong" else source.speaker
        family = family_of(named)
        pasted = frame.format(
            words=words,
            one=" ".join(parts[:half]),
            two=" ".join(parts[half:]),
            name=named,
            family=family,
            title=chance.choice(["Justice", "Trustee", "Supt.", "Rep.", "Commissioner", "Alderman", "Concejal", "Dr."]),
            invented=INVENTED,
        )
        quoted = f"{words} {INVENTED}" if "{invented}" in frame else words
        changed = is_changed or "{invented}" in frame
        return Case(kind, pasted, quoted, (source,), changed, claim, family if claim else "-")

    return maker


def _named(kind: str, source: Source, stock: Stock, chance: random.Random) -> Case:
    words = span(source.text, chance, 8, 20)
    family = family_of(source.speaker)
    name = chance.choice([source.speaker, family, f"Director {family}", family.lower(), f"{family}, Jr."])
    return Case(kind, words, words, (source,), claim="right", speaker=family, name=name)


def _turned(kind: str, source: Source, _stock: Stock, chance: random.Random) -> Case | None:
    """Drop or add a word that reverses the meaning: by dots, by brackets, or at the end."""
    words = source.text.split()
    at = next((place for place, word in enumerate(words) if place >= 6 and TURNING.search(word)), None)
    if at is None or at + 8 > len(words) or any(mark in " ".join(words[at - 6 : at + 8]) for mark in ".?!;:[]—–-\n"):
        return None
    way = chance.choice(["dots", "cut", "bracket"])
    if way == "cut":
        lost = " ".join(words[at + 1 : at + 8])
    elif way == "dots":
        lost = f"{' '.join(words[at - 5 : at])} … {' '.join(words[at + 1 : at + 7])}"
    else:
        lost = f"{' '.join(words[at - 5 : at + 1])} [not] {' '.join(words[at + 1 : at + 7])}"
        if "not" in words[at].casefold():
            return None
    return Case(kind, lost, lost, (source,), is_changed=way != "cut", turns=True)


def _hyphenated(kind: str, source: Source, _stock: Stock, chance: random.Random) -> Case | None:
    words = span(source.text, chance, 10, 20)
    parts = words.split()
    at = max(range(len(parts)), key=lambda place: len(parts[place]))
    if len(parts[at]) < 6 or not parts[at].isalpha():
        return None
    broken = [*parts[:at], f"{parts[at][:3]}-\n{parts[at][3:]}", *parts[at + 1 :]]
    return Case(kind, " ".join(broken), words, (source,))


def _spliced(kind: str, source: Source, stock: Stock, chance: random.Random) -> Case:
    both = (source, chance.choice(stock.rows))
    words = " ".join(span(one.text, chance, 7, 12) for one in both)
    return Case(kind, words, words, both, is_changed=True)


def _invented(kind: str, _source: Source, stock: Stock, chance: random.Random) -> Case:
    words = chain(stock, chance)
    return Case(kind, words, words, (), is_changed=True)


MAKERS: dict[str, Callable] = {
    "exact": _plain(6, 25),
    "punctuation": _plain(6, 25, _repunctuated),
    "changed": _plain(8, 25, one_changed, is_changed=True),
    "short": _plain(5, 7, one_changed, is_changed=True),
    "dropped": _plain(16, 30, _dropped, is_changed=True),
    "hyphen": _hyphenated,
    "spliced": _spliced,
    "invented": _invented,
    "unclosed": _framed("“{words},” {name} said. “{invented}", least=16, most=16),
    "unopened": _framed("{invented},” {name} said. “{words}”", least=16, most=16),
    "nested": _framed("{one} “{two}”", is_changed=True),
    "before": _framed("{invented}. “{words}”", least=16, most=16),
    "between": _framed("“{one}” {invented} “{two}”", least=16, most=20),
    "after": _framed("“{words}” {invented}", least=16, most=16),
    "partly": _framed("{words}. {invented} tomorrow.", least=16, most=16),
    "named": _named,
    "said": _framed("“{words},” {name} said.", claim="right"),
    "title": _framed("“{words},” {title} {family} told reporters.", claim="right"),
    "signed": _framed("“{words}” — {name}", claim="right"),
    "office": _framed("“{words},” the superintendent said."),
    "pronoun": _framed("“{words},” she said."),
    "misattributed": _framed("“{words},” said {name}.", claim="wrong"),
    "turned": _turned,
}
KINDS = tuple(MAKERS)
