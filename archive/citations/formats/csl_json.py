"""An item in the JSON of the Citation Style Language, which Zotero, Pandoc and others read."""

import json
from typing import Any

from archive.citations.formats import dates
from archive.citations.formats.citation import Author, Citation
from archive.citations.formats.names import split


def write(citation: Citation) -> tuple[str, ...]:
    """Return an array of one item, in UTF-8 without escapes for letters."""
    return (json.dumps([item(citation)], ensure_ascii=False, indent=2) + "\n",)


def item(citation: Citation) -> dict[str, Any]:
    """Return the item: type ``speech``, with names split only if they are known to be a person's.

    CSL 1.0.2 specification, appendices III and IV, and its JSON schema (csl-data.json): dates as ``date-parts`` with
    their own precision, a name that is not split as ``literal``.
    """
    values = {
        "id": f"statement-{citation.statement}-r{citation.revision}",
        "type": "speech",
        "author": [_name(author) for author in citation.credited],
        "title": citation.heading,
        # Styles print the genre beside the title, so that a machine transcript does not look verbatim.
        "genre": f"{citation.description}; {citation.text_status}",
        "event-title": citation.event,
        # The variable's name before CSL 1.0.2. Styles that know only this one (IEEE, Harvard) print no genre.
        "event": f"{citation.event} ({citation.text_status})" if citation.event else citation.text_status,
        "event-place": citation.place,
        "publisher": citation.publisher,
        "archive": citation.archive,
        "archive_location": citation.locator,
        "version": str(citation.revision),
        "issued": {"date-parts": [dates.date_parts(citation.date)]},
        "accessed": {"date-parts": [dates.date_parts(citation.access_date)]},
        "URL": citation.url,
        "language": citation.language,
        "note": citation.note,
        "annote": citation.quote,
    }
    return {name: value for name, value in values.items() if value}


def _name(author: Author) -> dict[str, str]:
    name = split(author.name) if author.is_person else None
    if name is None:
        return {"literal": author.name}
    values = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in values.items() if value}
