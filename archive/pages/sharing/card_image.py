"""The card of a statement or a passage as an image for social networks: 1200 by 630 pixels, as they ask."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.citations.passages.quote_range import QuoteRange
from archive.models import current_site
from archive.pages.http.errors import NotHere
from archive.pages.quotes.citations import read_citation
from archive.pages.sharing.cards import Card, card_of
from archive.pages.sharing.drawing import CardPicture, draw, lettering
from archive.pages.statements.redactions import redactions_of
from archive.pages.statements.wordings import public_wording
from archive.web.cost import Cost, costs

LONGEST_WORDS = 800
# Marks between the words and the rest of their sentence. No line begins with one.
BREAKS = " ,;:"


@require_safe
@costs(Cost.EXPENSIVE, "quote")
def statement_card(request: HttpRequest, number: int, revision: int) -> HttpResponse:
    """Draw the card of a wording, or of the passage in the URL, which must be complete."""
    wording = public_wording(number, revision)
    citation = read_citation(request, wording)
    passage = QuoteRange.parse(request.GET["quote"]) if "quote" in request.GET else None
    if passage and (redacted := redactions_of(wording).touched_by(passage)):
        raise NotHere(redacted)
    card = card_of(wording, citation, passage, LONGEST_WORDS)
    if not card.can_be_drawn:
        raise NotHere(_("We cannot make a card of these words, because the font does not have all their letters."))
    headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(draw(picture_of(card, citation.url)), content_type="image/png", headers=headers)


def picture_of(card: Card, address: str) -> CardPicture:
    """Return what stands on the card; ``address`` is the URL of the statement."""
    excerpt = card.excerpt
    words = lettering(excerpt.words, start="“", end="”")
    status = " ".join(filter(None, [f"{card.text_status}.", card.standing]))
    after = f"… {excerpt.after.lstrip(BREAKS)}"
    return CardPicture(
        colour="accent",
        words=words,
        shorter=words,
        origin=[
            lettering(card.who, size=30, lines=2, stays_left=True),
            lettering(f"{card.event}, {card.day}", "quiet", family="sans", size=23, stays_left=True),
            lettering(status, "warn", family="sans", size=23, stays_left=True),
            lettering(address.partition("://")[2], "accent", family="sans", size=21),
        ],
        name=lettering(current_site().label, size=24, at_end=True),
        headline=[],
        before=[lettering(excerpt.before, "quiet", size=25, lines=2)] if excerpt.before else [],
        after=[lettering(after, "quiet", size=25, lines=2)] if excerpt.after else [],
        is_centred=True,
    )
