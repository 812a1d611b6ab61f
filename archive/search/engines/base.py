"""What every search engine of the archive must do."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from threading import get_ident

from archive.search.engines.counted_words import CountedWords
from archive.search.engines.document import Document
from archive.search.engines.results import Hit, SearchResults, WordCount
from archive.search.question import Query, SearchRequest


class IndexBuild(ABC):
    """A new index next to the live one. No reader sees it before ``swap``."""

    @abstractmethod
    def add(self, documents: Iterable[Document]) -> None:
        """Add documents that it does not have yet, as they arrive, without ever having all of them in memory."""

    @abstractmethod
    def update(self, *, documents: Iterable[Document], gone: Collection[int]) -> None:
        """Replace the documents by number and remove the deleted numbers, whether it has them or not."""

    @abstractmethod
    def swap(self, origin: str = "") -> None:
        """Put it in place of the live index, complete and on disk, even if that one is damaged or missing.

        ``origin`` says what it was made from. Only the holder of the write lock may call this. Every process searches
        the new index from its next search on.
        """


class SearchBackend(ABC):
    """An index of public statements. The database is the truth; everything in the index can be rebuilt from it.

    One process at a time writes (``writing``). Every method except ``building``, ``writing`` and ``check`` raises
    SearchUnavailable if the index is missing, damaged or unreadable. Only a build that is swapped in creates an index,
    so that a deleted index is never taken for an empty one. All methods, including ``check``, raise SearchUnreachable
    if a server does not answer; that is no reason to rebuild.
    """

    is_shared = False
    """Whether several machines can search and write the same index."""

    _writer: int | None = None

    @contextmanager
    def writing(self, *, wait: bool = False) -> Iterator[bool]:
        """Try to take the write lock and yield whether it was taken. A dead process holds no lock.

        Without ``wait``, return at once; with it, wait until the lock is free.
        """
        with self._write_lock(wait=wait) as had:
            if had:
                self._writer = get_ident()
            try:
                yield had
            finally:
                if had:
                    self._writer = None

    @abstractmethod
    def _write_lock(self, *, wait: bool) -> AbstractContextManager[bool]:
        """Return the lock that ``writing`` takes."""

    def _is_writing(self) -> bool:
        """Return whether this thread has the write lock."""
        return self._writer == get_ident()

    def _must_write(self) -> None:
        """Raise RuntimeError unless this thread has the write lock."""
        if not self._is_writing():
            raise RuntimeError("The index is changed only under its write lock: with backend.writing() as have_lock.")

    @abstractmethod
    def update(self, *, documents: Iterable[Document], gone: Collection[int], origin: str | None = None) -> None:
        """Replace the documents by number and remove the deleted numbers, in one commit that is on disk on return.

        The commit carries ``origin`` or, without one, the origin of the previous commit. Only the holder of the write
        lock may call this. Every process finds the change from its next search on. If it fails, part of it may be in
        the index; doing it again is safe.
        """

    @abstractmethod
    def origin(self) -> str:
        """Return the origin that the last commit carries, or an empty text."""

    @abstractmethod
    def expunge(self) -> bool:
        """Remove from the index's files everything that was replaced or removed; return whether none of it is left.

        A server may need several calls while parts of it are still catching up. This includes an index that was set
        aside as damaged, and what killed processes left. Only the holder of the write lock may call this.
        """

    @abstractmethod
    def building(self) -> AbstractContextManager[IndexBuild | None]:
        """Start an empty index next to the live one, or yield None if another process is building one.

        Only the swap needs the write lock. Others continue to write to the live index, and the caller adds to the build
        what they wrote (``archive.search.engines.rebuild``). A build that is not swapped in is removed at the end,
        and so is what a killed process left behind.
        """

    @abstractmethod
    def tidy(self) -> None:
        """Remove what killed processes left next to the index: builds that were not swapped in, files without a commit.

        What another process is writing or building now stays.
        """

    @abstractmethod
    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page of hits, the exact total and the facets asked for."""

    @abstractmethod
    def languages(self) -> list[str]:
        """Return the language tags of the statements, in order. Words of a search are understood in each of them."""

    @abstractmethod
    def version(self) -> str:
        """Return a name for the present contents of the index, as a key for caches. Every change gives another one."""

    @abstractmethod
    def words(self, prefix: str, limit: int) -> list[WordCount]:
        """Return at most ``limit`` folded words of texts and titles that begin with this, the most frequent first.

        Counts are of statements that a search finds. Words that are only in removed statements are left out.
        """

    @abstractmethod
    def word_counts(self, words: Collection[str]) -> list[WordCount]:
        """Return those of the folded words that texts or titles have, each with its number of statements."""

    @abstractmethod
    def weighed(self, queries: Sequence[tuple[Query, int]], request: SearchRequest, limit: int) -> list[Hit]:
        """Return at most ``limit`` statements within the filters of a request that match any of the queries.

        The score of a statement is the sum of the weights of the queries that it matches, times the brevity of its text
        (``archive.search.engines.brevity``). The highest come first, and of equal ones the lowest numbers. If no score
        is above 2^24, no engine rounds it, and all return the same.
        """

    @abstractmethod
    def counted_words(self, groups: Sequence[Sequence[int]], leave_out: Collection[str] = ()) -> list[CountedWords]:
        """Return for each group of statements the words that its texts use most often, but not those to leave out.

        A group is a list of statement numbers, in order. It is compared with the rest of the archive. No
        statement may be in two groups.
        """

    @abstractmethod
    def first_having(self, words: Sequence[Sequence[str]], groups: Sequence[Sequence[int]]) -> list[list[int]]:
        """Return for each folded word of each group its first statement whose text has the word, 0 if none has.

        Groups are lists of statement numbers, in order, and ``words`` are those of each group.
        """

    @abstractmethod
    def words_like(self, word: str, others: Collection[str] = ()) -> list[WordCount]:
        """Return the folded words of texts, titles and names that differ from this one by at most one letter.

        The letter may be wrong, missing or one too many. Those of the ``others`` that are in the index are included.
        The most frequent come first.
        """

    @abstractmethod
    def check(self) -> str:
        """Return what is wrong with the index in one sentence, or an empty text if it can be searched and written.

        This is cheap enough for every start of a server: it opens the index, which checks some of it, and no more.
        """

    @abstractmethod
    def verify(self) -> str:
        """Read all files of the index again and return what is wrong in one sentence, or an empty text."""
