"""Quotations of a forger or a careless writer: words altered in each way, and names of others beside right words.

English and Spanish sentences stand around them.
"""

import random
import re
from collections.abc import Callable

from tests.benchmarks.quote_cases import (
    Beside,
    Case,
    Source,
    Stock,
    chain,
    drawn,
    family_of,
    have_said,
    in_print,
    one_changed,
    sentences,
    stranger_to,
)

FRAMES = (
    "“{q},” {n} said.",
    "{n} said: “{q}.”",
    "According to {n}, “{q}.”",
    "“{q},” said {n}, who had been asked about it twice.",
    "“{q}” — {n}",
    "“{q}”, dijo {n}.",
    "Según {n}, “{q}”.",
    "«{q}», afirmó {n} al terminar la sesión.",
    "{n} lo dijo así: «{q}».",
)
BOTH = (
    "“{q},” {n} said after {other} had left.",
    "{other} did not agree. “{q},” said {n} of {other}’s plan.",
    "“{q}”, respondió {n} a {other}.",
    "{n} told {other}: “{q}.”",
)
TITLES = ("Councillor", "Mayor", "Rep.", "Dr.", "Vice President", "la concejala", "el alcalde", "el Sr.", "Director")
GIVEN = ("Xenia", "Odalys", "Tyrese", "Wendelin", "Ximena")
STRANGERS = ("Xenia Zzyzxson", "the plumber Odalys Qwertova", "una vecina", "she", "ella")
ASIDES = ("of course", "never", "as we promised", "with one exception", "unlike {other}", "and {other} too", "sin duda")
DENIED = re.compile(
    r"\b(?:do|does|did|will|would|can|could|should|is|are|was|were|have|has) not "
    r"(?!only\b|just\b|merely\b|simply\b|least\b|to mention\b)"
)
CONDITION = re.compile(r"(?<=\w) (?:if|unless|only if|until) (?=\w+ \w+ \w+)")
NUMBER = re.compile(r"(?<![\w.,$])\d{1,3}(?:\.\d+)?(?![\w.,]*\d)")

Alter = Callable[[str, Source, Stock, random.Random], str | None]


def word_changed(sentence: str, _source: Source, stock: Stock, chance: random.Random) -> str | None:
    """Put another word in place of one."""
    return one_changed(sentence[:-1], stock, chance) + sentence[-1]


def number_changed(sentence: str, _source: Source, _stock: Stock, chance: random.Random) -> str | None:
    """Put another number in place of one."""
    if not (found := NUMBER.search(sentence)):
        return None
    written = found[0]
    ways = [str(int(written.replace(".", "")) + 1), f"{written}0", f"1{written}"]
    if "." in written:
        ways.append(written.replace(".", ""))
    return sentence[: found.start()] + chance.choice(ways) + sentence[found.end() :]


def not_lost(sentence: str, _source: Source, _stock: Stock, _chance: random.Random) -> str | None:
    """Leave out a "not"."""
    lost = re.sub(r"\bnot |n['’]t\b", "", sentence, count=1)
    return lost if lost != sentence else None


def asked_no_more(sentence: str, _source: Source, _stock: Stock, _chance: random.Random) -> str | None:
    """Make a question a statement."""
    return f"{sentence[:-1]}." if sentence.endswith("?") else None


def _asked(sentence: str, _source: Source, _stock: Stock, _chance: random.Random) -> str | None:
    return f"{sentence[:-1]}?" if sentence.endswith(".") else None


def _not_added(sentence: str, _source: Source, _stock: Stock, _chance: random.Random) -> str | None:
    added = re.sub(r"\b(will|is|are|was|can|should|would)\b(?! not)", r"\1 not", sentence, count=1)
    return added if added != sentence else None


def _swapped(sentence: str, _source: Source, _stock: Stock, chance: random.Random) -> str | None:
    words = sentence[:-1].split()
    at = chance.randint(1, len(words) - 2)
    if words[at].casefold() == words[at + 1].casefold() or any("-" in word for word in words[at : at + 2]):
        return None
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words) + sentence[-1]


def _dropped(sentence: str, _source: Source, _stock: Stock, chance: random.Random) -> str | None:
    words = sentence[:-1].split()
    at = chance.randint(1, len(words) - 2)
    del words[at]
    return " ".join(words) + sentence[-1] if any(map(str.isalnum, sentence[at])) else None


def _put_in(sentence: str, source: Source, stock: Stock, chance: random.Random) -> str | None:
    words = sentence[:-1].split()
    at = chance.randint(2, len(words) - 2)
    aside = chance.choice(ASIDES).format(other=in_print(stranger_to(source.speaker, stock, chance)))
    return f"{' '.join(words[:at]).rstrip(',')}, {aside}, {' '.join(words[at:])}{sentence[-1]}"


def _cut_behind_not(sentence: str, _source: Source, _stock: Stock, _chance: random.Random) -> str | None:
    found = DENIED.search(sentence)
    rest = sentence[found.end() :] if found else ""
    return rest if len(rest.split()) >= 5 and not sentence.endswith("?") else None


def _cut_before_a_condition(sentence: str, _source: Source, _stock: Stock, _chance: random.Random) -> str | None:
    found = CONDITION.search(sentence)
    rest = sentence[: found.start()] if found else ""
    # "I ask if we could" has no condition.
    return (
        f"{rest}."
        if len(rest.split()) >= 6
        and "," not in rest
        and not re.search(
            r"\b(?:ask\w*|see|know|knew|wonder\w*|sure|even|as|say|what|check|clear|matter|question)$",
            rest,
            re.IGNORECASE,
        )
        and not sentence.endswith("?")
        else None
    )


def _joined(sentence: str, source: Source, stock: Stock, chance: random.Random) -> str | None:
    own = chance.random() < 0.5
    other = chance.choice(stock.by_speaker[source.speaker] if own else stock.rows)
    found = [one for one in sentences(other.text) if other is not source]
    return f"{sentence} {chance.choice(found)}" if found else None


def _cut_together(sentence: str, _source: Source, _stock: Stock, chance: random.Random) -> str | None:
    """Leave out a clause, without dots."""
    words = sentence[:-1].split()
    if len(words) < 14:
        return None
    at, size = chance.randint(4, len(words) - 9), chance.randint(3, 5)
    return " ".join(words[:at] + words[at + size :]) + sentence[-1]


def _invented(_sentence: str, _source: Source, stock: Stock, chance: random.Random) -> str | None:
    return "".join(mark for mark in chain(stock, chance) if mark not in '“”"‘«»[]…').rstrip(".,;:") + "."


def _altered(alter: Alter) -> Callable:
    """Return a maker of altered words with the name of their speaker."""

    def make(kind: str, stock: Stock, chance: random.Random) -> Case | None:
        sentence, source = drawn(stock, chance)
        words = alter(sentence, source, stock, chance)
        if not words:
            return None
        name = in_print(chance.choice([source.speaker, family_of(source.speaker)]))
        pasted = _framed(words, chance.choice(FRAMES), name)
        return Case(kind, pasted, words, source.speaker, is_right=False, named=Beside.SPEAKER)

    return make


def _framed(words: str, frame: str, name: str, other: str = "") -> str:
    bare = words if words.endswith("?") else words[:-1]
    return frame.replace("“{q},”", "“{q}”" if bare.endswith("?") else "“{q},”").format(q=bare, n=name, other=other)


def _beside(named: Beside, name: Callable, frames: tuple[str, ...] = FRAMES) -> Callable:
    """Return a maker of right words with a name beside them: ``name`` makes it of the speaker and another one."""

    def make(kind: str, stock: Stock, chance: random.Random) -> Case | None:
        sentence, source = drawn(stock, chance)
        if sentence.endswith("?"):
            return None
        other = stranger_to(source.speaker, stock, chance)
        if have_said(sentence, other, stock):
            return None
        written = name(in_print(source.speaker), in_print(other), chance)
        pasted = _framed(sentence, chance.choice(frames), written, in_print(other))
        return Case(kind, pasted, sentence, source.speaker, named=named)

    return make


def _family(name: str) -> str:
    return in_print(family_of(name))


HOSTILE: dict[str, Callable] = {
    "word changed": _altered(word_changed),
    "number changed": _altered(number_changed),
    "not lost": _altered(not_lost),
    "not added": _altered(_not_added),
    "question lost": _altered(asked_no_more),
    "question made": _altered(_asked),
    "words swapped": _altered(_swapped),
    "word dropped": _altered(_dropped),
    "words put in": _altered(_put_in),
    "clause left out": _altered(_cut_together),
    "cut behind not": _altered(_cut_behind_not),
    "cut before if": _altered(_cut_before_a_condition),
    "joined": _altered(_joined),
    "invented": _altered(_invented),
    "whole name": _beside(Beside.SPEAKER, lambda own, _other, _chance: own),
    "family name": _beside(Beside.SPEAKER, lambda own, _other, _chance: _family(own)),
    "another": _beside(Beside.ANOTHER, lambda _own, other, _chance: other),
    "another’s family": _beside(Beside.ANOTHER, lambda _own, other, _chance: _family(other)),
    "another in capitals": _beside(Beside.ANOTHER, lambda _own, other, _chance: _family(other).upper()),
    "another’s office": _beside(
        Beside.ANOTHER, lambda _own, other, chance: f"{chance.choice(TITLES)} {_family(other)}"
    ),
    "another’s aide": _beside(Beside.ANOTHER, lambda _own, other, _chance: f"a spokesman for {_family(other)}"),
    "another, and a day": _beside(
        Beside.ANOTHER,
        lambda _own, other, _chance: _family(other),
        ("“{q},” said {n} Tuesday.", "“{q},” {n} told the Board.", "Volgens {n}: “{q}.”", "Laut {n}: „{q}“."),
    ),
    "another’s own": _beside(
        Beside.ANOTHER,
        lambda _own, other, _chance: _family(other),
        ("{n}’s letter says it: “{q}.”", "“{q},” says {n}'s letter.", "En la carta de {n}: “{q}”."),
    ),
    "both": _beside(Beside.BOTH, lambda own, _other, chance: chance.choice([own, _family(own)]), BOTH),
    "a namesake": _beside(Beside.OPEN, lambda own, _other, chance: f"{chance.choice(GIVEN)} {_family(own)}"),
    "a stranger": _beside(Beside.NOBODY, lambda _own, _other, chance: chance.choice(STRANGERS)),
    "elsewhere": _beside(
        Beside.NOBODY,
        lambda own, _other, _chance: own,
        ("{n} came late. The room was full. “{q}.” The vote was short.",),
    ),
}
