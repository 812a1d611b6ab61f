"""A Merkle tree as in RFC 9162, section 2, over hashes that a function gives.

``Node`` returns the hash of a whole subtree: of the 2**level leaves from ``index * 2**level`` on. Nothing here knows
where the hashes are stored.
"""

import hashlib
from collections.abc import Callable, Iterator

Node = Callable[[int, int], bytes]
"""Takes a level and an index."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry."""
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees."""
    return hashlib.sha256(b"\1" + left + right).digest()


def split(size: int) -> int:
    """Return the largest power of two that is less than the size."""
    return 1 << (size - 1).bit_length() - 1


def root(node: Node, first: int, end: int) -> bytes:
    """Return the hash of the leaves from the first to before the end; without leaves, that of nothing."""
    size = end - first
    if not size:
        return hashlib.sha256().digest()
    if size & (size - 1) == 0 and first % size == 0:
        level = size.bit_length() - 1
        return node(level, first >> level)
    middle = first + split(size)
    return node_hash(root(node, first, middle), root(node, middle, end))


def inclusion_proof(node: Node, index: int, first: int, end: int) -> Iterator[bytes]:
    """Yield the hashes beside the path from the leaf to the root, the lowest first (2.1.3)."""
    if end - first == 1:
        return
    middle = first + split(end - first)
    if index < middle:
        yield from inclusion_proof(node, index, first, middle)
        yield root(node, middle, end)
    else:
        yield from inclusion_proof(node, index, middle, end)
        yield root(node, first, middle)
