"""The card of a verdict as an image: the verdict, the record's words with the differences, and where they are from.

The words of the quotation alone are never shown: a card travels without its page, and must not spread what was not
said.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from PIL import Image, ImageDraw

from archive.citations.difference import Excerpt, PieceKind, as_read, excerpt
from archive.citations.quote_checker.answer import FoundWording, Tone
from archive.models import current_site, shown
from archive.pages.quotes.verdict_address import CheckedQuotation
from archive.pages.sharing.card_image import ACCENT, HEIGHT, INK, INNER, MARGIN, PAPER, QUIET, RULE, SPACE, WARN, WIDTH
from archive.pages.sharing.lettering import LINE_HEIGHT, SANS, LetteringBlock, block
from archive.phrases import text_status_sentence

SIZES = (56, 50, 44, 40, 36, 32, 28)
WRONG = "#a3260f"
COLOURS = {PieceKind.SAME: INK, PieceKind.DROPPED: WRONG, PieceKind.ADDED: INK}
# If the words do not fit, this many letters around the first difference are shown.
AROUND = 110


@dataclass(frozen=True)
class DrawnWord:
    """A word of the card, and whether it is the record's, or struck, or put in."""

    kind: PieceKind
    lettering: LetteringBlock


def as_png(checked: CheckedQuotation, place: FoundWording) -> bytes:
    """Return the image, 1200 by 630 pixels: green-blue if everything is as claimed, else in the warning colour.

    ``place`` is the place whose words are shown.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    colour = ACCENT if checked.answer.tone in {Tone.RIGHT, Tone.DOUBT} else WARN
    pen.rectangle((0, 0, WIDTH, 9), fill=colour)
    bottom = _draw_origin(image, checked, place)
    pen.rectangle((MARGIN, bottom, WIDTH - MARGIN, bottom + 1), fill=RULE)
    top = MARGIN - 24
    # The verdict is as large as the words.
    for size in SIZES:
        verdict = block(checked.headline, size, colour, INNER, lines=3, family=SANS)
        left = (bottom - SPACE - top - verdict.height - SPACE) // round(size * LINE_HEIGHT)
        lines = _lines(place.shown, size)
        if len(lines) <= left:
            break
    else:
        lines = _lines(excerpt(place.shown, around=AROUND) or place.shown, size)
    verdict.draw(image, MARGIN, top)
    top += verdict.height + SPACE
    for line in lines[:left]:
        _draw_line(image, line, top)
        top += line[0].lettering.line_height
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _draw_origin(image: Image.Image, checked: CheckedQuotation, place: FoundWording) -> int:
    """Draw, from the bottom upwards, the speaker, the text status, when the words were checked, and by which site."""
    name = block(current_site().label, 24, INK, 240, lines=1)
    statement = place.revision.statement
    who = ", ".join(filter(None, [place.speaker, statement.board.name, str(statement.date)]))
    wording = gettext("Statement %(number)s, revision %(revision)s") % {
        "number": statement.number,
        "revision": place.revision.number,
    }
    day = gettext("Checked on %(date)s") % {"date": checked.checked_on}
    parts = [
        block(who, 27, INK, INNER, lines=2, stays_left=True),
        block(text_status_sentence(statement.text_status), 23, WARN, INNER, lines=1, family=SANS, stays_left=True),
        block(f"{wording}. {day}", 22, QUIET, INNER - name.width, lines=1, family=SANS, stays_left=True),
    ]
    top = HEIGHT - 44 - sum(part.height for part in parts)
    above = top - SPACE
    for part in parts:
        part.draw(image, MARGIN, top)
        top += part.height
    name.draw(image, WIDTH - MARGIN - name.longest, top - name.height)
    return above


def _lines(pieces: Sequence[Excerpt], size: int) -> list[list[DrawnWord]]:
    """Return the words in lines of the card, in quotation marks."""
    lines: list[list[DrawnWord]] = [[]]
    room = INNER
    for kind, written in _words(pieces):
        drawn = DrawnWord(kind, block(written, size, COLOURS[kind], INNER, lines=1))
        if lines[-1] and drawn.lettering.longest > room:
            lines.append([])
            room = INNER
        lines[-1].append(drawn)
        room -= drawn.lettering.longest + _space(drawn)
    return [line for line in lines if line]


def _words(pieces: Sequence[Excerpt]) -> Iterator[tuple[PieceKind, str]]:
    """Yield the words with what happened to each. The first and the last have the quotation marks."""
    read = [(piece.kind, shown(piece.old or piece.new)) for piece in as_read(pieces)]
    words = [(kind, word) for kind, text in read for word in text.split()]
    for number, (kind, word) in enumerate(words):
        yield kind, f"{'“' if number == 0 else ''}{word}{'”' if number == len(words) - 1 else ''}"


def _draw_line(image: Image.Image, line: Sequence[DrawnWord], top: int) -> None:
    """Draw a line, with struck words struck and new words underlined."""
    pen = ImageDraw.Draw(image)
    is_right_to_left = line[0].lettering.is_right_to_left
    at = MARGIN
    for drawn in line:
        lettering, length = drawn.lettering, drawn.lettering.longest
        left = WIDTH - at - length if is_right_to_left else at
        lettering.draw(image, left - (lettering.width - length if lettering.is_right_to_left else 0), top)
        middle, thick = top + lettering.font.ascent, max(2, lettering.font.size // 14)
        if drawn.kind == PieceKind.DROPPED:
            middle -= lettering.font.size // 4
            pen.rectangle((left, middle, left + length, middle + thick), fill=WRONG)
        elif drawn.kind == PieceKind.ADDED:
            middle += lettering.font.size // 10
            pen.rectangle((left, middle, left + length, middle + thick), fill=INK)
        at += length + _space(drawn)


def _space(drawn: DrawnWord) -> int:
    """Return the width of a space, in pixels."""
    return round(drawn.lettering.font.size * 0.32)
