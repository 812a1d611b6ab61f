"""What a page says about the gaps in a text: when the words were redacted, why, and who decided."""

import zoneinfo
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.citations.passages.quote_range import QuoteRange
from archive.models import GAP, RedactedPassage, Revision, Tombstone
from archive.search.answer.marking import Span


@dataclass(frozen=True)
class Redactions:
    """The redacted passages of one wording."""

    passages: list[RedactedPassage]

    @property
    def tombstones(self) -> list[Tombstone]:
        """The decisions, in order and without duplicates."""
        return list({passage.tombstone_id: passage.tombstone for passage in self.passages}.values())

    @property
    def gaps(self) -> list[Span]:
        """The gaps of the text, each with the note in its place."""
        return [
            Span(passage.start, passage.end, _note(passage.tombstone))
            for passage in self.passages
            if not passage.in_title
        ]

    def touched_by(self, passage: QuoteRange) -> str:
        """Return a sentence about what was redacted in a passage of the text; empty if nothing was."""
        for gap in self.passages:
            if not gap.in_title and gap.start < passage.end and passage.start < gap.end:
                return _("Words in this passage were redacted on %(day)s. %(kind)s: %(reason)s") % {
                    "day": _day(gap.tombstone),
                    "kind": gap.tombstone.get_category_display(),
                    "reason": gap.tombstone.reason,
                }
        return ""


def redactions_of(revision: Revision) -> Redactions:
    """Return the redacted passages of a published wording. Without a gap in the text, use no query."""
    if GAP not in revision.text and GAP not in revision.title:
        return Redactions([])
    return Redactions(list(revision.redacted_passages.select_related("tombstone__statement__board")))


def _note(stone: Tombstone) -> str:
    kind = str(stone.get_category_display())
    return _("redacted on %(day)s: %(kind)s") % {"day": _day(stone), "kind": kind[:1].lower() + kind[1:]}


def _day(stone: Tombstone) -> str:
    place = zoneinfo.ZoneInfo(stone.statement.board.timezone)
    return date_format(timezone.localtime(stone.decided_at, place))
