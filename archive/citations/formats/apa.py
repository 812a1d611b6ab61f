"""The reference list of the American Psychological Association."""

from archive.citations.formats import dates
from archive.citations.formats.citation import Author, Citation
from archive.citations.formats.names import split
from archive.citations.formats.prose import Italic, ended, isolated, one_line

MOST_AUTHORS = 20


def reference(citation: Citation) -> tuple[str, ...]:
    """Return the entry of a reference list.

    Publication Manual of the American Psychological Association, 7th edition, section 10.5 (conference sessions and
    presentations): author by initials, full date, title in italics, description in brackets, event, place, address;
    section 9.16 for the day of retrieval. Up to 20 authors are named (section 9.8).
    """
    description = f"[{isolated(citation.description)}; {citation.text_status}; {citation.locator}]"
    event = ", ".join(part for part in (isolated(citation.event), citation.place) if part)
    where = f" {ended(event)}" if event else ""
    retrieved = dates.month_first(citation.access_date)
    return (
        f"{ended(_authors(citation.credited))} ({dates.year_first(citation.date)}). ",
        Italic(isolated(one_line(citation.heading))),
        f" {description}.{where} {citation.archive}. Retrieved {retrieved}, from {citation.url}",
    )


def _authors(authors: tuple[Author, ...]) -> str:
    names = [_name(author) for author in authors]
    if len(names) > MOST_AUTHORS:
        return ", ".join(names[: MOST_AUTHORS - 1]) + f", . . . {names[-1]}"
    *first, last = names
    return f"{', '.join(first)}, & {last}" if first else last


def _name(author: Author) -> str:
    name = split(author.name) if author.is_person else None
    if name is None:
        return isolated(author.name)
    return ", ".join(part for part in (name.surname, name.initials, name.suffix) if part)
