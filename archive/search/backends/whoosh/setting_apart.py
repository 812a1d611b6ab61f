"""The words that are typical of groups of statements, compared with the rest of the archive or with other statements.

A word is judged by the log-likelihood ratio (Dunning, 1993, "Accurate methods for the statistics of surprise and
coincidence"): how unlikely it is that the group would have the word so often if it spoke like the others.
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.backends.whoosh.by_document import FIELD, words_of
from archive.search.backends.whoosh.field_reader import FieldReader
from archive.search.backends.whoosh.snapshot import Snapshot
from archive.search.results import TellingWord

LOOKED_AT = 60
"""A typical word of a group must be one of this many words that the group has most often."""
OFTEN = 2
FAR = 3
"""How many times as often a group must have a typical word. Many groups say "okay" slightly more often."""
APART = 1.5
"""How many times as often as the other groups together. A topic of the whole meeting is not typical of an item."""
SURE = 10.83
"""The ratio that one in a thousand words exceeds by chance."""
SHORTEST = 4
"""In bytes. Shorter words say nothing. One letter of a script without spaces takes three bytes."""
NO_GROUP = -1


class _Part(NamedTuple):
    """For one segment: its terms, their columns in ``uses``, each group's uses, and which terms can be typical."""

    reader: FieldReader
    columns: NDArray[np.int32]
    places: NDArray[np.intp]
    uses: NDArray[np.int64]
    tells: NDArray[np.bool_]


def setting_apart(
    snapshot: Snapshot,
    groups: Sequence[NDArray[np.intp]],
    others: NDArray[np.intp] | None,
    limit: int,
    leave_out: Collection[str],
    form_of: Callable[[str], Hashable],
) -> list[list[TellingWord]]:
    """Return for each group of documents at most ``limit`` words, the most typical first.

    They are words that the group has far more often than ``others``, or than the whole archive. A document counts in
    one group; if it is in several, in the last. Words to leave out are folded. Of the words with the same form, only
    the most typical is returned.
    """
    compared = [*groups] if others is None else [*groups, others]
    group_of = np.full(snapshot.size, NO_GROUP, np.int16)
    for group, documents in enumerate(compared):
        group_of[documents] = group
    parts = [
        _part(reader, group_of[base : base + reader.file.attributes["document_count"]], len(compared))
        for base, reader in snapshot.fields(FIELD)
    ]
    left_out = {word.encode() for word in leave_out}
    parts_used = [part for part in parts if len(part.places)]
    frequent = (_frequent(part, group) for part in parts_used for group in range(len(groups)))
    terms = sorted(set().union(*frequent) - left_out)
    lengths = sum((part.uses.sum(axis=1) for part in parts), np.zeros(len(compared), np.int64))
    uses, everywhere = _uses(parts, terms)
    length = sum(part.reader.total_length for part in parts)
    order = _order(snapshot, groups)
    found = []
    for group in range(len(groups)):
        here, long = uses[group], lengths[group]
        if others is None:
            ratios = log_likelihood(here, long, everywhere - here, length - long) * _apart(uses, lengths, group)
        else:
            ratios = log_likelihood(here, long, uses[-1], lengths[-1])
        sure = np.flatnonzero(ratios > SURE)
        first: dict[Hashable, bytes] = {}
        for at in sure[np.argsort(-ratios[sure], kind="stable")].tolist():
            first.setdefault(form_of(terms[at].decode()), terms[at])
            if len(first) == limit:
                break
        found.append([_told(snapshot, term, group, group_of, order, len(groups)) for term in first.values()])
    return found


def _apart(uses: NDArray[np.int64], lengths: NDArray[np.int64], group: int) -> NDArray[np.bool_]:
    """Return which words the group has far more often than the other groups together."""
    others, length = uses.sum(axis=0) - uses[group], lengths.sum() - lengths[group]
    return uses[group] * length > APART * others * lengths[group] if length else np.ones(uses.shape[1], bool)


def log_likelihood(
    here: NDArray[Any], length_here: Any, elsewhere: NDArray[Any], length_elsewhere: Any
) -> NDArray[np.float64]:
    """Return how surprising each word's uses here are, given its uses elsewhere; 0 if it is not used far more often."""
    if not length_here or not length_elsewhere:
        return np.zeros(len(here))
    elsewhere = np.maximum(elsewhere, 0)
    total = here + elsewhere
    expected_here = total * (length_here / (length_here + length_elsewhere))
    expected_elsewhere = total - expected_here
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = 2 * (
            np.where(here > 0, here * np.log(here / expected_here), 0)
            + np.where(elsewhere > 0, elsewhere * np.log(elsewhere / expected_elsewhere), 0)
        )
    is_far_more = here * length_elsewhere > FAR * elsewhere * length_here
    return np.where((here >= OFTEN) & is_far_more, ratios, 0.0)


def _part(reader: FieldReader, group_of: NDArray[np.int16], groups: int) -> _Part:
    """Count how often each group has each word of a segment."""
    inside = np.flatnonzero(group_of != NO_GROUP)
    if not len(inside):
        return _Part(reader, np.empty(0, np.int32), inside, np.zeros((groups, 0), np.int64), np.zeros(0, bool))
    columns = np.full(len(reader), -1, np.int32)
    first, end = int(inside[0]), int(inside[-1]) + 1
    found = words_of(reader, first, end)
    group = np.repeat(group_of[first:end], found.counts)
    kept = group != NO_GROUP
    terms, frequencies, group = found.terms[kept], found.frequencies[kept], group[kept]
    places = np.flatnonzero(np.bincount(terms, minlength=len(reader)))
    columns[places] = np.arange(len(places))
    uses = np.bincount(group.astype(np.int64) * len(places) + columns[terms], frequencies, groups * len(places))
    counts = uses.astype(np.int64).reshape(groups, len(places))
    return _Part(reader, columns, places, counts, _tells(reader, places))


def _frequent(part: _Part, group: int) -> list[bytes]:
    """Return the words that the group has most often in the segment and that can be typical."""
    uses = part.uses[group]
    here = np.flatnonzero((uses > 0) & part.tells)
    if len(here) > LOOKED_AT:
        here = here[np.argpartition(-uses[here], LOOKED_AT)[:LOOKED_AT]]
    return [part.reader.term(place) for place in part.places[here].tolist()]


def _tells(reader: FieldReader, places: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which terms are long enough and begin with a letter."""
    starts = reader.ends[places]
    letters = reader.text_bytes[starts]
    is_number = (letters >= ord("0")) & (letters <= ord("9"))
    return (reader.ends[places + 1] - starts >= SHORTEST) & ~is_number


def _uses(parts: Sequence[_Part], terms: Sequence[bytes]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how often each group, and the archive, has each of the terms."""
    total = np.zeros((len(parts[0].uses) if parts else 0, len(terms)), np.int64)
    everywhere = np.zeros(len(terms), np.int64)
    for part in parts:
        places = part.reader.find_all(terms)
        known = np.flatnonzero(places >= 0)
        starts = part.reader.occurrence_starts
        everywhere[known] += starts[places[known] + 1] - starts[places[known]]
        if len(part.places):
            columns = part.columns[places[known]]
            used = columns >= 0
            total[:, known[used]] += part.uses[:, columns[used]]
    return total, everywhere


def _order(snapshot: Snapshot, groups: Sequence[NDArray[np.intp]]) -> NDArray[np.int32]:
    """Return each document's place in its group, in the order in which the group was given."""
    order = np.zeros(snapshot.size, np.int32)
    for documents in groups:
        order[documents] = np.arange(len(documents))
    return order


def _told(
    snapshot: Snapshot,
    term: bytes,
    group: int,
    group_of: NDArray[np.int16],
    order: NDArray[np.int32],
    others: int,
) -> TellingWord:
    """Return the word with the number of statements of its group that have it, and the first of them."""
    postings = snapshot.postings(FIELD, term)
    documents = postings.documents if postings else np.empty(0, np.intp)
    groups = group_of[documents]
    having = documents[groups == group]
    first = having[np.argmin(order[having])]
    elsewhere = int(np.count_nonzero(groups == others))
    return TellingWord(term.decode(), len(having), int(snapshot.numbers[first]), elsewhere)
