"""Footnotes of law reviews."""

from archive.citations.formats import dates
from archive.citations.formats.citation import Citation
from archive.citations.formats.prose import Italic, isolated, one_line


def footnote(citation: Citation) -> tuple[str, ...]:
    """Return a citation for a legal footnote.

    The Bluebook, 21st edition, rule 17.2 (speeches and other unpublished sources): speaker with office, title, and in
    parentheses the occasion and the date; rule 18.2 for the URL and the day it was last visited; table T12 for months.
    Names of institutions are in full: the abbreviations of table T6 are left to the author's editor.
    """
    date = dates.month_first(citation.date, dates.SHORT)
    visited = dates.month_first(citation.access_date, dates.SHORT)
    occasion, place = _occasion(citation), f", in {citation.place}" if citation.place else ""
    return (
        f"{citation.credited_with_offices}, ",
        Italic(isolated(one_line(citation.heading))),
        f", {citation.kind.title()}{occasion}{place} ({date}), {citation.url} ({citation.text_status};"
        f" {citation.archive}, {citation.locator}) (last visited {visited}).",
    )


def _occasion(citation: Citation) -> str:
    if citation.meeting_title and citation.event != citation.meeting:
        return f" at {isolated(citation.event)}"
    board = "" if citation.is_of_board else isolated(citation.board)
    if citation.meeting:
        return f" at the {citation.meeting.title()}" + (f" of {board}" if board else "")
    return f" for {board}" if board else ""
