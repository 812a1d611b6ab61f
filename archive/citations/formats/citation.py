"""What a citation says, as plain values. The formats put it into words."""

import datetime
from dataclasses import dataclass

from django.utils import translation

from archive.citations.formats.names import joined
from archive.citations.formats.prose import isolated
from archive.models import PartialDate, Revision, Speaker, Statement, shown


@dataclass(frozen=True)
class Author:
    """A speaker in a citation.

    ``is_person`` is true only if the archive knows that the name is a person's; other names are never inverted.
    ``office`` is the title and place on the day of the statement, such as "Superintendent, Sample Schools".
    """

    name: str
    is_person: bool = True
    office: str = ""

    @property
    def with_office(self) -> str:
        """The name followed by the office: "Sample Speaker, Superintendent, Sample Schools"."""
        return f"{self.name}, {self.office}" if self.office else self.name


@dataclass(frozen=True)
class Citation:
    """A statement, or some words of it, in the wording of one revision.

    ``meeting`` is the kind of meeting ("Regular meeting") and ``meeting_title`` the board's name for it; both are empty
    for a statement outside a meeting. ``title`` is the statement's own title, or empty; ``opening`` its first words,
    ``text`` all of them.
    ``text_status`` continues after a comma: "as reported by the Sample Gazette". ``url`` is the permanent URL of the
    wording or, with a ``quote``, of the passage. ``entry`` is the URL of the entry of the log that commits to it.
    """

    authors: tuple[Author, ...]
    kind: str
    board: str
    date: PartialDate
    text_status: str
    statement: int
    revision: int
    url: str
    accessed: datetime.date
    archive: str
    title: str = ""
    opening: str = ""
    text: str = ""
    quote: str = ""
    meeting: str = ""
    meeting_title: str = ""
    place: str = ""
    language: str = "en"
    entry: str = ""

    @property
    def heading(self) -> str:
        """The title, or the first words if there is none."""
        return self.title or self.opening

    @property
    def credited(self) -> tuple[Author, ...]:
        """The authors, or the board if nobody is named."""
        return self.authors or (Author(self.board, is_person=False),)

    @property
    def credited_with_offices(self) -> str:
        """The authors in order with their offices, for running text: "A, Chair, Sample Board; B; and C"."""
        people = [isolated(author.with_office) for author in self.credited]
        if len(people) == 1 or not any(author.office for author in self.credited):
            return joined(people)
        *first, last = people
        return "; ".join([*first, f"and {last}"])

    @property
    def event(self) -> str:
        """The meeting and the board: "Regular meeting, Sample Board"; only the board outside a meeting.

        The board is not named again where it is credited; the event may be empty then.
        """
        sitting = self.meeting_title or self.meeting
        if self.is_of_board:
            return self.meeting if self.board in sitting else sitting
        return self.board if not sitting or self.board in sitting else f"{sitting}, {self.board}"

    @property
    def is_of_board(self) -> bool:
        """Whether the board itself is credited."""
        return any(author.name == self.board for author in self.credited)

    @property
    def publisher(self) -> str:
        """The board, unless it is credited."""
        return "" if self.is_of_board else self.board

    @property
    def description(self) -> str:
        """What it is, and the office of each author: "Remark as Chair, Sample Board"."""
        offices = [author for author in self.authors if author.office]
        if not offices:
            return self.kind
        if len(self.authors) == 1:
            return f"{self.kind} as {offices[0].office}"
        return f"{self.kind} by " + "; ".join(author.with_office for author in offices)

    @property
    def locator(self) -> str:
        """Its place in the archive."""
        return f"statement {self.statement}, revision {self.revision}"

    @property
    def note(self) -> str:
        """What reference managers keep beside it: how close the text is, its place, and how to check it later."""
        return "; ".join(part for part in (self.text_status, self.locator, self.entry) if part)

    @property
    def access_date(self) -> PartialDate:
        """The day the reader saw it."""
        return PartialDate.from_date(self.accessed)


TEXT_STATUS: dict[str, str] = {
    Statement.TextStatus.VERBATIM: "verbatim text",
    Statement.TextStatus.MACHINE_TRANSCRIPT: "text from a machine transcript",
    Statement.TextStatus.MINUTES: "text from the minutes",
    Statement.TextStatus.AS_REPORTED: "as reported",
    "": "text status not recorded",
}


def citation_of(
    revision: Revision, *, url: str, accessed: datetime.date, archive: str, quote: str = "", entry: str = ""
) -> Citation:
    """Return the citation of a published revision or, with ``quote``, of words in it.

    ``url`` is the permanent URL for readers, ``archive`` the name of the site, ``entry`` the URL of its entry of the
    log. The office is the one held on the day of
    the statement, not today's. Citations are in English whatever the language of the pages, because the styles are
    English.
    """
    with translation.override("en"):
        return _citation(revision, url=url, accessed=accessed, archive=archive, quote=quote, entry=entry)


def _citation(
    revision: Revision, *, url: str, accessed: datetime.date, archive: str, quote: str, entry: str
) -> Citation:
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
        opening=revision.opening,
        text=shown(revision.text),
        quote=quote,
        meeting=meeting.get_kind_display() if meeting else "",
        meeting_title=meeting.title if meeting else "",
        place=statement.board.place,
        language=statement.board.language,
        entry=entry,
    )


def authors_of(statement: Statement) -> tuple[Author, ...]:
    """Return the identified speaker, or the name as the source prints it, or nobody."""
    if speaker := statement.speaker:
        office = statement.office
        return (Author(speaker.name, speaker.kind == Speaker.Kind.PERSON, str(office) if office else ""),)
    return (Author(statement.attribution, is_person=False),) if statement.attribution else ()


def text_status_of(statement: Statement) -> str:
    """Return the text status in words that continue after a comma."""
    phrase = TEXT_STATUS[statement.text_status]
    publisher = statement.source.publisher if statement.source else ""
    if publisher and statement.text_status == Statement.TextStatus.AS_REPORTED:
        return f"{phrase} by {publisher}"
    return phrase
