"""The search engine inside the process: Whoosh's index, read and searched with numpy."""

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from threading import Lock, get_ident

import numpy as np

from archive.search.backends.base import IndexBuild, SearchBackend
from archive.search.backends.whoosh.codec import ArraySegment
from archive.search.backends.whoosh.evaluation import Evaluator, Found
from archive.search.backends.whoosh.index_folder import IndexFolder, MissingIndex
from archive.search.backends.whoosh.inversion import MOST_DOCUMENTS
from archive.search.backends.whoosh.lexicon import words_like, words_with_prefix
from archive.search.backends.whoosh.segment import Segment
from archive.search.backends.whoosh.segment_builder import SegmentBuilder
from archive.search.backends.whoosh.segment_file import DamagedIndex
from archive.search.backends.whoosh.selection import candidates, counted, page_of
from archive.search.backends.whoosh.snapshot import Snapshot
from archive.search.document import Document
from archive.search.grammar import parse
from archive.search.request import SearchRequest, Sort
from archive.search.results import SearchResults, SearchUnavailable, WordCount

WRITE_LOCK = "WRITELOCK"
BUILD_LOCK = "BUILDLOCK"
BUILD_FOLDER = "build"
OPEN_ATTEMPTS = 20


class Index:
    """An index in a folder, its last commit open for reading; not the lock on it."""

    def __init__(self, path: Path) -> None:
        self.folder = IndexFolder(path)
        self._snapshot: Snapshot | None = None
        self._opening = Lock()

    def snapshot(self) -> Snapshot:
        """Return the last commit; segments that were open stay open. Raises MissingIndex or DamagedIndex."""
        with self._opening:
            try:
                if self._snapshot is None or self._snapshot.generation != self.folder.generation():
                    self._snapshot = self._open()
            except (MissingIndex, DamagedIndex):
                self._snapshot = None
                raise
            return self._snapshot

    def update(self, documents: Iterable[Document], gone: Collection[int]) -> None:
        """Replace the documents by number and remove the gone numbers, in one commit."""
        arriving = {document.number: document for document in documents}
        entries = self._without(arriving.keys() | set(gone))
        stream = iter(arriving.values())
        while chunk := list(islice(stream, MOST_DOCUMENTS)):
            builder = SegmentBuilder()
            builder.add_all(chunk)
            entries.append(self.folder.write_segment(builder.content()))
        self.folder.commit(entries)

    def _open(self) -> Snapshot:
        known = {entry.file_name: segment for entry, segment in self._snapshot.entries} if self._snapshot else {}
        for attempt in range(OPEN_ATTEMPTS):
            try:
                contents = self.folder.read()
                opened = [(entry, self._segment(entry, known)) for entry in contents.segments]
                return Snapshot(contents.generation, opened)
            except FileNotFoundError as error:
                # A writer has just put the next commit in the place of the one we read: look again.
                if attempt == OPEN_ATTEMPTS - 1:
                    raise DamagedIndex(f"{error.filename} is missing.") from error
        raise AssertionError

    def _segment(self, entry: ArraySegment, known: dict[str, Segment]) -> Segment:
        segment = known.get(entry.file_name) or Segment(self.folder.path / entry.file_name)
        known[entry.file_name] = segment
        if segment.document_count != entry.document_count:
            raise DamagedIndex(f"{entry.file_name} is not the segment that the table of contents names.")
        return segment

    def _without(self, numbers: Collection[int]) -> list[ArraySegment]:
        wanted = np.fromiter(numbers, np.int64, len(numbers))
        entries = []
        for entry, segment in self.snapshot().entries:
            found = frozenset(np.flatnonzero(np.isin(segment.column("number"), wanted)).tolist()) - entry.deleted
            changed = entry.without(found) if found else entry
            if changed.doc_count():
                entries.append(changed)
        return entries


class WhooshBackend(SearchBackend):
    """The index of the archive in a folder of its own."""

    def __init__(self, folder: str) -> None:
        self._index = Index(Path(folder))
        self._writer: int | None = None

    @contextmanager
    def writing(self, *, wait: bool = False) -> Iterator[bool]:
        with self._index.folder.lock(WRITE_LOCK, wait=wait) as had:
            if had:
                self._writer = get_ident()
            try:
                yield had
            finally:
                if had:
                    self._writer = None

    def update(self, *, documents: Iterable[Document], gone: Collection[int]) -> None:
        self._must_write()
        with self._available():
            self._index.update(documents, gone)

    @contextmanager
    def building(self) -> Iterator[IndexBuild | None]:
        with self._index.folder.lock(BUILD_LOCK) as had:
            if not had:
                yield None
                return
            folder = self._index.folder.path / BUILD_FOLDER
            shutil.rmtree(folder, ignore_errors=True)
            try:
                yield WhooshBuild(Index(folder), self)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def search(self, request: SearchRequest) -> SearchResults:
        with self._available():
            snapshot = self._index.snapshot()
            parsed = parse(request.text, languages=snapshot.facet("language").values)
            among = candidates(snapshot, request)
            evaluator = Evaluator(snapshot, scored=request.sort is Sort.RELEVANCE)
            at, scores = evaluator.find(parsed.query, among)
            found = Found(at if among is None else among[at], scores)
            return SearchResults(
                request=request,
                total=len(found.at),
                hits=page_of(snapshot, found, request),
                facets=counted(snapshot, found.at) if request.with_facets else {},
                reading=parsed.reading,
                ignored=list(parsed.ignored),
                highlight=parsed.highlight,
            )

    def version(self) -> str:
        with self._available():
            snapshot = self._index.snapshot()
        # A generation comes again where an index was deleted and built anew; the names of its segments do not.
        return " ".join([str(snapshot.generation), *(entry.file_name for entry, _ in snapshot.entries)])

    def words(self, prefix: str, limit: int) -> list[WordCount]:
        with self._available():
            return words_with_prefix(self._index.snapshot(), prefix, limit)

    def words_like(self, word: str, others: Collection[str] = ()) -> list[WordCount]:
        with self._available():
            return words_like(self._index.snapshot(), word, others)

    def check(self) -> str:
        try:
            self._index.snapshot()
        except (MissingIndex, DamagedIndex, OSError) as error:
            return str(error)
        return ""

    def swap(self, build: Index) -> None:
        """Put a build in the place of the live index."""
        self._must_write()
        self._index.folder.adopt(build.folder)

    @contextmanager
    def _available(self) -> Iterator[None]:
        try:
            yield
        except MissingIndex as error:
            raise SearchUnavailable(str(error)) from error
        except (DamagedIndex, OSError) as error:
            self._set_aside(error)
            raise SearchUnavailable(str(error)) from error

    def _set_aside(self, error: Exception) -> None:
        """Set a damaged index aside, unless another process writes to it or has replaced it already."""
        if not isinstance(error, DamagedIndex):
            return
        with self._index.folder.lock(WRITE_LOCK) if self._writer != get_ident() else nullcontext(True) as had:
            if had and isinstance(self._damage(), DamagedIndex):
                self._index.folder.set_aside(str(error))

    def _damage(self) -> Exception | None:
        try:
            self._index.snapshot()
        except (MissingIndex, DamagedIndex, OSError) as error:
            return error
        return None

    def _must_write(self) -> None:
        if self._writer != get_ident():
            raise RuntimeError("The index is changed only under its write lock: with backend.writing() as have_lock.")


class WhooshBuild(IndexBuild):
    """An index in a folder inside that of the live one."""

    def __init__(self, index: Index, backend: WhooshBackend) -> None:
        self._index = index
        self._backend = backend
        index.folder.create()
        index.folder.commit([])

    def add(self, documents: Iterable[Document]) -> None:
        self.update(documents=documents, gone=())

    def update(self, *, documents: Iterable[Document], gone: Collection[int]) -> None:
        self._index.update(documents, gone)

    def swap(self) -> None:
        self._backend.swap(self._index)
