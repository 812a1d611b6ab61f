"""What every search engine behind the archive must do."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from contextlib import AbstractContextManager

from archive.search.document import Document
from archive.search.request import SearchRequest
from archive.search.results import SearchResults, SearchUnavailable, TellingWord, WordCount


class IndexBuild(ABC):
    """A new index beside the live one; no reader sees it before ``swap``."""

    @abstractmethod
    def add(self, documents: Iterable[Document]) -> None:
        """Put in documents that it does not hold yet, as they come: never more than a part of them in memory."""

    @abstractmethod
    def update(self, *, documents: Iterable[Document], gone: Collection[int]) -> None:
        """Replace the documents by number and remove the gone numbers, whether it holds them or not."""

    @abstractmethod
    def swap(self, origin: str = "") -> None:
        """Put it, whole and on disk, in the place of the live index, damaged or missing ones included.

        ``origin`` names what it was made of.
        Only under the write lock. Every process searches it from its next search on.
        """


class SmallIndex(ABC):
    """A few statements that can be searched as the index is, and that no disk holds."""

    @abstractmethod
    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page of hits, the exact total and what to mark, as the index would of these statements."""

    @abstractmethod
    def numbers(self, request: SearchRequest) -> list[int]:
        """Return the numbers of all that the exact search finds, in any order: cheaper than a search."""

    @abstractmethod
    def having(
        self, words: Sequence[str], quoted: Sequence[str], request: SearchRequest, *, alone: bool = False
    ) -> list[int]:
        """Return the numbers of those within the filters of a request that have all of it.

        Words may have any form, ``quoted`` ones stand as they are written. They are looked for where the exact search
        looks for them: a word that is ``alone`` not in the names of boards.
        """


class SearchBackend(ABC):
    """An index of public statements. The database is the truth: whatever is in here can be built again from it.

    One process at a time writes (``writing``). Every method but ``building``, ``writing`` and ``check`` raises
    SearchUnavailable where the index is missing, damaged or cannot be read: nothing makes an index but a build that is
    swapped in, so that an index that was deleted is never mistaken for an empty one. ``check`` too raises
    SearchUnreachable where a server does not answer: that is no reason to build anything.
    """

    is_shared = False
    """Whether several machines search and write one index."""

    @abstractmethod
    def writing(self, *, wait: bool = False) -> AbstractContextManager[bool]:
        """Take the write lock and say whether it was had; a dead process holds no lock.

        Without ``wait`` it answers at once; with it, it returns when it has the lock.
        """

    @abstractmethod
    def update(self, *, documents: Iterable[Document], gone: Collection[int], origin: str | None = None) -> None:
        """Replace the documents by number and remove the gone numbers, in one commit that is on disk on return.

        The commit carries ``origin``; without one, what the commit before carries.
        Only under the write lock. Every process finds the change from its next search on. Where it fails, some
        of it may be in: to do it again does no harm.
        """

    @abstractmethod
    def origin(self) -> str:
        """Return what the last commit carries as its origin, or nothing if it carries none."""

    @abstractmethod
    def expunge(self) -> bool:
        """Take out of the files of the index all that was replaced or removed; say whether none of it is left.

        A server may need some more calls, for as long as parts of it may still have to catch up.

        That includes an index that was set aside as damaged, and what killed processes left.

        Only under the write lock.
        """

    @abstractmethod
    def building(self) -> AbstractContextManager[IndexBuild | None]:
        """Start an empty index beside the live one, or give None where another process is building one.

        Needs no write lock but for the swap: others go on writing to the live index, and the caller brings what they
        wrote into the build (``archive.search.rebuild``). What is not swapped in by the end is removed, and so
        is what a killed process left behind.
        """

    @abstractmethod
    def tidy(self) -> None:
        """Remove what killed processes left beside the index: builds that were not swapped in, files of no commit.

        What another process is writing or building now stays.
        """

    @abstractmethod
    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page of hits, the exact total and the facets asked for."""

    @abstractmethod
    def over(self, documents: Iterable[Document]) -> SmallIndex:
        """Return an index of these documents alone, in memory; words are understood in the languages of this index."""

    @abstractmethod
    def version(self) -> str:
        """Return a name of what the index holds now: another one after every change, for what is kept from it."""

    @abstractmethod
    def words(self, prefix: str, limit: int) -> list[WordCount]:
        """Return the folded words of texts and titles that begin so, at most ``limit``, those in most statements first.

        Counts are those of statements that a search finds; a word that is only in removed ones is not there.
        """

    @abstractmethod
    def word_counts(self, words: Collection[str]) -> list[WordCount]:
        """Return those of the folded words that texts or titles have, each with the number of statements that do."""

    def telling_words(
        self,
        groups: Sequence[Sequence[int] | SearchRequest],
        limit: int,  # noqa: ARG002 - for the engines that count
        others: SearchRequest | None = None,  # noqa: ARG002
        leave_out: Collection[str] = (),  # noqa: ARG002
        form_of: Callable[[str], Hashable] = str,  # noqa: ARG002
    ) -> list[list[TellingWord]]:
        """Return for each group of statements at most ``limit`` words of their texts that set it apart, best first.

        A group is the numbers of statements in an order, or what a request without words is narrowed to. It is compared
        with the ``others``, by default with the whole archive. No statement may be in two groups. Of words
        with the same ``form_of`` the most telling stands for all. Pages go without the
        words of an engine that does not count them: it raises SearchUnavailable.
        """
        raise SearchUnavailable(f"{type(self).__name__} does not count the words of {len(groups)} groups.")

    @abstractmethod
    def words_like(self, word: str, others: Collection[str] = ()) -> list[WordCount]:
        """Return the folded words of texts, titles and names that are this one but for one letter at most.

        The letter may be wrong, missing or one too many. With them come those of the ``others`` that are in the index;
        those in most statements first.
        """

    @abstractmethod
    def check(self) -> str:
        """Return what is wrong with the index in one sentence, or nothing if it can be searched and written.

        Cheap enough for the start of every server: it opens the index and whatever is checked on opening, no more.
        """

    @abstractmethod
    def verify(self) -> str:
        """Return what is wrong with the index in one sentence after reading all of its files again, or nothing."""
