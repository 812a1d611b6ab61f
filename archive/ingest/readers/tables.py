"""Rows of a table as lines of a script: the speaker in one column and the words in another, or votes in cells."""

import re
from collections.abc import Iterator, Mapping, Sequence

from archive.ingest.readers.columns import find_columns
from archive.ingest.text import clock, label_words
from archive.ingest.text.attendance import down_the_columns
from archive.ingest.text.line import Line
from archive.ingest.text.vote_tables import roll_of

TIME = re.compile(rf"[\[(]?{clock.TIME}[\])]?")
SPEECH_COLUMNS = (2, 3)
SHARE = 0.6


NO_LINKS: Mapping[int, Sequence[str]] = {}


def as_lines(
    rows: Sequence[Sequence[str]], number: int, links: Mapping[int, Sequence[str]] = NO_LINKS
) -> Iterator[Line]:
    """Yield the rows of a table as lines, one per row or per side of a vote. No cell is lost.

    A table of speakers and words becomes "Name: words" lines, a table with columns of ayes and noes becomes votes.
    ``links`` are the addresses that each row links to. They stay with a row of several cells.
    """
    every = [[" ".join(cell.split("\t")).strip() for cell in row] for row in rows]
    linked = [links.get(place, ()) for place, row in enumerate(every) if any(row)]
    filled = [row for row in every if any(row)]
    if _has_heading(filled):
        yield Line(next(filter(None, filled[0])), number, heading=1)
        filled, number, linked = filled[1:], number + 1, linked[1:]
    columns = find_columns(filled[0]) if filled else {}
    if {"text", "speaker"} <= columns.keys():
        yield from _speech_rows(filled[1:], columns, number + 1)
    elif roll := roll_of(every):
        yield from _of_marks(roll, number)
    elif {"ayes", "noes"} <= columns.keys():
        yield from _votes(filled, columns, number)
    elif _is_dialogue(filled):
        yield from _dialogue(filled, number)
    else:
        yield from _other_rows(filled, number, linked)


def _has_heading(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row is one text, above the columns of a vote."""
    return len(rows) > 1 and len(set(filter(None, rows[0]))) == 1 and "ayes" in find_columns(rows[1])


def _other_rows(rows: Sequence[Sequence[str]], number: int, links: Sequence[Sequence[str]]) -> Iterator[Line]:
    placed = [[(float(n), cell) for n, cell in enumerate(row) if cell] for row in rows]
    for cells in down_the_columns(placed):
        first = cells[0][0]
        yield from _row_without_speaker([placed[row][place][1] for row, place in cells], number + first, links[first])


def _speech_rows(rows: Sequence[Sequence[str]], columns: dict[str, int], number: int) -> Iterator[Line]:
    for n, row in enumerate(rows):
        speaker, words, start = (_cell(row, columns.get(name)) for name in ("speaker", "text", "start"))
        yield from _speech(speaker, words, start, number + n)


def _is_dialogue(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether a table without a header has names or times first and words last."""
    if len(rows) < 2 or not all(len(row) in SPEECH_COLUMNS for row in rows):  # noqa: PLR2004 - one row shows nothing
        return False
    named = sum(
        label_words.plausible(row[-2].rstrip(":")) and len(row[-1].split()) > len(row[-2].split()) for row in rows
    )
    return named >= SHARE * len(rows) and any(
        row[-2].endswith(":") or label_words.starts_with_title(row[-2]) for row in rows
    )


def _dialogue(rows: Sequence[Sequence[str]], number: int) -> Iterator[Line]:
    for n, row in enumerate(rows):
        start = row[0] if len(row) == max(SPEECH_COLUMNS) and TIME.fullmatch(row[0]) else ""
        yield from _speech(row[-2], row[-1], start, number + n)


def _speech(speaker: str, words: str, start: str, number: int) -> Iterator[Line]:
    first, *others = words.split("\n") or [""]
    lead = f"[{start.strip('[]()')}] " if start and TIME.fullmatch(start) else ""
    yield Line(f"{lead}{speaker.rstrip(':')}: {first}" if speaker else first, number)
    for text in others:
        if text.strip():
            yield Line(text.strip(), number)


def _votes(rows: Sequence[Sequence[str]], columns: dict[str, int], number: int) -> Iterator[Line]:
    for n, row in enumerate(rows[1:]):
        outcome = next((cell for cell in reversed(row) if cell), "")
        yield Line(" ".join(_cell(row, 0).split()), number + n, heading=2)
        yield Line("Recorded vote:", number + n)
        for side in ("ayes", "noes", "abstentions"):
            cell = _cell(row, columns.get(side))
            if cell:
                yield Line(f"{side.capitalize()}: {', '.join(cell.split(chr(10)))}", number + n)
        if outcome not in (_cell(row, columns[side]) for side in ("ayes", "noes")):
            yield Line(outcome, number + n)


def _of_marks(roll: Sequence[tuple[str, Sequence[str]]], number: int) -> Iterator[Line]:
    """Yield the lines of a vote whose table has a mark for each member under a choice."""
    yield Line("Recorded vote:", number, breaks=True)
    for word, names in roll:
        yield Line(f"{word}: {', '.join(names) or 'None'}", number)


def _row_without_speaker(cells: Sequence[str], number: int, links: Sequence[str]) -> Iterator[Line]:
    """Yield the cells of a row without a speaker. A single one may contain a transcript; several are not speech.

    Which of several lines of the first cell links somewhere is not known.
    """
    own = () if "\n" in cells[0] else tuple(links)
    if len(cells) == 1:
        for text in cells[0].split("\n"):
            if text.strip():
                yield Line(text.strip(), number, links=own)
    else:
        yield Line(" | ".join(" ".join(cell.split()) for cell in cells), number, aside=True, links=own)


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""
