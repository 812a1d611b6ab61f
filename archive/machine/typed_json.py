"""A value as bytes, and back as the type that the reader declares: what another process sends can be nothing else.

The bytes are the length of a JSON text, the text, and the bytes that are in the value, one after the other; the text
has the length of each in their place. A dataclass is a list of its name and its fields, a mapping a list of pairs.
"""

import json
import math
import struct
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from io import BytesIO
from types import GenericAlias, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

LENGTH = struct.Struct("!I")
# The largest meeting takes a third of it. The values of a hostile text of this length take twenty times as much memory.
MOST_JSON_BYTES = 32 * 1024 * 1024
# Every database stores a whole number below this.
TOO_LARGE = 2**63
# What reads a plain value of JSON, and the bytes that come after the text.
Read = Callable[[Any, BytesIO], Any]


class TooLong(ValueError):
    """The value is longer than what is read."""


class NotDeclared(ValueError):
    """The bytes are no value of the declared type."""


def as_bytes(value: object) -> bytes:
    """Return a value as bytes; raise TooLong, or TypeError if it is of no type that can be declared."""
    parts: list[bytes] = []

    def plain(part: Any) -> Any:
        match part:
            case str() | int() | float() | None:
                return part
            case list() | tuple() | frozenset():
                return [plain(held) for held in part]
            case bytes():
                parts.append(part)
                return len(part)
            case Mapping():
                return [[plain(key), plain(held)] for key, held in part.items()]
        if not is_dataclass(part):
            raise TypeError(f"{type(part)} cannot be sent.")
        return [type(part).__name__, *(plain(getattr(part, field.name)) for field in fields(part))]

    text = json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")
    if len(text) > MOST_JSON_BYTES:
        raise TooLong(f"{len(text):,} bytes are too long.")
    return b"".join([LENGTH.pack(len(text)), text, *parts])


def read_as(kind: Any, content: bytes) -> Any:
    """Return the value of this type that the bytes are; raise NotDeclared if they are none.

    The type is made of dataclasses, named tuples, tuples, lists, frozensets, mappings, literals, texts, numbers, bytes
    and None. Numbers are finite, and whole ones fit into a database. Raise TypeError for any other type.
    """
    try:
        (length,) = LENGTH.unpack_from(content)
        start = LENGTH.size + length
        if length > MOST_JSON_BYTES or start > len(content):
            raise NotDeclared(f"{length:,} bytes of JSON are too long.")
        after = BytesIO(content)
        after.seek(start)
        value = _reader(kind)(json.loads(content[LENGTH.size : start].decode(errors="surrogatepass")), after)
    except (ValueError, OverflowError, RecursionError, struct.error) as error:
        raise NotDeclared(str(error)[:200]) from error
    if after.read(1):
        raise NotDeclared("More follows than was declared.")
    return value


@cache
def _reader(kind: Any) -> Read:
    """Return what reads this type, and raises a ValueError for what is none."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    if (origin := get_origin(kind)) in GENERIC:
        return GENERIC[origin](*get_args(kind))
    if is_dataclass(kind) and isinstance(kind, type):
        return _instance(kind)
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _row(kind, get_type_hints(kind).values)
    raise TypeError(f"{kind} cannot be read.")


def _exactly(kind: type) -> Read:
    def read(plain: Any, _: BytesIO) -> Any:
        if type(plain) is not kind:
            raise NotDeclared(f"This is not {kind.__name__}.")
        return plain

    return read


def _whole_number(plain: Any, _: BytesIO) -> int:
    if type(plain) is not int or not -TOO_LARGE <= plain < TOO_LARGE:
        raise NotDeclared("This is not a whole number.")
    return plain


def _number(plain: Any, _: BytesIO) -> float:
    if type(plain) not in (int, float) or not math.isfinite(plain):
        raise NotDeclared("This is not a number.")
    return float(plain)


def _bytes(plain: Any, after: BytesIO) -> bytes:
    read = after.read(max(0, _whole_number(plain, after)))
    if len(read) != plain:
        raise NotDeclared("Bytes are missing.")
    return read


def _literal(*values: Any) -> Read:
    def read(plain: Any, _: BytesIO) -> Any:
        if not isinstance(plain, str) or plain not in values:
            raise NotDeclared("This is none of the values.")
        return plain

    return read


def _tuple(*kinds: Any) -> Read:
    return _many(tuple, kinds[0]) if kinds[1:] == (...,) else _row(lambda *held: held, lambda: kinds)


def _many(made: Callable[[Any], Any], kind: Any) -> Read:
    read_one = _reader(kind)

    def read(plain: Any, after: BytesIO) -> Any:
        return made([read_one(held, after) for held in _list(plain)])

    return read


def _mapping(*kinds: Any) -> Read:
    return _many(dict, GenericAlias(tuple, kinds))


def _row(kind: Callable[..., Any], kinds: Callable[[], Collection[Any]]) -> Read:
    """Return what reads so many values. A class is asked for its types later, because its fields may have it again."""

    def read(plain: Any, after: BytesIO) -> Any:
        readers = _readers(tuple(kinds()))
        if len(_list(plain)) != len(readers):
            raise NotDeclared("There are too few values, or too many.")
        return kind(*[read_one(held, after) for read_one, held in zip(readers, plain, strict=True)])

    return read


@cache
def _readers(kinds: tuple[Any, ...]) -> list[Read]:
    return [_reader(kind) for kind in kinds]


def _instance(kind: type) -> Read:
    read_row = _row(kind, lambda: _kinds_of(kind))

    def read(plain: Any, after: BytesIO) -> Any:
        if _list(plain)[:1] != [kind.__name__]:
            raise NotDeclared(f"This is not {kind.__name__}.")
        return read_row(plain[1:], after)

    return read


@cache
def _kinds_of(kind: Any) -> list[Any]:
    hints = get_type_hints(kind)
    return [hints[field.name] for field in fields(kind)]


def _one_of(*kinds: Any) -> Read:
    """Return what reads one of several dataclasses, or one other type, or null if that is declared."""
    classes = {kind.__name__: _reader(kind) for kind in kinds if isinstance(kind, type) and is_dataclass(kind)}
    others = [kind for kind in kinds if kind is not NoneType and not is_dataclass(kind)]
    if len(others) + bool(classes) != 1:
        raise TypeError(f"{kinds} cannot be told apart.")

    def read(plain: Any, after: BytesIO) -> Any:
        if plain is None and NoneType in kinds:
            return None
        if others:
            return _reader(others[0])(plain, after)
        name = next(iter(_list(plain)), None)
        if not isinstance(name, str) or name not in classes:
            raise NotDeclared("This is none of the classes.")
        return classes[name](plain, after)

    return read


def _list(plain: Any) -> list[Any]:
    if type(plain) is not list:
        raise NotDeclared("This is not a list.")
    return plain


SIMPLE: dict[Any, Read] = {
    str: _exactly(str),
    bool: _exactly(bool),
    NoneType: _exactly(NoneType),
    int: _whole_number,
    float: _number,
    bytes: _bytes,
}
GENERIC: dict[Any, Callable[..., Read]] = {
    Union: _one_of,
    UnionType: _one_of,
    Literal: _literal,
    tuple: _tuple,
    list: partial(_many, list),
    frozenset: partial(_many, frozenset),
    dict: _mapping,
    Mapping: _mapping,
}
