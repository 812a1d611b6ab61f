"""Stores which texts have which pieces of four words, in sorted files that are merged like segments of an index.

One file of a pair contains the pieces (as numbers, ascending), the other the slot of a text that has the piece. Each
text has a piece once. Files are never changed, so one process can read them while another writes.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from archive.database.durable import sync, sync_folder

# This many files of one size are merged into one of the next size.
MERGED_AT_ONCE = 8
READ_AT_ONCE = 1 << 20
# If very many texts have a piece, this many are read first. That is usually enough.
LOOKED_AT = 16
Pairs = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class PieceFile:
    """One pair of files; ``size`` says how many merges made it."""

    folder: Path
    name: str
    size: int

    @classmethod
    def written(cls, folder: Path, size: int, parts: Iterable[Pairs]) -> Self:
        """Write the pairs, which must be sorted, to disk and return the file."""
        file = cls(folder, secrets.token_hex(8), size)
        with file.path("pieces").open("wb") as pieces, file.path("slots").open("wb") as slots:
            for some_pieces, some_slots in parts:
                pieces.write(some_pieces.astype("<u8").tobytes())
                slots.write(some_slots.astype("<u4").tobytes())
        for kind in ("pieces", "slots"):
            sync(file.path(kind))
        sync_folder(folder)
        return file

    def path(self, kind: str) -> Path:
        """Return the path of its pieces or of its slots."""
        return self.folder / f"{self.name}.{kind}"

    @property
    def pieces(self) -> np.ndarray:
        """Its pieces, mapped into memory."""
        return self._mapped("pieces", "<u8")

    @property
    def slots(self) -> np.ndarray:
        """The slot of each piece, mapped into memory."""
        return self._mapped("slots", "<u4")

    def _mapped(self, kind: str, of: str) -> np.ndarray:
        path = self.path(kind)
        return np.asarray(np.memmap(path, of, "r")) if path.stat().st_size else np.zeros(0, of)


class PieceFiles:
    """Several files that are read as one."""

    def __init__(self, folder: Path, files: Iterable[PieceFile] = ()) -> None:
        self.folder = folder
        self.files = list(files)

    def add(self, pieces: np.ndarray, slots: np.ndarray) -> None:
        """Add the pieces of texts that are in none of the files, and merge files if there are many of one size."""
        order = np.lexsort((slots, pieces))
        pieces, slots = pieces[order], slots[order]
        is_new = np.ones(len(pieces), bool)
        is_new[1:] = (pieces[1:] != pieces[:-1]) | (slots[1:] != slots[:-1])
        self.take_in([PieceFile.written(self.folder, 0, [(pieces[is_new], slots[is_new])])])

    def take_in(self, files: Iterable[PieceFile], is_there: np.ndarray | None = None) -> None:
        """Add whole files. If files are merged, texts that no longer exist are left out."""
        self.files += files
        while many := self._many_of_a_size():
            self._merge(many, many[0].size + 1, is_there)

    def rewrite(self, is_there: np.ndarray) -> None:
        """Merge everything into one file without the pieces of removed texts."""
        if self.files:
            self._merge(self.files, max(file.size for file in self.files), is_there)

    def slices(self) -> Iterator[Pairs]:
        """Yield all pairs in order, in parts. All pairs of a piece are in the same part."""
        yield from _slices(self.files)

    def find(self, pieces: np.ndarray, is_there: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return how many existing texts have each piece, and which texts those are if there are at most ``most``.

        The pieces must be sorted. Counts up to ``most`` are exact; a higher count only means more than ``most``. The
        texts are two sorted arrays: the place of the piece in ``pieces``, and the slot of the text.
        """
        counts = np.zeros(len(pieces), np.int64)
        pairs: list[Pairs] = []
        for file in self.files:
            places, slots = _read(file, pieces, is_there, most)
            counts += np.bincount(places, minlength=len(pieces))
            pairs.append((places, slots))
        places, slots = (np.concatenate([pair[side] for pair in pairs] or [np.zeros(0, np.int64)]) for side in (0, 1))
        few = counts[places] <= most
        places, slots = places[few], slots[few]
        order = np.lexsort((slots, places))
        return counts, places[order], slots[order]

    def of_slots(self, is_wanted: np.ndarray) -> Pairs:
        """Return the pieces of these texts in order. This reads all files once."""
        pairs: list[Pairs] = [(np.zeros(0, np.uint64), np.zeros(0, np.uint32))]
        for file in self.files:
            slots, pieces = file.slots, file.pieces
            for start in range(0, len(slots), READ_AT_ONCE):
                places = start + np.flatnonzero(is_wanted[slots[start : start + READ_AT_ONCE]])
                pairs.append((pieces[places], slots[places]))
        pieces, slots = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
        order = np.lexsort((slots, pieces))
        return pieces[order], slots[order]

    def _many_of_a_size(self) -> list[PieceFile]:
        sizes = sorted({file.size for file in self.files})
        of_a_size = ([file for file in self.files if file.size == size] for size in sizes)
        return next((files for files in of_a_size if len(files) >= MERGED_AT_ONCE), [])

    def _merge(self, files: list[PieceFile], size: int, is_there: np.ndarray | None) -> None:
        parts = _slices(files)
        if is_there is not None:
            parts = ((pieces[is_there[slots]], slots[is_there[slots]]) for pieces, slots in parts)
        merged = PieceFile.written(self.folder, size, parts)
        self.files = [file for file in self.files if file not in files] + [merged]


def _read(file: PieceFile, pieces: np.ndarray, is_there: np.ndarray, most: int) -> Pairs:
    """Return the places of pieces and the slots of existing texts, not always all slots if many texts have a piece."""
    known, of_text = file.pieces, file.slots
    first = np.searchsorted(known, pieces, "left")
    length = np.searchsorted(known, pieces, "right") - first
    places, slots = _there(first, np.minimum(length, LOOKED_AT), of_text, is_there)
    few = np.bincount(places, minlength=len(pieces)) <= most
    if len(more := np.flatnonzero(few & (length > LOOKED_AT))):
        others, more_slots = _there(first[more] + LOOKED_AT, length[more] - LOOKED_AT, of_text, is_there)
        places, slots = np.concatenate([places, more[others]]), np.concatenate([slots, more_slots])
    return places, slots


def _there(first: np.ndarray, length: np.ndarray, of_text: np.ndarray, is_there: np.ndarray) -> Pairs:
    places, at = spread(first, length)
    slots = of_text[at]
    there = is_there[slots]
    return places[there], slots[there]


def spread(first: np.ndarray, length: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return every number of the ranges, each with the place of its range."""
    places = np.repeat(np.arange(len(first)), length)
    return places, np.arange(len(places)) + np.repeat(first - (np.cumsum(length) - length), length)


def _slices(files: list[PieceFile]) -> Iterator[Pairs]:
    columns = [(file.pieces, file.slots) for file in files]
    reached = [0] * len(columns)
    together = sum(len(pieces) for pieces, _ in columns)
    step = max(1, READ_AT_ONCE // max(1, len(columns)))
    while together:
        # Read as far as the file whose next part ends first. No other file has smaller pieces still to come.
        ends = [pieces[min(at + step, len(pieces)) - 1] for (pieces, _), at in zip(columns, reached, strict=True)
                if at < len(pieces)]  # fmt: skip
        last = min(ends)
        parts = []
        for number, (pieces, slots) in enumerate(columns):
            end = int(np.searchsorted(pieces, last, "right"))
            parts.append((pieces[reached[number] : end], slots[reached[number] : end]))
            together -= max(end - reached[number], 0)
            reached[number] = max(end, reached[number])
        some_pieces, some_slots = (np.concatenate([part[side] for part in parts]) for side in (0, 1))
        order = np.lexsort((some_slots, some_pieces))
        yield some_pieces[order], some_slots[order]
