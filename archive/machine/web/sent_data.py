"""Reads data that another archive sent. None of it is believed: each refusal is a sentence, before anything is stored.

The limits are far above what any archive sends. They keep a hostile one from taking the memory of the machine.
"""

import json
import math
import re
from collections.abc import Mapping
from types import UnionType
from typing import Any, NoReturn
from urllib.parse import urlsplit

MEGABYTE = 1_000_000
MOST_BYTES = 64 * MEGABYTE
DEEPEST = 40
LARGEST_NUMBER = 2**63 - 1
CHARACTERS_SHOWN = 60
# NUL, which PostgreSQL refuses, and halves of surrogate pairs, which UTF-8 does not allow.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
# How JSON writes them. Nothing else becomes one, because UTF-8 has no halves, and JSON no bare control characters.
ESCAPED = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
Row = dict[str, Any]


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


READER = json.JSONDecoder(parse_constant=_refuse_constant)


class NotTaken(Exception):
    """What another archive sent is not taken, and why, in a sentence for the person who asked for it."""


def read_json(content: bytes) -> Any:
    """Return the value of a JSON text; raise NotTaken if it is none that every database can store."""
    if len(content) > MOST_BYTES:
        raise NotTaken(f"It has more than {MOST_BYTES // MEGABYTE} MB.")
    try:
        text = content.decode("utf-8-sig")
        value = READER.decode(text)
        _check(value, DEEPEST)
        if ESCAPED.search(text):
            _check_texts(value)
    except RecursionError as error:
        raise NotTaken(f"It has more than {DEEPEST} levels.") from error
    except ValueError as error:
        raise NotTaken(f"It is not JSON that can be stored: {error}.") from error
    return value


def values_of(row: object, kinds: Mapping[str, type | UnionType]) -> Row:
    """Return these values of an object; raise NotTaken if one is missing or of another kind."""
    if not isinstance(row, dict):
        raise NotTaken(f"{shortened(row)} is not an object.")
    for name, kind in kinds.items():
        if name not in row:
            raise NotTaken(f"There is no “{name}”.")
        # In Python, but not in JSON, true is a number.
        is_of_kind = isinstance(row[name], kind) and (kind is bool or not isinstance(row[name], bool))
        if not is_of_kind:
            raise NotTaken(f"“{name}” is {shortened(row[name])}.")
    return {name: row[name] for name in kinds}


def check_addresses(value: object, name: str = "") -> None:
    """Raise NotTaken if the value, or one in it, has the name of an address and is neither empty nor http or https."""
    if isinstance(value, dict):
        for inner, one in value.items():
            check_addresses(one, inner)
    elif isinstance(value, list):
        for one in value:
            check_addresses(one, name)
    elif isinstance(value, str) and name.endswith(("url", "website")):
        check_address(value)


def check_address(address: str) -> None:
    """Raise NotTaken if a text is not empty, and is not an address that begins with http:// or https://."""
    try:
        is_of_web = not address or (urlsplit(address).scheme in {"http", "https"} and "://" in address)
    except ValueError:
        is_of_web = False
    if not is_of_web:
        raise NotTaken(f"{shortened(address)} is not an address of the web.")


def shortened(value: object) -> str:
    """Return a value as a sentence can name it."""
    written = repr(value)
    return written if len(written) <= CHARACTERS_SHOWN else f"{written[:CHARACTERS_SHOWN]}…"


def _check(value: object, levels: int) -> None:
    """Raise ValueError for a number that cannot be stored, RecursionError beyond so many levels."""
    if not levels:
        raise RecursionError
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            if not isinstance(one, str):
                _check(one, levels - 1)
    elif _is_too_large(value):
        raise ValueError(f"{shortened(value)} is too large")


def _check_texts(value: object, name: str = "a text") -> None:
    """Raise ValueError for a text that cannot be stored, with the name that it has."""
    if isinstance(value, str) and UNSTORABLE.search(value):
        raise ValueError(f"{name} has NUL or half a character (a lone one of a pair of surrogates)")
    if isinstance(value, dict):
        for inner, one in value.items():
            _check_texts(inner)
            _check_texts(one, f"“{inner}”")
    elif isinstance(value, list):
        for one in value:
            _check_texts(one, name)


def _is_too_large(value: object) -> bool:
    return (isinstance(value, int) and abs(value) > LARGEST_NUMBER) or value in (math.inf, -math.inf)
