"""The agenda of a meeting: its items with their numbers, and what the document says under each.

An item is a heading, and a note with its words as printed, so that it can be found and followed like any other text.
The note of an item of the consent agenda ends with the heading of that, and with the addresses that the item links to.
Numbers are those of an outline: under “V.”, “C.” and “1.”, the item is V.C.1.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from archive.ingest.parsed import Entry, Heading, Narrative
from archive.ingest.text.line import Line

CALLED = re.compile(r"\bagenda\b|\border of business\b|orden del d[ií]a|ordre du jour|ordre del dia", re.IGNORECASE)
CALLED_WITHIN = 80  # lines
FEWEST_ITEMS = 3
ITEM = re.compile(
    r"(?:(?:agenda )?item\s*(?:no\.?|number|#)?\s*|subject\s*:\s*)?"
    r"(?:(?P<dotted>\d{1,3}(?:[.\-](?:\d{1,3}|[A-Za-z]{1,2}))+)[.):]?|(?P<plain>\d{1,3}|[A-Za-z]|[IVXLivxl]{2,7})[.):])"
    r"\s+(?P<title>\S.*)",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"(?!.*\b(?:pull|remov|withdr|taken))(?:the\s+)?consent (?:agenda|calendar|items?|business|matters|resolutions?)"
    r"\s*(?:[:(–-].{0,80})?",
    re.IGNORECASE,
)
ROW = re.compile(r"(?P<plain>\d{1,3})\s*\|\s*(?P<title>\S.*)")
PAGE = re.compile(r"(?:page\s*)?\d+\s*(?:of|/)\s*\d+|page \d+|[-–—_\s]+", re.IGNORECASE)
LONG_LINE = 65  # characters; a title of such a line goes on in the next
LONGEST_TITLE = 400
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass
class Item:
    """An item: its number in the outline, how deep it is, its title and what stands under it."""

    label: str
    title: str
    level: int
    line: int
    under: list[str] = field(default_factory=list)
    consent: str = ""  # the heading of the consent agenda that it is on
    links: list[str] = field(default_factory=list)

    def entries(self) -> Iterator[Entry]:
        """Yield its heading and its words."""
        heading = f"{self.label}. {self.title}" if self.label else self.title
        yield Heading(heading, level=self.level, line=self.line)
        words = filter(None, [heading, *self.under, self.consent, *dict.fromkeys(self.links)])
        yield Narrative("\n\n".join(words), line=self.line)


def agenda_of(lines: Sequence[Line]) -> tuple[Entry, ...]:
    """Return the entries of an agenda, empty if the document does not call itself one or has too few items."""
    called = any(CALLED.search(line.text) for line in lines[:CALLED_WITHIN])
    return items_in(lines) if called else ()


def above_items(lines: Iterable[Line]) -> list[str]:
    """Return the texts that stand above the first item."""
    return [line.text for line in takewhile(lambda line: not ITEM.fullmatch(" ".join(line.text.split())), lines)]


def items_in(lines: Iterable[Line]) -> tuple[Entry, ...]:
    """Return the entries of the items in these lines, empty if they are too few for an agenda."""
    items = list(_items(lines))
    return tuple(entry for item in items for entry in item.entries()) if len(items) >= FEWEST_ITEMS else ()


def _items(lines: Iterable[Line]) -> Iterator[Item]:
    outline, item, goes_on = _Outline(), None, False
    # Pages repeat the header of the first one, and headings that go on.
    repeated: set[str] = set()
    consent = _Consent()
    for line in lines:
        text = " ".join(line.text.split())
        if text in repeated:
            continue
        match = ITEM.fullmatch(text) or (ROW.fullmatch(text) if line.aside else None)
        place = outline.place_of(match) if match else None
        if match and place:
            if item:
                yield item
            repeated.add(text)
            title = match["title"].replace(" | ", " – ")
            item = Item(place[0], title[:LONGEST_TITLE], place[1], line.number, [], consent.of(title, place[1]))
            item.links.extend(line.links)
            goes_on = len(text) >= LONG_LINE
        elif consent.is_begun_by(text) or item is None:
            repeated.add(text)
        elif text and not PAGE.fullmatch(text):
            if not item.under and (goes_on or text[0].islower()) and len(item.title) + len(text) < LONGEST_TITLE:
                item.title = f"{item.title} {text}"
                goes_on = len(text) >= LONG_LINE
            else:
                consent.pass_by()
                item.under.append(text)
            item.links.extend(line.links)
    if item:
        yield item


@dataclass
class _Consent:
    """The heading of the consent agenda while its items follow, and how deep it is: 0 if it has no number."""

    heading: str = ""
    depth: int = 0

    def of(self, title: str, level: int) -> str:
        """Return the heading if an item is under it. Those of a heading without a number end with other words."""
        if level <= self.depth:
            self.heading = ""
        under = self.heading
        if CONSENT.fullmatch(title):
            self.heading, self.depth = title, level
        return under

    def is_begun_by(self, text: str) -> bool:
        """Return whether a line without a number is the heading. It stands in the notes of its items."""
        if CONSENT.fullmatch(text):
            self.heading, self.depth = text, 0
            return True
        return False

    def pass_by(self) -> None:
        """Take a line that is neither an item nor the rest of its title."""
        if not self.depth:
            self.heading = ""


class _Outline:
    """The numbers of an outline so far, the outermost first: the kind of each, where it stands, and as printed."""

    def __init__(self) -> None:
        self.open: list[tuple[str, int, str]] = []

    def place_of(self, match: re.Match[str]) -> tuple[str, int] | None:
        """Return the number and the level of an item, or None if the number does not follow from those before."""
        groups = match.groupdict()
        if dotted := groups.get("dotted"):
            self.open = [("dotted", 0, dotted)]
            return dotted, 1 + len(re.findall(r"[.\-]", dotted))
        printed = groups["plain"]
        readings = list(_readings(printed))
        for depth in range(len(self.open) - 1, -1, -1):
            kind, ordinal, _ = self.open[depth]
            if (kind, ordinal + 1) in readings:
                return self._at(depth, kind, ordinal + 1, printed)
        for kind, ordinal in readings:
            if ordinal == 1:
                return self._at(len(self.open), kind, 1, printed)
        # A number is missing, as after an item that was taken off.
        for depth in range(len(self.open) - 1, -1, -1):
            kind, before, _ = self.open[depth]
            if after := [ordinal for other, ordinal in readings if other == kind and ordinal > before]:
                return self._at(depth, kind, after[0], printed)
        return None

    def _at(self, depth: int, kind: str, ordinal: int, printed: str) -> tuple[str, int]:
        self.open = [*self.open[:depth], (kind, ordinal, printed)]
        return ".".join(label for *_, label in self.open), depth + 1


def _readings(printed: str) -> Iterator[tuple[str, int]]:
    """Yield what a number can be: a number, a letter or a Roman one, capital or small, and which."""
    case = "capital" if printed.isupper() else "small"
    if printed.isdecimal():
        yield "number", int(printed)
        return
    if set(printed.lower()) <= ROMAN.keys():
        yield f"roman {case}", _roman(printed.lower())
    if len(printed) == 1:
        yield f"letter {case}", ord(printed.lower()) - ord("a") + 1


def _roman(printed: str) -> int:
    values = [ROMAN[letter] for letter in printed]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
