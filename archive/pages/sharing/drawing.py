"""The picture of a card: what stands on it, drawn by Typst with ``card.typ``."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from archive.exports.typeset.letters import drawable, runs_right_to_left
from archive.exports.typeset.typst import typeset

TEMPLATE = Path(__file__).parent / "card.typ"
# More letters than a card can show.
LONGEST_DRAWN = 1_000
# A text is cut after a word. Longer words than this are cut within.
WORD_TO_DRAW = re.compile(r"\S{1,20} ?| ")
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
    words = [(mark, word) for mark, piece in _drawable_pieces(pieces) for word in WORD_TO_DRAW.findall(piece)]
    is_right_to_left = runs_right_to_left("".join(word for _, word in words))
    is_at_right = at_end or (is_right_to_left and not stays_left)
    return Lettering(words, colour, family, is_right_to_left, is_at_right, size, lines, start, end)


def draw(picture: CardPicture) -> bytes:
    """Return the picture as PNG, 1200 by 630 pixels. The same card gives the same bytes."""
    return typeset(TEMPLATE, "card", asdict(picture), "png")


def _drawable_pieces(pieces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pieces on one line, without characters that draw nothing or reverse the line."""
    plain: list[tuple[str, str]] = []
    left = LONGEST_DRAWN
    ends_with_space = True
    for mark, piece in pieces:
        text = re.sub(r"\s+", " ", drawable(piece[: max(left, 0)]))
        text = text.lstrip() if ends_with_space else text
        if text:
            plain.append((mark, text))
            ends_with_space = text.endswith(" ")
        left -= len(piece)
    return [*plain[:-1], *((mark, text.rstrip() + "…" * (left < 0)) for mark, text in plain[-1:])]
