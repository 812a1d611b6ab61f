"""An entry for BibTeX and biblatex."""

from archive.citations.formats.citation import Author, Citation
from archive.citations.formats.names import split
from archive.citations.formats.prose import one_line

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX matches braces even after a backslash, so braces are written by name.
SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)


def write(citation: Citation) -> tuple[str, ...]:
    """Return a ``@misc`` entry in UTF-8.

    Patashnik, BibTeXing (1988), sections 2.2 and 3.1: ``misc`` takes author, title, howpublished, month, year and note;
    a whole field in a second pair of braces keeps its capitals, and a name in braces is one word. ``url``, ``urldate``,
    ``langid`` and ``annotation`` are for biblatex; other styles ignore them.
    """
    fields = {
        "author": " and ".join(_name(author) for author in citation.credited),
        "title": f"{{{escaped(citation.heading)}}}",
        "howpublished": escaped(", ".join(part for part in (citation.event, citation.place) if part)),
        "year": str(citation.date.year),
        "month": MONTHS[citation.date.month - 1] if citation.date.month else "",
        "date": citation.date.isoformat(),
        "note": escaped(f"{citation.description}; {citation.text_status}; {citation.archive}, {citation.locator}"),
        "url": citation.url,
        "urldate": citation.accessed.isoformat(),
        "language": citation.language,
        "annotation": escaped(citation.quote),
    }
    lines = [
        f"  {name} = {value},\n" if name == "month" else f"  {name} = {{{value}}},\n"
        for name, value in fields.items()
        if value
    ]
    return (f"@misc{{statement-{citation.statement}-r{citation.revision},\n{''.join(lines)}}}\n",)


def escaped(text: str) -> str:
    """Return the words on one line, with everything escaped that TeX would read as a command."""
    return one_line(text).translate(SPECIAL)


def _name(author: Author) -> str:
    name = split(author.name) if author.is_person else None
    if name is None:
        return f"{{{escaped(author.name)}}}"
    return ", ".join(escaped(part) for part in (name.surname, name.suffix, name.given) if part)
