"""The hashes of the tree as tiles of 256 (C2SP tlog-tiles): stored as they fill, and read when a proof needs them."""

from collections.abc import Sequence
from functools import lru_cache

from archive.log.tree import Node, leaf_hash, node_hash
from archive.machine.database.rows import write_rows
from archive.models import LogEntry, LogTile

WIDTH, HEIGHT = 256, 8
HASH_BYTES = 32
TILE_BYTES = WIDTH * HASH_BYTES
# A tile of entries has the length of each before it, in two bytes.
LENGTH_BYTES = 2
# No log is so long that it has tiles above this level.
HIGHEST = 8


def grow(size: int, entries: Sequence[bytes]) -> None:
    """Add the hashes of the entries to a tree of this size."""
    hashes, level, first = [leaf_hash(entry) for entry in entries], 0, size
    while hashes:
        full = _extend(level, first, hashes)
        first, level = first // WIDTH, level + 1
        hashes = full


def _extend(level: int, first: int, hashes: list[bytes]) -> list[bytes]:
    """Add hashes to the tiles of a level, from the first place on; return the root of each tile that is full now."""
    number, there = divmod(first, WIDTH)
    begun = LogTile.objects.filter(level=level, number=number).values_list("hashes", flat=True).first()
    # A process that was killed after its transaction ended left nothing here: the row has what the size says.
    joined = bytes(begun or b"")[: there * HASH_BYTES] + b"".join(hashes)
    tiles = [joined[at : at + TILE_BYTES] for at in range(0, len(joined), TILE_BYTES)]
    rows = [(level, at, tile) for at, tile in enumerate(tiles, number)]
    write_rows(LogTile, "level number hashes", rows, over="level number")
    return [_root_of_tile(tile) for tile in tiles if len(tile) == TILE_BYTES]


def _root_of_tile(hashes: bytes) -> bytes:
    row = [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]
    while len(row) > 1:
        row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
    return row[0]


def reader() -> Node:
    """Return a function that reads hashes of the tree from its tiles, each tile once."""

    @lru_cache(maxsize=64)
    def tile(level: int, number: int) -> bytes:
        return bytes(LogTile.objects.values_list("hashes", flat=True).get(level=level, number=number))

    def node(level: int, index: int) -> bytes:
        height = level % HEIGHT
        number, place = divmod(index << height, WIDTH)
        start = place * HASH_BYTES
        hashes = tile(level // HEIGHT, number)[start : start + (HASH_BYTES << height)]
        return _root_of_tile(hashes)

    return node


def hashes_tile(level: int, number: int, width: int, size: int) -> bytes | None:
    """Return the first hashes of a tile, or None if a tree of this size does not have them."""
    if not 0 < width <= WIDTH or number * WIDTH + width > size >> (HEIGHT * min(level, HIGHEST)):
        return None
    hashes = LogTile.objects.values_list("hashes", flat=True).get(level=level, number=number)
    return bytes(hashes)[: width * HASH_BYTES]


def entries_tile(number: int, width: int, size: int) -> bytes | None:
    """Return the first entries of a tile, each with its length before it, or None if the log does not have them."""
    first = number * WIDTH
    if not 0 < width <= WIDTH or first + width > size:
        return None
    rows = LogEntry.objects.filter(position__gte=first, position__lt=first + width).order_by("position")
    texts = [text.encode() for text in rows.values_list("text", flat=True)]
    return b"".join(len(text).to_bytes(LENGTH_BYTES, "big") + text for text in texts)
