"""One line of the file, parsed and checked."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archive.models import UNSTORABLE, PartialDate, Source, Statement

# The largest number that every database can store in a PositiveIntegerField.
LARGEST_POSITION = 2**31 - 1
SHOWN = 60


@dataclass(frozen=True)
class StatementLine:
    """A statement as its line gives it; an empty text means that a value is missing."""

    id: str
    body: str
    meeting_title: str
    meeting_date: PartialDate
    seq: int
    text: str
    source: str
    agenda_item: str = ""
    speaker: str = ""
    speaker_role: str = ""
    licence: str = ""
    kind: str = ""
    text_status: str = ""
    source_kind: str = ""


class BadLine(Exception):
    """A line that is not a statement: the wrong field, what was expected there and what was found."""

    def __init__(self, field: str, expected: str, found: object = None) -> None:
        self.field = field
        self.expected = expected
        shown = json.dumps(found, ensure_ascii=False, default=str)
        self.found = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
        where = f"field “{field}”" if field else "the line"
        super().__init__(f"{where}: expected {expected}, found {self.found}.")


def parse(raw: bytes) -> StatementLine:
    """Parse a line; raise BadLine for the first error in it."""
    try:
        entry = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadLine("", f"UTF-8, as its byte {error.start + 1} is not", raw[error.start : error.end].hex()) from error
    except (ValueError, RecursionError) as error:
        raise BadLine("", "a JSON object", raw[:SHOWN].decode("utf-8", "replace")) from error
    if not isinstance(entry, dict):
        raise BadLine("", "a JSON object", entry)
    return StatementLine(**{name: read(name, entry.get(name)) for name, read in FIELDS.items()})


def _words(longest: int, *, needed: bool = False) -> Callable[[str, Any], str]:
    """Return a parser for one line of words with at most that many characters."""
    expected = f"text of {'1' if needed else '0'} to {longest} characters"

    def read(name: str, value: Any) -> str:
        words = " ".join(_storable(name, value, expected).split())
        if len(words) > longest or (needed and not words):
            raise BadLine(name, expected, value)
        return words

    return read


def _text(name: str, value: Any) -> str:
    expected = "the words that were said"
    text = _storable(name, value, expected)
    if not text.strip():
        raise BadLine(name, expected, value)
    return text


def _storable(name: str, value: Any, expected: str) -> str:
    """Return the value as text that every database can store; null becomes an empty text."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadLine(name, expected, value)
    if UNSTORABLE.search(value):
        raise BadLine(name, "text without NUL and without half characters (lone surrogates)", value)
    return value


def _date(name: str, value: Any) -> PartialDate:
    expected = "a date, such as “2017-02-23”, “2017-02” or “2017”"
    try:
        return PartialDate.parse(_storable(name, value, expected))
    except ValueError as error:
        raise BadLine(name, expected, value) from error


def _position(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_POSITION:
        raise BadLine(name, f"a whole number from 0 to {LARGEST_POSITION}", value)
    return value


def _choice(values: list[str]) -> Callable[[str, Any], str]:
    """Return a parser for one of the values, or none."""

    def read(name: str, value: Any) -> str:
        if value not in (None, "", *values):
            raise BadLine(name, f"one of {', '.join(values)}", value)
        return value or ""

    return read


FIELDS: dict[str, Callable[[str, Any], Any]] = {
    "id": _words(300, needed=True),
    "body": _words(300, needed=True),
    "meeting_title": _words(300, needed=True),
    "meeting_date": _date,
    "seq": _position,
    "text": _text,
    "source": _words(500, needed=True),
    "agenda_item": _words(500),
    "speaker": _words(300),
    "speaker_role": _words(200),
    "licence": _words(500),
    "kind": _choice(Statement.Kind.values),
    "text_status": _choice(Statement.TextStatus.values),
    "source_kind": _choice(Source.Kind.values),
}
