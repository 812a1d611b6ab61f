"""The search engine inside the process: Whoosh's index, read and searched with numpy."""

import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from itertools import chain, islice
from pathlib import Path

from archive.machine.database.parts import in_parts
from archive.search.engines.base import IndexBuild, SearchBackend
from archive.search.engines.counted_words import CountedWords
from archive.search.engines.document import Document
from archive.search.engines.results import Hit, SearchResults, SearchUnavailable, WordCount
from archive.search.engines.whoosh.answering import answer
from archive.search.engines.whoosh.counted_words import counted_words, first_having
from archive.search.engines.whoosh.index import Index
from archive.search.engines.whoosh.index_folder import MissingIndex
from archive.search.engines.whoosh.lexicon import TEXT_FIELDS, words_like, words_with_prefix
from archive.search.engines.whoosh.lexicon import counted as words_counted
from archive.search.engines.whoosh.second_process import SecondProcess, is_possible
from archive.search.engines.whoosh.segment_builder import segments_of
from archive.search.engines.whoosh.segment_file import DamagedIndex
from archive.search.engines.whoosh.selection import weighed
from archive.search.engines.whoosh.snapshot import Snapshot
from archive.search.question import Query, SearchRequest

WRITE_LOCK = "WRITELOCK"
BUILD_LOCK = "BUILDLOCK"
BUILD_FOLDER = "build"
MANY = 5_000
"""From this many documents on, it is worth starting a second process."""
SENT_AT_ONCE = 500


class WhooshBackend(SearchBackend):
    """The index of the archive in its own folder."""

    def __init__(self, folder: str) -> None:
        self._index = Index(Path(folder))

    def _write_lock(self, *, wait: bool) -> AbstractContextManager[bool]:
        return self._index.folder.lock(WRITE_LOCK, wait=wait)

    def update(self, *, documents: Iterable[Document], gone: Collection[int], origin: str | None = None) -> None:
        self._must_write()
        with self._readable():
            self._index.update(documents, gone, origin)

    def origin(self) -> str:
        with self._available():
            return self._index.origin()

    def expunge(self) -> bool:
        self._must_write()
        with self._readable():
            self._index.expunge()
        self._index.folder.remove_set_aside()
        self._remove_left_build()
        return True

    def tidy(self) -> None:
        self._remove_left_build()
        with self._index.folder.lock(WRITE_LOCK) as had:
            if had and not self.check():
                self._index.folder.remove_left_files()

    @contextmanager
    def building(self) -> Iterator[IndexBuild | None]:
        with self._index.folder.lock(BUILD_LOCK) as had:
            if not had:
                yield None
                return
            shutil.rmtree(self._build_folder, ignore_errors=True)
            try:
                yield WhooshBuild(Index(self._build_folder), self)
            finally:
                shutil.rmtree(self._build_folder, ignore_errors=True)

    def search(self, request: SearchRequest) -> SearchResults:
        with self._available():
            snapshot = self._index.snapshot()
            return answer(snapshot, request, _languages(snapshot))

    def languages(self) -> list[str]:
        with self._available():
            return _languages(self._index.snapshot())

    def version(self) -> str:
        with self._available():
            snapshot = self._index.snapshot()
        # After an index is deleted and rebuilt, a generation number may occur again, but names of segments never do.
        return " ".join([str(snapshot.generation), *(entry.file_name for entry, _ in snapshot.entries)])

    def words(self, prefix: str, limit: int) -> list[WordCount]:
        with self._available():
            return words_with_prefix(self._index.snapshot(), prefix, limit)

    def word_counts(self, words: Collection[str]) -> list[WordCount]:
        with self._available():
            return words_counted(self._index.snapshot(), [word.encode() for word in words], TEXT_FIELDS)

    def weighed(self, queries: Sequence[tuple[Query, int]], request: SearchRequest, limit: int) -> list[Hit]:
        with self._available():
            return weighed(self._index.snapshot(), queries, request, limit)

    def counted_words(self, groups: Sequence[Sequence[int]], leave_out: Collection[str] = ()) -> list[CountedWords]:
        with self._available():
            return counted_words(self._index.snapshot(), groups, leave_out)

    def first_having(self, words: Sequence[Sequence[str]], groups: Sequence[Sequence[int]]) -> list[list[int]]:
        with self._available():
            snapshot = self._index.snapshot()
            return [first_having(snapshot, some, group) for some, group in zip(words, groups, strict=True)]

    def words_like(self, word: str, others: Collection[str] = ()) -> list[WordCount]:
        with self._available():
            return words_like(self._index.snapshot(), word, others)

    def check(self) -> str:
        try:
            self._index.snapshot()
        except (MissingIndex, DamagedIndex, OSError) as error:
            return str(error)
        return ""

    def verify(self) -> str:
        self._index.close()
        return self.check()

    def swap(self, build: Index, origin: str) -> None:
        """Put a build in place of the live index."""
        self._must_write()
        self._index.folder.adopt(build.folder, origin)

    @property
    def _build_folder(self) -> Path:
        return self._index.folder.path / BUILD_FOLDER

    def _remove_left_build(self) -> None:
        """Remove a build whose process has died."""
        if self._build_folder.exists():
            with self._index.folder.lock(BUILD_LOCK) as had:
                if had:
                    shutil.rmtree(self._build_folder, ignore_errors=True)

    @contextmanager
    def _available(self) -> Iterator[None]:
        with self._readable():
            try:
                yield
            except OSError as error:
                raise SearchUnavailable(str(error)) from error
            except (IndexError, ValueError) as error:
                # Numbers that point nowhere come from a damaged file, or from a bug, which must not be hidden.
                if problem := self.verify():
                    raise DamagedIndex(problem) from error
                raise

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except MissingIndex as error:
            raise SearchUnavailable(str(error)) from error
        except DamagedIndex as error:
            self._set_aside()
            raise SearchUnavailable(str(error)) from error

    def _set_aside(self) -> None:
        """Set a damaged index aside, unless another process is writing to it or has already replaced it."""
        self._index.close()
        ours = self._is_writing()
        with nullcontext(True) if ours else self._index.folder.lock(WRITE_LOCK) as had:
            if had and (damage := self._index.damage()):
                self._index.folder.set_aside(damage)


def _languages(snapshot: Snapshot) -> list[str]:
    return sorted(snapshot.facet("language").groups)


class WhooshBuild(IndexBuild):
    """An index in a folder inside that of the live one."""

    def __init__(self, index: Index, backend: WhooshBackend) -> None:
        self._index = index
        self._backend = backend
        index.folder.create()
        index.folder.commit([])

    def add(self, documents: Iterable[Document]) -> None:
        stream = iter(documents)
        first = list(islice(stream, MANY))
        held = [entry for entry, _ in self._index.snapshot().entries]
        folder = self._index.folder
        if len(first) < MANY or not is_possible():
            added = list(map(folder.write_segment, segments_of(chain(first, stream))))
        else:
            with closing(SecondProcess(folder)) as process:
                process.send(first)
                for some in in_parts(stream, SENT_AT_ONCE):
                    process.send(some)
                added = process.finish()
        self._index.commit([*held, *added])

    def update(self, *, documents: Iterable[Document], gone: Collection[int]) -> None:
        self._index.update(documents, gone)

    def swap(self, origin: str = "") -> None:
        self._backend.swap(self._index, origin)
