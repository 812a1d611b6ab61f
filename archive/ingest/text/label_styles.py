"""The styles in which transcripts name who speaks, and which of them a document uses.

A document is read by one style only, the one that fits most of its lines, so that a colon or a bracket inside a
speech is not taken for a label.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from archive.ingest import limits
from archive.ingest.parsed import Seconds, is_mark
from archive.ingest.refusals import TooLarge
from archive.ingest.text import clock, label_words

OPENING = 400  # characters of a line within which its label ends
NAME = r"[^:\[\]\n*]{1,90}?"
OFFICE = (
    r"(?:CHAIRMAN|CHAIRWOMAN|CHAIRPERSON|CHAIR|VICE[ -]CHAIR(?:MAN|WOMAN|PERSON)?|GOVERNOR|(?:VICE )?PRESIDENT|"
    r"SECRETARY|SENATOR|(?:VICE |DEPUTY )?MAYOR|COUNCIL(?:L?OR|MEMBER|MAN|WOMAN)|COMMISSIONER|TRUSTEE|DIRECTOR|"
    r"SUPERINTENDENT|SEVERAL(?: SPEAKERS)?|UNIDENTIFIED(?: SPEAKER)?|SPEAKERS?|PARTICIPANTS?)"
)
CAPITAL = "A-ZÀ-ÖØ-Þ"
CAPITAL_NAME = rf"(?:(?:Mc|Mac|De|Di|La|Le|Van )?[{CAPITAL}][{CAPITAL}'’`\"-]{{0,30}}[{CAPITAL}\"]|[{CAPITAL}]\.)"
CAPITAL_NAMES = rf"{CAPITAL_NAME}(?:,? (?:and )?{CAPITAL_NAME}){{0,5}}"
CAPITAL_TITLE = r"(?:M ?R ?S|M ?R|M ?S|MISS|D ?R|MESSRS)"  # text recognition parts the letters of some
CAPITALS_DOT = (
    rf"(?<![{CAPITAL}])(?P<label>(?:{CAPITAL_TITLE}\s?\.?\s?{CAPITAL_NAMES}|{OFFICE}\b(?:\s{CAPITAL_NAMES})?)"
    r"(?: ?\(\?\))?)[.:](?P<doubt>\(\?\))?\d{0,2}(?=\s|\[|$)"
)
RECORD_DOT = (
    rf"\s{{0,4}}(?P<label>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.\s(?:[{CAPITAL}][\w.'’-]*\s){{0,2}}?[\w'’-]*[{CAPITAL}]{{2,}}"
    rf"(?:-[{CAPITAL}]+)*(?:\sof\s[{CAPITAL}]\w+(?:\s[{CAPITAL}]\w+)*)?|"
    rf"The\s(?:[{CAPITAL}]{{3,}}\s?)+(?:pro tempore)?)"
    r"(?:\s?\([^()]{1,60}\))?)\.\s+"
)


@dataclass(frozen=True)
class Piece:
    """Part of a line: words, and the label and the time (seconds) they open with, None where they go on."""

    text: str
    label: str | None = None
    start: Seconds | None = None


@dataclass(frozen=True)
class LabelStyle:
    """A way of naming speakers: a pattern with the group ``label`` and perhaps ``start``, after which the words follow.

    ``sign`` is a text without which no label opens; ``needed`` the number of labels from which a document is believed
    to use the style; ``alone`` says that the label has a line of its own; ``anywhere`` that labels may stand inside a
    line; ``counts`` that a label has to prove itself by coming again, by a title or by where it stands.
    """

    name: str
    pattern: re.Pattern[str]
    sign: str
    needed: int = 1
    alone: bool = False
    anywhere: bool = False
    counts: bool = False

    def opening(self, line: str) -> re.Match[str] | None:
        """Return the label with which a line opens, or None."""
        if self.sign not in line[:OPENING]:
            return None
        if self.alone:
            return self.pattern.fullmatch(line) if len(line) <= OPENING else None
        return self.pattern.match(line[:OPENING])


THEN = r"(?:\s+|$)"  # the words, or the line ends and they stand in the next
TIME = rf"[\[(]?(?P<start>{clock.TIME})[\])]?"
STYLES = (
    LabelStyle(
        "[time] Name: text",
        re.compile(rf"\s*{TIME}(?:\s*[-–>]+\s*[\[(]?{clock.TIME}[\])]?)?\s*[-–]?\s*(?P<label>{NAME}):{THEN}"),
        sign=":",
    ),
    LabelStyle(
        "[Name] time",
        re.compile(rf"\s*\[(?P<label>[^\[\]]{{1,90}})\]\s*(?P<start>{clock.TIME})\s*"),
        sign="]",
        alone=True,
    ),
    LabelStyle(
        "Name  time",
        re.compile(rf"\s*(?:\*\*)?(?P<label>{NAME})(?:\*\*)?\s+{TIME}\s*"),
        sign=":",
        needed=2,
        alone=True,
    ),
    LabelStyle(
        "Name (time): text",
        re.compile(rf"\s*(?:\*\*)?(?P<label>{NAME})(?:\*\*)?\s+[\[(](?P<start>{clock.TIME})[\])](?:\*\*)?:?{THEN}"),
        sign=":",
        needed=2,
    ),
    LabelStyle("**Name:** text", re.compile(rf"\s*\*\*(?P<label>{NAME})(?::\*\*|\*\*:)\s*"), sign="**", needed=2),
    LabelStyle("[Name]: text", re.compile(rf"\s*\[(?P<label>[^\[\]]{{1,90}})\](?::{THEN}|\s+)"), sign="]", needed=3),
    LabelStyle("MR. NAME. text", re.compile(CAPITALS_DOT), sign=".", needed=2, anywhere=True),
    LabelStyle("Mr. NAME. text", re.compile(RECORD_DOT), sign="."),
    LabelStyle("Name: text", re.compile(rf"\s*(?P<label>{NAME}):{THEN}"), sign=":", counts=True),
)


@dataclass(frozen=True)
class Opener:
    """Finds the labels of one document in its lines."""

    style: LabelStyle
    accepted: frozenset[str] = frozenset()

    def pieces(self, line: str, *, at_break: bool) -> list[Piece]:
        """Return a line in pieces; each piece with a label opens a turn.

        ``at_break`` says that a label may stand here: a paragraph begins, or the line before ended its sentence.
        """
        if self.style.anywhere:
            return self._anywhere(line)
        match = self.style.opening(line)
        if match is None or not self._believes(match["label"], at_break=at_break):
            return [Piece(line)]
        groups = match.groupdict()
        start = clock.seconds(groups["start"]) if groups.get("start") else None
        return [Piece(line[match.end() :].strip(), label_words.tidy(match["label"]), start)]

    def _believes(self, label: str, *, at_break: bool) -> bool:
        label = label_words.tidy(label)
        if not self.style.counts:
            return _named(label)
        return label in self.accepted and (at_break or label_words.starts_with_title(label))

    def _anywhere(self, line: str) -> list[Piece]:
        matches = list(islice(self.style.pattern.finditer(line), limits.TURNS + 1))
        if len(matches) > limits.TURNS:
            raise TooLarge("The text has more speeches than any meeting: upload the transcript of one meeting alone.")
        if not matches:
            return [Piece(line)]
        ends = [*(match.start() for match in matches[1:]), len(line)]
        before = line[: matches[0].start()]
        pieces = [Piece(before)] if before.strip() else []
        for match, end in zip(matches, ends, strict=True):
            label = label_words.tidy(match["label"] + (match["doubt"] or ""))
            pieces.append(Piece(line[match.end() : end].strip(), label))
        return pieces


@dataclass(frozen=True)
class _Hit:
    label: str
    at_break: bool
    spoken: bool


def choose(lines: Iterable[tuple[str, bool]]) -> Opener | None:
    """Return what finds the labels of a document, given its lines and whether a paragraph begins with each.

    None when no style is used: nobody is named.
    """
    document = list(lines)
    best: tuple[int, Opener] | None = None
    for style in STYLES:
        hits = list(_hits(style, document))
        opener = Opener(style, _proven(hits) if style.counts else frozenset())
        count = sum(hit.label in opener.accepted for hit in hits) if style.counts else len(hits)
        if count >= style.needed and (best is None or count > best[0]):
            best = (count, opener)
    return best[1] if best else None


def _hits(style: LabelStyle, document: Iterable[tuple[str, bool]]) -> Iterator[_Hit]:
    for line, at_break in document:
        matches = islice(style.pattern.finditer(line), style.needed) if style.anywhere else [style.opening(line)]
        for match in filter(None, matches):
            label = label_words.tidy(match["label"])
            if style.anywhere or _named(label):
                yield _Hit(label, at_break, spoken=match.end() < len(line.rstrip()))


def _named(label: str) -> bool:
    return label_words.plausible(label) and not is_mark(f"[{label}]")


ENOUGH = 10  # labels from which a document is surely a transcript, and a name may speak once
NAME_PARTS = (2, 3, 4)


def _proven(hits: list[_Hit]) -> frozenset[str]:
    """Return the labels before a colon that are speakers: those that come again, hold an office, or are names."""
    counts = Counter(hit.label for hit in hits)
    proven = {label for label, count in counts.items() if count > 1 or label_words.starts_with_title(label)}
    if sum(counts[label] for label in proven) >= ENOUGH:
        names = {hit.label for hit in hits if hit.at_break and len(hit.label.split()) in NAME_PARTS}
        proven |= {name for name in names if not re.search(r"\d", name)}
    return frozenset(proven) if any(hit.spoken for hit in hits) else frozenset()
