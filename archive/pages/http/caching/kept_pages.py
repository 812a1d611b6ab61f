"""The pages that a process remembers, each with the name of its state. The least recently read are dropped first."""

import gzip
from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

MOST_PAGES = 10_000
# Nobody bookmarks a URL this long.
LONGEST_ADDRESS = 500
# The largest share of the space for one page.
LARGEST_PART = 16
# Roughly what an entry takes in addition to its bytes, as measured.
OVERHEAD = 1_000
# Level 6 would make a statement's page 3 % smaller and take twice as long.
COMPRESSION = 4


class KeptPage(NamedTuple):
    """A page as it is sent: compressed and with its headers."""

    name: str
    """The name of the page in the state of the whole record in which it was made."""
    headers: tuple[tuple[str, str], ...]
    compressed: bytes
    subjects: frozenset[str] = frozenset()
    """The parts of the record that it shows; empty if it depends on the whole record."""
    parts: str = ""
    """The name of the page in the state of those parts in which it was made."""
    checked: str = ""
    """When those parts were last found unchanged: a state of the whole record, and an hour."""

    @property
    def size(self) -> int:
        """Roughly how many bytes of memory it takes."""
        texts = [*self.subjects, *(text for header in self.headers for text in header)]
        return len(self.compressed) + sum(map(len, texts)) + OVERHEAD


class KeptPages:
    """The newest page of each address. Safe to use from several threads."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = 0
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, address: str) -> KeptPage | None:
        """Return the page of that address, which may be out of date."""
        with self._lock:
            page = self._pages.get(address)
            if page:
                self._pages.move_to_end(address)
            return page

    def keep(self, address: str, page: KeptPage) -> None:
        """Store the page, dropping others if there is no room, unless it is too large or its URL too long."""
        if len(address) > LONGEST_ADDRESS or page.size > self.room // LARGEST_PART:
            return
        with self._lock:
            self._drop(address)
            self._pages[address] = page
            self.taken += page.size
            while self.taken > self.room or len(self._pages) > MOST_PAGES:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        """Delete all pages."""
        with self._lock:
            self._pages.clear()
            self.taken = 0

    def _drop(self, address: str) -> None:
        if page := self._pages.pop(address, None):
            self.taken -= page.size


def compressed(content: bytes) -> bytes:
    """Return the content as gzip. The same content always gives the same bytes."""
    return gzip.compress(content, COMPRESSION, mtime=0)


def decompressed(content: bytes) -> bytes:
    """Return the original content."""
    return gzip.decompress(content)
