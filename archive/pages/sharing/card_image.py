"""The card of a statement or a passage as an image for social networks: 1200 by 630 pixels, as they ask."""

import io

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw

from archive.citations.quote_range import QuoteRange
from archive.cost import Cost, costs
from archive.models import current_site
from archive.pages.http.errors import NotHere, withdrawn
from archive.pages.quotes.citations import read_citation
from archive.pages.sharing.cards import Card, card_of
from archive.pages.sharing.lettering import LINE_HEIGHT, SANS, LetteringBlock, block
from archive.pages.statements.redactions import redactions_of
from archive.pages.statements.wordings import revision_on_record, statement_on_record

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
INNER = WIDTH - 2 * MARGIN
# The colours of the site in light mode (record.css).
PAPER, INK, QUIET, RULE, ACCENT, WARN = "#fcfbf8", "#1c1b19", "#5c5a54", "#dedad0", "#0b4f6c", "#8a4b08"
# The words are as large as they fit. If they do not fit in the smallest size, they are cut.
SIZES = (58, 52, 46, 42, 38, 34, 31)
LONGEST_WORDS = 800
SPACE = 14
# Marks between the words and the rest of their sentence. No line begins with one.
BREAKS = " ,;:"


@require_safe
@costs(Cost.EXPENSIVE, "quote")
def statement_card(request: HttpRequest, number: int, revision: int) -> HttpResponse:
    """Draw the card of a wording, or of the passage in the URL, which must be complete."""
    statement = statement_on_record(number)
    wording = revision_on_record(statement, revision)
    if not statement.is_public:
        return withdrawn(request, statement)
    citation = read_citation(request, wording)
    passage = QuoteRange.parse(request.GET["quote"]) if "quote" in request.GET else None
    if passage and (redacted := redactions_of(wording).touched_by(passage)):
        raise NotHere(redacted)
    card = card_of(wording, citation, passage, LONGEST_WORDS)
    if not card.can_be_drawn:
        raise NotHere(_("We cannot make a card of these words, because the font does not have all their letters."))
    headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(as_png(card, citation.url), content_type="image/png", headers=headers)


def as_png(card: Card, address: str) -> bytes:
    """Return the image of the card; ``address`` is the URL of the statement."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 9), fill=ACCENT)
    bottom = _draw_origin(image, card, address)
    pen.rectangle((MARGIN, bottom, WIDTH - MARGIN, bottom + 1), fill=RULE)
    top = MARGIN - 16
    blocks = _words(card, bottom - SPACE - top)
    height = sum(part.height for part in blocks) + SPACE * (len(blocks) - 1)
    top += max(0, (bottom - SPACE - top - height) // 2)
    for part in blocks:
        part.draw(image, MARGIN, top)
        top += part.height + SPACE
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _draw_origin(image: Image.Image, card: Card, address: str) -> int:
    """Draw, from the bottom upwards, who said it, where, when, the text status, and the URL."""
    name = block(current_site().label, 24, INK, 240, lines=1)
    status = " ".join(filter(None, [f"{card.text_status}.", card.standing]))
    parts = [
        block(card.who, 30, INK, INNER, lines=2, stays_left=True),
        block(f"{card.event}, {card.day}", 23, QUIET, INNER, lines=1, family=SANS, stays_left=True),
        block(status, 23, WARN, INNER, lines=1, family=SANS, stays_left=True),
        block(address.partition("://")[2], 21, ACCENT, INNER - name.width, lines=1, family=SANS),
    ]
    top = HEIGHT - 44 - sum(part.height for part in parts)
    above = top - SPACE
    for part in parts:
        part.draw(image, MARGIN, top)
        top += part.height
    name.draw(image, WIDTH - MARGIN - name.longest, top - name.height)
    return above


def _words(card: Card, room: int) -> list[LetteringBlock]:
    """Return the words as large as they fit, with the text around them; if they are cut, they end the card."""
    excerpt = card.excerpt
    before = [block(excerpt.before, 25, QUIET, INNER, lines=2)] if excerpt.before else []
    after = [block(f"… {excerpt.after.lstrip(BREAKS)}", 25, QUIET, INNER, lines=2)] if excerpt.after else []
    left = room - sum(part.height + SPACE for part in [*before, *after])
    words = block("", SIZES[-1], INK, INNER, lines=1)
    for size in SIZES:
        words = block(f"“{excerpt.words}", size, INK, INNER, lines=left // round(size * LINE_HEIGHT), end="”")
        if not words.is_cut:
            break
    return [*before, words] if words.is_cut else [*before, words, *after]
