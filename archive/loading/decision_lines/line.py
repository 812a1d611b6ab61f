"""The objects of a file of decisions, and what is read from their fields, whatever stands there."""

import json
from collections.abc import Iterator
from typing import Any

from archive.models import UNSTORABLE, PartialDate

Line = dict[str, Any]
KINDS = ("event", "vote_event", "person")
LONGEST_NAME = 300
LONGEST_URL = 1000


class BadDecisionLine(Exception):
    """A line that is none of the objects, with what is wrong in a sentence."""


def parse(raw: bytes) -> Line | None:
    """Return the object of a line that an import needs; None if it is of another type. Raise BadDecisionLine."""
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadDecisionLine("this is not JSON.") from error
    if not isinstance(line, dict) or UNSTORABLE.search(json.dumps(line, ensure_ascii=False)):
        raise BadDecisionLine("this is not an object whose text every database can store.")
    if line.get("_type") not in KINDS:
        return None
    if problem := _lacks(line["_type"], line):
        raise BadDecisionLine(problem)
    return line


def _lacks(kind: str, line: Line) -> str:
    """Return in a sentence what an object lacks; empty if it has what is needed."""
    if not words(line.get("id")) or len(line["id"]) > LONGEST_NAME:
        return f"the {kind} has no id of at most {LONGEST_NAME} characters."
    if kind == "event" and not (date_in(line.get("start_date")) and name_in(line.get("organization"))):
        return f"the event {line['id']} has no start_date and organization."
    if kind == "vote_event" and not (words(line.get("event")) and words(line.get("motion_text"))):
        return f"the vote_event {line['id']} has no event and motion_text."
    return ""


def rows(value: object) -> Iterator[Line]:
    """Yield the objects of a list, and nothing else."""
    yield from (row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()


def words(value: object) -> str:
    """Return a text with single spaces; empty for anything else."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def name_in(value: object, key: str = "name") -> str:
    """Return the name of an object that is given by its name, or in full."""
    return words(value.get(key)) if isinstance(value, dict) else words(value)


def date_in(value: object) -> PartialDate | None:
    """Return a date, if it is one."""
    try:
        return PartialDate.parse(words(value)) if words(value) else None
    except ValueError:
        return None


def first_url(links: object) -> str:
    """Return the first address in a list of links that can be stored and opened."""
    for link in links if isinstance(links, list) else ():
        url = words(link.get("url")) if isinstance(link, dict) else ""
        if url.startswith(("https://", "http://")) and len(url) <= LONGEST_URL:
            return url
    return ""


def is_attendance(line: Line) -> bool:
    """Return whether a vote_event says who was there, and not what was decided."""
    return "roll-call" in (line.get("motion_classification") or ())
