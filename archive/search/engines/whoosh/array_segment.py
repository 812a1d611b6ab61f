"""A segment as Whoosh's table of contents names it."""

import copy
from collections.abc import Iterator

from whoosh.codec.base import Segment as WhooshSegment

from archive.search.engines.whoosh.segment import EXTENSION


class ArraySegment(WhooshSegment):
    """A segment in Whoosh's table of contents: its name, its number of documents, and those deleted since."""

    def __init__(self, index_name: str, document_count: int, deleted: frozenset[int] = frozenset()) -> None:
        super().__init__(index_name)
        self.document_count = document_count
        self.deleted = deleted

    def without(self, documents: frozenset[int]) -> "ArraySegment":
        """Return the same segment with more documents marked as deleted."""
        changed = copy.copy(self)
        changed.deleted = self.deleted | documents
        return changed

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return self.make_filename(EXTENSION)

    def doc_count_all(self) -> int:
        return self.document_count

    def deleted_count(self) -> int:
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(sorted(self.deleted))

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.deleted
