"""Tables as text (CSV, TSV, semicolons). A header names the columns, each other row is a turn or an item."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from archive.ingest import limits
from archive.ingest.parsed import Entry, ParsedMeeting, Problem
from archive.ingest.readers.columns import find_columns
from archive.ingest.readers.records import Record, as_meeting, is_of_a_name, of_several
from archive.ingest.refusals import Damaged, NotATranscript
from archive.ingest.text.agenda import Item
from archive.ingest.text.decoding import decode

SEPARATORS = ",\t;|"
LONGEST_HEADER = 10_000
YES = re.compile(r"[y1x✓]|yes|true|consent(?: (?:agenda|calendar|items?))?", re.IGNORECASE)
NO_COLUMN = (
    'The table has no column with what was said. Name one column "text", and others "speaker", "start" or "role", '
    "in its first row."
)


def read(data: bytes, encoding: str | None = None) -> ParsedMeeting:
    """Return the turns of a table, or the items of its agenda.

    Raises NotATranscript if no column has words or titles or there are no rows, Damaged if a quoted cell never ends.
    """
    decoded = decode(data, encoding)
    csv.field_size_limit(limits.FILE_BYTES)  # a speech may fill a cell; the limit of the whole file is checked before
    header, _, _ = decoded.text.partition("\n")
    separator = separator_of(header)
    if separator is None:
        raise NotATranscript(NO_COLUMN)
    problems: list[Problem] = []
    try:
        records = list(_records(decoded.text, separator, problems))
    except csv.Error:
        raise Damaged(
            "The table is damaged: a quoted cell does not end. Save it again as CSV from the spreadsheet."
        ) from None
    if _has_words(find_columns(_cells(header, separator))):
        meeting = as_meeting(records, "csv_table", "row")
    else:
        meeting = of_several(records, _agenda)
    if not meeting.entries:
        raise NotATranscript("The table has a header but no rows. Choose the file with the transcript or the agenda.")
    parts = tuple(part.replace(encoding=decoded.encoding) for part in meeting.meetings)
    problems = [*decoded.problems, *problems, *meeting.problems]
    return meeting.replace(encoding=decoded.encoding, meetings=parts, problems=tuple(problems))


def separator_of(header: str) -> str | None:
    """Return the separator for which a header row has a column of words and one more, or those of an agenda."""
    if len(header) > LONGEST_HEADER:
        return None
    rows = [(separator, _cells(header, separator)) for separator in SEPARATORS]
    columns = [(separator, find_columns(cells)) for separator, cells in rows if len(cells) > 1]
    words = (separator for separator, names in columns if _has_words(names))
    return next(chain(words, (separator for separator, names in columns if _has_items(names))), None)


def _cells(header: str, separator: str) -> Sequence[str]:
    return next(csv.reader([header], delimiter=separator), [])


def _has_words(columns: dict[str, int]) -> bool:
    return "text" in columns


def _has_items(columns: dict[str, int]) -> bool:
    numbered = "number" in columns or ("noes" in columns and "ayes" not in columns)  # a column may be called “No.”
    return numbered and ("title" in columns or "heading" in columns)


def _records(text: str, separator: str, problems: list[Problem]) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    header = next(reader)
    columns = find_columns(header)
    of_a_name = is_of_a_name(header, columns)
    for number, row in enumerate(reader, start=2):
        if not any(cell.strip(" :-") for cell in row):  # empty, or the rule of a table in Markdown
            continue
        if len(row) != len(header):
            problems.append(Problem(f"This row has {len(row)} cells, the header has {len(header)}.", number))
        fields = {meaning: row[index] for meaning, index in columns.items() if index < len(row)}
        yield Record(fields, number, of_a_name)


def _agenda(records: Sequence[Record]) -> ParsedMeeting:
    entries: list[Entry] = []
    for record in records:
        if title := " ".join((record.text("title") or record.text("heading")).split()):
            entries += _item(record, title).entries()
    return ParsedMeeting(format="agenda_table", entries=tuple(entries), nature="agenda", line_unit="row")


def _item(record: Record, title: str) -> Item:
    label = (record.text("number") or record.text("noes")).rstrip(".:)")
    consent = "Consent agenda" if YES.fullmatch(record.text("consent")) else ""
    under, links = (list(filter(None, [record.text(name)])) for name in ("description", "packet"))
    return Item(label, title, 1 + len(re.findall(r"[.\-]", label)), record.number, under, consent, links)
