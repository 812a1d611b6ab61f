"""Find texts that repeat words of earlier texts: shared passages of eight words or more that are not boilerplate.

Hundreds of texts contain the same sentences ("all those in favor say aye"), or the same sentences with another name or
number. A shared passage therefore counts only if it has eight words in a row in which every four words in a row (a
piece) are rare: at most a few texts have them. Passages found this way are then compared word by word.

``TextsCompared`` remembers in files which texts have which pieces. An update therefore reads only new texts and the
texts for which new or removed texts make a difference:

- texts that share eight words with a new or removed text,
- texts with a piece that was rare and no longer is, if they quote, or with a piece that is rare again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from archive.citations.passages.words import Word, words
from archive.citations.shared_words.compared_texts import Compared, Text
from archive.citations.shared_words.piece_files import PieceFiles, spread
from archive.citations.shared_words.pieces import MULTIPLIER, PIECE, SHORTEST, Codes, Layout, laid_out, mixed

# Four words in a row are rare if at most this many texts have them.
MOST_TEXTS = 5
PIECES = SHORTEST - PIECE + 1
TEXTS_AT_ONCE = 500
WORDS_AT_ONCE = 500_000
# How many texts keep their words in memory while pairs are compared. Pairs come in the order of the later text.
KEPT = 200
SLOT_BITS = np.uint64(32)

Read = Callable[[list[int]], dict[int, str]]
Quoting = Callable[[Collection[int]], set[int]]

__all__ = ["MOST_TEXTS", "SHORTEST", "Run", "Text", "TextsCompared"]


@dataclass(frozen=True, order=True)
class Run:
    """The longest run of words that a later text shares with an earlier one, as offsets in code points."""

    later: int
    later_start: int
    later_end: int
    earlier: int
    earlier_start: int
    earlier_end: int


class TextsCompared:
    """The texts of a site, compared whenever texts are added, changed or removed.

    It needs 40 bytes of memory for each text, plus some tens of megabytes.
    """

    def __init__(self, folder: Path, key: str, state: str, read: Read) -> None:
        """Continue from the state with this name in the folder, or start from nothing if it is missing.

        ``read`` returns the texts with the given numbers. ``key`` is a secret key of the site.
        """
        self._codes = Codes(key)
        self._compared = Compared(folder, self._codes.name, state)
        self._read = read
        self._judged: set[int] = set()

    def update(self, texts: Iterable[Text], quoting: Quoting) -> Iterator[Run]:
        """Yield the longest run of each pair of texts whose later text is judged now. Read ``judged`` afterwards.

        ``texts`` are all texts of the site. ``quoting`` returns which of the given numbers are known to quote others.
        If several texts contain a run, the others quote the first of them.
        """
        change = self._compared.change_to(texts)
        old, new = self._compared.files, PieceFiles(self._compared.files.folder)
        for slots, layout in self._layouts(change.new):
            new_pieces = _whole(layout, PIECE)
            (old if self._compared.is_anew else new).add(
                layout.hashed(PIECE)[new_pieces], slots[layout.owners[new_pieces]]
            )
        affected = set() if self._compared.is_anew else self._touched(new, change.gone, quoting)
        self._compared.take_in(new)
        self._judged = set()
        yield from self._judge(change.new, affected)
        yield from self._judge(np.array(sorted(affected - self._judged), np.int64), set())

    @property
    def judged(self) -> set[int] | None:
        """The numbers of the texts whose quotations of earlier texts were all yielded; None if that is every text."""
        return None if self._compared.is_anew else set(self._compared.numbers(sorted(self._judged)))

    @property
    def gone(self) -> list[int]:
        """The numbers of texts that were removed or changed."""
        return self._compared.gone

    def keep(self) -> str:
        """Write the state to disk next to the previous one, and return its name."""
        return self._compared.keep()

    def tidy(self) -> None:
        """Delete the files of other states."""
        self._compared.tidy()

    def __len__(self) -> int:
        return len(self._compared)

    def _layouts(self, slots: np.ndarray) -> Iterator[tuple[np.ndarray, Layout]]:
        """Yield the words of the texts laid end to end, some texts at a time, with the slot of each text."""
        taken: list[int] = []
        codes: list[np.ndarray] = []
        for start in range(0, len(slots), TEXTS_AT_ONCE):
            some = slots[start : start + TEXTS_AT_ONCE]
            numbers = self._compared.numbers(some)
            texts = self._read(numbers)
            taken += some.tolist()
            codes += [self._codes.of(texts.get(number, "")) for number in numbers]
            if sum(map(len, codes)) >= WORDS_AT_ONCE:
                yield np.array(taken, np.int64), laid_out(codes)
                taken, codes = [], []
        if taken:
            yield np.array(taken, np.int64), laid_out(codes)

    # What a change touches

    def _touched(self, new: PieceFiles, gone: np.ndarray, quoting: Quoting) -> set[int]:
        """Return the slots of old texts whose quotations may change because of pieces of new or removed texts."""
        lost = self._pieces_of(gone)
        touched: set[int] = set()
        commoner: set[int] = set()
        for pieces, added in self._changed_pieces(new, lost):
            left = np.searchsorted(lost, pieces, "right") - np.searchsorted(lost, pieces, "left")
            counts, places, slots = self._compared.files.find(pieces, self._compared.is_old, MOST_TEXTS)
            before, after = counts + left, counts + added
            is_commoner = (before <= MOST_TEXTS) & (after > MOST_TEXTS)
            commoner.update(slots[is_commoner[places]].tolist())
            # Either the piece was rare before, so these texts may quote a removed text, or it is rare only now.
            is_shared = (left > 0) & (after <= MOST_TEXTS)
            touched.update(slots[is_shared[places]].tolist())
        return touched | self._among(commoner, quoting)

    def _pieces_of(self, slots: np.ndarray) -> np.ndarray:
        """Return the pieces of the texts in order; a piece is repeated for each text that has it."""
        if not len(slots):
            return np.zeros(0, np.uint64)
        is_wanted = np.zeros(len(self._compared.texts), bool)
        is_wanted[slots] = True
        pieces, _ = self._compared.files.of_slots(is_wanted)
        return pieces

    def _changed_pieces(self, new: PieceFiles, lost: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield the pieces of new and removed texts, some at a time, and how many new texts have each."""
        known: list[np.ndarray] = []
        for pieces, _ in new.slices():
            unique, counts = np.unique(pieces, return_counts=True)
            known.append(np.intersect1d(unique, lost))
            yield unique, counts
        only_lost = np.setdiff1d(lost, np.concatenate([*known, np.zeros(0, np.uint64)]))
        yield only_lost, np.zeros(len(only_lost), np.int64)

    def _among(self, slots: Collection[int], quoting: Quoting) -> set[int]:
        ordered = sorted(slots)
        numbers = self._compared.numbers(ordered)
        quoting_numbers = quoting(numbers)
        return {slot for slot, number in zip(ordered, numbers, strict=True) if number in quoting_numbers}

    # Judging

    def _judge(self, slots: np.ndarray, touched: set[int]) -> Iterator[Run]:
        """Yield the runs in which these texts are the later ones. Add to ``touched`` texts that share eight words."""
        for some, layout in self._layouts(slots):
            self._judged.update(some.tolist())
            yield from self._agreed(self._candidates(some, layout, touched))

    def _candidates(self, slots: np.ndarray, layout: Layout, touched: set[int]) -> np.ndarray:
        """Return rows of later text, earlier text, and the place in each at which the same eight rare words begin.

        The rows of a pair are together. Within a pair, the rows of one diagonal (both places move on by the same number
        of words) are in order.
        """
        places, others = self._sharing(slots, layout)
        eights = layout.hashed(SHORTEST)
        places, others, before = self._where(places, others, eights)
        touched.update(others.tolist())
        own = slots[layout.owners[places]]
        texts = self._compared.texts
        # Of all texts with the same eight words, the first is the one that the others quote.
        order = np.lexsort((others, texts["number"][others], texts["first"][others], places))
        places, others, before, own = places[order], others[order], before[order], own[order]
        is_first = np.ones(len(places), bool)
        is_first[1:] = places[1:] != places[:-1]
        ours, theirs = texts[own], texts[others]
        chosen = is_first & (theirs["last"] < ours["first"]) & (theirs["group"] != ours["group"])
        rows = np.stack([own, others, layout.positions[places], before], axis=1)[chosen]
        return rows[np.lexsort((rows[:, 2], rows[:, 2] - rows[:, 3], rows[:, 1], rows[:, 0]))]

    def _sharing(self, slots: np.ndarray, layout: Layout) -> tuple[np.ndarray, np.ndarray]:
        """Return places where eight words have only rare pieces, each with the slot of another text that has them."""
        pieces, at = np.unique(layout.hashed(PIECE), return_inverse=True)
        counts, known, having = self._compared.files.find(pieces, self._compared.texts["is_there"], MOST_TEXTS)
        rare = np.concatenate([(counts <= MOST_TEXTS)[at], np.zeros(SHORTEST, bool)])
        wanted = layout.left >= SHORTEST
        for offset in range(PIECES):
            wanted = wanted & rare[offset : offset + len(wanted)]
        places = np.flatnonzero(wanted)
        first = np.searchsorted(known, at[places], "left")
        rows, others = spread(first, np.searchsorted(known, at[places], "right") - first)
        places, others = places[rows], having[others].astype(np.int64)
        is_other = others != slots[layout.owners[places]]
        places, others = places[is_other], others[is_other]
        pairs = _paired(known, having)
        for offset in range(1, PIECES):
            has_it = _is_in(_paired(at[places + offset], others), pairs)
            places, others = places[has_it], others[has_it]
        return places, others

    def _where(self, places: np.ndarray, others: np.ndarray, eights: np.ndarray) -> tuple[np.ndarray, ...]:
        """Keep the places where the other text has the eight words. Return place, text, and where the text has them."""
        matches = [np.zeros((3, 0), np.int64)]
        unique, which = np.unique(others, return_inverse=True)
        by_other = np.argsort(which, kind="stable")
        sorted_which = which[by_other]
        done = 0
        for slots, layout in self._layouts(unique):
            rows = by_other[np.searchsorted(sorted_which, done) : np.searchsorted(sorted_which, done + len(slots))]
            whole = _whole(layout, SHORTEST)
            known = _of_text(layout.hashed(SHORTEST)[whole], layout.owners[whole])
            order = np.argsort(known, kind="stable")
            asked = _of_text(eights[places[rows]], which[rows] - done)
            at = np.minimum(np.searchsorted(known[order], asked), max(len(known) - 1, 0))
            has_it = known[order][at] == asked if len(known) else np.zeros(len(asked), bool)
            before = layout.positions[whole][order][at[has_it]]
            matches.append(np.stack([places[rows][has_it], others[rows][has_it], before]))
            done += len(slots)
        together = np.concatenate(matches, axis=1)
        return together[0], together[1], together[2]

    def _agreed(self, rows: np.ndarray) -> Iterator[Run]:
        """Yield the longest run of each pair, after comparing the words themselves."""

        @lru_cache(maxsize=KEPT)
        def words_of(number: int) -> list[Word]:
            return words(self._read([number]).get(number, ""))

        bounds = np.flatnonzero(np.any(np.diff(rows[:, :2], axis=0), axis=1)) + 1
        for pair in np.split(rows, bounds) if len(rows) else ():
            later, earlier = self._compared.numbers(pair[0, :2])
            new, old = words_of(later), words_of(earlier)
            length, start, before = _longest(new, old, pair[:, 2:].tolist())
            if length >= SHORTEST:
                last, last_before = new[start + length - 1], old[before + length - 1]
                yield Run(later, new[start].start, last.end, earlier, old[before].start, last_before.end)


def _whole(layout: Layout, size: int) -> np.ndarray:
    """Return the places that are followed by at least ``size`` words of the same text."""
    return np.flatnonzero(layout.left >= size)


def _paired(first: np.ndarray, slots: np.ndarray) -> np.ndarray:
    """Return each pair of a place and a slot as one number. The numbers sort as the pairs do."""
    return (first.astype(np.uint64) << SLOT_BITS) | slots.astype(np.uint64)


def _of_text(hashes: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """Combine each hash with the place of its text, so that hashes of different texts differ."""
    return mixed(hashes + (owners.astype(np.uint64) + np.uint64(1)) * MULTIPLIER)


def _is_in(numbers: np.ndarray, ordered: np.ndarray) -> np.ndarray:
    if not len(ordered):
        return np.zeros(len(numbers), bool)
    at = np.minimum(np.searchsorted(ordered, numbers), len(ordered) - 1)
    return ordered[at] == numbers


def _longest(new: list[Word], old: list[Word], places: list[list[int]]) -> tuple[int, int, int]:
    """Return the length and both starts of the longest run through one of the places; the first of equal runs."""
    best = (0, 0, 0)
    reached: dict[int, int] = {}
    for start, before in places:
        if start >= reached.get(start - before, 0):
            run = _extended(new, old, start, before)
            reached[start - before] = run[1] + run[0]
            best = run if run[0] > best[0] else best
    return best


def _extended(new: list[Word], old: list[Word], start: int, before: int) -> tuple[int, int, int]:
    end = 0
    while start + end < len(new) and before + end < len(old) and new[start + end].key == old[before + end].key:
        end += 1
    while end and start and before and new[start - 1].key == old[before - 1].key:
        start, before, end = start - 1, before - 1, end + 1
    return end, start, before
