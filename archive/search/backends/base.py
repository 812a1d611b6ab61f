"""What every search engine behind the archive must do."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager

from archive.search.document import Document
from archive.search.request import SearchRequest
from archive.search.results import SearchResults


class SearchBackend(ABC):
    """An index of public statements. The database is the truth: whatever is in here can be built again from it.

    One process at a time writes (``writing``). Every method that reads raises SearchUnavailable where the index cannot
    be read.
    """

    @abstractmethod
    def writing(self) -> AbstractContextManager[bool]:
        """Take the write lock without waiting and say whether it was had; a dead process holds no lock."""

    @abstractmethod
    def update(self, *, documents: Iterable[Document], gone: Collection[int]) -> None:
        """Replace the documents by number and remove the gone numbers, in one commit that is on disk on return.

        Only under the write lock. Every process finds the change from its next search on.
        """

    @abstractmethod
    def rebuild(self, documents: Iterable[Document]) -> None:
        """Build a new index beside the live one and put it in its place whole; readers never see half of one.

        Takes as long as it takes; others may go on writing to the live index meanwhile, and what they wrote is lost to
        the new one: the caller replays it (``archive.search.outbox.rebuild``).
        """

    @abstractmethod
    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page of hits, the exact total and the facets asked for."""

    @abstractmethod
    def check(self) -> str:
        """Return what is wrong with the index in one sentence, or nothing where it is whole."""
