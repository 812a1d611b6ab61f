"""The tree of the log is that of RFC 9162, and its proofs hold for what is there and for nothing else."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.log.tree import Node, inclusion_proof, leaf_hash, node_hash, root
from tests.log.proofs import ProofIsWrong, consistency_proof, root_of_inclusion, roots_of_consistency

LEAVES = [leaf_hash(str(number).encode()) for number in range(300)]


def plain_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root as section 2.1.1 defines it."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return node_hash(plain_root(leaves[:middle]), plain_root(leaves[middle:]))


def node_of(leaves: Sequence[bytes]) -> Node:
    def node(level: int, index: int) -> bytes:
        assert (index + 1) << level <= len(leaves), "this subtree is not complete"
        return plain_root(leaves[index << level : (index + 1) << level])

    return node


def test_the_hashes_are_those_of_the_standard():
    # Certificate Transparency's test vectors: the roots of no leaf, and of an empty one.
    assert root(node_of([]), 0, 0).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 255, 256, 257, 300])
def test_the_root_is_that_of_the_definition(size: int):
    assert root(node_of(LEAVES), 0, size) == plain_root(LEAVES[:size])


@given(st.integers(1, 300), st.data())
def test_each_entry_is_proved_and_no_other(size: int, data: st.DataObject):
    index = data.draw(st.integers(0, size - 1))
    proof = list(inclusion_proof(node_of(LEAVES), index, 0, size))
    whole = plain_root(LEAVES[:size])
    assert root_of_inclusion(LEAVES[index], index, size, proof) == whole
    assert root_of_inclusion(leaf_hash(b"other"), index, size, proof) != whole
    with pytest.raises(ProofIsWrong):
        root_of_inclusion(LEAVES[index], index, size, [*proof, LEAVES[0]])
    if proof:
        with pytest.raises(ProofIsWrong):
            root_of_inclusion(LEAVES[index], index, size, proof[:-1])


@given(st.integers(1, 300), st.data())
def test_a_larger_tree_is_shown_to_begin_with_the_smaller(new: int, data: st.DataObject):
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(node_of(LEAVES), old, new)
    before, after = plain_root(LEAVES[:old]), plain_root(LEAVES[:new])
    assert roots_of_consistency(old, new, before, proof) == (before, after)


@given(st.integers(2, 300), st.data())
def test_a_tree_with_another_entry_before_is_not_shown_to_begin_with_the_smaller(new: int, data: st.DataObject):
    old = data.draw(st.integers(1, new - 1))
    changed = data.draw(st.integers(0, old - 1))
    others = [*LEAVES[:changed], leaf_hash(b"other"), *LEAVES[changed + 1 : new]]
    proof = consistency_proof(node_of(others), old, new)
    before = plain_root(LEAVES[:old])
    assert roots_of_consistency(old, new, before, proof) != (before, plain_root(others))
