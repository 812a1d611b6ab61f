"""The picture of a card: what stands on it, drawn by Typst with ``card.typ`` and the fonts beside it.

Typst reads nothing else: no fonts of the system, no packages, no file outside the folder of fonts.
"""

import json
import re
import struct
import unicodedata
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent
TEMPLATE, FONTS = HERE / "card.typ", HERE / "fonts"
FORMAT_CHARACTERS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# The isolates of UAX #9 keep a name in its place. Embeddings and overrides could reverse a line.
KEPT = frozenset("\u200c\u200d\u2066\u2067\u2068\u2069")
# More letters than a card can show.
LONGEST = 1_000
# A text is cut after a word. Longer words than this are cut within.
WORD = re.compile(r"\S{1,20} ?| ")
Colour = Literal["ink", "quiet", "accent", "warn"]


@dataclass(frozen=True)
class Lettering:
    """A text of a card: its words with the mark of each ("same", "dropped", "added"), and how they look.

    ``size`` and ``lines``, the most that it may fill, hold for small print. The words and the headline are as large
    as they fit. ``start`` and ``end`` are the quotation marks.
    """

    words: list[tuple[str, str]]
    colour: Colour
    family: Literal["serif", "sans"]
    is_right_to_left: bool
    is_at_right: bool
    size: int
    lines: int
    start: str
    end: str


@dataclass(frozen=True)
class CardPicture:
    """What stands on a card. ``shorter`` stands for the words if they do not fit; ``name`` is the site's.

    ``headline``, ``before`` and ``after`` have one part or none.
    """

    colour: Colour
    words: Lettering
    shorter: Lettering
    origin: list[Lettering]
    name: Lettering
    headline: list[Lettering]
    before: list[Lettering]
    after: list[Lettering]
    is_centred: bool


def lettering(
    text: str | Iterable[tuple[str, str]],
    colour: Colour = "ink",
    *,
    family: Literal["serif", "sans"] = "serif",
    size: int = 0,
    lines: int = 1,
    stays_left: bool = False,
    at_end: bool = False,
    start: str = "",
    end: str = "",
) -> Lettering:
    """Return the text, or pieces of it with their marks, as it can be drawn.

    Right-to-left text is on the right, unless it must stay on the left. ``at_end`` text is on the right anyway.
    """
    pieces = [("same", text)] if isinstance(text, str) else text
    words = [(mark, word) for mark, piece in _plain(pieces) for word in WORD.findall(piece)]
    is_right_to_left = _runs_right_to_left("".join(word for _, word in words))
    is_at_right = at_end or (is_right_to_left and not stays_left)
    return Lettering(words, colour, family, is_right_to_left, is_at_right, size, lines, start, end)


def draw(picture: CardPicture) -> bytes:
    """Return the picture as PNG, 1200 by 630 pixels. The same card gives the same bytes."""
    return _thread().submit(_compiled, json.dumps(asdict(picture))).result()


def has_letters_for(text: str) -> bool:
    """Return whether one font can draw nine in ten letters of the text."""
    letters = [ord(character) for character in text if character.isalnum()]
    known = max(sum(letter in font for letter in letters) for font in _letters_of_fonts())
    return 10 * known >= 9 * len(letters)


def _plain(pieces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pieces on one line, without characters that draw nothing or reverse the line."""
    plain: list[tuple[str, str]] = []
    left = LONGEST
    ends_with_space = True
    for mark, piece in pieces:
        shown = (
            character if character in KEPT or unicodedata.category(character) not in FORMAT_CHARACTERS else " "
            for character in piece[: max(left, 0)]
        )
        text = re.sub(r"\s+", " ", "".join(shown))
        text = text.lstrip() if ends_with_space else text
        if text:
            plain.append((mark, text))
            ends_with_space = text.endswith(" ")
        left -= len(piece)
    return [*plain[:-1], *((mark, text.rstrip() + "…" * (left < 0)) for mark, text in plain[-1:])]


def _runs_right_to_left(text: str) -> bool:
    """Return whether the first letter with a direction is right-to-left, as in UAX #9 (P2, P3)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


@cache
def _thread() -> ThreadPoolExecutor:
    """Return the one thread that draws. Typst keeps about 4 MB for each thread that it has run in."""
    return ThreadPoolExecutor(1, "cards")


def _compiled(card: str) -> bytes:
    # Most processes draw no card, and need not load it.
    import typst

    drawn: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        root=FONTS,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=FONTS,
        package_cache_path=FONTS,
        format="png",
        ppi=72,
        sys_inputs={"card": card},
    )
    return drawn


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def _letters_of_fonts() -> list[frozenset[int]]:
    return [_letters_of(file.read_bytes()) for file in sorted(FONTS.glob("*.ttf"))]


def _letters_of(font: bytes) -> frozenset[int]:
    """Return the characters of a TrueType font, from its table "cmap": the full repertoire of Unicode, format 12."""
    tables = (struct.unpack_from(">4s4xII", font, 12 + 16 * number) for number in range(int.from_bytes(font[4:6])))
    [cmap] = [start for tag, start, _ in tables if tag == b"cmap"]
    [count] = struct.unpack_from(">H", font, cmap + 2)
    maps = [struct.unpack_from(">HHI", font, cmap + 4 + 8 * number) for number in range(count)]
    [start] = [cmap + offset for platform, encoding, offset in maps if (platform, encoding) == (0, 10)]
    [groups] = struct.unpack_from(">I", font, start + 12)
    letters: set[int] = set()
    for number in range(groups):
        first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * number)
        letters.update(range(first, last + 1))
    return frozenset(letters)
