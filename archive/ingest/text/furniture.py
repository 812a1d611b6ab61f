"""What a printer puts on every page: running heads, notices, page numbers. Taken out before anybody looks for labels.

A speech goes on over it. Furniture shows itself by coming again where pages begin and end, equal but for a number that
counts. Where the file does not mark its pages, it shows by its regular distances, or by standing inside sentences.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import fmean, pstdev

from archive.ingest.text import clock
from archive.ingest.text.joining import ends_sentence
from archive.ingest.text.label_words import MATTERS, plausible
from archive.ingest.text.line import Line
from archive.language.people import listed

FEW_PAGES, SHARE = 3, 0.3  # pages, and share of all pages, on which a line stands at the edge
MOSTLY = 0.8  # of the places of a line that are edges: a label at the top of a page stands inside pages too
RUNNING_PAGES = 4  # how often a line must stand beside a number that counts
LONGEST_FURNITURE = 300  # characters
EDGE = 6  # lines at the edge of a page where its number may be
STEADY, STEADIEST = 0.05, 0.25  # how far distances may vary for each place, and at most: two distances agree by chance
LEAST_WORDS, MOST_WORDS = 50, 1500  # between two places, as between pages: answers and results come again sooner
WRAPPED = 40  # words of the longest line of a text in which each page has as many lines
MOST = 0.2  # share of the words of a text: more repeats for another reason
INSIDE = 0.25  # share of the places of a line that are inside sentences
SAID_WORDS, NOTICE_WORDS = 4, 6  # fewer may be a name, or a sentence that somebody says again and again
NUMBER = re.compile(r"\W*(?:page )?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
SPOKEN = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)\b")  # no notice speaks of itself
PREFIX = re.compile(r"[^:：]{1,80}[:：]")
FIELD = re.compile(r"[^:：]{1,80}[:：](?:[^.!?]|[.!?](?=\S))*")  # "Subject: budget", of each letter; it has no sentence
TIME = re.compile(clock.TIME)
# What minutes say again and again.
RESULT = re.compile(
    r"\b(?:carried|passed|approved|adopted|failed|defeated|denied|moved|second(?:ed)?|ayes?|nays?)\b", re.I
)
BODIES = MATTERS | listed(
    "council board commission authority parliament assembly house senate court district county city town township "
    "village state hansard debates minutes transcript draft copy unofficial official verbatim meeting"
)
PLACES = 4  # that a note names


def of_pages(pages: Sequence[Sequence[str]]) -> list[set[int]]:
    """Return for each page, given as lines from its top to its foot, the indices of the lines that are furniture.

    Those are at an edge: lines that are at the same edge of many pages and hardly anywhere else, and a number that
    counts the pages. A number inside the text always stays.
    """
    totals = Counter(shape_of(line) for page in pages for line in page)
    labelled = _Prefixes(totals)
    shapes = [["" if labelled.begin(shape) else shape for shape in map(shape_of, page)] for page in pages]
    left = [[n for n, line in enumerate(page) if line.strip()] for page in pages]
    gone: list[set[int]] = [set() for _ in pages]
    taken: Counter[tuple[int, str]] = Counter()  # by the edge, 0 or -1
    counting = _counting(pages)
    for _ in range(EDGE):
        for page, n in _outermost(shapes, left, totals, taken, counting):
            taken[0 if n == left[page][0] else -1, shapes[page][n]] += 1
            left[page].remove(n)
            gone[page].add(n)
    return gone


def _outermost(
    shapes: Sequence[Sequence[str]],
    left: Sequence[Sequence[int]],
    totals: Counter[str],
    taken: Counter[tuple[int, str]],
    counting: Sequence[set[int]],
) -> set[tuple[int, int]]:
    """Return the pages and lines that are furniture among the first and the last lines that are left of each page."""
    gone: set[tuple[int, int]] = set()
    least = max(FEW_PAGES, SHARE * len(shapes))
    for edge in (0, -1):
        outer = {(page, stays[edge]) for page, stays in enumerate(left) if stays}
        counts = Counter(shapes[page][n] for page, n in outer)
        running = {
            shape
            for shape, count in counts.items()
            if shape not in ("", "#") and count + taken[edge, shape] >= max(least, MOSTLY * totals[shape])
        }
        gone |= {(page, n) for page, n in outer if shapes[page][n] in running or n in counting[page]}
    return gone


def _counting(pages: Sequence[Sequence[str]]) -> list[set[int]]:
    """Return for each page the lines that are only a number and continue the count of the page before or after."""
    numbers = [{n: int(match[1]) for n in _edges(page) if (match := NUMBER.fullmatch(page[n]))} for page in pages]
    beside = [set(), *(set(page.values()) for page in numbers), set()]
    return [
        {
            n
            for n, number in page.items()
            if number - 1 in beside[index]
            or number + 1 in beside[index + 2]
            or (number == index + 1 and len(pages[index]) > 1 and len(pages) < FEW_PAGES)
        }
        for index, page in enumerate(numbers)
    ]


def _edges(page: Sequence[str]) -> list[int]:
    filled = [n for n, line in enumerate(page) if line.strip()]
    return [*filled[:EDGE], *filled[EDGE:][-EDGE:]]


def of_text(lines: Sequence[str]) -> set[int]:
    """Return the indices of the lines that are furniture in a text that does not mark its pages."""
    beside_numbers = _heads_beside_numbers(lines)
    gone = _Text(lines).of_pages | beside_numbers
    rest = ["" if n in gone else line for n, line in enumerate(lines)]
    gone |= _Text(rest).before_labels
    words = [len(line.split()) for line in lines]
    return gone if sum(words[n] for n in gone) <= MOST * sum(words) else beside_numbers


def _heads_beside_numbers(lines: Sequence[str]) -> set[int]:
    """Return the lines that repeat next to a number that counts the pages, and those numbers."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    heads: dict[str, list[tuple[int, int, int]]] = defaultdict(list)  # of each shape: line, line of its number, number
    for before, after in pairwise(filled):
        for head, at in ((before, after), (after, before)):
            match = NUMBER.fullmatch(lines[at])
            if match and not NUMBER.fullmatch(lines[head]):
                heads[shape_of(lines[head])].append((head, at, int(match[1])))
    gone: set[int] = set()
    totals = Counter(shape_of(lines[n]) for n in filled) if heads else Counter[str]()
    for shape, pages in heads.items():
        numbers = [number for _, _, number in pages]
        if len(pages) >= max(RUNNING_PAGES, MOSTLY * totals[shape]) and numbers == list(
            range(numbers[0], numbers[0] + len(numbers))
        ):
            gone.update(n for head, at, _ in pages for n in (head, at))
    return gone


def shape_of(line: str) -> str:
    """Return a line without what differs from page to page: its numbers, spaces and capitals; empty for a long one."""
    if len(line) > LONGEST_FURNITURE:
        return ""
    return DIGITS.sub("#", " ".join(line.split())).casefold()


class _Prefixes:
    """The words before a colon with which several different lines begin: labels, not notices."""

    def __init__(self, shapes: Iterable[str]) -> None:
        self._counts = Counter(match[0] for shape in shapes if (match := PREFIX.match(shape)))

    def begin(self, shape: str) -> bool:
        """Return whether a line begins so."""
        match = PREFIX.match(shape)
        return match is not None and self._counts[match[0]] > 1


@dataclass(frozen=True)
class _Text:
    """The lines of a text, and those that come again and again, by their shape."""

    lines: Sequence[str]

    @property
    def of_pages(self) -> set[int]:
        """The lines that show by their words, their numbers or the sentences around them that they belong to pages."""
        likely = {n for shape, places in self.again.items() if self._is_of_pages(shape, places) for n in places}
        gone: set[int] = set()
        for n in sorted(likely):
            above = next((m for m in range(n - 1, -1, -1) if self.lines[m].strip()), None)
            # A line in small letters goes on with the one above, so it is of the page only together with that.
            if not self.lines[n].lstrip()[:1].islower() or above in gone:
                gone.add(n)
        return gone

    @property
    def before_labels(self) -> set[int]:
        """The lines at the distances of pages that stand before labels, as no label does."""
        often = (places for places in self.again.values() if len(places) > FEW_PAGES)
        return {n for places in often if self._leads_to_labels(places) and self._is_regular(places) for n in places}

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The lines of each shape."""
        places: dict[str, list[int]] = defaultdict(list)
        for n, line in enumerate(self.lines):
            if shape := shape_of(line):
                places[shape].append(n)
        return places

    @cached_property
    def again(self) -> dict[str, list[int]]:
        """The shapes that come on several pages and are no labels."""
        return {
            shape: places
            for shape, places in self.places.items()
            if len(places) >= FEW_PAGES
            and not shape.endswith((":", "："))
            and not (shape[0] in "[({" and shape[-1] in "])}")
            and not self.labelled.begin(shape)
            and not TIME.fullmatch(shape)
            and not RESULT.search(shape)
            and not any(SPOKEN.search(self.lines[n]) for n in places)
            and self._counts(places)
        }

    @cached_property
    def begins(self) -> list[int]:
        """How many words stand before each line, and in the whole text."""
        begins = [0]
        for line in self.lines:
            begins.append(begins[-1] + len(line.split()))
        return begins

    def _counts(self, places: Sequence[int]) -> bool:
        """Return whether each number of these lines stays the same, or counts them."""
        numbers = [[int(number[-9:]) for number in DIGITS.findall(self.lines[n])] for n in places]
        steps = [{other - one for one, other in pairwise(column)} for column in zip(*numbers, strict=True)]
        return all(column in ({0}, {1}, {2}) for column in steps)  # heads differ on the left and on the right

    def _is_of_pages(self, shape: str, places: Sequence[int]) -> bool:
        words = sum(any(map(str.isalnum, word)) for word in shape.split())
        names_body = bool(BODIES & set(re.findall(r"\w+", shape)))
        often = len(places) > FEW_PAGES
        inside = often and sum(map(self._interrupts, places)) >= max(2, INSIDE * len(places))
        may_open = shape.endswith(")") or FIELD.fullmatch(shape) is not None  # "Kim Sample (Lake West)"
        notice = often and not may_open and words >= (2 if names_body else NOTICE_WORDS)
        if (self._number_grows(places) or inside or notice) and self._is_regular(places, times=2):
            return True
        says = names_body or (often and words >= SAID_WORDS)
        return says and not may_open and not ends_sentence(shape) and self._is_regular(places)

    def _number_grows(self, places: Sequence[int]) -> bool:
        return DIGITS.findall(self.lines[places[0]]) != DIGITS.findall(self.lines[places[1]])

    def _is_regular(self, places: Sequence[int], times: int = 1) -> bool:
        """Return whether lines stand at the distances of pages, from the beginning of the text to its end."""
        words = [other - one for one, other in pairwise(self.begins[n] for n in places)]
        usual = fmean(words)
        if (
            not LEAST_WORDS <= usual <= MOST_WORDS
            or max(self.begins[places[0]], self.begins[-1] - self.begins[places[-1]]) > 2 * usual
        ):
            return False
        varies = pstdev(words) / usual
        if self.is_wrapped:
            lines = [other - one for one, other in pairwise(places)]
            varies = min(varies, pstdev(lines) / fmean(lines))
        return varies <= times * min(STEADY * len(places), STEADIEST)

    @cached_property
    def is_wrapped(self) -> bool:
        """Whether all lines are as short as those of a page."""
        return all(other - one <= WRAPPED for one, other in pairwise(self.begins))

    def _interrupts(self, place: int) -> bool:
        """Return whether a line stands inside a sentence, which goes on behind it in small letters."""
        before, after = self._beside(place, -1), self._beside(place, 1)
        if not before or not after or self.lines[place].lstrip()[:1].islower():
            return False
        return not ends_sentence(before) and after.lstrip()[:1].islower()

    def _leads_to_labels(self, places: Sequence[int]) -> bool:
        """Return whether labels follow these lines, as they follow no label."""
        return sum(self._is_label(self._beside(place, 1)) for place in places) >= max(2, INSIDE * len(places))

    def _is_label(self, line: str) -> bool:
        shape = shape_of(line)
        alone = len(line.split()) < SAID_WORDS and not ends_sentence(line) and shape in self.again
        named = (match := PREFIX.match(line)) is not None and plausible(match[0].rstrip(":："))
        return alone or (named and self.labelled.begin(shape))

    @cached_property
    def labelled(self) -> "_Prefixes":
        """What begins several lines, before a colon."""
        return _Prefixes(self.places)

    def _beside(self, place: int, step: int) -> str:
        """Return the next line in a direction that is not of the page too."""
        near = range(place + step, place + 2 * EDGE * step, step)
        lines = (n for n in near if 0 <= n < len(self.lines) and self.lines[n].strip())
        return next((self.lines[n] for n in lines if not self._may_be_of_page(n, place)), "")

    def _may_be_of_page(self, n: int, place: int) -> bool:
        """Return whether a line comes again as often as another one, so that both may be of pages."""
        shape, of_place = shape_of(self.lines[n]), shape_of(self.lines[place])
        return not any(map(str.isalpha, shape)) or len(self.places[shape]) == len(self.places[of_place])


def without_furniture(lines: Sequence[Line], unit: str = "paragraph") -> tuple[list[Line], list[str]]:
    """Return the lines of a document without pages, without furniture, and notes of what was taken out."""
    gone = of_text(["" if line.aside else line.text for line in lines])
    kept = [line for n, line in enumerate(lines) if n not in gone]
    return kept, list(notes(((lines[n].number, lines[n].text) for n in sorted(gone)), unit))


def notes(taken: Iterable[tuple[int, str]], unit: str) -> Iterator[str]:
    """Yield what was taken out, each once with its places: “Draft of the clerk (pages 1, 2, 3 and 4)”."""
    places: dict[str, list[int]] = defaultdict(list)
    texts: dict[str, str] = {}
    for place, text in taken:
        shape = shape_of(text)
        texts.setdefault(shape, " ".join(text.split()))
        places[shape].append(place)
    for shape, numbers in places.items():
        if any(map(str.isalnum, shape)):
            *first, last = map(str, numbers[:PLACES])
            others = len(numbers) - PLACES
            end = f", {last} and {others} more" if others > 0 else f" and {last}"
            where = f"{unit}s {', '.join(first)}{end}" if first else f"{unit} {last}"
            yield f"{texts[shape]} ({where})"
