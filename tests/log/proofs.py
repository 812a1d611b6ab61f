"""The rest of RFC 9162, section 2.1: how a reader checks a proof, and how a log shows that it only grew.

The site serves tiles, from which readers make the proof of consistency themselves.
"""

from collections.abc import Iterator, Sequence

from archive.log.tree import Node, node_hash, root, split


class ProofIsWrong(Exception):
    """The proof does not lead to the root."""


def root_of_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Return the root that the proof leads to; raise ProofIsWrong if it has too few or too many hashes."""
    rest = list(proof)
    found = _climb(leaf, index, size, rest)
    if rest or not 0 <= index < size:
        raise ProofIsWrong
    return found


def _climb(leaf: bytes, index: int, size: int, rest: list[bytes]) -> bytes:
    if size <= 1:
        return leaf
    middle = split(size)
    inner = _climb(leaf, index, middle, rest) if index < middle else _climb(leaf, index - middle, size - middle, rest)
    if not rest:
        raise ProofIsWrong
    return node_hash(inner, rest.pop(0)) if index < middle else node_hash(rest.pop(0), inner)


def consistency_proof(node: Node, old: int, new: int) -> list[bytes]:
    """Return the hashes that show that the tree of ``old`` leaves begins that of ``new`` leaves (2.1.4)."""
    return list(_consistency(node, old, 0, new, is_known=True)) if 0 < old < new else []


def _consistency(node: Node, old: int, first: int, end: int, *, is_known: bool) -> Iterator[bytes]:
    if old == end - first:
        if not is_known:
            yield root(node, first, end)
        return
    middle = first + split(end - first)
    if old <= middle - first:
        yield from _consistency(node, old, first, middle, is_known=is_known)
        yield root(node, middle, end)
    else:
        yield from _consistency(node, old - (middle - first), middle, end, is_known=False)
        yield root(node, first, middle)


def roots_of_consistency(old: int, new: int, old_root: bytes, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return the roots of both sizes that the proof leads to; raise ProofIsWrong if it has too few or too many hashes.

    If the first is not ``old_root``, the larger tree does not begin with the smaller.
    """
    rest = list(proof)
    both = _both_roots(old, new, old_root, rest, is_known=True)
    if rest:
        raise ProofIsWrong
    return both


def _both_roots(old: int, new: int, known: bytes, rest: list[bytes], *, is_known: bool) -> tuple[bytes, bytes]:
    if old == new:
        same = known if is_known else _taken(rest)
        return same, same
    middle = split(new)
    if old <= middle:
        before, after = _both_roots(old, middle, known, rest, is_known=is_known)
        return before, node_hash(after, _taken(rest))
    before, after = _both_roots(old - middle, new - middle, known, rest, is_known=False)
    left = _taken(rest)
    return node_hash(left, before), node_hash(left, after)


def _taken(rest: list[bytes]) -> bytes:
    if not rest:
        raise ProofIsWrong
    return rest.pop(0)
