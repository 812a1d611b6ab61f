"""The agenda of a meeting: its items with their numbers, and what the document says under each.

An item is a heading, and a note with its words as printed, so that it can be found and followed like any other text.
The note of an item of the consent agenda ends with the heading of that, and with the addresses that its lines link to,
down to a heading. Below the last item, the document may link to anything.
Numbers are those of an outline: under “V.”, “C.” and “1.”, the item is V.C.1.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from archive.ingest.parsed import Entry, Heading, Narrative
from archive.ingest.text.line import Line

CALLED_AGENDA = re.compile(
    r"\bagenda\b|\border of business\b|orden del d[ií]a|ordre du jour|ordre del dia", re.IGNORECASE
)
CALLED_WITHIN = 80  # lines
FEWEST_ITEMS = 3
ITEM = re.compile(
    r"(?:(?:agenda )?item\s*(?:no\.?|number|#)?\s*|subject\s*:\s*)?"
    r"(?:(?P<dotted>\d{1,3}(?:[.\-](?:\d{1,3}|[A-Za-z]{1,2}))+)[.):]?|(?P<plain>\d{1,3}|[A-Za-z]|[IVXLivxl]{2,7})[.):])"
    r"\s+(?P<title>\S.*)",
    re.IGNORECASE,
)
PART = r"(?:agenda|calendar|items?|business|matters|resolutions?|hearings?)"
CONSENT = re.compile(
    rf"(?!.*\b(?:pull|remov|withdr|taken))(?:the\s+)?consent {PART}\s*(?P<more>[:(–-].{{0,80}})?", re.IGNORECASE
)
OTHER_PART = re.compile(rf"(?:\w+ ){{1,3}}{PART}:?", re.IGNORECASE)
NO_CONSENT = re.compile(
    r"public (?:hearing|comment)|(?:executive|closed) session|adjourn|call to order|roll call", re.IGNORECASE
)
TAKEN_OFF = re.compile(r"(?!.*\b(?:may|can|if|unless|requests?|wish)\b).*\b(?:pull|remov|withdr|taken)", re.IGNORECASE)
SENTENCE = re.compile(r".{65,}|(?:\S+ ){3}.*[.!?]")
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
    links_under: list[str] = field(default_factory=list)  # they are its own if another item follows
    is_over: bool = False  # a heading stands under it
    goes_on: bool = False  # whether its last line is full

    def is_continued_by(self, line: Line, text: str) -> bool:
        """Add a line to the title if it is the rest of that, and return whether it is."""
        rest = self.label and not self.under and (self.goes_on or text[0].islower())
        if not rest or len(self.title) + len(text) >= LONGEST_TITLE:
            return False
        self.title, self.goes_on = f"{self.title} {text}", len(text) >= LONG_LINE
        self.links += line.links
        return True

    def take_under(self, line: Line, text: str, *, heads: bool) -> None:
        """Add a line that stands under it."""
        self.under.append(text)
        self.is_over = self.is_over or heads
        self.links_under += () if self.is_over else line.links

    def entries(self) -> Iterator[Entry]:
        """Yield its heading and its words."""
        heading = f"{self.label}. {self.title}" if self.label else self.title
        yield Heading(heading, level=self.level, line=self.line)
        words = filter(None, [heading, *self.under, self.consent, *dict.fromkeys(self.links)])
        yield Narrative("\n\n".join(words), line=self.line)


def agenda_of(lines: Sequence[Line]) -> tuple[Entry, ...]:
    """Return the entries of an agenda, empty if the document does not call itself one or has too few items."""
    called = any(CALLED_AGENDA.search(line.text) for line in lines[:CALLED_WITHIN])
    return items_in(lines) if called else ()


def above_items(lines: Iterable[Line]) -> list[str]:
    """Return the texts that stand above the first item."""
    return [line.text for line in takewhile(lambda line: not ITEM.fullmatch(" ".join(line.text.split())), lines)]


def items_in(lines: Iterable[Line]) -> tuple[Entry, ...]:
    """Return the entries of the items in these lines, empty if they are too few for an agenda."""
    items = list(_items(lines))
    for item in items:
        item.consent = "" if any(map(TAKEN_OFF.match, (item.title, *item.under))) else item.consent
    numbered = [item for item in items if item.label]
    return tuple(entry for item in items for entry in item.entries()) if len(numbered) >= FEWEST_ITEMS else ()


def _items(lines: Iterable[Line]) -> Iterator[Item]:
    outline, item = _Outline(), None
    # Pages repeat the header of the first one, and headings that go on.
    repeated: set[str] = set()
    consent = _Consent()
    for line in lines:
        text = " ".join(line.text.split())
        heads = bool(line.heading or text.isupper() or CONSENT.fullmatch(text) or OTHER_PART.fullmatch(text))
        if not text or PAGE.fullmatch(text):
            continue
        if text in repeated:
            consent.pass_by(text, heads=heads)
            continue
        begun = outline.item_in(line, text)
        if begun:
            consent.take(begun, [kind for kind, *_ in outline.open])
        elif item and not heads and item.is_continued_by(line, text):
            consent.go_on(item.title, text)
            continue
        else:
            consent.pass_by(text, heads=heads)
            begun = Item("", text, 1, line.number) if item and CONSENT.fullmatch(text) else None
        if item and not begun:
            item.take_under(line, text, heads=heads)
            continue
        repeated.add(text)
        if item:
            item.links += item.links_under
            yield item
        item = begun
    if item:
        yield item


@dataclass
class _Consent:
    """The consent agenda that is open: its heading, the number of that if it has one, and the items after it.

    An item is on it only where the page says so for certain: its number is one under that of the heading, or it stands
    between a heading without a number and the next.
    """

    heading: str = ""
    number: str = ""
    waiting: list[Item] = field(default_factory=list)

    def take(self, item: Item, kinds: list[str]) -> None:
        """Take an item, whose number is of these kinds. With one of them twice, it can be read at another depth."""
        if self.heading and self.number:
            if item.label.replace("-", ".").startswith(f"{self.number}.") and len({*kinds}) == len(kinds):
                item.consent = self.heading
            else:
                self.heading = ""
        elif self.heading:
            self.waiting.append(item)
            if item.level < self.waiting[0].level or NO_CONSENT.search(item.title) or OTHER_PART.fullmatch(item.title):
                self.heading = ""
        if CONSENT.fullmatch(item.title):
            self.heading, self.number = item.title, item.label.replace("-", ".")

    def go_on(self, title: str, rest: str) -> None:
        """Take the rest of the title of an item. With a capital it may be a heading."""
        if not rest[0].islower() or TAKEN_OFF.match(title):
            self.heading = ""

    def pass_by(self, text: str, *, heads: bool) -> None:
        """Take a line that is no item, and maybe a heading. A sentence ends nothing, any other line does."""
        if not heads and SENTENCE.fullmatch(text) and not TAKEN_OFF.match(text):
            return
        if heads and not self.number and not text.casefold().startswith("adjourn"):
            for item in self.waiting:
                item.consent = self.heading
        begins = CONSENT.fullmatch(text)
        bare = begins is not None and begins["more"] in {None, ":"}
        self.heading, self.number, self.waiting = text if bare else "", "", []


class _Outline:
    """The numbers of an outline so far, the outermost first: the kind of each, where it stands, and as printed."""

    def __init__(self) -> None:
        self.open: list[tuple[str, int, str]] = []

    def item_in(self, line: Line, text: str) -> Item | None:
        """Return the item that a line begins, None if it begins none."""
        match = ITEM.fullmatch(text) or (ROW.fullmatch(text) if line.aside else None)
        place = self._place_of(match) if match else None
        if not match or not place:
            return None
        title = match["title"].replace(" | ", " – ")[:LONGEST_TITLE]
        return Item(place[0], title, place[1], line.number, links=list(line.links), goes_on=len(text) >= LONG_LINE)

    def _place_of(self, match: re.Match[str]) -> tuple[str, int] | None:
        """Return the number and the level of an item, or None if the number does not follow from those before."""
        groups = match.groupdict()
        if dotted := groups.get("dotted"):
            first, *others = re.split(r"[.\-]", dotted)
            self.open = [("number", int(first), first), *((f"dotted {n}", 0, one) for n, one in enumerate(others))]
            return dotted, len(self.open)
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
