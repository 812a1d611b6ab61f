"""Other ways to write what was typed: "10%" and "ten percent", "$12,000,000" and "12 million"."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from archive.search.question.analysis import words
from archive.search.question.grammar.nodes import Exact, Node

UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()  # noqa: SIM905
UNITS += ["seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBERS = {
    (UNITS[number] if number < len(UNITS) else " ".join(filter(None, [TENS[number // 10], UNITS[number % 10]]))): number
    for number in range(100)
    if number < len(UNITS) or number % 10
} | {TENS[ten]: ten * 10 for ten in range(2, 10)}
IN_WORDS = {str(number): word for word, number in NUMBERS.items()}
ORDINALS = {
    "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth", "7th": "seventh",
    "8th": "eighth", "9th": "ninth", "10th": "tenth", "11th": "eleventh", "12th": "twelfth",
}  # fmt: skip
# "Jan" is a name, "mar" the sea in Spanish, "dr" a doctor, and "st" a saint.
SHORT_FOR = {
    "feb": "february", "aug": "august", "sept": "september", "oct": "october", "nov": "november", "dec": "december",
    "ave": "avenue", "rd": "road", "blvd": "boulevard",
    "hwy": "highway", "dept": "department", "govt": "government", "apt": "apartment", "bldg": "building",
}  # fmt: skip
WRITTEN_AS = ORDINALS | {word: figure for figure, word in ORDINALS.items()} | SHORT_FOR
PERCENT = ("percent", "per cent", "por ciento")
LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "mil": 10**3, "millones": 10**6}
LEAST_LARGE = 10**6
FIGURE = re.compile(r"\d+(?:\.\d+)?")
SIZES = {"k": "thousand", "m": "million", "mil": "million", "b": "billion", "bn": "billion"}
MOST_PARTS = 3


class OtherForms(NamedTuple):
    """Words of a search, from ``start`` to ``end``, and other ways to write them."""

    start: int
    end: int
    forms: tuple[Node, ...]


def other_forms(typed: Sequence[str]) -> Iterator[OtherForms]:
    """Yield the words, as typed, that can be written in other ways."""
    for at, text in enumerate(typed):
        after = " ".join(words(typed[at + 1])) if at + 1 < len(typed) else ""
        if forms := _of_two(" ".join(words(text)), after):
            yield OtherForms(at, at + 2, tuple(map(Exact, forms)))
        if forms := _of_one(text):
            yield OtherForms(at, at + 1, tuple(map(Exact, forms)))


def _of_two(word: str, after: str) -> list[str]:
    if after in PERCENT or after == "pct":
        return _percentages(str(NUMBERS.get(word, word))) if FIGURE.fullmatch(word) or word in NUMBERS else []
    if after in LARGE and FIGURE.fullmatch(word):
        # Of 1.5 million, but not of 1.2345 thousand.
        whole = float(word) * LARGE[after]
        return [str(int(whole))] if whole.is_integer() else []
    if after.isdecimal() and re.fullmatch(r"[a-z]{1,4}", word):
        return [word + after, " ".join([*word, after])]
    return []


def _of_one(text: str) -> list[str]:
    typed, parts = text.lower().rstrip(".?!"), words(text)
    word = " ".join(parts)
    for pattern, forms in PATTERNS:
        if match := pattern.fullmatch(typed):
            return forms(*match.groups())
    if word.isdecimal() and int(word) >= LEAST_LARGE:
        return [f"{int(word) / size:g} {name}" for name, size in LARGE.items() if LEAST_LARGE <= size <= int(word)][:2]
    if 1 < len(parts) <= MOST_PARTS and word.replace(" ", "").isalpha():
        return ["".join(parts), f"{word}s"]
    return [WRITTEN_AS[word]] if word in WRITTEN_AS else []


def _percentages(figure: str) -> list[str]:
    figures = [figure, *([IN_WORDS[figure]] if figure in IN_WORDS else [])]
    # The sign is no word, so "10%" in a text is "10".
    return [*(f"{one} {name}" for one in figures for name in PERCENT), figure]


def _money(figure: str, size: str) -> list[str]:
    return [f"{figure} {SIZES[size]}", *_of_two(figure, SIZES[size])]


def _fiscal_year(year: str) -> list[str]:
    return [f"{name}{century}{year}" for name in ("fy", "fy ", "fiscal year ") for century in ("", "20")]


def _numbered(letters: str, number: str) -> list[str]:
    return [f"{letters}{number}", f"{letters} {number}", " ".join([*letters, number])]


PATTERNS: tuple[tuple[re.Pattern[str], Callable[..., list[str]]], ...] = (
    (re.compile(r"(\d+(?:\.\d+)?)%"), _percentages),
    (re.compile(r"[$€£](\d+(?:\.\d+)?)(k|m|b|mil|bn)"), _money),
    (re.compile(r"fy-?(?:20)?(\d\d)"), _fiscal_year),
    # A bill, a road, a disease: HR2601, I-94, covid-19.
    (re.compile(r"([a-z]{1,6})-?(\d{1,5})"), _numbered),
)
