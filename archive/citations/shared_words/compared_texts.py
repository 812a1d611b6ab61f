"""Stores which texts have been compared, as states in a folder. The database stores the name of the current state.

A state is a small file that lists the other files. A process that continues from a state does not touch its files until
the database names the new state. If the process dies, either the old state or the new one is complete.
"""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from archive.citations.shared_words.piece_files import PieceFile, PieceFiles
from archive.database.durable import sync, write_whole

# Increase this when the files or what they are made of change. All texts are then compared again.
FORMAT = 1
TEXT = np.dtype(
    [("number", "<i8"), ("first", "<i4"), ("last", "<i4"), ("group", "<i8"), ("wording", "<u8"), ("is_there", "?")]
)


@dataclass(frozen=True)
class Text:
    """A text to compare: its number, its possible dates, and its group.

    ``first`` and ``last`` are the first and last day that its date may mean, as ordinals. A text is later than another
    only if all its possible days are later. Texts of the same group (a meeting) do not quote each other. ``wording`` is
    a number that changes when the words change.
    """

    number: int
    first: int
    last: int
    group: int
    wording: int = 0


class SlotChange(NamedTuple):
    """The slots of new texts, in the order of their numbers, and the slots of removed texts."""

    new: np.ndarray
    gone: np.ndarray


class Compared:
    """The texts, each in a slot, and their pieces. ``is_anew`` is true if nothing was known before."""

    def __init__(self, folder: Path, key: str, state: str) -> None:
        """Continue from a state, if it exists and was made with the same key."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self._key = key
        known = self._known(state)
        self._state = state if known else ""
        self.texts = np.load(folder / f"{state}.npy") if known else np.zeros(0, TEXT)
        self.files = PieceFiles(folder, [PieceFile(folder, *row) for row in known.get("files", ())])
        self.is_old = np.zeros(0, bool)
        self.is_anew = not known
        self.gone: list[int] = []

    def change_to(self, texts: Iterable[Text]) -> SlotChange:
        """Replace the texts with these, and return what changed."""
        rows = ((text.number, text.first, text.last, text.group, text.wording, True) for text in texts)
        now = np.sort(np.fromiter(rows, TEXT), order="number")
        there = np.flatnonzero(self.texts["is_there"])
        there = there[np.argsort(self.texts["number"][there])]
        is_new = ~_has_same(now, self.texts[there])
        gone = there[~_has_same(self.texts[there], now)]
        if not self.is_anew and len(self.texts) - len(there) + len(gone) + is_new.sum() > len(there) + 1:
            self._forget()
            return SlotChange(self._append(now), gone[:0])
        reworded = _reworded(self.texts[gone], now)
        self.gone = self.texts["number"][gone].tolist()
        self.texts["is_there"][gone] = False
        self.is_old = self.texts["is_there"].copy()
        new = self._append(now[is_new])
        self.is_old = np.concatenate([self.is_old, np.zeros(len(new), bool)])
        self._has_removed = bool(reworded)
        return SlotChange(new, gone)

    def take_in(self, new: PieceFiles) -> None:
        """Add the pieces of the new texts."""
        self.files.take_in(new.files, self.texts["is_there"])
        if self._has_removed:
            # Words were removed from a text, so nothing derived from them may stay.
            self.files.rewrite(self.texts["is_there"])

    def numbers(self, slots: Sequence[int] | np.ndarray) -> list[int]:
        """Return the numbers of the texts in these slots."""
        numbers: list[int] = self.texts["number"][np.asarray(slots, np.int64)].tolist()
        return numbers

    def keep(self) -> str:
        """Write the state and return its name."""
        self._state = secrets.token_hex(8)
        np.save(self.folder / f"{self._state}.npy", self.texts)
        sync(self.folder / f"{self._state}.npy")
        files = [(file.name, file.size) for file in self.files.files]
        write_whole(
            self.folder / f"{self._state}.json", json.dumps({"format": FORMAT, "key": self._key, "files": files})
        )
        return self._state

    def tidy(self) -> None:
        """Delete all files that the state does not name."""
        stays = {self._state, *(file.name for file in self.files.files)}
        for path in self.folder.iterdir():
            if path.is_file() and path.name.partition(".")[0] not in stays:
                path.unlink(missing_ok=True)

    def __len__(self) -> int:
        return int(self.texts["is_there"].sum())

    _has_removed = False

    def _known(self, state: str) -> dict[str, Any]:
        try:
            known: dict[str, Any] = json.loads((self.folder / f"{state}.json").read_text())
        except (OSError, ValueError):
            return {}
        return known if (known["format"], known["key"]) == (FORMAT, self._key) else {}

    def _forget(self) -> None:
        self.texts, self.files, self.is_anew, self.gone = self.texts[:0], PieceFiles(self.folder), True, []

    def _append(self, texts: np.ndarray) -> np.ndarray:
        self.texts = np.concatenate([self.texts, texts])
        return np.arange(len(self.texts) - len(texts), len(self.texts))


def _has_same(texts: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return for each text whether the others, which are sorted by number, contain it unchanged."""
    if not len(others):
        return np.zeros(len(texts), bool)
    at = np.minimum(np.searchsorted(others["number"], texts["number"]), len(others) - 1)
    return others[at] == texts


def _reworded(texts: np.ndarray, now: np.ndarray) -> bool:
    """Return whether one of the texts now has different words under the same number."""
    _, before, after = np.intersect1d(texts["number"], now["number"], return_indices=True)
    return bool((texts["wording"][before] != now["wording"][after]).any())
