"""Letters of a font, shaped and drawn only by HarfBuzz, so that a picture is the same on every machine.

Pillow draws right-to-left text only if the system has FriBiDi, which Pillow's wheel does not include.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from math import ceil
from pathlib import Path

import uharfbuzz
from PIL import Image

from archive.pages.sharing.bidirectional import visual_runs

FOLDER = Path(__file__).parent / "fonts"
# HarfBuzz uses whole numbers. This many of its units are one pixel.
UNITS = 64
COMMON_SCRIPTS = frozenset({"", "Zinh", "Zyyy", "Zzzz"})


@dataclass(frozen=True)
class Glyph:
    """One drawing of a font, and the place of its origin, in units right of and above the start of its line."""

    number: int
    x: int
    y: int


@dataclass(frozen=True)
class GlyphLine:
    """Glyphs from left to right, and their total width in units."""

    glyphs: tuple[Glyph, ...]
    length: int


@dataclass(frozen=True)
class Font:
    """The font in a file in ``fonts/``, with an em of ``size`` pixels."""

    file: str
    size: int

    @property
    def ascent(self) -> int:
        """The pixels from the top of a line to its baseline."""
        return ceil(_harfbuzz_font(self).get_font_extents("ltr").ascender / UNITS)

    def width(self, line: str, is_right_to_left: bool) -> float:
        """Return the width of a line in pixels."""
        return _shaped(self, line, is_right_to_left).length / UNITS

    def mask(self, line: str, is_right_to_left: bool, size: tuple[int, int], origin: tuple[float, int]) -> Image.Image:
        """Draw a line in white on black, in an image of that size in pixels. What does not fit is cut off.

        ``origin`` is where the line starts: the pixels from the left edge, and those from the top to the baseline.
        """
        left, ground = origin
        width, height = size
        pen = uharfbuzz.RasterDraw()
        pen.scale_factor = (UNITS, UNITS)
        # The stride is in bytes. The image has one byte per pixel.
        pen.extents = uharfbuzz.RasterExtents(0, 0, width, height, width)
        # HarfBuzz counts upwards from the bottom.
        from_bottom = (height - ground) * UNITS
        for glyph in _shaped(self, line, is_right_to_left).glyphs:
            pen.transform = (1, 0, 0, 1, left * UNITS + glyph.x, from_bottom + glyph.y)
            pen.draw_glyph(_harfbuzz_font(self), glyph.number)
        drawn = pen.render()
        return Image.frombytes("L", size, drawn.buffer, "raw", "L", drawn.extents.stride, -1)


@lru_cache(maxsize=20_000)
def has_letter(file: str, character: str) -> bool:
    """Return whether the font of a file in ``fonts/`` can draw the character."""
    return character.isspace() or bool(uharfbuzz.Font(_face(file)).get_nominal_glyph(ord(character)))


@cache
def _face(file: str) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(FOLDER / file))


@cache
def _harfbuzz_font(font: Font) -> uharfbuzz.Font:
    made = uharfbuzz.Font(_face(font.file))
    made.scale = (font.size * UNITS, font.size * UNITS)
    return made


@lru_cache(maxsize=1_000)
def _shaped(font: Font, line: str, is_right_to_left: bool) -> GlyphLine:
    glyphs = []
    x = 0
    for run in visual_runs(line, is_right_to_left):
        parts = _parts_by_script(run.text)
        for part, script in reversed(parts) if run.is_right_to_left else parts:
            buffer = uharfbuzz.Buffer()
            buffer.add_str(part)
            buffer.direction = "rtl" if run.is_right_to_left else "ltr"
            buffer.script = script
            uharfbuzz.shape(_harfbuzz_font(font), buffer)
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                glyphs.append(Glyph(info.codepoint, x + position.x_offset, position.y_offset))
                x += position.x_advance
    return GlyphLine(tuple(glyphs), x)


def _parts_by_script(text: str) -> list[tuple[str, str]]:
    """Return the parts of a text in one script each. Characters of all scripts go with the part before them."""
    scripts: list[str] = []
    for character in text:
        own = _script(character)
        scripts.append(scripts[-1] if own in COMMON_SCRIPTS and scripts else own)
    first = next((script for script in scripts if script not in COMMON_SCRIPTS), "Zyyy")
    scripts = [first if script in COMMON_SCRIPTS else script for script in scripts]
    parts = []
    for script, group in groupby(zip(text, scripts, strict=True), key=lambda pair: pair[1]):
        parts.append(("".join(character for character, _ in group), script))
    return parts


@lru_cache(maxsize=20_000)
def _script(character: str) -> str:
    """Return the ISO 15924 code of a character's script; empty if it has no single script."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return buffer.script or ""
