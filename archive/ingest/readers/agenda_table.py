"""Agendas as tables (CSV, TSV, semicolons): each row is an item, with its number and title."""

import csv
import io
import re

from archive.dates import first_date
from archive.ingest.parsed import Entry, ParsedMeeting
from archive.ingest.text.agenda import Item
from archive.ingest.text.decoding import decode

SEPARATORS = ",\t;|"
LONGEST_HEADER = 10_000
COLUMNS = {
    "number": "number no item_number item_no agenda_number agenda_no agenda_item_number",
    "title": "title item_title agenda_title agenda_item item subject",
    "description": "description details summary",
    "consent": "consent consent_agenda consent_item",
    "packet": "packet packet_url url link attachment attachments document documents",
    "board": "body board committee council",
    "meeting": "meeting_title meeting",
    "date": "meeting_date date",
}
MEANING = {name: column for column, names in COLUMNS.items() for name in names.split()}
YES = re.compile(r"[y1x✓]|yes|true|consent(?: (?:agenda|calendar|items?))?", re.IGNORECASE)


def separator_of(header: str) -> str | None:
    """Return the separator for which a header row has a column of numbers and one of titles, or None."""
    if len(header) > LONGEST_HEADER:
        return None
    for separator in SEPARATORS:
        if {"number", "title"} <= set(_columns(next(csv.reader([header], delimiter=separator), []))):
            return separator
    return None


def read(data: bytes, separator: str, encoding: str | None = None) -> ParsedMeeting:
    """Return the agenda of each meeting in the table, the first with all in its ``meetings``."""
    decoded = decode(data, encoding)
    rows = csv.reader(io.StringIO(decoded.text), delimiter=separator)
    columns = _columns(next(rows))
    items: dict[tuple[str, ...], list[Entry]] = {}
    for number, row in enumerate(rows, start=2):
        cells = {column: row[index].strip() for column, index in columns.items() if index < len(row)}
        if title := " ".join(cells.get("title", "").split()):
            of = tuple(cells.get(name, "") for name in ("meeting", "board", "date"))
            items.setdefault(of, []).extend(_item(cells, title, number).entries())
    meetings = [
        ParsedMeeting(
            format="agenda_table",
            entries=tuple(entries),
            nature="agenda",
            title=meeting,
            board=board,
            date=first_date(date),
            encoding=decoded.encoding,
            line_unit="row",
        )
        for (meeting, board, date), entries in items.items()
    ] or [ParsedMeeting(format="agenda_table", entries=())]
    return meetings[0].replace(meetings=tuple(meetings) if len(meetings) > 1 else (), problems=decoded.problems)


def _item(cells: dict[str, str], title: str, number: int) -> Item:
    label = cells.get("number", "").rstrip(".:)")
    consent = "Consent agenda" if YES.fullmatch(cells.get("consent", "")) else ""
    under, links = (list(filter(None, [cells.get(name, "")])) for name in ("description", "packet"))
    return Item(label, title, 1 + len(re.findall(r"[.\-]", label)), number, under, consent, links)


def _columns(header: list[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, cell in enumerate(header):
        name = "_".join(re.sub(r"[\W_]+", " ", cell).lower().split()) or ("number" if cell.strip() == "#" else "")
        if column := MEANING.get(name):
            columns.setdefault(column, index)
    return columns
