"""What the index gets of a statement."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from archive.models import Office, OutboxEntry, SpeakerName, Statement
from archive.search.question.query import office_term

CHUNK = 2000
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)
SHOWN_AS: dict[str, str] = {
    OutboxEntry.Subject.BOARD: "board",
    OutboxEntry.Subject.MEETING: "meeting",
    OutboxEntry.Subject.SPEAKER: "speaker",
    OutboxEntry.Subject.TOPIC: "topics",
}
# What is read of a statement, with its words and the names shown with it.
FIELDS = (
    "number",
    "kind",
    "text_status",
    "date",
    "board",
    "meeting",
    "speaker",
    "attribution",
    "published_at",
    "current_revision__title",
    "current_revision__text",
    "board__name",
    "board__language",
    "speaker__name",
)


@dataclass(frozen=True)
class Document:
    """One published statement for the index. Names are for searching, ids for filters and facets.

    The names of a speaker include the offices that they held on the day, at the board or at an organisation.
    """

    number: int
    title: str
    text: str
    language: str
    speaker_names: tuple[str, ...]
    board_names: tuple[str, ...]
    topic_names: tuple[str, ...]
    first_day: datetime.date
    last_day: datetime.date
    published: datetime.datetime
    board: int
    meeting: int
    speaker: int
    topics: tuple[int, ...]
    kind: str
    text_status: str


def moment(published: datetime.datetime) -> int:
    """Return when a statement was published as the index has it: in microseconds since 1970."""
    return (published - EPOCH) // MICROSECOND


def documents(numbers: Collection[int]) -> list[Document]:
    """Return the documents of those statements that are public now. To the index, the others do not exist."""
    return _documents(Statement.objects.public().filter(number__in=numbers))


def all_documents() -> Iterator[Document]:
    """Yield the document of every public statement by number, with one chunk of them in memory at a time.

    Each chunk is a new read, so a statement that changes meanwhile may be seen before or after its change.
    """
    last = 0
    while chunk := _documents(Statement.objects.public().filter(number__gt=last).order_by("number")[:CHUNK]):
        yield from chunk
        last = chunk[-1].number


def showing(subject: str, ids: Iterable[int]) -> Iterable[int]:
    """Return the numbers of the public statements that show the subject; a statement shows itself, public or not.

    The subject is one of OutboxEntry.Subject.
    """
    if subject in {OutboxEntry.Subject.STATEMENT, OutboxEntry.Subject.REDACTED}:
        return ids
    shown = {f"{SHOWN_AS[subject]}__in": ids}
    numbers = Statement.objects.public().filter(**shown).order_by().values_list("number", flat=True).distinct()
    return numbers.iterator(chunk_size=CHUNK)


def slices(subject: str, pk: int, size: int, after: int = 0) -> Iterator[list[int]]:
    """Yield the numbers of the public statements that show an object, in ascending slices from above one number.

    Each slice is read on demand, so only one is in memory.
    """
    shown = Statement.objects.public().filter(**{SHOWN_AS[subject]: pk}).order_by("number")
    while numbers := list(shown.filter(number__gt=after).values_list("number", flat=True)[:size]):
        yield numbers
        after = numbers[-1]


def _documents(statements: QuerySet[Statement]) -> list[Document]:
    """Read the statements with their words and names in four queries, whatever their number."""
    rows = list(statements.values_list(*FIELDS, named=True))
    topics = _topics_of([row.number for row in rows])
    speakers = {row.speaker for row in rows if row.speaker}
    other_names, offices = _other_names_of(speakers), _offices_of(speakers)
    return [_document(row, topics[row.number], other_names[row.speaker], offices[row.speaker]) for row in rows]


def _document(
    row: Any, topics: list[tuple[int, str]], other_names: list[tuple[str, int | None]], offices: list[Office]
) -> Document:
    # A spelling that only one board's sources use finds only statements of that board.
    spelled = (name for name, board in other_names if board in {None, row.board})
    names = {row.attribution, row.speaker__name or "", *spelled}
    names |= {name for office in offices if _was_held(office, row) for name in names_of_office(office)}
    return Document(
        number=row.number,
        title=row.current_revision__title,
        text=row.current_revision__text,
        language=row.board__language,
        speaker_names=tuple(sorted(names - {""})),
        board_names=(row.board__name,),
        topic_names=tuple(name for _, name in topics),
        first_day=row.date.first,
        last_day=row.date.last,
        published=row.published_at,
        board=row.board,
        meeting=row.meeting or 0,
        speaker=row.speaker or 0,
        topics=tuple(pk for pk, _ in topics),
        kind=row.kind,
        text_status=row.text_status,
    )


def names_of_office(office: Office) -> Iterator[str]:
    """Yield what finds the holder of an office: its title and place as written, and the word for the office."""
    yield " ".join([office.title, office.organisation])
    yield office_term(office.title)


def _was_held(office: Office, row: Any) -> bool:
    return office.board_id in {None, row.board} and office.held_on(row.date.first)


def _topics_of(numbers: list[int]) -> defaultdict[int, list[tuple[int, str]]]:
    topics: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    filed = Statement.topics.through.objects.filter(statement__in=numbers).order_by("topic__name")
    for number, pk, name in filed.values_list("statement", "topic", "topic__name"):
        topics[number].append((pk, name))
    return topics


def _other_names_of(speakers: set[int]) -> defaultdict[int | None, list[tuple[str, int | None]]]:
    names_of: defaultdict[int | None, list[tuple[str, int | None]]] = defaultdict(list)
    names = SpeakerName.objects.filter(speaker__in=speakers)
    for speaker, name, board in names.values_list("speaker", "name", "board"):
        names_of[speaker].append((name, board))
    return names_of


def _offices_of(speakers: set[int]) -> defaultdict[int | None, list[Office]]:
    offices_of: defaultdict[int | None, list[Office]] = defaultdict(list)
    for office in Office.objects.filter(speaker__in=speakers):
        offices_of[office.speaker_id].append(office)
    return offices_of
