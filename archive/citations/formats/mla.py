"""The list of works cited of the Modern Language Association."""

from django.utils.text import capfirst

from archive.citations.formats import dates
from archive.citations.formats.citation import Author, Citation
from archive.citations.formats.names import split
from archive.citations.formats.prose import Italic, ended, isolated, quoted


def works_cited(citation: Citation) -> tuple[str, ...]:
    """Return the entry of a list of works cited.

    MLA Handbook, 9th edition, sections 5.1 to 5.119, the template of core elements: author, title in quotation marks,
    first container (the meeting), date and place, second container (the archive) in italics with number and URL; then
    the day of access and a last element that says what the work is. If there are three or more authors, only the first
    is named.
    """
    accessed = dates.day_first(citation.access_date)
    when = ", ".join(filter(None, (isolated(citation.event), dates.day_first(citation.date), citation.place)))
    return (
        f"{ended(_authors(citation.credited))} {quoted(citation.heading, '.')} {ended(when)} ",
        Italic(citation.archive),
        f", {citation.locator}, {citation.url}. Accessed {accessed}. {ended(isolated(citation.description))}"
        f" {ended(capfirst(citation.text_status))}",
    )


def _authors(authors: tuple[Author, ...]) -> str:
    first, *others = authors
    if not others:
        return inverted(first)
    if len(others) == 1:
        return f"{inverted(first)}, and {isolated(others[0].name)}"
    return f"{inverted(first)}, et al"


def inverted(author: Author) -> str:
    """Return the name with the family name first, if it is known to be a person's and can be inverted."""
    name = split(author.name) if author.is_person else None
    if name is None:
        return isolated(author.name)
    return ", ".join(part for part in (name.surname, name.given, name.suffix) if part)
