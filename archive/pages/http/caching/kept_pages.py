"""Pages that a process remembers, each under the name it was made under; bounded, the least recently read go first."""

import gzip
from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

MOST_PAGES = 10_000
# An address this long is nobody's bookmark.
LONGEST_ADDRESS = 500
# One page takes no more than this part of the room.
LARGEST_PART = 16
# What an entry takes beside its bytes, measured roughly: the objects around them.
OVERHEAD = 1_000
# Level 6 makes a statement's page 3 % smaller and takes twice as long.
COMPRESSION = 4


class KeptPage(NamedTuple):
    """A page as it is sent: compressed, with its headers."""

    etag: str
    headers: tuple[tuple[str, str], ...]
    compressed: bytes

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.compressed) + sum(len(name) + len(value) for name, value in self.headers) + OVERHEAD


class KeptPages:
    """Pages by their address, one version of each; safe between threads."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = 0
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, address: str, etag: str) -> KeptPage | None:
        """Return the page of that address and name, and nothing where only one of another name is kept."""
        with self._lock:
            page = self._pages.get(address)
            if page is None or page.etag != etag:
                return None
            self._pages.move_to_end(address)
            return page

    def keep(self, address: str, page: KeptPage) -> None:
        """Remember the page in place of others, unless it is too large or its address too long."""
        if len(address) > LONGEST_ADDRESS or page.size > self.room // LARGEST_PART:
            return
        with self._lock:
            self._drop(address)
            self._pages[address] = page
            self.taken += page.size
            while self.taken > self.room or len(self._pages) > MOST_PAGES:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._pages.clear()
            self.taken = 0

    def _drop(self, address: str) -> None:
        if page := self._pages.pop(address, None):
            self.taken -= page.size


def compressed(content: bytes) -> bytes:
    """Return the content as gzip; the same content gives the same bytes."""
    return gzip.compress(content, COMPRESSION, mtime=0)


def decompressed(content: bytes) -> bytes:
    """Return the content again."""
    return gzip.decompress(content)
