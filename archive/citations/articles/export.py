"""The results for an article's quotations as a file, for a fact-checker's own notes."""

import csv
import io
from collections.abc import Callable
from typing import Any

from archive.citations.articles.check import ArticleAnswer, CheckedPassage
from archive.citations.passages.difference import PieceKind
from archive.citations.quote_checker.values import NOTHING_BESIDE, beside, said_by

COLUMNS = (
    "number",
    "outcome",
    "verdict",
    "headline",
    "quotation",
    "attribution",
    "speaker",
    "board",
    "date",
    "text_status",
    "published_words",
    "differences",
    "statement",
    "revision",
    "sha256",
    "link",
    "result",
    "said_by",
    "beside",
    "named",
    "names_another",
    "facts",
)
# What an article claims is no longer read out of it. Programs that know these fields find them empty.
EMPTY = ("outcome", "attribution")
EARLIER_COUNTS = (
    "as_said",
    "speaker_not_confirmed",
    "altered",
    "partly",
    "other_day",
    "other_speaker",
    "not_on_record",
    "not_checked",
)
# Spreadsheets run a cell that begins with one of these as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_values(answer: ArticleAnswer, *, address: Callable[[str], str]) -> dict[str, Any]:
    """Return the summary and each quotation as plain values; ``address`` makes a full URL of a path."""
    return {
        "summary": answer.summary,
        "counts": dict.fromkeys(EARLIER_COUNTS),
        "results": answer.counts,
        "naming_another": answer.naming_another,
        "left_out": answer.left_out,
        "quotations": [_row(one, address) for one in answer.passages],
    }


def as_csv(answer: ArticleAnswer, *, address: Callable[[str], str]) -> str:
    """Return CSV (RFC 4180) with a header and a row per quotation. No cell begins like a formula."""
    written = io.StringIO()
    rows = csv.DictWriter(written, COLUMNS, lineterminator="\r\n")
    rows.writeheader()
    for one in answer.passages:
        rows.writerow({key: _cell(value) for key, value in _in_cells(_row(one, address)).items()})
    return written.getvalue()


def _in_cells(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with a text in place of each object and list."""
    return {
        **row,
        "said_by": row["said_by"]["name"] if row["said_by"] else "",
        "beside": row["beside"]["text"] if row["beside"] else "",
        "named": "; ".join(f"{one['text']}: {one['speaker']['name']}" for one in row["named"]),
        "facts": " ".join(row["facts"]),
    }


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _row(one: CheckedPassage, address: Callable[[str], str]) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS, "") | dict.fromkeys(EMPTY)
    row |= {
        "number": one.number,
        "result": one.outcome.value,
        "verdict": one.answer.verdict.value if one.answer else "",
        "headline": one.headline,
        "quotation": one.passage.written,
        "said_by": said_by(one.answer, address) if one.answer else None,
        **(beside(one.answer, address) if one.answer else NOTHING_BESIDE),
    }
    if one.answer and one.answer.places:
        place = one.answer.places[0]
        statement = place.revision.statement
        row |= {
            "speaker": place.speaker,
            "board": statement.board.name,
            "date": statement.date.isoformat(),
            "text_status": statement.text_status,
            "published_words": place.words,
            "differences": "; ".join(
                f"{part.kind}: “{part.published.strip()}” → “{part.quoted.strip()}”"
                for part in place.finding.differences
                if part.kind != PieceKind.SAME
            ),
            "statement": statement.number,
            "revision": place.revision.number,
            "sha256": place.revision.sha256,
            "link": address(place.path),
        }
    return row
