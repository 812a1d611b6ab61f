"""Which letters the fonts of this folder have, and in which direction a text runs."""

import struct
import unicodedata
from functools import cache

from archive.exports.typeset.typst import FONTS

FORMAT_CHARACTERS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# The isolates of UAX #9 keep a name in its place. Embeddings and overrides could reverse a line.
ISOLATES_KEPT = frozenset("\u200c\u200d\u2066\u2067\u2068\u2069")


def drawable(text: str) -> str:
    """Return the text with a space for each character that draws nothing or reverses the line."""
    return "".join(
        character if character in ISOLATES_KEPT or unicodedata.category(character) not in FORMAT_CHARACTERS else " "
        for character in text
    )


def has_letters_for(text: str) -> bool:
    """Return whether one font can draw nine in ten letters of the text."""
    letters = [ord(character) for character in text if character.isalnum()]
    known = max(sum(letter in font for letter in letters) for font in _letters_of_fonts())
    return 10 * known >= 9 * len(letters)


def spelled_out(text: str) -> str:
    """Return the text with the code of each character that no font can draw in its place: "[U+1F600]"."""
    known = _all_letters()
    return "".join(
        one if ord(one) in known or one.isspace() or one in ISOLATES_KEPT else f"[U+{ord(one):04X}]" for one in text
    )


def runs_right_to_left(text: str) -> bool:
    """Return whether the first letter with a direction is right-to-left, as in UAX #9 (P2, P3)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


@cache
def _all_letters() -> frozenset[int]:
    return frozenset().union(*_letters_of_fonts())


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
