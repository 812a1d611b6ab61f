"""Documents as PDF, for people: a title, headings, what was said, and the same foot on each page.

The files are tagged (PDF/UA-1), so that they can be read aloud and reflowed. They have no date of their own: the same
sheet gives the same bytes.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from archive.exports.typeset.letters import drawable, runs_right_to_left, spelled_out

TEMPLATE = Path(__file__).parent / "sheet.typ"
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])")


@dataclass(frozen=True)
class SheetBlock:
    """One block of a sheet: a heading, words of the record, words that it is about, or a fact.

    ``label`` stands before the words, ``margin`` beside them. ``paragraphs`` are lists of lines.
    """

    kind: Literal["heading", "words", "quote", "fact"]
    paragraphs: list[list[str]]
    level: int = 1
    label: str = ""
    margin: str = ""
    language: str = ""
    is_right_to_left: bool = False


@dataclass(frozen=True)
class Sheet:
    """A document. ``address`` and the lines of ``foot`` stand on each page, the ``letterhead`` above the title.

    ``language`` is that of the headings and facts, as in HTML.
    """

    title: str
    language: str
    blocks: list[SheetBlock]
    address: str = ""
    foot: list[str] = field(default_factory=list)
    author: str = ""
    letterhead: list[str] = field(default_factory=list)


def heading(text: str, level: int = 1) -> SheetBlock:
    """Return a heading. The first of a sheet has level 1, and no level is skipped."""
    return SheetBlock("heading", [[_printable_text(" ".join(text.split()))]], level)


def words(text: str, *, label: str = "", margin: str = "", language: str = "") -> SheetBlock:
    """Return words of the record in their language, with their paragraphs."""
    return SheetBlock(
        "words", _paragraphs(text), 1, _printable_text(label), margin, _language(language), runs_right_to_left(text)
    )


def quote(text: str, *, language: str = "") -> SheetBlock:
    """Return the words that a sheet is about, set large, with their paragraphs."""
    is_right_to_left = runs_right_to_left(text)
    return SheetBlock("quote", _paragraphs(text), language=_language(language), is_right_to_left=is_right_to_left)


def fact(text: str) -> SheetBlock:
    """Return a sentence about the words."""
    return SheetBlock("fact", _paragraphs(text))


def as_pdf(sheet: Sheet) -> bytes:
    """Return the sheet as PDF. A letter that no font has is written as its code: "[U+1F600]"."""
    from archive.exports.typeset.typst import typeset

    given = Sheet(
        _printable_text(sheet.title) or "—",
        _language(sheet.language),
        sheet.blocks,
        _printable_text(sheet.address),
        [_printable_text(line) for line in sheet.foot],
        _printable_text(sheet.author),
        [_printable_text(line) for line in sheet.letterhead],
    )
    return typeset(TEMPLATE, "sheet", asdict(given), "pdf")


def _paragraphs(text: str) -> list[list[str]]:
    whole = (paragraph.strip("\n") for paragraph in BLANK_LINES.split(text))
    return [[_printable_text(line) for line in paragraph.split("\n")] for paragraph in whole if paragraph.strip()]


def _printable_text(text: str) -> str:
    return spelled_out(drawable(text))


def _language(code: str) -> str:
    match = LANGUAGE.match(code.lower())
    return match.group() if match else ""


def joined(parts: Iterable[object]) -> str:
    """Return the parts that are not empty with a middle dot between them."""
    return " · ".join(text for part in parts if (text := str(part or "")))
