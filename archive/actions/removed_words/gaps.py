"""Gaps in other wordings: those that a new wording keeps, and the words of a new transcript that fall on one.

The text before and after a gap is found in the new transcript. What is between them there was redacted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.citations.passages.difference import find_passage
from archive.citations.passages.quote_range import QuoteRange, places_of
from archive.citations.passages.words import Word, words
from archive.models import GAP, RedactedPassage, Revision

# Two words count as one, heard differently, if this much of them is the same.
ALIKE = 0.6
# How much longer than the gap, in code points, the same words may be in another transcript.
LONGER, MARGIN = 3, 60

Place = tuple[int, Word]


@dataclass(frozen=True)
class OnGap:
    """Words on a gap: the old text that has the gap, and the places, by new text and passage.

    ``gap`` is what the old text has there. ``is_clear`` is false if so much is said that the gap may not cover all of
    it.
    """

    old: int
    gap: str
    places: tuple[tuple[int, QuoteRange], ...]
    is_clear: bool = True


def words_on_gaps(old: Sequence[str], new: Sequence[str], pairs: Sequence[int | None]) -> Iterator[OnGap]:
    """Yield the words on each gap of the old texts; ``pairs`` gives for each new text the old one that it continues."""
    continued_by = {there: here for here, there in enumerate(pairs) if there is not None}
    done = -1
    for index, text in enumerate(old):
        if GAP in text and index > done:
            before = max((there for there in continued_by if there < index), default=None)
            after = min((there for there in continued_by if there > index), default=None)
            stretch = range(index if before is None else before, (_last_gap(old, index, after)) + 1)
            done = stretch[-1]
            beside = [continued_by[there] for there in (before, index, after) if there in continued_by]
            first = 0 if before is None else min(beside)
            last = len(new) - 1 if after is None else max(beside)
            yield from _in_stretch(old, new, stretch, range(first, last + 1))


def _last_gap(old: Sequence[str], index: int, after: int | None) -> int:
    """Return the end of the stretch: the next text that is continued, or else the last text in a row with a gap."""
    if after is not None:
        return after
    while index + 1 < len(old) and GAP in old[index + 1]:
        index += 1
    return index


def _in_stretch(old: Sequence[str], new: Sequence[str], there: range, here: range) -> Iterator[OnGap]:
    stood = [(index, word) for index in there for word in words(old[index])]
    said = [(index, word) for index in here for word in words(new[index])]
    for a, a_end, b, b_end in _differences([word.key for _, word in stood], [word.key for _, word in said]):
        gaps = [place for place in range(a, a_end) if stood[place][1].key == GAP]
        if gaps:
            on_gap = _without_alike(stood[a : gaps[0]], stood[gaps[-1] + 1 : a_end], said[b:b_end])
            if on_gap:
                yield _on_gap(old, stood[gaps[0] : gaps[-1] + 1], on_gap)


def _differences(stood: list[str], said: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches that differ.

    One equal word next to a gap does not split a stretch, because it may be chance.
    """
    open_stretch: tuple[int, int, int, int] | None = None
    for tag, a, a_end, b, b_end in SequenceMatcher(None, stood, said).get_opcodes():
        if tag == "equal" and not (open_stretch and a_end - a == 1 and a_end < len(stood) and b_end < len(said)):
            if open_stretch:
                yield open_stretch
            open_stretch = None
        elif open_stretch:
            open_stretch = (open_stretch[0], a_end, open_stretch[2], b_end)
        else:
            open_stretch = (a, a_end, b, b_end)
    if open_stretch:
        yield open_stretch


def _without_alike(head: Sequence[Place], tail: Sequence[Place], said: Sequence[Place]) -> Sequence[Place]:
    """Leave out the words that also stand, much the same, before and after the gap."""
    begin, end = 0, len(said)
    for _, word in head:
        if begin >= end or not _alike(word, said[begin][1]):
            break
        begin += 1
    for _, word in reversed(tail):
        if end <= begin or not _alike(word, said[end - 1][1]):
            break
        end -= 1
    return said[begin:end]


def _alike(one: Word, other: Word) -> bool:
    return SequenceMatcher(None, one.key, other.key).ratio() >= ALIKE


def _on_gap(old: Sequence[str], gap: Sequence[Place], said: Sequence[Place]) -> OnGap:
    index, last = gap[0][0], gap[-1][0]
    shown = old[index][gap[0][1].start : gap[-1][1].end] if index == last else ""
    room = sum(word.end - word.start for _, word in gap)
    length = sum(word.end - word.start + 1 for _, word in said)
    return OnGap(index, shown, places_of(said), is_clear=length <= LONGER * room + MARGIN)


def with_gaps_of(standing: str, text: str) -> str | None:
    """Return a new wording with the gaps of the current one, or None if it is not clear which words fall on them."""
    for fallen in reversed(list(words_on_gaps([standing], [text], [0]))):
        if not fallen.is_clear:
            return None
        ((_, passage),) = fallen.places
        text = text[: passage.start] + fallen.gap + text[passage.end :]
    return text


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
