"""Reads data that another archive sent. None of it is believed: each refusal is a sentence, before anything is stored.

The limits are far above what any archive sends. They keep a hostile one from taking the memory of the machine.
"""

import gzip
import json
import math
import zlib
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import IO, Any, NoReturn
from urllib.parse import urlsplit

MEGABYTE = 1_000_000
MOST_BYTES = 64 * MEGABYTE
LONGEST_LINE = 16 * MEGABYTE
# The files of a record get about ten times smaller by packing, a file that is all zeros a thousand times.
MOST_TIMES_PACKED = 100
DEEPEST = 40
LARGEST_NUMBER = 2**63 - 1
SHOWN = 60
Row = dict[str, Any]


class NotTaken(Exception):
    """What another archive sent is not taken, and why, in a sentence for the person who asked for it."""


def read_json(content: bytes) -> Any:
    """Return the value of a JSON text; raise NotTaken if it is none that every database can store."""
    if len(content) > MOST_BYTES:
        raise NotTaken(f"It has more than {MOST_BYTES // MEGABYTE} MB.")
    try:
        value = json.loads(content, parse_constant=_refuse_constant)
        _check(value, DEEPEST)
    except RecursionError as error:
        raise NotTaken(f"It has more than {DEEPEST} levels.") from error
    except ValueError as error:
        raise NotTaken(f"It is not JSON that can be stored: {error}.") from error
    return value


def read_rows(packed: IO[bytes], size: int) -> Iterator[tuple[int, Row]]:
    """Yield each line of a JSON Lines file that gzip packed into ``size`` bytes, with its number, as it is read.

    Raise NotTaken, with the line, for one that is no object, that is too long, or with which the file is too large.
    """
    left = max(size * MOST_TIMES_PACKED, LONGEST_LINE)
    number = 0
    try:
        with gzip.GzipFile(fileobj=packed) as lines:
            while line := lines.readline(LONGEST_LINE + 1):
                number += 1
                left -= len(line)
                if len(line) > LONGEST_LINE or left < 0:
                    raise NotTaken("It is far larger than it was when packed.")
                row = read_json(line)
                if not isinstance(row, dict):
                    raise NotTaken("It is not an object.")
                yield number, row
    except (EOFError, OSError, zlib.error) as error:
        raise NotTaken(f"Line {number + 1} cannot be unpacked: {error}.") from error
    except NotTaken as error:
        raise NotTaken(f"Line {number}: {error}") from error


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
    return written if len(written) <= SHOWN else f"{written[:SHOWN]}…"


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _check(value: object, levels: int) -> None:
    """Raise ValueError for what cannot be stored, RecursionError beyond so many levels."""
    if not levels:
        raise RecursionError
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("a text has NUL")
        # Halves of surrogate pairs, which UTF-8 does not allow, raise UnicodeEncodeError.
        value.encode()
    elif isinstance(value, dict):
        for name, one in value.items():
            _check(name, levels)
            _check(one, levels - 1)
    elif isinstance(value, list):
        for one in value:
            _check(one, levels - 1)
    elif isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        raise ValueError(f"{shortened(value)} is too large")
    elif isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a number is too large")
