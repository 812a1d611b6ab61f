"""What the index is told of a statement."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.models import Statement


@dataclass(frozen=True)
class Document:
    """One published statement as the index sees it. Names are for searching, ids for filters and facets."""

    number: int
    title: str
    text: str
    language: str
    speaker_names: tuple[str, ...]
    board_names: tuple[str, ...]
    topic_names: tuple[str, ...]
    first_day: datetime.date
    last_day: datetime.date
    board: int
    meeting: int
    speaker: int
    topics: tuple[int, ...]
    kind: str
    text_status: str


def documents(numbers: Iterable[int]) -> Iterator[Document]:
    """Yield the documents of those statements that are public now; the others are not there for the index."""
    statements = (
        Statement.objects.public()
        .filter(number__in=list(numbers))
        .select_related("current_revision", "board", "speaker")
        .prefetch_related("speaker__names", "topics")
        .order_by("number")
    )
    for statement in statements:
        yield document(statement)


def document(statement: Statement) -> Document:
    """Return the document of a statement fetched with its revision, board, speaker, other names and topics."""
    speaker = statement.speaker
    topics = list(statement.topics.all())
    names = {statement.attribution} | (
        {speaker.name, *(entry.name for entry in speaker.names.all())} if speaker else set()
    )
    return Document(
        number=statement.number,
        title=statement.current_revision.title,
        text=statement.current_revision.text,
        language=statement.board.language,
        speaker_names=tuple(sorted(names - {""})),
        board_names=(statement.board.name,),
        topic_names=tuple(topic.name for topic in topics),
        first_day=statement.date.first,
        last_day=statement.date.last,
        board=statement.board_id,
        meeting=statement.meeting_id or 0,
        speaker=statement.speaker_id or 0,
        topics=tuple(topic.pk for topic in topics),
        kind=statement.kind,
        text_status=statement.text_status,
    )
