"""The card of a verdict as an image: first the verdict, then the words, and what it relies on."""

import io

from django.utils.translation import gettext
from PIL import Image, ImageDraw

from archive.models import current_site
from archive.pages.quotes.verdict_address import CheckedQuotation
from archive.pages.sharing.card_image import ACCENT, HEIGHT, INK, INNER, MARGIN, PAPER, QUIET, RULE, SPACE, WARN, WIDTH
from archive.pages.sharing.lettering import LINE_HEIGHT, SANS, LetteringBlock, block

SIZES = (40, 36, 32, 28, 25)


def as_png(checked: CheckedQuotation) -> bytes:
    """Return the image, 1200 by 630 pixels: green-blue if everything is as claimed, else in the warning colour."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    colour = ACCENT if checked.answer.is_as_claimed and not checked.answer.turns else WARN
    ImageDraw.Draw(image).rectangle((0, 0, WIDTH, 9), fill=colour)
    top = MARGIN - 16
    verdict = block(checked.headline, 44, colour, INNER, lines=3, family=SANS)
    verdict.draw(image, MARGIN, top)
    bottom = _draw_origin(image, checked)
    ImageDraw.Draw(image).rectangle((MARGIN, bottom, WIDTH - MARGIN, bottom + 1), fill=RULE)
    words_top = top + verdict.height + SPACE
    _words(" ".join(checked.answer.quotation.text.split()), bottom - SPACE - words_top).draw(image, MARGIN, words_top)
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _draw_origin(image: Image.Image, checked: CheckedQuotation) -> int:
    """Draw, from the bottom upwards, the speaker, when the words were checked, and by which site."""
    name = block(current_site().label, 24, INK, 240, lines=1)
    place = checked.place
    parts = []
    if place:
        statement = place.revision.statement
        who = ", ".join(filter(None, [place.speaker, statement.board.name, str(statement.date)]))
        wording = gettext("Statement %(number)s, revision %(revision)s") % {
            "number": statement.number,
            "revision": place.revision.number,
        }
        parts.append(block(who, 27, INK, INNER, lines=2, stays_left=True))
        parts.append(block(wording, 22, QUIET, INNER, lines=1, family=SANS, stays_left=True))
    day = gettext("Checked on %(date)s") % {"date": checked.checked_on}
    parts.append(block(day, 22, QUIET, INNER - name.width, lines=1, family=SANS, stays_left=True))
    top = HEIGHT - 44 - sum(part.height for part in parts)
    above = top - SPACE
    for part in parts:
        part.draw(image, MARGIN, top)
        top += part.height
    name.draw(image, WIDTH - MARGIN - name.longest, top - name.height)
    return above


def _words(words: str, room: int) -> LetteringBlock:
    """Return the words as large as they fit, cut at the end of a word if necessary."""
    drawn = block("", SIZES[-1], INK, INNER, lines=1)
    for size in SIZES:
        drawn = block(f"“{words}", size, INK, INNER, lines=max(1, room // round(size * LINE_HEIGHT)), end="”")
        if not drawn.is_cut:
            break
    return drawn
