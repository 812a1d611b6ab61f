"""The contents of cards, for other sites that link here.

That of a statement or passage has the words in context, their speaker, and the text status; that of a board, a speaker
or a meeting its name and a line about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.citations.formats.citation import Citation
from archive.citations.passages.context import TextExcerpt, excerpt_of, shortened
from archive.citations.passages.quote_range import QuoteRange
from archive.exports.addresses import permanent_url
from archive.exports.phrases import full_date, speaker_name, text_status_phrase
from archive.exports.typeset.letters import has_letters_for
from archive.language.telling_sentence import CUT, CUT_BEFORE
from archive.models import Board, Meeting, Office, Revision, Speaker

# Enough to know in which letters a text is written.
SAMPLE = 200
LONGEST_ABOUT = 300


@dataclass(frozen=True)
class Card:
    """The parts of a card, each on one line.

    ``who`` is the speaker with the office held that day. ``standing`` says that the wording is an earlier one; it is
    empty for the current one.
    """

    excerpt: TextExcerpt
    who: str
    event: str
    day: str
    text_status: str
    standing: str = ""

    @property
    def origin(self) -> str:
        """Who said it, where and when, and the text status, in sentences."""
        sentences = [self.who, f"{self.event}, {self.day}", self.text_status, self.standing]
        return " ".join(sentence if sentence.endswith(".") else f"{sentence}." for sentence in sentences if sentence)

    @property
    def context(self) -> str:
        """The text around the words; empty if they begin with the text and end with a sentence."""
        before = _("Before: “%(words)s”") % {"words": self.excerpt.before} if self.excerpt.before else ""
        after = _("After: “%(words)s”") % {"words": self.excerpt.after} if self.excerpt.after else ""
        return " ".join(filter(None, [before, after]))

    @property
    def can_be_drawn(self) -> bool:
        """Whether the archive's fonts have the letters of the words."""
        return has_letters_for(self.excerpt.words[:SAMPLE])


def card_of(revision: Revision, citation: Citation, passage: QuoteRange | None, length: int) -> Card:
    """Return the card of a wording, or of the passage that the citation quotes, with at most that many letters.

    A wording too long for a card is shown by the sentence that tells most. The statement's public offices must already
    be fetched. Raise OutsideText if the passage is not in the text.
    """
    statement = revision.statement
    is_earlier = revision.pk != statement.current_revision_id
    return Card(
        excerpt_of(revision, passage or _telling(revision, length), length),
        # If nobody is named, a citation credits the board, but a card says that nobody is named.
        citation.credited_with_offices if citation.authors else str(speaker_name(statement)),
        citation.event,
        str(full_date(statement.date)),
        str(text_status_phrase(statement.text_status)),
        _("This is an earlier wording.") if is_earlier else "",
    )


def _telling(revision: Revision, length: int) -> QuoteRange | None:
    sentence = revision.sentence.strip(f"{CUT}{CUT_BEFORE}")
    start = revision.text.find(sentence) if sentence and len(revision.text) > length else -1
    return QuoteRange(start, start + len(sentence)) if start >= 0 else None


@dataclass(frozen=True)
class SubjectCard:
    """The name of a board, a speaker or a meeting, a line about it, and the addresses of its page and its picture.

    Without a picture, the archive's fonts lack the letters of the name.
    """

    name: str
    about: str
    address: str
    image: str


def board_card(board: Board) -> SubjectCard:
    """Return the card of a public board."""
    about = board.description or ", ".join(filter(None, [board.name, board.place]))
    return _subject_card(board, board.name, about, "board", slug=board.slug)


def speaker_card(speaker: Speaker, offices: Iterable[Office]) -> SubjectCard:
    """Return the card of a public speaker, with their public offices."""
    held = "; ".join(map(str, offices))
    return _subject_card(speaker, speaker.name, speaker.description or held, "speaker", slug=speaker.slug)


def meeting_card(meeting: Meeting) -> SubjectCard:
    """Return the card of a public meeting."""
    there, kind = f"{meeting.board.name}, {full_date(meeting.date)}", str(meeting.get_kind_display())
    about = f"{kind}, {there}" if meeting.title else kind
    return _subject_card(meeting, meeting.title or there, about, "meeting", pk=meeting.pk)


def _subject_card(one: Board | Speaker | Meeting, name: str, about: str, kind: str, **key: int | str) -> SubjectCard:
    image = permanent_url(reverse(f"pages:{kind}-card", kwargs=key)) if has_letters_for(name[:SAMPLE]) else ""
    return SubjectCard(name, shortened(about or name, LONGEST_ABOUT), permanent_url(one.get_absolute_url()), image)
