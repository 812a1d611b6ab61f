"""Know words again that a redaction took out, wherever they come back from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from archive.citations.quote_range import QuoteRange, places_of
from archive.citations.words import Word, keys, words
from archive.models import GAP, Meeting, RemovedWords, Tombstone
from archive.models.removed_words import OPENING, digest_of, removed_words_of

# One or two words, as a name, are looked for in their own meeting alone: elsewhere they may be anyone's.
TELLING_ELSEWHERE = 3


@dataclass(frozen=True)
class Returned:
    """Words of some texts that were removed once: which, and where they stand, by text and passage."""

    removed: RemovedWords
    places: tuple[tuple[int, QuoteRange], ...]


def remember(stone: Tombstone, passages: Iterable[str]) -> None:
    """Keep the hashes of what the redaction takes out; gaps within a passage part it."""
    runs = (run for passage in passages for run in _between_gaps(keys(passage)))
    RemovedWords.objects.bulk_create(removed_words_of(stone, runs))


def find_removed(texts: Sequence[str], meeting: Meeting) -> list[Returned]:
    """Return where the texts, read one after another, hold words that were redacted.

    Those are the words of the meeting's redactions, and longer passages of any other, but for what an editor let stand
    in this meeting.
    """
    known: dict[int, dict[str, list[RemovedWords]]] = defaultdict(lambda: defaultdict(list))
    for row in _looked_for(meeting):
        known[min(row.length, OPENING)][row.opening].append(row)
    if not known:
        return []
    flat = [(number, word) for number, text in enumerate(texts) for word in words(text)]
    return list(_found(flat, known))


def _looked_for(meeting: Meeting) -> Iterable[RemovedWords]:
    of_meeting = Q(tombstone__statement__meeting=meeting.pk) | Q(length__gte=TELLING_ELSEWHERE)
    rows = RemovedWords.objects.filter(of_meeting).exclude(may_stand_in=meeting.pk)
    return rows.select_related("tombstone__statement")


def _found(flat: list[tuple[int, Word]], known: dict[int, dict[str, list[RemovedWords]]]) -> Iterable[Returned]:
    sequence = [word.key for _, word in flat]
    for size, openings in known.items():
        for start in range(len(sequence) - size + 1):
            for row in openings.get(digest_of(sequence[start : start + size]), ()):
                end = start + row.length
                if end <= len(sequence) and digest_of(sequence[start:end]) == row.digest:
                    yield Returned(row, places_of(flat[start:end]))


def _between_gaps(run: list[str]) -> Iterable[list[str]]:
    part: list[str] = []
    for key in [*run, GAP]:
        if key != GAP:
            part.append(key)
        elif part:
            yield part
            part = []
