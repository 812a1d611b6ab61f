"""Cards as images for social networks: 1200 by 630 pixels, as they ask."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.citations.passages.quote_range import QuoteRange
from archive.exports.typeset.letters import has_letters_for
from archive.machine.web.cost import Cost, costs
from archive.models import Board, Meeting, Office, Speaker, current_site
from archive.pages.directory.speakers import latest_first
from archive.pages.http.errors import NotHere, one_of
from archive.pages.quotes.citations import read_citation
from archive.pages.sharing.cards import SAMPLE, Card, SubjectCard, board_card, card_of, meeting_card, speaker_card
from archive.pages.sharing.drawing import CardPicture, draw, lettering
from archive.pages.statements.redactions import redactions_of
from archive.pages.statements.wordings import public_wording

NO_LETTERS = gettext_lazy("We cannot make a card of these words, because the font does not have all their letters.")
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
        raise NotHere(str(NO_LETTERS))
    return _sent(picture_of(card, citation.url))


def _board(slug: str) -> SubjectCard:
    return board_card(one_of(Board.objects.public(), slug=slug))


def _speaker(slug: str) -> SubjectCard:
    offices = Prefetch("offices", Office.objects.public().select_related("board"))
    speaker = one_of(Speaker.objects.public().prefetch_related(offices), slug=slug)
    return speaker_card(speaker, latest_first(speaker.offices.all()))


def _meeting(pk: int) -> SubjectCard:
    return meeting_card(one_of(Meeting.objects.public().select_related("board"), pk=pk))


CARDS: dict[str, Callable[..., SubjectCard]] = {"board": _board, "speaker": _speaker, "meeting": _meeting}


@require_safe
@costs(Cost.EXPENSIVE)
def subject_card(_request: HttpRequest, kind: str, **key: Any) -> HttpResponse:
    """Draw the card of a board, a speaker or a meeting."""
    card = CARDS[kind](**key)
    if not card.image:
        raise NotHere(str(NO_LETTERS))
    words = lettering(card.name)
    has_about = card.about != card.name and has_letters_for(card.about[:SAMPLE])
    about = [lettering(card.about, "quiet", family="sans", size=27, lines=3)] if has_about else []
    return _sent(
        CardPicture(
            colour="accent",
            words=words,
            shorter=words,
            origin=[*about, lettering(card.address.partition("://")[2], "accent", family="sans", size=21)],
            name=lettering(current_site().label, size=24, at_end=True),
            headline=[],
            before=[],
            after=[],
            is_centred=True,
        )
    )


def _sent(picture: CardPicture) -> HttpResponse:
    headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(draw(picture), content_type="image/png", headers=headers)


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
