"""A value that is written is read back as its declared type, and no bytes are read as anything else."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.machine import typed_json
from archive.machine.typed_json import LENGTH, NotDeclared, TooLong, as_bytes, read_as


class Place(NamedTuple):
    at: int
    share: float = 0.5


@dataclass(frozen=True)
class Leaf:
    text: str
    place: Place | None = None
    data: bytes = b""


@dataclass(frozen=True)
class Branch:
    way: Literal["up", "down"]
    leaves: tuple["Leaf | Branch", ...] = ()
    names: frozenset[str] = frozenset()
    spoken: Mapping[str, bool] = field(default_factory=dict)
    pair: tuple[str, list[int]] = ("", [])
    first: "Leaf | Branch | None" = None


WHOLE = st.integers(-(2**63), 2**63 - 1)
PLACES = st.builds(Place, WHOLE, st.floats(allow_nan=False, allow_infinity=False))
# Half a character, too: a file may have one.
TEXTS = st.text(st.characters())
LEAVES = st.builds(Leaf, TEXTS, st.none() | PLACES, st.binary())
TREES = st.recursive(
    LEAVES,
    lambda inside: st.builds(
        Branch,
        st.sampled_from(["up", "down"]),
        st.lists(inside, max_size=3).map(tuple),
        st.frozensets(TEXTS, max_size=3),
        st.dictionaries(TEXTS, st.booleans(), max_size=3),
        st.tuples(TEXTS, st.lists(WHOLE, max_size=3)),
        st.none() | inside,
    ),
    max_leaves=8,
)


def of_declared_types(value: Any) -> bool:
    """Return whether a tree holds what it declares; this is written by hand for these classes."""
    if isinstance(value, Leaf):
        place = value.place
        is_placed = place is None or (type(place), type(place.at), type(place.share)) == (Place, int, float)
        return is_placed and (type(value.text), type(value.data)) == (str, bytes)
    return (
        isinstance(value, Branch)
        and value.way in ("up", "down")
        and [type(getattr(value, one.name)) for one in fields(value)][1:5] == [tuple, frozenset, dict, tuple]
        and all(map(of_declared_types, [*value.leaves, *([value.first] if value.first else [])]))
        and {type(name) for name in [*value.names, *value.spoken, value.pair[0]]} <= {str}
        and {type(spoken) for spoken in value.spoken.values()} <= {bool}
        and {type(number) for number in value.pair[1]} <= {int}
    )


@given(TREES)
def test_a_value_is_read_as_it_was_written(tree: Leaf | Branch) -> None:
    assert read_as(Leaf | Branch, as_bytes(tree)) == tree


@given(TREES, st.data())
def test_changed_bytes_are_refused_or_still_of_the_declared_types(tree: Leaf | Branch, data: st.DataObject) -> None:
    changed = bytearray(as_bytes(tree))
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.sampled_from(b'[]",:0129-ntfNI.\\\xff'))
    try:
        value = read_as(Leaf | Branch, bytes(changed))
    except NotDeclared:
        return
    assert of_declared_types(value)


@given(st.binary())
def test_any_bytes_are_refused_or_of_the_declared_type(content: bytes) -> None:
    for sent in (content, LENGTH.pack(len(content)) + content):
        try:
            assert of_declared_types(read_as(Leaf | Branch, sent))
        except NotDeclared:
            continue


def test_what_is_too_long_is_neither_written_nor_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = as_bytes("x" * 20)
    monkeypatch.setattr(typed_json, "MOST_JSON_BYTES", 10)
    with pytest.raises(TooLong):
        as_bytes("x" * 20)
    with pytest.raises(NotDeclared, match="too long"):
        read_as(str, sent)
    # Bytes are counted by who reads them.
    assert read_as(bytes, as_bytes(bytes(20))) == bytes(20)


@pytest.mark.parametrize("kind", [object, Any, set[str], str | int, tuple[object, ...], type])
def test_a_type_that_can_be_anything_is_not_read(kind: Any) -> None:
    with pytest.raises(TypeError):
        read_as(kind, as_bytes(("x",)))


def test_a_value_of_another_kind_is_not_written() -> None:
    with pytest.raises(TypeError, match="cannot be sent"):
        as_bytes((object(),))
