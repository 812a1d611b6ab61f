"""Text in lines on an image: which letters can be drawn, where lines break, in which direction they run."""

import unicodedata
from dataclasses import dataclass
from math import ceil

from PIL import Image

from archive.pages.sharing.font import Font, has_letter

SERIF, SANS = "DejaVuSerif.ttf", "DejaVuSans-subset.ttf"
ELLIPSIS = "…"
FORMAT_CHARACTERS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# The isolates of UAX #9 keep a name in its place. Embeddings and overrides could reverse a line.
KEPT = frozenset("\u200c\u200d\u2066\u2067\u2068\u2069")
LINE_HEIGHT = 1.38
# More characters than a line of a card can show. Longer texts are not measured.
LONGEST_LINE = 1_000


@dataclass(frozen=True)
class LetteringBlock:
    """Lines below one another in one font, size and colour, each at most ``width`` pixels wide."""

    lines: tuple[str, ...]
    font: Font
    colour: str
    width: int
    is_right_to_left: bool = False
    is_cut: bool = False
    stays_left: bool = False

    @property
    def line_height(self) -> int:
        """The distance from one line to the next, in pixels."""
        return round(self.font.size * LINE_HEIGHT)

    @property
    def height(self) -> int:
        """The height of all lines, in pixels."""
        return self.line_height * len(self.lines)

    @property
    def longest(self) -> int:
        """The width of the longest line, in pixels."""
        return max((ceil(self.font.width(line, self.is_right_to_left)) for line in self.lines), default=0)

    def draw(self, image: Image.Image, left: int, top: int) -> None:
        """Draw the lines. Stacked marks on a letter end with the block, so that they cover nothing else."""
        # A little more on each side, because letters may extend beyond their width.
        overhang = self.line_height // 4
        size = (self.width + 2 * overhang, self.height)
        at_right = self.is_right_to_left and not self.stays_left
        for number, line in enumerate(self.lines):
            indent = self.width - self.font.width(line, self.is_right_to_left) if at_right else 0
            origin = (overhang + indent, number * self.line_height + self.font.ascent)
            image.paste(self.colour, (left - overhang, top), self.font.mask(line, self.is_right_to_left, size, origin))


def block(
    text: str,
    size: int,
    colour: str,
    width: int,
    *,
    lines: int,
    family: str = SERIF,
    end: str = "",
    stays_left: bool = False,
) -> LetteringBlock:
    """Return the text in at most that many lines, cut at the end of a word with an ellipsis, then ``end``.

    Right-to-left text is on the right, unless it must stay on the left.
    """
    text = plain(text)
    font = Font(_family(text, family), size)
    is_right_to_left = _runs_right_to_left(text)
    broken, rest = _broken(text + end, font, width, lines, is_right_to_left)
    if rest:
        broken[-1] = _cut(broken[-1], end, font, width, is_right_to_left)
    return LetteringBlock(tuple(broken), font, colour, width, is_right_to_left, bool(rest), stays_left)


def plain(text: str) -> str:
    """Return the text on one line, without characters that draw nothing or reverse the line."""
    shown = (
        character if character in KEPT or unicodedata.category(character) not in FORMAT_CHARACTERS else " "
        for character in text
    )
    return " ".join("".join(shown).split())


def has_letters_for(text: str) -> bool:
    """Return whether one font can draw nine in ten letters of the text."""
    letters = [character for character in text if character.isalnum()]
    known = max(sum(has_letter(family, letter) for letter in letters) for family in (SERIF, SANS))
    return 10 * known >= 9 * len(letters)


def _family(text: str, wanted: str) -> str:
    """Return the font that can draw most of the text; the preferred one if several can draw the same."""
    other = SANS if wanted == SERIF else SERIF
    known = {family: sum(has_letter(family, character) for character in text) for family in (wanted, other)}
    return max(known, key=lambda family: known[family])


def _runs_right_to_left(text: str) -> bool:
    """Return whether the first letter with a direction is right-to-left, as in UAX #9 (P2, P3)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def _broken(text: str, font: Font, width: int, most: int, is_right_to_left: bool) -> tuple[list[str], list[str]]:
    """Return the first lines, and the words that no longer fit."""
    lines: list[str] = []
    words = text.split(" ")[::-1]
    line = ""
    while words:
        word = words.pop()
        longer = f"{line} {word}" if line else word
        if _fits(longer, font, width, is_right_to_left):
            line = longer
            continue
        if not line:
            line, rest = _split(word, font, width, is_right_to_left)
            words.append(rest)
        else:
            words.append(word)
        lines.append(line)
        line = ""
        if len(lines) == most:
            return lines, words
    return [*lines, line] if line else lines, []


def _fits(line: str, font: Font, width: int, is_right_to_left: bool) -> bool:
    return len(line) <= LONGEST_LINE and font.width(line, is_right_to_left) <= width


def _split(word: str, font: Font, width: int, is_right_to_left: bool) -> tuple[str, str]:
    """Break a word that is wider than a line."""
    short, long = 1, min(len(word), LONGEST_LINE + 1)
    while long - short > 1:
        middle = (short + long) // 2
        if _fits(word[:middle], font, width, is_right_to_left):
            short = middle
        else:
            long = middle
    return word[:short], word[short:]


def _cut(line: str, end: str, font: Font, width: int, is_right_to_left: bool) -> str:
    """Return the line with an ellipsis and the end, without the last words that do not fit."""
    words = line.rstrip(f" ,;:{ELLIPSIS}").split(" ")
    while len(words) > 1 and not _fits(" ".join(words) + ELLIPSIS + end, font, width, is_right_to_left):
        words.pop()
    kept = " ".join(words)
    while len(kept) > 1 and not _fits(kept + ELLIPSIS + end, font, width, is_right_to_left):
        kept = kept[:-1]
    return kept.rstrip(f" ,;:{ELLIPSIS}") + ELLIPSIS + end
