"""An entry for reference managers, in the RIS format."""

from archive.citations.formats import names
from archive.citations.formats.citation import Author, Citation
from archive.citations.formats.prose import one_line
from archive.models import PartialDate


def write(citation: Citation) -> tuple[str, ...]:
    """Return one entry of type HEAR (hearing), the RIS type for meetings of public bodies.

    RIS Format Specifications (Research Information Systems, 2001 and 2011): ``TY`` first and ``ER`` last, a tag, two
    spaces, hyphen and space, each line ended by carriage return and line feed; dates as year/month/day/ with the
    slashes kept if a part is not known.
    """
    lines = [
        ("TY", "HEAR"),
        ("ID", f"statement-{citation.statement}-r{citation.revision}"),
        *(("AU", _name(author)) for author in citation.credited),
        ("TI", citation.heading),
        ("T2", citation.event),
        ("CY", citation.place),
        ("PY", str(citation.date.year)),
        ("DA", _date(citation.date)),
        ("PB", citation.publisher),
        ("DB", citation.archive),
        ("ET", f"Revision {citation.revision}"),
        ("M3", citation.description),
        ("N1", citation.note),
        ("AB", citation.quote),
        ("LA", citation.language),
        ("UR", citation.url),
        ("Y2", _date(citation.access_date)),
    ]
    body = "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in lines if value)
    return (f"{body}ER  - \r\n",)


def _date(date: PartialDate) -> str:
    month = f"{date.month:02}" if date.month is not None else ""
    day = f"{date.day:02}" if date.day is not None else ""
    return f"{date.year:04}/{month}/{day}/"


def _name(author: Author) -> str:
    name = names.split(author.name) if author.is_person else None
    # An asterisk is not allowed in the author field.
    if name is None:
        return author.name.replace("*", "")
    return ", ".join(part for part in (name.surname, name.given, name.suffix) if part).replace("*", "")
