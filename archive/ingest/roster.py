"""The members of a board, from a pasted list, a CSV file, or the people of a Legistar site. Pure."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from archive.language.dates.typed import written_date
from archive.language.people import OFFICES, fold, office_words
from archive.models import PartialDate

# The names of the columns, folded. The first one found counts.
COLUMNS = {
    "name": ("name", "full name", "fullname", "member", "person", "officerecordfullname"),
    "title": ("office", "title", "role", "position", "officerecordtitle"),
    "start": ("from", "start", "start date", "since", "begin", "term start", "officerecordstartdate"),
    "end": ("to", "end", "end date", "until", "term end", "officerecordenddate"),
    "body": ("board", "body", "bodyname", "body name", "officerecordbodyname"),
}
PLAIN_ORDER = ("name", "title", "start", "end")
RANGE = re.compile(r"^\s*(.+?)\s+(?:to|until|–|—|-)\s+(.*)$")
OPEN_ENDS = {"", "now", "present", "today", "current", "-", "?"}
MEMBER = "Member"
LONGEST_NAME, LONGEST_TITLE = 300, 200


@dataclass(frozen=True)
class HeldOffice:
    """An office of a member. A missing date means unknown or still held."""

    title: str
    start: PartialDate | None = None
    end: PartialDate | None = None

    def __str__(self) -> str:
        since, until = self.start and f", from {self.start}", self.end and f" to {self.end}"
        return f"{self.title}{since or ''}{until or ''}"


@dataclass
class Member:
    """A person of the roster, with the offices held at the board."""

    name: str
    offices: list[HeldOffice] = field(default_factory=list)


@dataclass
class Roster:
    """The result: members in order, and what could not be read, one sentence each.

    ``other_bodies`` are names of other bodies whose offices were left out.
    """

    members: list[Member] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    other_bodies: list[str] = field(default_factory=list)


def read_roster(text: str, board: str = "") -> Roster:
    """Read a roster in any of the forms. If it has several bodies, only the one with the board's name counts."""
    roster = Roster()
    members: dict[str, Member] = {}
    for number, row in enumerate(_rows(text.lstrip("\ufeff").strip(), roster), 1):
        body = row.get("body", "")
        if body and board and not _same_body(body, board):
            if body not in roster.other_bodies:
                roster.other_bodies.append(body)
            continue
        name = " ".join(row.get("name", "").split())[:LONGEST_NAME]
        if not name:
            roster.problems.append(f"Row {number} has no name.")
            continue
        try:
            office = _office(row)
        except ValueError as error:
            roster.problems.append(f"Row {number}, {name}: {error}")
            continue
        member = members.setdefault(fold(name), Member(name))
        if office not in member.offices:
            member.offices.append(office)
    roster.members = list(members.values())
    return roster


def _office(row: dict[str, str]) -> HeldOffice:
    start, end = _date(row.get("start", "")), _date(row.get("end", ""))
    if start and end and end.last < start.first:
        raise ValueError("the office ends before it begins.")
    return HeldOffice(" ".join(row.get("title", "").split())[:LONGEST_TITLE] or MEMBER, start, end)


def _date(typed: str) -> PartialDate | None:
    return None if typed.strip().casefold() in OPEN_ENDS else written_date(typed)


def _same_body(body: str, board: str) -> bool:
    """Return whether the names mean one body: "City Council" is "New York City Council", but its committee is not."""
    short, long = sorted((set(fold(body).split()), set(fold(board).split())), key=len)
    return bool(short) and short <= long and ("committee" in short) == ("committee" in long)


def _rows(text: str, roster: Roster) -> Iterator[dict[str, str]]:
    if text[:1] in "[{" and text:
        yield from _json_rows(text, roster)
        return
    delimiter = "\t" if "\t" in text else ";" if text.count(";") > text.count(",") else ","
    lines = [
        row
        for row in csv.reader(io.StringIO("\n".join(text.splitlines())), delimiter=delimiter)
        if any(cell.strip() for cell in row)
    ]
    heads = [_column(cell) for cell in lines[0]] if lines else []
    if "name" in heads:
        for row in lines[1:]:
            yield {head: cell for head, cell in zip(heads, row, strict=False) if head}
        return
    for row in lines:
        yield _plain_row([cell.strip() for cell in row])


def _column(cell: str) -> str:
    return next((name for name, known in COLUMNS.items() if fold(cell) in known), "")


def _plain_row(cells: list[str]) -> dict[str, str]:
    """Split "Jane Sample, Trustee, 2019 to 2023". A second cell that is not an office may be the given name."""
    if len(cells) > 1 and not (office_words(cells[1]) & OFFICES) and not re.search(r"\d", cells[1]):
        looks_like_given = len(cells) > 2 and bool(office_words(cells[2]) & OFFICES)  # noqa: PLR2004 - "Sample, Jane, Trustee"
        if looks_like_given:
            cells = [f"{cells[1]} {cells[0]}", *cells[2:]]
    if len(cells) > 1 and re.match(r"\d", cells[1]):
        cells = [cells[0], "", *cells[1:]]
    if len(cells) == 3 and (match := RANGE.match(cells[2])):  # noqa: PLR2004 - both dates in one cell
        cells = [*cells[:2], match[1], match[2]]
    return dict(zip(PLAIN_ORDER, cells, strict=False))


def _json_rows(text: str, roster: Roster) -> Iterator[dict[str, str]]:
    for record in _json_records(text, roster):
        offices = record.get("OfficeRecords")
        for office in offices if isinstance(offices, list) else [record]:
            if isinstance(office, dict):
                row = {_column(name): value for name, value in {**record, **office}.items() if _column(name)}
                yield {name: value if isinstance(value, str) else "" for name, value in row.items()}


def _json_records(text: str, roster: Roster) -> Iterator[dict[str, Any]]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if whole is not None:
        yield from (record for record in (whole if isinstance(whole, list) else [whole]) if isinstance(record, dict))
        return
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            roster.problems.append(f"Line {number} is not JSON.")
            continue
        if isinstance(record, dict):
            yield record
