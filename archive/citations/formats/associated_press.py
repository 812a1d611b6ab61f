"""Attribution in the running text, as newspapers write it."""

from archive.citations import dates
from archive.citations.citation import Citation
from archive.citations.prose import isolated, quoted


def in_text(citation: Citation) -> tuple[str, ...]:
    """Return a sentence that attributes the words.

    Associated Press Stylebook: names are not turned round, months are shortened only before a day, a full date is
    closed by a comma, and a comma or full stop stands inside the quotation marks. An office follows the name, between
    commas, and is written as the record has it.
    """
    people = citation.credited_with_offices
    if len(citation.credited) == 1 and citation.credited[0].office:
        people += ","
    if citation.quote:
        opening = f"{quoted(citation.quote, ',')} {people} said{_when(citation)}"
    else:
        opening = f"{people} said in {quoted(citation.heading)}{_when(citation)}"
    accessed = dates.month_first(citation.access_date, dates.ASSOCIATED_PRESS)
    source = f"{citation.text_status} ({citation.archive}, {citation.locator}, {citation.url}, accessed {accessed})."
    return (f"{opening}{_where(citation)}, {source}",)


def _when(citation: Citation) -> str:
    date = citation.date
    if date.day is None:
        return f" in {dates.month_first(date)}"
    return f" on {dates.month_first(date, dates.ASSOCIATED_PRESS)},"


def _where(citation: Citation) -> str:
    if citation.meeting_title:
        return f" at {isolated(citation.event)}"
    if not citation.meeting:
        return f" for {isolated(citation.board)}" if citation.authors else ""
    kind = citation.meeting.lower()
    return f" at {'an' if kind[0] in 'aeiou' else 'a'} {kind} of {isolated(citation.board)}"
