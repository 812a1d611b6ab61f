"""A citation in whole words, for emails and notes."""

from archive.citations.formats import dates
from archive.citations.formats.citation import Citation
from archive.citations.formats.prose import ended, isolated, one_line


def write(citation: Citation) -> tuple[str, ...]:
    """Return the words in quotation marks, if any, then a line that says where they come from."""
    quote = f"“{isolated(citation.quote.strip())}”\n— " if citation.quote else ""
    return (f"{quote}{source_line(citation)} {citation.url}",)


def source_line(citation: Citation) -> str:
    """Return who, what, where, when, the text status, the revision, and when it was read."""
    title = [f"“{isolated(one_line(citation.title))}”"] if citation.title else []
    date = dates.day_first(citation.date, dates.FULL)
    parts = [citation.credited_with_offices, *title, isolated(citation.event), citation.place, date]
    source = ", ".join(part for part in [*parts, citation.text_status] if part)
    accessed = dates.day_first(citation.access_date, dates.FULL)
    return f"{ended(source)} {citation.archive}, {citation.locator}, accessed {accessed}."
