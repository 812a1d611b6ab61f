"""An index in a folder: its last commit open for reading, and new commits."""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock

import numpy as np

from archive.search.engines.document import Document
from archive.search.engines.whoosh.array_segment import ArraySegment
from archive.search.engines.whoosh.index_folder import IndexFolder, MissingIndex
from archive.search.engines.whoosh.merging import crowded, merged
from archive.search.engines.whoosh.segment import NUMBER, Segment
from archive.search.engines.whoosh.segment_builder import segments_of
from archive.search.engines.whoosh.segment_file import DamagedIndex
from archive.search.engines.whoosh.snapshot import Snapshot

logger = logging.getLogger(__name__)


class Index:
    """An index in a folder. Code that changes it must hold its write lock."""

    def __init__(self, path: Path) -> None:
        self.folder = IndexFolder(path)
        self._snapshot: Snapshot | None = None
        self._opening = Lock()

    def snapshot(self) -> Snapshot:
        """Return the last commit, reusing segments that are open and unchanged. Raise MissingIndex or DamagedIndex."""
        with self._opening:
            try:
                if self._snapshot is None or self._snapshot.generation != self.folder.generation():
                    self._snapshot = self._open()
                for _, segment in self._snapshot.entries:
                    segment.file.verify_again()
            except (MissingIndex, DamagedIndex):
                self._snapshot = None
                raise
            return self._snapshot

    def close(self) -> None:
        """Forget what is open. The next use opens and checks everything again."""
        with self._opening:
            self._snapshot = None

    def damage(self) -> str:
        """Return how the index is damaged, or an empty text if it is intact or missing."""
        try:
            self.snapshot()
        except DamagedIndex as damage:
            return str(damage)
        except MissingIndex:
            pass
        return ""

    def origin(self) -> str:
        """Return the origin that the last commit carries."""
        while True:
            generation = self.folder.generation()
            try:
                return self.folder.origin(generation)
            except FileNotFoundError as error:
                # If a writer has just replaced this commit with the next one, look again.
                if self.folder.generation() == generation:
                    raise DamagedIndex(f"{error.filename} is missing.") from error

    def update(self, documents: Iterable[Document], gone: Collection[int], origin: str | None = None) -> None:
        """Replace the documents by number and remove the deleted numbers, in one commit; then merge what is due.

        Raise OSError, and leave the index unchanged, if the disk does not accept it.
        """
        arriving = {document.number: document for document in documents}
        kept = list(self._without(arriving.keys() | set(gone)))
        with self.folder.tidied():
            self.commit([*kept, *map(self.folder.write_segment, segments_of(arriving.values()))], origin)

    def expunge(self) -> None:
        """Write every segment that has deletions again, without what was deleted."""
        entries = [entry for entry, _ in self.snapshot().entries]
        with self.folder.tidied():
            for entry in [entry for entry in entries if entry.deleted_count()]:
                entries = self._merge([entry], entries)
                self.folder.commit(entries)
        # A process that was killed after its commit may have left files that it should have removed.
        self.folder.remove_left_files()

    def commit(self, entries: Sequence[ArraySegment], origin: str | None = None) -> None:
        """Make these segments the index, then merge those that are too many. A merge that fails can wait."""
        self.folder.commit(entries, origin)
        try:
            with self.folder.tidied():
                while crowd := crowded(entries, self._words_of):
                    entries = self._merge(crowd, entries)
                    self.folder.commit(entries)
        except OSError:
            logger.exception("Segments of the index could not be merged; the index is whole all the same.")

    def _without(self, numbers: Collection[int]) -> Iterator[ArraySegment]:
        wanted = np.fromiter(numbers, np.int64, len(numbers))
        for entry, segment in self.snapshot().entries:
            leaving = frozenset(np.flatnonzero(np.isin(segment.column(NUMBER), wanted)).tolist()) - entry.deleted
            changed = entry.without(leaving) if leaving else entry
            if changed.doc_count():
                yield changed

    def _words_of(self, entry: ArraySegment) -> int:
        return dict(self.snapshot().entries)[entry].word_count

    def _merge(self, crowd: Sequence[ArraySegment], entries: Sequence[ArraySegment]) -> list[ArraySegment]:
        opened = dict(self.snapshot().entries)
        one = self.folder.write_segment(merged([(opened[entry], entry.deleted) for entry in crowd]))
        return [one, *(entry for entry in entries if entry not in crowd)]

    def _open(self) -> Snapshot:
        known = {entry.file_name: segment for entry, segment in self._snapshot.entries} if self._snapshot else {}
        while True:
            generation = self.folder.generation()
            try:
                entries = self.folder.read(generation)
                return Snapshot(generation, [(entry, self._segment(entry, known)) for entry in entries], self._snapshot)
            except FileNotFoundError as error:
                # If a writer has just replaced this commit with the next one, look again.
                if self.folder.generation() == generation:
                    raise DamagedIndex(f"{error.filename} is missing.") from error

    def _segment(self, entry: ArraySegment, known: dict[str, Segment]) -> Segment:
        segment = known.get(entry.file_name) or Segment(self.folder.path / entry.file_name)
        known[entry.file_name] = segment
        if segment.document_count != entry.document_count:
            raise DamagedIndex(f"{entry.file_name} is not the segment that the table of contents names.")
        return segment
