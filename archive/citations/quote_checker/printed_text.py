"""A text with a quotation in it: the sentence around the quotation, and what may be names outside of its marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.citations.passages.context import surroundings
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.quote_checker.known_speakers import KnownSpeakers, speaker_on_record
from archive.citations.quote_checker.names_in_text import COVER, PrintedName, names_in, without_quotations
from archive.language.people import Likeness
from archive.models import Statement

FAR = 1700


@dataclass(frozen=True)
class TextAround:
    """A text, and where a quotation stands in it, with its marks. ``parts`` are its words if they have no marks."""

    whole: "PrintedText"
    start: int
    end: int
    parts: tuple[tuple[int, int], ...] = ()

    @cached_property
    def sentence(self) -> QuoteRange:
        """The sentence of the quotation; with the one before and after it, if the words are a sentence of their own."""
        first = max(0, self.start - FAR)
        outside, text = self.whole.outside, self.whole.text
        near = outside[first : self.start] + text[self.start : self.end] + outside[self.end : self.end + FAR]
        around = surroundings(near, QuoteRange(self.start - first, self.end - first))
        before, after = around.start, around.rest
        between = "" if self.parts else outside[self.start : self.end]
        if not any(map(_has_words, (before, between, after))):
            before, after = around.lead, around.tail
        return QuoteRange(self.start - len(before.lstrip()), self.end + len(after.rstrip()))

    @cached_property
    def outside(self) -> str:
        """The sentence with every quotation covered."""
        outside = list(self.whole.outside[self.sentence.start : self.sentence.end])
        for start, end in self.parts:
            outside[start - self.sentence.start : end - self.sentence.start] = COVER * (end - start)
        return "".join(outside)

    @property
    def stands_alone(self) -> bool:
        """Whether the text has no other words than quotations."""
        if not self.parts:
            return not _has_words(self.whole.outside)
        before, after = self.whole.outside[: self.parts[0][0]], self.whole.outside[self.parts[-1][1] :]
        return not any(map(_has_words, (before, self.outside, after)))

    @cached_property
    def names(self) -> list[PrintedName]:
        """What may be names or offices in the sentence outside quotations, with their places in the whole text."""
        first, last = self.sentence.start, self.sentence.end
        if self.parts:
            # Without marks, a name may run into the words: "Sample We will not share it".
            return [one.moved(first) for one in names_in(self.outside)]
        return [one for one in self.whole.names if first < one.end and one.start < last]


class PrintedText:
    """The paragraphs of a text: what stands outside quotations, the names there, and whom the archive knows of them."""

    def __init__(self, paragraphs: Sequence[str], *, outside: str = "") -> None:
        self.text = "\n".join(paragraphs)
        self.outside = outside or "\n".join(map(without_quotations, paragraphs))

    @cached_property
    def names(self) -> list[PrintedName]:
        """What may be names or offices outside quotations."""
        return list(names_in(self.outside))

    @cached_property
    def known(self) -> KnownSpeakers:
        """The speakers whom these may name."""
        return KnownSpeakers(self.names)


def around_nested(paragraph: str, start: int, end: int, inside: tuple[int, int]) -> TextAround:
    """Return what stands around a quotation inside another one: also that one's words, which may name somebody."""
    first, last = inside
    outside = without_quotations(paragraph)
    opened = paragraph[first:start] + COVER * (end - start) + paragraph[end:last]
    return TextAround(PrintedText([paragraph], outside=outside[:first] + opened + outside[last:]), start, end)


def is_named_in(names: Iterable[PrintedName], statement: Statement) -> bool:
    """Return whether one of the names is the speaker's of a statement, as the record has it."""
    own = speaker_on_record(statement)
    return any(own.likeness(one) >= Likeness.FITS for one in names)


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
