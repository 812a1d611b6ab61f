"""How a quotation is printed where the record has the same words in a row.

The press sets a comma before a closing quotation mark where the record has a full stop, a full stop where it cuts a
sentence, and a capital where a quotation begins in the middle of one. That changes no words, and no reader takes it for
a change. Every other mark is one: a question mark, an exclamation mark, dots, and anything inside a quotation. So is a
question that is cut short and printed as a sentence of its own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archive.citations.passages.context import surroundings
from archive.citations.passages.difference import PieceKind
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.passages.words import Word, keys
from archive.citations.quote_checker.finding import Convention, Difference
from archive.citations.quote_checker.spoken import INITIALS, said_alike, sound_alike
from archive.citations.quote_checker.typography import canonical, outer

LONGEST_MARKS = 12
# What may stand before a closing quotation mark in place of another such mark, or of none.
CLOSING_MARKS = frozenset({"", ",", "."})
NO_BREAKS: Mapping[int, bool] = {}
MORE_DOTS = re.compile(r"\s?\.")
TELLING_MARKS = re.compile(r"[?!¿¡؟？！]|\.\.")
# The end of a question, perhaps with the marks of a quotation that it ends.
ASKED = re.compile(r"[?؟？][?!؟？！\"'”’»)\]\s]*\Z")


@dataclass(frozen=True)
class WordRun:
    """A run of words of a text, with the text around it."""

    text: str
    words: Sequence[Word]

    def word(self, number: int) -> str:
        """Return a word as written."""
        return self.text[self.words[number].start : self.words[number].end]

    def between(self, number: int) -> str:
        """Return what stands between a word and the next one."""
        return self.text[self.words[number].end : self.words[number + 1].start]

    @property
    def start(self) -> int:
        """Where the first word begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.words[-1].end


@dataclass
class PrintedWords:
    """Words of the record, from ``start`` to ``end``, as a quotation prints them.

    ``has_the_words`` is false if a number is written otherwise and cannot be read aloud like the record's.
    ``loses_its_question`` says that the record goes on as a question, and the quotation ends like a statement.
    """

    start: int
    end: int
    has_the_words: bool = True
    loses_its_question: bool = False
    differences: list[Difference] = field(default_factory=list)
    conventions: set[Convention] = field(default_factory=set)

    @property
    def is_exact(self) -> bool:
        """Whether nothing differs but what convention allows."""
        return not self.loses_its_question and all(part.kind == PieceKind.SAME for part in self.differences)

    def add(self, published: str, quoted: str, *, is_same: bool) -> None:
        """Add what follows."""
        if is_same:
            self._add(PieceKind.SAME, published, published)
            return
        # A space is no difference of its own.
        self._add(PieceKind.SAME, " " * published[:1].isspace(), " ")
        old, new = published.strip(), quoted.strip()
        self._add(PieceKind.CHANGED if old and new else PieceKind.DROPPED if old else PieceKind.ADDED, old, new)
        self._add(PieceKind.SAME, " " * (published[1:] or quoted)[-1:].isspace(), " ")

    def _add(self, kind: PieceKind, published: str, quoted: str) -> None:
        last = self.differences[-1] if self.differences else None
        if kind == PieceKind.SAME and last and last.kind == kind:
            self.differences[-1] = Difference(kind, last.published + published, last.quoted + published)
        elif published or (quoted and kind != PieceKind.SAME):
            self.differences.append(Difference(kind, published, quoted))


def printed(
    quoted: WordRun, stored: WordRun, breaks: Mapping[int, bool] = NO_BREAKS, *, loses_its_question: bool = False
) -> PrintedWords:
    """Return how the quotation prints the words that the record has. Both runs have the same keys.

    ``breaks`` has the numbers of the words after the first that begin a part of the quotation, and whether the part
    before it is closed by quotation marks there, and not by an ellipsis. With ``loses_its_question``, no mark may stand
    for that at the end of the question.
    """
    compared = PrintedWords(stored.start, stored.end, loses_its_question=loses_its_question)
    _begin(compared, quoted, stored)
    for number in range(len(quoted.words)):
        if number:
            _add_between(compared, quoted, stored, number, breaks)
        _add_word(compared, quoted, stored, number, begins=number == 0 or number in breaks)
    _end(compared, quoted, stored)
    return compared


def loses_its_question(quoted: WordRun, text: str, passage: QuoteRange, *, first: str) -> bool:
    """Return whether the record asks what a quotation, up to the end of the passage, prints as a statement.

    ``first`` is the first word of the quotation. A few words from within a question are fairly cut if they end without
    a mark and do not begin like a sentence.
    """
    marks = outer(quoted.text[quoted.end :])
    if marks not in CLOSING_MARKS:
        return False
    last = QuoteRange(passage.end - 1, passage.end)
    around = surroundings(text, last)
    rest = around.rest or text[passage.end : passage.end + len(_marks_after(text, passage.end))]
    begins = first[0].isupper() or not text[last.start - len(around.start.lstrip()) : passage.start].strip("¿¡\"“«' ")
    return ASKED.search(rest) is not None and (bool(marks) or begins or not around.rest)


def _begin(compared: PrintedWords, quoted: WordRun, stored: WordRun) -> None:
    marks = outer(quoted.text[: quoted.start])
    firsts = range(stored.start, max(0, stored.start - LONGEST_MARKS) - 1, -1)
    start = next((first for first in firsts if outer(stored.text[first : stored.start]) == marks), None)
    if start is None:
        compared.add("", marks, is_same=False)
    else:
        compared.start = start
        compared.add(stored.text[start : stored.start], "", is_same=True)


def _add_between(
    compared: PrintedWords, quoted: WordRun, stored: WordRun, number: int, breaks: Mapping[int, bool]
) -> None:
    published, written = stored.between(number - 1), quoted.between(number - 1)
    is_same = canonical(published) == canonical(written) or _are_quotation_marks(published, written)
    if not is_same and breaks.get(number) and _may_close(written, published):
        compared.conventions.add(Convention.CLOSING_MARK)
        is_same = True
    if number in breaks and not breaks[number]:
        # An ellipsis where the record leaves nothing out.
        compared.add(published, " … ", is_same=False)
    else:
        compared.add(published, written, is_same=is_same)


def _add_word(compared: PrintedWords, quoted: WordRun, stored: WordRun, number: int, *, begins: bool) -> None:
    published, written = stored.word(number), quoted.word(number)
    one, other = canonical(published), canonical(written)
    is_same = one == other
    if not is_same and begins and one[1:] == other[1:] and one[:1].casefold() == other[:1].casefold():
        compared.conventions.add(Convention.CAPITAL)
        is_same = True
    if not is_same and (keys(published) != keys(written) or INITIALS.fullmatch(published)):
        is_same = said_alike(stored.text, stored.words[number], written)
        compared.conventions.add(Convention.FIGURES)
        if not is_same:
            compared.has_the_words &= sound_alike(stored.text, stored.words[number], written)
    compared.add(published, written, is_same=is_same)


def _end(compared: PrintedWords, quoted: WordRun, stored: WordRun) -> None:
    marks = outer(quoted.text[quoted.end :])
    stops = range(stored.end, min(len(stored.text), stored.end + LONGEST_MARKS) + 1)
    stop = next((stop for stop in stops if outer(stored.text[stored.end : stop]) == marks), None)
    # A full stop is not the first of three dots.
    if stop is not None and not compared.loses_its_question and not (marks and MORE_DOTS.match(stored.text, stop)):
        compared.end = stop
        compared.add(stored.text[stored.end : stop], "", is_same=True)
        return
    following = _marks_after(stored.text, stored.end)
    if not compared.loses_its_question and _may_close(marks, following):
        compared.conventions.add(Convention.CLOSING_MARK)
        compared.end += following[:1] == "."
    else:
        compared.end += len(following)
        compared.add(following, marks, is_same=False)


def _marks_after(text: str, end: int) -> str:
    """Return the marks next to a word, perhaps after a space, as in French."""
    marks = re.match(r"\s?[^\w\s]*", text[end : end + LONGEST_MARKS])
    return marks[0].rstrip() if marks else ""


def _may_close(written: str, published: str) -> bool:
    """Return whether the mark before a closing quotation mark may stand for what the record has there."""
    return outer(written) in CLOSING_MARKS and not TELLING_MARKS.search(canonical(published))


def _are_quotation_marks(published: str, written: str) -> bool:
    """Return whether only the shape of the marks of a quotation inside the quotation differs: single for double."""
    return canonical(published).replace("'", '"') == canonical(written).replace("'", '"')
