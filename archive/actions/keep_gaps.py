"""Keep the tombstones of gaps that are still in the next wording."""

from archive.citations.difference import find_passage
from archive.citations.quote_range import QuoteRange
from archive.models import GAP, RedactedPassage, Revision


def keep_gaps(*, before: Revision, after: Revision) -> None:
    """Give the gaps that a later wording still has their tombstones. The caller publishes the wording."""
    if GAP not in before.text and GAP not in before.title:
        return
    for passage in before.redacted_passages.select_related("tombstone"):
        old, new = (before.title, after.title) if passage.in_title else (before.text, after.text)
        gap = QuoteRange(passage.start, passage.end)
        if place := find_passage(gap, old, new):
            RedactedPassage.objects.create(
                tombstone=passage.tombstone,
                revision=after,
                in_title=passage.in_title,
                start=place.start,
                end=place.end,
            )
