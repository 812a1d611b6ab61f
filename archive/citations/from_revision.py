"""Makes the citation of a stored revision."""

import datetime

from django.utils import translation

from archive.citations.citation import Author, Citation
from archive.models import Revision, Speaker, Statement, shown

TEXT_STATUS = {
    Statement.TextStatus.VERBATIM: "verbatim text",
    Statement.TextStatus.MACHINE_TRANSCRIPT: "text from a machine transcript",
    Statement.TextStatus.MINUTES: "text from the minutes",
    Statement.TextStatus.AS_REPORTED: "as reported",
}


def citation_of(revision: Revision, *, url: str, accessed: datetime.date, archive: str, quote: str = "") -> Citation:
    """Return the citation of a published revision or, with ``quote``, of words in it.

    ``url`` is the permanent URL for readers, ``archive`` the name of the site. The office is the one held on the day of
    the statement, not today's. Citations are in English whatever the language of the pages, because the styles are
    English.
    """
    with translation.override("en"):
        return _citation(revision, url=url, accessed=accessed, archive=archive, quote=quote)


def _citation(revision: Revision, *, url: str, accessed: datetime.date, archive: str, quote: str) -> Citation:
    statement = revision.statement
    meeting = statement.meeting if statement.meeting and statement.meeting.published_at else None
    return Citation(
        authors=authors_of(statement),
        kind=statement.get_kind_display(),
        board=statement.board.name,
        date=statement.date,
        text_status=text_status_of(statement),
        statement=statement.number,
        revision=revision.number,
        url=url,
        accessed=accessed,
        archive=archive,
        title=shown(revision.title),
        opening=revision.headline,
        quote=quote,
        meeting=meeting.get_kind_display() if meeting else "",
        meeting_title=meeting.title if meeting else "",
        place=statement.board.place,
        language=statement.board.language,
    )


def authors_of(statement: Statement) -> tuple[Author, ...]:
    """Return the identified speaker, or the name as the source prints it, or nobody."""
    if speaker := statement.speaker:
        office = statement.office
        return (Author(speaker.name, speaker.kind == Speaker.Kind.PERSON, str(office) if office else ""),)
    return (Author(statement.attribution, is_person=False),) if statement.attribution else ()


def text_status_of(statement: Statement) -> str:
    """Return the text status in words that continue after a comma."""
    phrase = TEXT_STATUS[Statement.TextStatus(statement.text_status)]
    publisher = statement.source.publisher if statement.source else ""
    if publisher and statement.text_status == Statement.TextStatus.AS_REPORTED:
        return f"{phrase} by {publisher}"
    return phrase
