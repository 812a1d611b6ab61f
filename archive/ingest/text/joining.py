"""Joins broken text: cue fragments, wrapped lines, words cut at a line end."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from archive.ingest.parsed import Entry, Turn
from archive.language.abbreviations import ABBREVIATIONS

END = 40  # characters that show how a text ends
SENTENCE_END = re.compile(r"(?:[.?!…]|[。！？])[\"'”’)\]]*\s*$")
ABBREVIATED = re.compile(rf"(?:^|\s)(?:{ABBREVIATIONS}|No|Messrs|[A-Z])\.$")
HYPHENS = ("-", "\u00ad", "\ufffe", "\u2010")
LINE_END_HYPHEN = re.compile(r"(\w+)[-\u00ad\ufffe\u2010]$")
LONGEST_WORD = 60
START = re.compile(r"\w+")
SENTENCE_BREAK = re.compile(r"(?<=[.?!…\"”’)\]])\s+|(?<=[。！？])")
LONG_PARAGRAPH = 120  # words
LONGEST_PARAGRAPH = 2 * LONG_PARAGRAPH  # words of one turn of an unknown speaker
SPACELESS = "\u3000-\u9fff\uff00-\uffef"
UNIT = re.compile(rf"[{SPACELESS}][”’」』）\])]*\s*|[^\s{SPACELESS}]+\s*")  # a word, or a letter of Chinese
HYPHENATED_WORD = re.compile(r"\w+(?:-\w+)*")


def ends_sentence(text: str) -> bool:
    """Return whether a text ends with a sentence, by its punctuation."""
    end = text[-END:]
    return SENTENCE_END.search(end) is not None and ABBREVIATED.search(end) is None


def between(left: str, right: str) -> str:
    """Return what goes between two pieces of one text: a space, unless their script has none."""
    return "" if _spaceless(left[-1]) and _spaceless(right[0]) else " "


def join(left: str, right: str) -> str:
    """Return two pieces of one text as one."""
    return left + between(left, right) + right if left and right else left or right


def running(parts: Iterable[str]) -> str:
    """Return consecutive parts of one speech as one text, with a new paragraph where the last one is long."""
    pieces: list[str] = []
    words = 0
    for part in filter(None, parts):
        ends = words >= LONG_PARAGRAPH and ends_sentence(pieces[-1])
        if pieces:
            pieces.append("\n\n" if ends else between(pieces[-1], part))
        pieces.append(part)
        _, breaks, last = part.rpartition("\n\n")
        words = len(last.split()) + (0 if ends or breaks else words)
    return "".join(pieces)


def as_one(turns: Sequence[Turn]) -> Turn:
    """Return turns of one speaker as one."""
    end = next((turn.end for turn in reversed(turns) if turn.end is not None), None)
    return turns[0] if len(turns) == 1 else replace(turns[0], text=running(turn.text for turn in turns), end=end)


def joined(entries: Iterable[Entry], goes_on: Callable[[Turn, Turn], bool]) -> Iterator[Entry]:
    """Yield the entries with each run of turns as one, in which every turn goes on with the one before."""
    run: list[Turn] = []
    for entry in entries:
        if run and not (isinstance(entry, Turn) and goes_on(run[-1], entry)):
            yield as_one(run)
            run = []
        if isinstance(entry, Turn):
            run.append(entry)
        else:
            yield entry
    if run:
        yield as_one(run)


def _spaceless(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


class Unwrapper:
    """Joins the wrapped lines of one document, and knows whether "inter-" and "national" are one word of it.

    A hyphen at a line end is removed if the document has the joined word elsewhere, stays if it has the hyphenated one,
    and otherwise follows the document's other line ends.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        texts = list(lines)
        breaks = [
            (match, after) for left, right in pairwise(texts) if (match := _cut(left)) and (after := START.match(right))
        ]
        self._words = {word.casefold() for text in texts for word in HYPHENATED_WORD.findall(text)} if breaks else set()
        joined = sum((match[1] + after[0]).casefold() in self._words for match, after in breaks)
        hyphenated = sum(f"{match[1]}-{after[0]}".casefold() in self._words for match, after in breaks)
        self._hyphenates = joined >= hyphenated

    def text(self, lines: Iterable[str]) -> str:
        """Return the lines of one paragraph as running text."""
        pieces: list[str] = []
        for line in filter(None, map(str.strip, lines)):
            pieces += self._after(pieces, line) if pieces else [line]
        return "".join(pieces)

    def _after(self, pieces: list[str], line: str) -> list[str]:
        """Return what separates the pieces from the next line. The hyphen at their end may be removed."""
        last = pieces[-1]
        match, after = _cut(last), START.match(line)
        if match is None or after is None:
            pieces[-1] = last.replace("\u00ad", "")
            return [line] if last.endswith(("—", "--")) else [between(last, line), line]
        pieces[-1] = last[:-1]
        return [line] if self._one_word(match[1], after[0]) else ["-", line]

    def _one_word(self, start: str, end: str) -> bool:
        if not end[0].islower() or start[-1].isdigit():
            return False
        if (start + end).casefold() in self._words:
            return True
        return self._hyphenates and f"{start}-{end}".casefold() not in self._words


def _cut(line: str) -> re.Match[str] | None:
    """Return the end of a line if a hyphen cuts its last word, or None."""
    return LINE_END_HYPHEN.search(line[-LONGEST_WORD:]) if line.endswith(HYPHENS) else None


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a running text, by its punctuation."""
    start = 0
    for match in SENTENCE_BREAK.finditer(text):
        if ends_sentence(text[start : match.start()]):
            yield text[start : match.start()]
            start = match.end()
    if text[start:].strip():
        yield text[start:]


def parts(text: str) -> Iterator[str]:
    """Yield words of unknown speakers in parts: to the end of a sentence after 120 words, or 240 words without one.

    In a script without spaces, two letters count as a word.
    """
    start, words = 0, 0.0
    if length(text) <= LONGEST_PARAGRAPH:
        yield text
        return
    for unit in UNIT.finditer(text):
        words += _weight(unit[0])
        if words >= LONGEST_PARAGRAPH or (words >= LONG_PARAGRAPH and ends_sentence(unit[0])):
            yield text[start : unit.end()].strip()
            start, words = unit.end(), 0.0
    if text[start:].strip():
        yield text[start:].strip()


def length(text: str) -> float:
    """Return how many words a text has. In a script without spaces, two letters count as one."""
    return sum(map(_weight, UNIT.findall(text)))


def _weight(unit: str) -> float:
    return 0.5 if _spaceless(unit[0]) else 1.0


def within(texts: Iterable[str], characters: int) -> list[str]:
    """Return the texts up to this many characters, the last one cut."""
    taken = []
    for text in texts:
        taken.append(text[:characters])
        characters -= len(text)
        if characters <= 0:
            break
    return taken
