"""Thirteen classes of query, drawn by seed from the sample's own words."""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.benchmarks.sample import SEED, Sample, read_sample

WORD = re.compile(r"[a-z]{3,}")
LOOKED_AT = 50_000
RARE, MIDDLE, COMMON = (0.0001, 0.0008), (0.004, 0.03), (0.08, 0.6)
"""In which part of the statements a word is."""


@dataclass(frozen=True)
class Query:
    """One search: its words, how they are meant (all, any, phrase, prefix, fuzzy), and its filters."""

    kind: str
    words: tuple[str, ...]
    meaning: str = "all"
    first_day: str = ""
    last_day: str = ""
    speaker: int = 0
    newest: bool = False
    facets: bool = False


class QueryMaker:
    """Draws queries that find something in a sample."""

    def __init__(self, sample: Path) -> None:
        self._draw = random.Random(SEED)
        self._samples = list(islice(read_sample(sample), LOOKED_AT))
        counts = Counter(word for sample in self._samples for word in set(_words(sample.text)))
        self._rare, self._middle, self._common = (
            sorted(word for word, count in counts.items() if low <= count / len(self._samples) <= high)
            for low, high in (RARE, MIDDLE, COMMON)
        )
        self._is_middle = set(self._middle)

    def queries(self, count: int) -> dict[str, list[Query]]:
        """Return that many queries of each class, by the name of the class."""
        makers: dict[str, Callable[[str], Query]] = {
            "rare term": lambda kind: Query(kind, (self._one(self._rare),)),
            "mid term": lambda kind: Query(kind, (self._one(self._middle),)),
            "common term": lambda kind: Query(kind, (self._one(self._common),)),
            "2-term AND": lambda kind: Query(kind, self._together(2)),
            "3-term AND": lambda kind: Query(kind, self._together(3)),
            "OR": lambda kind: Query(kind, (self._one(self._middle), self._one(self._common)), "any"),
            "phrase": lambda kind: Query(kind, self._phrase(), "phrase"),
            "prefix": lambda kind: Query(kind, (self._one(self._middle)[:4],), "prefix"),
            "fuzzy, 1 edit": lambda kind: Query(kind, (self._misspelt(),), "fuzzy"),
            "+ date range": self._dated,
            "+ speaker": lambda kind: Query(kind, (self._any_word(),), speaker=self._speaker()),
            "newest first": lambda kind: Query(kind, (self._any_word(),), newest=True),
            "6 facets": lambda kind: Query(kind, (self._any_word(),), facets=True),
        }
        return {kind: [make(kind) for _ in range(count)] for kind, make in makers.items()}

    def _one(self, words: Sequence[str]) -> str:
        return self._draw.choice(words)

    def _any_word(self) -> str:
        return self._one(self._draw.choice((self._middle, self._common)))

    def _together(self, count: int) -> tuple[str, ...]:
        while True:
            words = sorted(set(_words(self._sample().text)) & self._is_middle)
            if len(words) >= count:
                return tuple(self._draw.sample(words, count))

    def _phrase(self) -> tuple[str, ...]:
        while True:
            words = re.findall(r"[A-Za-z]+", self._sample().text)
            length = self._draw.randint(2, 4)
            if len(words) > length:
                start = self._draw.randrange(len(words) - length)
                return tuple(word.lower() for word in words[start : start + length])

    def _misspelt(self) -> str:
        word = self._one([word for word in self._middle if len(word) > 5])
        at = self._draw.randrange(1, len(word) - 1)
        letter = self._draw.choice(("", "e", "t", "r"))
        return word[:at] + letter + word[at + 1 :]

    def _dated(self, kind: str) -> Query:
        first, last = sorted((self._sample().day, self._sample().day))
        return Query(kind, (self._any_word(),), first_day=first, last_day=last)

    def _speaker(self) -> int:
        while not (speaker := self._sample().speaker):
            pass
        return speaker

    def _sample(self) -> Sample:
        return self._draw.choice(self._samples)


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())
