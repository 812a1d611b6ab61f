"""Attribution in running text, as newspapers write it."""

from dataclasses import replace

from archive.citations.formats import dates
from archive.citations.formats.citation import Author, Citation
from archive.citations.formats.prose import isolated, quoted

# The most words around a quotation. A longer attribution loses what it can do without.
MOST_WORDS = 50


def in_text(citation: Citation) -> tuple[str, ...]:
    """Return a sentence that attributes the words.

    Associated Press Stylebook: names are not inverted, months are abbreviated only before a day, a comma follows a full
    date, and a comma or full stop is inside the quotation marks. The office follows the name, between commas, as the
    record has it; if it names the board, the meeting does not. If more than MOST_WORDS words would be around the
    quotation, first the meeting's own title is left out, then the offices, then all people except the first.
    """
    shorter = (
        citation,
        replace(citation, meeting_title=""),
        replace(citation, meeting_title="", authors=_without_offices(citation.authors)),
        replace(citation, meeting_title="", authors=_without_offices(citation.authors[:1])),
    )
    written = [_sentence(version) for version in shorter]
    fitting = (sentence for sentence in written if len(_without_quoted_words(citation, sentence).split()) <= MOST_WORDS)
    return (next(fitting, written[-1]),)


def _sentence(citation: Citation) -> str:
    people = citation.credited_with_offices
    if len(citation.credited) == 1 and citation.credited[0].office:
        people += ","
    if citation.quote:
        opening = f"{quoted(citation.quote, ',')} {people} said{_when(citation)}"
    else:
        named = f" in {quoted(citation.title)}" if citation.title else ""
        opening = f"{people} said{named}{_when(citation)}"
    accessed = dates.month_first(citation.access_date, dates.ASSOCIATED_PRESS)
    source = f"{citation.text_status} ({citation.archive}, {citation.locator}, {citation.url}, accessed {accessed})."
    said = f"{opening}{_where(citation)}".removesuffix(",")
    return f"{said}, {source}"


def _without_quoted_words(citation: Citation, sentence: str) -> str:
    words = quoted(citation.quote, ",") if citation.quote else quoted(citation.title)
    return sentence.replace(words, "", 1)


def _without_offices(authors: tuple[Author, ...]) -> tuple[Author, ...]:
    return tuple(replace(author, office="") for author in authors)


def _when(citation: Citation) -> str:
    date = citation.date
    if date.day is None:
        return f" in {dates.month_first(date)}"
    return f" on {dates.month_first(date, dates.ASSOCIATED_PRESS)},"


def _where(citation: Citation) -> str:
    is_named = citation.is_of_board or any(one.office.endswith(f", {citation.board}") for one in citation.authors)
    if citation.meeting_title and citation.event != citation.meeting:
        return f" at {isolated(citation.meeting_title if is_named else citation.event)}"
    of_board = "" if is_named else f" of {isolated(citation.board)}"
    if not citation.meeting:
        return f" for {isolated(citation.board)}" if citation.authors and not is_named else ""
    kind = citation.meeting.lower()
    return f" at {'an' if kind[0] in 'aeiou' else 'a'} {kind}{of_board}"
