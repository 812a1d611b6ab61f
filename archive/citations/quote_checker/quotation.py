"""A quotation as people write it, and each way to read it.

A reading says what every pasted word is: quoted, a remark of the writer such as [sic], or outside the quotation. Only
quoted words are compared with the record. The others are always shown, and never judged.
"""

import html
import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from django.utils.translation import gettext_lazy

from archive.citations.passages.words import Word, keys
from archive.citations.quote_checker.marks import DOUBLE, stretches
from archive.citations.quote_checker.spoken import spoken_keys, spoken_words
from archive.models import GAPS

SINGLE_QUOTED = re.compile(r"\s*['‘‚‹](.+)['’‘›]\s*", re.DOTALL)
REMARK = re.compile(r"\s*[\[(]\s*(?:sic|emphasis (?:added|mine|in original))[.!]?\s*[\])]", re.IGNORECASE)
CHANGED_LETTER = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
GAP = re.compile(
    r"(?P<bracket>\w*\[(?!\s*(?:\.|…))[^\[\]]{0,200}\]\w*)"
    r"|(?P<ellipsis>\[?\s*(?:…|\.(?:\s?\.){2,})\s*\]?\.?|\*\s?\*\s?\*)"
)
LINE_END = re.compile(r"(?<=[^\W\d_])[-‐\u00ad][ \t]*\r?\n[ \t]*(?=[^\W\d_])")
SOFT_HYPHEN = "\u00ad"
QUOTED_LINE = re.compile(r"[ \t]*>[> \t]*")
# Tags of running text. Readers do not see their attributes.
TAG = re.compile(
    r"</?(?:a|b|blockquote|br|cite|div|em|i|mark|p|q|span|strong|u)"
    r"(?:\s+(?:class|dir|href|id|lang|rel|style|target|title)=\"[^\"<>]*\")*\s*/?>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)
REPEATED_MARK = re.compile(r"(?<=\n)[ \t]*[\"“«„]")
# Fewer words in marks may be a term inside a quotation that has no marks.
FEWEST_WORDS = 4


class GapKind(StrEnum):
    """The kinds of gaps between two parts of a quotation."""

    ELLIPSIS = "ellipsis"
    BRACKET = "bracket"
    INTERRUPTION = "interruption"


@dataclass(frozen=True)
class MarkedChange:
    """A place where the writer marked a change of the published words; ``written`` is what the quotation has."""

    kind: GapKind
    written: str


class SpanKind(StrEnum):
    """What some of the pasted words count as."""

    QUOTED = "quoted"
    REMARK = "remark"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class QuotedSpan:
    """Some of the pasted words, as written, and what they count as."""

    kind: SpanKind
    written: str

    @property
    def label(self) -> str:
        """What the words count as, as a heading."""
        return str(LABELS[self.kind])


LABELS = {
    SpanKind.QUOTED: gettext_lazy("What we checked"),
    SpanKind.REMARK: gettext_lazy("Read as your own comment"),
    SpanKind.OUTSIDE: gettext_lazy("Outside the quotation, not judged"),
}


@dataclass(frozen=True)
class PastedQuotation:
    """One reading of the pasted text: parts that should be in the text word for word, and the gaps between them.

    There is one part more than gaps. A part may be empty if the quotation begins or ends with a bracket. ``outside``
    has the words outside the quotation. ``trails_off`` says that an ellipsis follows the last part. ``spans`` has
    everything that was pasted, in order. ``is_marked`` says that quotation marks set it apart, which stand from
    ``start`` to ``end`` of the pasted text.
    """

    parts: tuple[str, ...]
    gaps: tuple[MarkedChange, ...] = ()
    outside: str = ""
    trails_off: bool = False
    spans: tuple[QuotedSpan, ...] = field(default=(), compare=False)
    is_marked: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def unmarked(self) -> tuple[tuple[int, int], ...]:
        """Where the quotation stands, if no marks show it."""
        return () if self.is_marked else ((self.start, self.end),)

    @property
    def is_term(self) -> bool:
        """Whether so few words are marked that they may be a term inside the quotation."""
        return self.is_marked and len(self.keys) < FEWEST_WORDS

    @cached_property
    def text(self) -> str:
        """The quoted words, without the gaps."""
        return " ".join(part for part in self.parts if part)

    @cached_property
    def words(self) -> list[Word]:
        """The quoted words, with their places in ``text``."""
        joined: list[Word] = []
        at = 0
        for part in filter(None, self.parts):
            joined += [Word(word.key, word.start + at, word.end + at) for word in spoken_words(part)]
            at += len(part) + 1
        return joined

    @cached_property
    def breaks(self) -> dict[int, bool]:
        """The numbers of the words at which a part begins, and whether quotation marks close the part before it."""
        sizes = accumulate(len(spoken_keys(part)) for part in self.parts)
        return {size: gap.kind == GapKind.INTERRUPTION for size, gap in zip(sizes, self.gaps, strict=False)}

    @cached_property
    def keys(self) -> list[str]:
        """The keys of the quoted words."""
        return [word.key for word in self.words]


def readings(pasted: str) -> list[PastedQuotation]:
    """Return the readings of the pasted text, the most literal first; none if it has no words.

    The first takes every word as quoted. In the last, the words inside the marks are the quotation, if there are any.
    """
    pasted = cleaned(pasted)
    literal = _without_outer_marks(_line(REPEATED_MARK.sub("", pasted)))
    read = [
        PastedQuotation((literal,), spans=(QuotedSpan(SpanKind.QUOTED, _line(pasted)),)),
        _reading_of_pieces([(SpanKind.QUOTED, literal)]),
    ]
    read += _by_marks(pasted)
    return [reading for reading in dict.fromkeys(read) if reading.keys]


def chosen(reading: PastedQuotation, first: int, size: int) -> PastedQuotation:
    """Return a reading of an unmarked text in which that many of its words are the quotation, from one on."""
    text, words = reading.text, reading.words
    start, end = words[first].start, words[first + size - 1].end
    pieces = [(SpanKind.OUTSIDE, text[:start]), (SpanKind.QUOTED, text[start:end]), (SpanKind.OUTSIDE, text[end:])]
    return replace(_reading_of_pieces(pieces, is_literal=True), start=start, end=end)


def is_all_marked(text: str) -> bool:
    """Return whether one pair of marks has all the words."""
    quoted = stretches(text)
    return len(quoted) == 1 and not keys(text[: quoted[0].start] + text[quoted[0].end :])


def cleaned(pasted: str) -> str:
    """Return the pasted text without markup. A gap, copied from a page, stands for words left out."""
    return GAPS.sub("[…]", without_markup(pasted)).strip()


def without_markup(pasted: str) -> str:
    """Return the pasted text without an email's quotation marks, HTML tags and entities."""
    lines = [line for line in pasted.splitlines() if line.strip()]
    if lines and all(QUOTED_LINE.match(line) for line in lines):
        pasted = "\n".join(QUOTED_LINE.sub("", line) for line in pasted.splitlines())
    return html.unescape(TAG.sub("", pasted)) if TAG.search(pasted) or ENTITY.search(pasted) else pasted


def rejoined(pasted: str, known: Collection[str]) -> str:
    """Return the pasted text with words joined that a line end split.

    The hyphen is removed if the text has the joined word, and stays if the word has one.
    """

    def settled(match: re.Match[str]) -> str:
        before, after = pasted[: match.start()], pasted[match.end() :]
        whole = keys(before[-60:])[-1:] + keys(after[:60])[:1]
        return SOFT_HYPHEN if "".join(whole) in known else "-"

    return LINE_END.sub(settled, pasted)


def _line(text: str) -> str:
    return " ".join(text.split())


def _without_outer_marks(text: str) -> str:
    inner = text.strip(DOUBLE + " ")
    # Inner marks stay. Only a pair around everything is removed. A single one at an end is never a word.
    if match := SINGLE_QUOTED.fullmatch(inner):
        return match[1]
    return inner


def _reading_of_pieces(pieces: list[tuple[SpanKind, str]], *, is_literal: bool = False) -> PastedQuotation:
    """Return the reading with these pieces.

    Ellipses and brackets in quoted ones are interpreted, or taken literally.
    """
    parts: list[str] = []
    gaps: list[MarkedChange] = []
    between = ""
    for kind, written in pieces:
        if kind != SpanKind.QUOTED:
            between += f" {written}"
            continue
        some_parts, some_gaps = ([_line(written)], []) if is_literal else _marked(written)
        if parts:
            dots = GAP.fullmatch(between.strip())
            gaps.append(
                MarkedChange(GapKind.ELLIPSIS, between.strip()) if dots else MarkedChange(GapKind.INTERRUPTION, "")
            )
        parts += some_parts
        gaps += some_gaps
        between = ""
    trails_off = bool(gaps) and not keys(parts[-1]) and gaps[-1].kind == GapKind.ELLIPSIS
    parts, gaps = _tidy(parts, gaps)
    said = {kind: _line(" ".join(REMARK.sub("", text) for other, text in pieces if other == kind)) for kind in SpanKind}
    return PastedQuotation(
        tuple(parts),
        tuple(gaps),
        said[SpanKind.OUTSIDE],
        trails_off=trails_off,
        spans=tuple(_spans(pieces)),
    )


def _spans(pieces: list[tuple[SpanKind, str]]) -> list[QuotedSpan]:
    spans: list[QuotedSpan] = []
    for kind, written in pieces:
        at = 0
        for match in REMARK.finditer(written):
            spans += [QuotedSpan(kind, written[at : match.start()]), QuotedSpan(SpanKind.REMARK, match[0])]
            at = match.end()
        spans.append(QuotedSpan(kind, written[at:]))
    return [QuotedSpan(span.kind, _line(span.written)) for span in spans if keys(span.written)]


def _marked(text: str) -> tuple[list[str], list[MarkedChange]]:
    text = _line(CHANGED_LETTER.sub(r"\1", REMARK.sub("", text)))
    parts: list[str] = []
    gaps: list[MarkedChange] = []
    end = 0
    for match in GAP.finditer(text):
        parts.append(text[end : match.start()].strip())
        gaps.append(MarkedChange(GapKind(str(match.lastgroup)), match[0].strip()))
        end = match.end()
    parts.append(text[end:].strip())
    return parts, gaps


def _tidy(parts: list[str], gaps: list[MarkedChange]) -> tuple[list[str], list[MarkedChange]]:
    """Remove ellipses at the ends, which say nothing, and join gaps with no words between them."""
    while gaps and not keys(parts[0]) and gaps[0].kind != GapKind.BRACKET:
        parts, gaps = parts[1:], gaps[1:]
    while gaps and not keys(parts[-1]) and gaps[-1].kind != GapKind.BRACKET:
        parts, gaps = parts[:-1], gaps[:-1]
    kept_parts = [parts[0]]
    kept_gaps: list[MarkedChange] = []
    for gap, part in zip(gaps, parts[1:], strict=True):
        if kept_gaps and not keys(kept_parts[-1]):
            # Of two adjacent gaps, a bracket says more: its words are not in the record.
            kind = GapKind.BRACKET if GapKind.BRACKET in {gap.kind, kept_gaps[-1].kind} else gap.kind
            kept_gaps[-1] = MarkedChange(kind, f"{kept_gaps[-1].written} {gap.written}".strip())
            kept_parts[-1] = part
        else:
            kept_gaps.append(gap)
            kept_parts.append(part)
    return kept_parts, kept_gaps


def _by_marks(pasted: str) -> list[PastedQuotation]:
    """Return the readings in which the words inside the marks are the quotation; none if there are no words outside."""
    pieces: list[tuple[SpanKind, str]] = []
    at = 0
    quoted = stretches(pasted)
    for stretch in quoted:
        pieces += _outside(pasted[at : stretch.start])
        pieces.append((SpanKind.QUOTED, pasted[stretch.inner_start : stretch.inner_end]))
        at = stretch.end
    pieces += _outside(pasted[at:])
    is_alone = all(kind == SpanKind.QUOTED for kind, _ in pieces)
    if not quoted or (is_alone and len(quoted) == 1):
        return []
    read = [
        replace(reading, is_marked=True, start=quoted[0].start, end=quoted[-1].end)
        for reading in (_reading_of_pieces(pieces, is_literal=True), _reading_of_pieces(pieces))
    ]
    # If a mark is missing, a few words may not be all of the quotation.
    return read if all(stretch.is_closed for stretch in quoted) or not read[0].is_term else []


def _outside(written: str) -> list[tuple[SpanKind, str]]:
    if not written.strip():
        return []
    has_words = bool(keys(REMARK.sub("", written)))
    return [(SpanKind.OUTSIDE if has_words else SpanKind.REMARK, written)]
