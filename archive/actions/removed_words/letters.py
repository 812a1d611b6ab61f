"""The words of some texts as one row of letters, in which removed words are found however they are spaced.

"Plum-\\ntree", "P l u m t r e e", "PlumTree" and "plumtree" have the same letters. "Grünwald" has those of "Grunwald"
and of "Gruenwald", "Yıldız" those of "YILDIZ". A run begins and ends where a word does, or where a capital follows a
small letter.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise, zip_longest
from typing import Self

from archive.actions.removed_words.passages import OTHER_SPELLINGS, plain_words
from archive.citations.passages.quote_range import QuoteRange, places_of
from archive.citations.passages.words import INVISIBLE, Word
from archive.models.record.redaction import OPENING, digest_of

# Where one word may be two: an invisible sign, or a capital after a small letter.
SEAM = re.compile(f"[{INVISIBLE}]+|(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
# Release 1.0.0 hashed words apart, and so many first ones. In its runs these signs between parts do not end a word.
FIRST_WORDS = 3
HYPHEN = re.compile(r"\s*[-‐‑]\s*")
SPACED = re.compile(r"[\W_]{1,3}")
# So many parts are read as one word at most: a text may have a sign between any two of its letters.
MOST_PARTS = 40
Part = tuple[int, Word]


@dataclass(frozen=True)
class Letters:
    """The parts of words of some texts, each with the number of its text, and their letters in a row.

    ``continuing`` are the numbers of the parts that may belong to the word before them.
    """

    parts: tuple[Part, ...]
    continuing: frozenset[int] = frozenset()

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """Return the letters of the texts, one after another."""
        parts = tuple((number, part) for number, text in enumerate(texts) for part in _parts_of(text))
        cut = (number for number, (one, next_one) in enumerate(pairwise(parts), 1) if _is_cut(one, next_one, texts))
        return cls(parts, frozenset(cut))

    @cached_property
    def _row(self) -> tuple[str, list[int]]:
        """The letters, and where each part begins and the last ends."""
        keys = [word.key for _, word in self.parts]
        return "".join(keys), [0, *accumulate(map(len, keys))]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """The number of the part that begins at each place; the last place is the end."""
        return {start: number for number, start in enumerate(self._row[1])}

    def said(self, first: int, end: int) -> str:
        """Return the letters from a part up to another."""
        letters, starts = self._row
        return letters[starts[first] : starts[end]]

    def end_of(self, first: int, size: int) -> int | None:
        """Return where so many letters from the part end, or None if that is inside a word."""
        return self._numbers.get(self._row[1][first] + size)

    def words_apart(self, first: int, length: int) -> Iterator[tuple[list[str], int]]:
        """Yield the keys of so many words from the part, and where they end: of parts, and of words if they are cut."""
        yield [word.key for _, word in self.parts[first : first + length]], first + length
        keys: list[str] = []
        end, last = first, min(first + length + MOST_PARTS, len(self.parts))
        while end < last and (len(keys) < length or end in self.continuing):
            key = self.parts[end][1].key
            keys[-1:] = [keys[-1] + key] if keys and end in self.continuing else [*keys[-1:], key]
            end += 1
        if end > first + length:
            yield keys, end

    @cached_property
    def openings(self) -> dict[str, list[int]]:
        """The hashes of how a run may begin, each with the numbers of the parts where it does."""
        openings: dict[str, list[int]] = defaultdict(list)
        for first in range(len(self.parts)):
            for digest in {digest_of(*said) for said in self._begun(first)}:
                openings[digest].append(first)
        return openings

    def _begun(self, first: int) -> Iterator[Sequence[str]]:
        for end in range(first + 1, len(self.parts) + 1):
            said = self.said(first, end)
            yield [said[:OPENING]]
            if len(said) >= OPENING:
                break
        for length in range(1, FIRST_WORDS + 1):
            yield from (keys for keys, _ in self.words_apart(first, length))

    def having(self, run: str) -> Iterator[range]:
        """Yield the parts that have the letters of the run, wherever they do."""
        for match in re.finditer(f"(?={re.escape(run)})", self._row[0]):
            first = self._numbers.get(match.start())
            if first is not None and (end := self.end_of(first, len(run))):
                yield range(first, end)

    def places(self, at: range) -> tuple[tuple[int, QuoteRange], ...]:
        """Return where the parts are: a passage for each text."""
        return places_of(self.parts[at.start : at.stop])

    def spelled(self, way: Callable[[Word, str], Word], texts: Sequence[str]) -> Self:
        """Return the letters of the words of the texts in another spelling."""
        return type(self)(tuple((number, way(part, texts[number])) for number, part in self.parts), self.continuing)

    def without_initials(self) -> Self:
        """Return the letters without words of one: "Ann Q. Sample" as "Ann Sample". The "i" of "iPlum" is none."""
        following = [(number, part.start) for number, part in self.parts[1:]]
        followed = zip_longest(self.parts, following)
        kept = (part for part, next_at in followed if not is_initial(part[1].key) or next_at == (part[0], part[1].end))
        return type(self)(tuple(kept))


def readings(texts: Sequence[str]) -> list[Letters]:
    """Return the ways to read the texts: with and without words of one letter, and each in other spellings."""
    whole = Letters.of(texts)
    shorter = whole.without_initials()
    ways = [whole, shorter] if 0 < len(shorter.parts) < len(whole.parts) else [whole]
    if not all(map(str.isascii, texts)):
        ways += [read.spelled(way, texts) for way in OTHER_SPELLINGS for read in ways]
    return list(dict.fromkeys(ways))


def forms_of(keys: Sequence[str]) -> list[list[str]]:
    """Return the forms of a removed run: as it is and, if two words or more remain, without words of one letter."""
    shorter = [key for key in keys if not is_initial(key)]
    return [[*keys], shorter] if 1 < len(shorter) < len(keys) else [[*keys]]


def places_with(text: str, runs: Iterable[Sequence[str]]) -> list[QuoteRange]:
    """Return where the text has the letters of one of the runs, each the keys of its words."""
    read = readings([text]) if text else []
    sought = dict.fromkeys("".join(form) for run in runs if run for form in forms_of(run))
    at = ((way, at) for run in sought for way in read for at in way.having(run))
    return list(dict.fromkeys(place for way, parts in at for _, place in way.places(parts)))


def runs_in(text: str, runs: Iterable[Sequence[str]]) -> set[tuple[str, ...]]:
    """Return those of the runs whose letters the text has."""
    read = readings([text]) if text else []
    return {tuple(run) for run in runs if any(any(way.having("".join(form))) for form in forms_of(run) for way in read)}


def is_initial(key: str) -> bool:
    """Return whether the word is one letter, which may be an initial. In scripts without spaces it is not."""
    return len(key) == 1 and key.isascii() and key.isalpha()


def _parts_of(text: str) -> Iterator[Word]:
    for word in plain_words(text):
        seams = [seam.span() for seam in SEAM.finditer(text, word.start, word.end)]
        if not seams:
            yield word
            continue
        starts, ends = [word.start, *(end for _, end in seams)], [*(start for start, _ in seams), word.end]
        for start, end in zip(starts, ends, strict=True):
            for part in plain_words(text[start:end]):
                yield Word(part.key, start + part.start, start + part.end)


def _is_cut(before: Part, after: Part, texts: Sequence[str]) -> bool:
    """Return whether two parts may be of one word: a seam or a hyphen is between them, or they are single letters.

    The hyphen may end a text. A capital after a small letter begins another word: "E l m".
    """
    (first, start), (second, end) = before, after
    if first == second and (seam := SEAM.match(texts[first], start.end)) and seam.end() == end.start:
        return True
    if second > first + 1 or not (start.key.isalpha() and end.key.isalpha()):
        return False
    between = texts[first][start.end : end.start if first == second else None]
    between += texts[second][: end.start] if second > first else ""
    if len(start.key) == len(end.key) == 1 and SPACED.fullmatch(between):
        return not (texts[first][start.start].islower() and texts[second][end.start].isupper())
    return HYPHEN.fullmatch(between) is not None
