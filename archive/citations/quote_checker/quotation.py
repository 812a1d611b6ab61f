"""A quotation as people write it: its marks, its dots, its brackets, and the words around it.

What is understood: quotation marks of any shape around the whole, dots or an ellipsis where words were left out, [sic],
[W]e for a changed capital, [words] put in or put in the place of others, and an attribution outside the marks, as in
“We agree,” the chair said. “We will vote.”
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from archive.citations.words import Word, keys, words
from archive.models import GAPS

OPENING = '"“„«‟'
CLOSING = '"”“»'
QUOTED = re.compile(r"“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|\"[^\"]+\"", re.DOTALL)
SINGLE_QUOTED = re.compile(r"\s*['‘‚‹](.+)['’‘›]\s*", re.DOTALL)
SIC = re.compile(r"\s*[\[(]\s*(?:sic|emphasis (?:added|mine|in original))[.!]?\s*[\])]", re.IGNORECASE)
CHANGED_LETTER = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
GAP = re.compile(
    r"(?P<bracket>\w*\[(?!\s*(?:\.|…))[^\[\]]{0,200}\]\w*)"
    r"|(?P<ellipsis>\[?\s*(?:…|\.(?:\s?\.){2,})\s*\]?\.?|\*\s?\*\s?\*)"
)

# Fewer words in marks are a term that is quoted within the quotation.
FEWEST_WORDS = 4


class GapKind(StrEnum):
    """What stands between two parts of a quotation."""

    ELLIPSIS = "ellipsis"
    BRACKET = "bracket"
    ATTRIBUTION = "attribution"


@dataclass(frozen=True)
class Gap:
    """A place where the writer marked that the words are not those published; ``written`` as in the quotation."""

    kind: GapKind
    written: str


@dataclass(frozen=True)
class Quotation:
    """One way to read what was pasted: parts that should stand in the text word for word, and the gaps between them.

    There is one part more than gaps; a part may be empty where the quotation begins or ends with a bracket.
    ``attribution`` holds the words outside the quotation marks.
    """

    parts: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()
    attribution: str = ""

    @cached_property
    def text(self) -> str:
        """The words quoted, without what stands in the gaps."""
        return " ".join(part for part in self.parts if part)

    @cached_property
    def words(self) -> list[Word]:
        """The words quoted, with their places in ``text``."""
        return words(self.text)

    @cached_property
    def keys(self) -> list[str]:
        """The keys of the words quoted."""
        return [word.key for word in self.words]


def readings(pasted: str) -> list[Quotation]:
    """Return the ways to read what was pasted, the most literal first; none where it has no words."""
    # Copied from a page that shows a gap, it stands for words left out.
    pasted = GAPS.sub("[…]", pasted)
    literal = _without_outer_marks(" ".join(pasted.split()))
    found = [Quotation((literal,)), _marked(literal)]
    if attributed := _attributed(pasted):
        found.append(attributed)
    return [reading for reading in dict.fromkeys(found) if reading.keys]


def _without_outer_marks(text: str) -> str:
    inner = text.strip(OPENING + CLOSING + " ")
    # Marks within stay: only a pair around the whole goes, and a lone one at an end is no word either way.
    if match := SINGLE_QUOTED.fullmatch(inner):
        return match[1]
    return inner


def _marked(text: str) -> Quotation:
    text = CHANGED_LETTER.sub(r"\1", SIC.sub("", text))
    parts, gaps, end = [], [], 0
    for match in GAP.finditer(text):
        parts.append(text[end : match.start()].strip())
        gaps.append(Gap(GapKind(match.lastgroup), match[0].strip()))
        end = match.end()
    parts.append(text[end:].strip())
    return _tidy(parts, gaps)


def _tidy(parts: list[str], gaps: list[Gap]) -> Quotation:
    """Leave out dots at the ends, which say nothing, and join gaps that have no words between them."""
    while gaps and not keys(parts[0]) and gaps[0].kind == GapKind.ELLIPSIS:
        parts, gaps = parts[1:], gaps[1:]
    while gaps and not keys(parts[-1]) and gaps[-1].kind == GapKind.ELLIPSIS:
        parts, gaps = parts[:-1], gaps[:-1]
    kept_parts, kept_gaps = [parts[0]], []
    for gap, part in zip(gaps, parts[1:], strict=True):
        if kept_gaps and not keys(kept_parts[-1]):
            kept_gaps[-1] = Gap(kept_gaps[-1].kind, f"{kept_gaps[-1].written} {gap.written}")
            kept_parts[-1] = part
        else:
            kept_gaps.append(gap)
            kept_parts.append(part)
    return Quotation(tuple(kept_parts), tuple(kept_gaps))


def _attributed(pasted: str) -> Quotation | None:
    """Return the words within the quotation marks where what is outside them can only be an attribution.

    That is so where a quotation begins or ends what was pasted, most of the words are within marks, and those outside
    have no dots or brackets, which belong to a quotation; else the marks are taken for ones within the quotation.
    """
    segments = list(QUOTED.finditer(pasted))
    attribution = " ".join(QUOTED.sub(" ", pasted).split())
    if not segments or not keys(attribution) or GAP.search(attribution):
        return None
    at_an_end = not keys(pasted[: segments[0].start()]) or not keys(pasted[segments[-1].end() :])
    parts: list[str] = []
    gaps: list[Gap] = []
    for segment in segments:
        reading = _marked(segment[0][1:-1].strip())
        if parts:
            gaps.append(Gap(GapKind.ATTRIBUTION, ""))
        parts += reading.parts
        gaps += reading.gaps
    within = sum(len(keys(part)) for part in parts)
    if not at_an_end or within < max(FEWEST_WORDS, len(keys(attribution))):
        return None
    return Quotation(tuple(parts), tuple(gaps), attribution)
