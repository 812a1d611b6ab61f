"""The card of a verdict as an image: the verdict, the record's words with the differences, and where they are from.

The words of the quotation alone are never shown: a card travels without its page, and must not spread what was not
said.
"""

from collections.abc import Iterable

from django.utils.translation import gettext

from archive.citations.passages.difference import Excerpt, as_read, excerpt
from archive.citations.quote_checker.answer import FoundWording, Tone
from archive.models import current_site, shown
from archive.pages.quotes.verdict_address import CheckedQuotation
from archive.pages.sharing.drawing import CardPicture, Colour, Lettering, lettering
from archive.text.phrases import text_status_sentence

# If the words do not fit, this many letters around the first difference are shown.
AROUND = 110


def picture_of(checked: CheckedQuotation, place: FoundWording) -> CardPicture:
    """Return what stands on the card: green-blue if everything is as claimed, else in the warning colour.

    ``place`` is the place whose words are shown.
    """
    colour: Colour = "accent" if checked.answer.tone in {Tone.RIGHT, Tone.DOUBT} else "warn"
    statement = place.revision.statement
    who = ", ".join(filter(None, [place.speaker, statement.board.name, str(statement.date)]))
    wording = gettext("Statement %(number)s, revision %(revision)s") % {
        "number": statement.number,
        "revision": place.revision.number,
    }
    day = gettext("Checked on %(date)s") % {"date": checked.checked_on}
    return CardPicture(
        colour=colour,
        words=_words(place.shown),
        shorter=_words(excerpt(place.shown, around=AROUND) or place.shown),
        origin=[
            lettering(who, size=27, lines=2, stays_left=True),
            lettering(text_status_sentence(statement.text_status), "warn", family="sans", size=23, stays_left=True),
            lettering(f"{wording}. {day}", "quiet", family="sans", size=22, stays_left=True),
        ],
        name=lettering(current_site().label, size=24, at_end=True),
        headline=[lettering(checked.headline, colour, family="sans")],
        before=[],
        after=[],
        is_centred=False,
    )


def _words(pieces: Iterable[Excerpt]) -> Lettering:
    """Return the words with what happened to each, in quotation marks."""
    return lettering([(piece.kind, shown(piece.old or piece.new)) for piece in as_read(pieces)], start="“", end="”")
