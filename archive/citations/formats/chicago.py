"""The two systems of The Chicago Manual of Style."""

from django.utils.text import capfirst

from archive.citations.formats import dates
from archive.citations.formats.citation import Author, Citation
from archive.citations.formats.mla import inverted
from archive.citations.formats.names import joined
from archive.citations.formats.prose import Italic, ended, isolated, quoted

MOST_AUTHORS_IN_A_NOTE = 3
MOST_AUTHORS_IN_A_LIST = 10


def note(citation: Citation) -> tuple[str, ...]:
    """Return a footnote.

    The Chicago Manual of Style, 17th edition, 14.217 (lectures and papers presented at meetings): author, title in
    quotation marks, and in parentheses what it was, where and when; 14.12 for the day of access. If there are more than
    three authors, only the first is named.
    """
    occasion = _occasion(citation)
    return (
        f"{_in_order(citation.credited)}, {quoted(citation.heading)} ({occasion[:1].lower()}{occasion[1:]}),"
        f" {citation.text_status}, ",
        Italic(citation.archive),
        f", {citation.locator}, accessed {dates.month_first(citation.access_date)}, {citation.url}.",
    )


def author_date(citation: Citation) -> tuple[str, ...]:
    """Return the entry of a reference list, which the text cites by author and year.

    The Chicago Manual of Style, 17th edition, 15.6 to 15.9, with the elements of 14.217. If there are more than ten
    authors, the first seven are named.
    """
    return (
        f"{ended(_list(citation.credited))} {citation.date.year}. {quoted(citation.heading, '.')}"
        f" {ended(_occasion(citation))} {ended(capfirst(citation.text_status))} ",
        Italic(citation.archive),
        f", {citation.locator}. Accessed {dates.month_first(citation.access_date)}. {citation.url}.",
    )


def _occasion(citation: Citation) -> str:
    event = "" if citation.event in citation.description else citation.event
    parts = [isolated(citation.description), isolated(event), citation.place, dates.month_first(citation.date)]
    return ", ".join(part for part in parts if part)


def _in_order(authors: tuple[Author, ...]) -> str:
    if len(authors) > MOST_AUTHORS_IN_A_NOTE:
        return f"{isolated(authors[0].name)} et al."
    return joined([isolated(author.name) for author in authors])


def _list(authors: tuple[Author, ...]) -> str:
    first, *others = authors
    if len(authors) > MOST_AUTHORS_IN_A_LIST:
        return ", ".join([inverted(first), *(isolated(author.name) for author in others[:6])]) + ", et al."
    *middle, last = [inverted(first), *(isolated(author.name) for author in others)]
    return f"{', '.join(middle)}, and {last}" if middle else last
