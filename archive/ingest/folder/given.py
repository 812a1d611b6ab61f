"""What a person says about a file of a folder, in a manifest or as an answer."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from archive.ingest.text.decoding import decode
from archive.language.dates.typed import written_date
from archive.models import UNSTORABLE, Source

COLUMNS = {
    "file": "file path name filename file_name",
    "board": "board body committee council organization organisation",
    "date": "date meeting_date session_date",
    "kind": "kind type source_kind",
    "title": "title meeting meeting_title",
    "publisher": "publisher published_by source_publisher",
    "url": "url link address source_url",
}
LONGEST_CELL = 300
MEANING = {name: column for column, names in COLUMNS.items() for name in names.split()}


class ManifestWrong(Exception):
    """A manifest that cannot be followed. The text says what is wrong with which row."""


@dataclass(frozen=True)
class Given:
    """The board by name, the date as ISO text, the kind of source and so on; empty for what nobody said.

    ``boards`` are the numbers of the boards that names in the file mean, as a person decided, ``dates`` the dates of
    its meetings by their titles, if it has several. ``meeting`` is the number of the meeting.
    """

    board: str = ""
    date: str = ""
    kind: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    boards: Mapping[str, int] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    meeting: int | None = None

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Return what is stored."""
        pairs = {name: dict(stored.get(name, ())) for name in ("boards", "dates")}
        return cls(**{**stored, **pairs})

    def stored(self) -> dict[str, Any]:
        """Return it as plain data, without what is empty. Names are in pairs: a redaction takes words out of values."""
        pairs = {"boards": list(map(list, self.boards.items())), "dates": list(map(list, self.dates.items()))}
        return {name: value for name, value in (asdict(self) | pairs).items() if value}

    def over(self, earlier: "Given") -> "Given":
        """Return this, with what was said earlier where it says nothing."""
        answers = {"boards": {**earlier.boards, **self.boards}, "dates": {**earlier.dates, **self.dates}}
        return Given(**{**earlier.stored(), **self.stored(), **answers})


def read_manifest(data: bytes) -> dict[str, Given]:
    """Return what a CSV says about each file, by its path in the folder.

    Raise ManifestWrong for a table without a column of files, and for a row with a date or kind that is none.
    """
    text = decode(data).text
    header = next(csv.reader([text.partition("\n")[0]]), [])
    separator = max(",;\t", key=text.partition("\n")[0].count) if len(header) < 2 else ","  # noqa: PLR2004 - a file alone says nothing
    rows = csv.DictReader(io.StringIO(text), delimiter=separator)
    meant = {name: MEANING.get(name.strip().lower().replace(" ", "_")) for name in rows.fieldnames or ()}
    if "file" not in meant.values():
        raise ManifestWrong(f"The manifest has no column “file”. Its columns are: {', '.join(COLUMNS)}.")
    try:
        return dict(_rows(rows, meant))
    except csv.Error as error:
        raise ManifestWrong(f"The manifest is damaged: {error}. Save it again as CSV.") from error


def _rows(rows: "csv.DictReader[str]", meant: Mapping[str, str | None]) -> Iterator[tuple[str, Given]]:
    seen: set[str] = set()
    for row in rows:
        cells = {column: " ".join((row[name] or "").split()) for name, column in meant.items() if column}
        path = cells.pop("file").removeprefix("./")
        if not path:
            continue
        where = f"Row {rows.line_num} of the manifest, {path}"
        if path in seen:
            raise ManifestWrong(f"{where}: the file is on an earlier row already.")
        if any(len(cell) > LONGEST_CELL or UNSTORABLE.search(cell) for cell in cells.values()):
            raise ManifestWrong(f"{where}: a cell has more than {LONGEST_CELL} characters, or half a character.")
        seen.add(path)
        said: dict[str, Any] = {**cells, "date": _date(cells, where), "kind": _kind(cells, where)}
        yield path, Given(**said)


def _date(cells: Mapping[str, str], where: str) -> str:
    try:
        return written_date(cells["date"]).isoformat() if cells.get("date") else ""
    except ValueError as error:
        raise ManifestWrong(f"{where}: {error}") from error


def _kind(cells: Mapping[str, str], where: str) -> str:
    wanted = cells.get("kind", "").casefold()
    by_name = {name.casefold(): kind.value for kind in Source.Kind for name in (kind.value, str(kind.label))}
    if wanted and wanted not in by_name:
        raise ManifestWrong(f"{where}: “{wanted}” is not a kind. Use one of {', '.join(Source.Kind.values)}.")
    return by_name.get(wanted, "")
