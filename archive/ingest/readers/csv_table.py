"""Tables as text (CSV, TSV, semicolons). A header row names the columns, and each other row is a turn."""

import csv
import io
from collections.abc import Iterator

from archive.ingest import limits
from archive.ingest.parsed import ParsedMeeting, Problem
from archive.ingest.readers import agenda_table
from archive.ingest.readers.columns import find_columns
from archive.ingest.readers.records import Record, as_meeting, is_of_a_name
from archive.ingest.refusals import Damaged, NotATranscript
from archive.ingest.text.decoding import decode

SEPARATORS = ",\t;|"
LONGEST_HEADER = 10_000
NO_COLUMN = (
    'The table has no column with what was said. Name one column "text", and others "speaker", "start" or "role", '
    "in its first row."
)


def read(data: bytes, encoding: str | None = None) -> ParsedMeeting:
    """Return the turns of a table.

    Raises NotATranscript if no column has words or there are no rows, Damaged if a quoted cell never ends.
    """
    decoded = decode(data, encoding)
    csv.field_size_limit(limits.FILE_BYTES)  # a speech may fill a cell; the limit of the whole file is checked before
    header, _, _ = decoded.text.partition("\n")
    separator = separator_of(header)
    if separator is None:
        if of_agenda := agenda_table.separator_of(header):
            return _agenda(data, of_agenda, encoding)
        raise NotATranscript(NO_COLUMN)
    problems: list[Problem] = []
    try:
        records = list(_records(decoded.text, separator, problems))
    except csv.Error:
        raise Damaged(
            "The table is damaged: a quoted cell does not end. Save it again as CSV from the spreadsheet."
        ) from None
    meeting = as_meeting(records, "csv_table", "row", encoding=decoded.encoding)
    if not meeting.turns:
        raise NotATranscript("The table has a header but no rows. Choose the file with the transcript.")
    return meeting.replace(problems=(*decoded.problems, *problems, *meeting.problems))


def _agenda(data: bytes, separator: str, encoding: str | None) -> ParsedMeeting:
    agenda = agenda_table.read(data, separator, encoding)
    if not agenda.entries:
        raise NotATranscript("The table has a header but no items. Choose the file with the agenda.")
    return agenda


def separator_of(header: str) -> str | None:
    """Return the separator for which a header row has a column of words and one more, or None."""
    if len(header) > LONGEST_HEADER:
        return None
    for separator in SEPARATORS:
        cells = next(csv.reader([header], delimiter=separator), [])
        columns = find_columns(cells)
        if "text" in columns and len(cells) > 1:
            return separator
    return None


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
