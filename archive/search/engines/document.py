"""What the index gets of a statement."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby, islice
from typing import Any

from django.db.models import QuerySet

from archive.machine.database.parts import in_parts
from archive.models import AgendaItem, Ballot, Meeting, Office, OutboxEntry, SpeakerName, Statement
from archive.search.names.initials import initials_of
from archive.search.question import LONGEST_LINE, VALUES, Facet, Held, office_term, voted_term, words

CHUNK = 2000
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)
SHOWN_AS: dict[str, str] = {
    OutboxEntry.Subject.BOARD: "board",
    OutboxEntry.Subject.MEETING: "meeting",
    OutboxEntry.Subject.SPEAKER: "speaker",
    OutboxEntry.Subject.HOLDER: "speaker",
    OutboxEntry.Subject.TOPIC: "topics",
}
# The columns of those values of which a statement has one.
VALUE_COLUMNS: dict[Facet, str] = {
    facet: value.column for facet, value in VALUES.items() if value.column and not value.is_many
}
# What is read of a statement, with its words and the names shown with it.
FIELDS = (
    "number",
    "date",
    "meeting",
    "attribution",
    "published_at",
    "current_revision__title",
    "current_revision__text",
    "agenda_item__title",
    "board__name",
    "board__language",
    "speaker__name",
    *VALUE_COLUMNS.values(),
)
GAP = "█"


_OtherNames = defaultdict[int | None, list[tuple[str, int | None]]]


@dataclass(frozen=True)
class Document:
    """One published statement for the index, or an agenda item for rules. Names are for searching, values for filters.

    The names of a speaker include the offices that they held on the day, at the board or at an organisation. A decision
    without a title has that of its item. Its ``roll`` has the words for its result, then each line: a choice and the
    names of one person.
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
    meeting: int
    given: Mapping[Facet, Held | None]
    roll: tuple[str, ...] = ()

    @property
    def values(self) -> dict[Facet, Held]:
        """The value of each facet: one, a sorted tuple of several, or what stands for none."""
        of_all = {facet: self.given.get(facet) or value.none for facet, value in VALUES.items()}
        return of_all | {Facet.YEAR: self.first_day.year}


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


def documents_of_items(items: Collection[int]) -> list[Document]:
    """Return the agenda items with these ids, of public meetings, as documents that have only a title.

    They are not in the index. A rule is compared with them.
    """
    of_meeting = [f"meeting__{name}" for name in ("date", "published_at", "board", "board__name", "board__language")]
    rows = AgendaItem.objects.filter(pk__in=items, meeting__in=Meeting.objects.public())
    return [
        Document(
            number=number,
            title=title,
            text="",
            language=language,
            speaker_names=(),
            board_names=(board_name, *sorted(initials_of(board_name))),
            topic_names=(),
            first_day=date.first,
            last_day=date.last,
            published=published,
            meeting=meeting,
            given={Facet.BOARD: board},
        )
        for number, title, meeting, date, published, board, board_name, language in rows.values_list(
            "pk", "title", "meeting", *of_meeting
        )
    ]


def showing(subject: str, ids: Iterable[int]) -> Iterable[int]:
    """Return the numbers of the public statements that show the subject; a statement shows itself, public or not.

    The subject is one of OutboxEntry.Subject.
    """
    if subject in {OutboxEntry.Subject.STATEMENT, OutboxEntry.Subject.REDACTED}:
        return ids
    shown = {f"{SHOWN_AS[subject]}__in": ids}
    numbers = Statement.objects.public().filter(**shown).order_by().values_list("number", flat=True).distinct()
    rolls = _on_rolls(subject, ids)
    return chain(numbers.iterator(chunk_size=CHUNK), rolls.order_by().distinct().iterator(chunk_size=CHUNK))


def showing_any(subjects: Iterable[tuple[str, int]], at_most: int | None = None) -> set[int]:
    """Return the numbers of the statements that show any of the subjects (``showing``), each given with its id.

    Return no more than ``at_most`` of each kind of subject.
    """
    by_subject: dict[str, set[int]] = {}
    for subject, subject_id in subjects:
        by_subject.setdefault(subject, set()).add(subject_id)
    numbers: set[int] = set()
    for subject, ids in by_subject.items():
        of_parts = (showing(subject, some) for some in in_parts(ids, CHUNK))
        numbers.update(islice(chain.from_iterable(of_parts), at_most))
    return numbers


def slices(subject: str, pk: int, size: int, after: int = 0) -> Iterator[list[int]]:
    """Yield the numbers of the public statements that show an object, in ascending slices from above one number.

    Each slice is read on demand, so only one is in memory.
    """
    shown = Statement.objects.public().filter(**{SHOWN_AS[subject]: pk}).order_by("number")
    rolls = _on_rolls(subject, [pk]).order_by("decision").distinct()
    while numbers := sorted(
        {
            *shown.filter(number__gt=after).values_list("number", flat=True)[:size],
            *rolls.filter(decision__gt=after)[:size],
        }
    )[:size]:
        yield numbers
        after = numbers[-1]


def _on_rolls(subject: str, ids: Iterable[int]) -> QuerySet[Ballot, int]:
    """Return the numbers of the public decisions with the speakers on their rolls; none for other subjects."""
    speakers = ids if subject == OutboxEntry.Subject.SPEAKER else ()
    return Ballot.objects.public().filter(speaker__in=speakers).values_list("decision", flat=True)


def _documents(statements: QuerySet[Statement]) -> list[Document]:
    """Read the statements with their words and names in five queries, whatever their number."""
    rows = list(statements.values_list(*FIELDS, named=True))
    topics = _topics_of([row.number for row in rows])
    rolls = _rolls_of([row.number for row in rows if row.kind == Statement.Kind.DECISION])
    speakers = {row.speaker for row in rows if row.speaker}
    on_rolls = {ballot.speaker for roll in rolls.values() for ballot in roll if ballot.speaker}
    other_names, offices = _other_names_of(speakers | on_rolls), _offices_of(speakers)
    return [
        _document(row, topics[row.number], other_names, offices[row.speaker], rolls.get(row.number, ())) for row in rows
    ]


def _document(
    row: Any, topics: list[tuple[int, str]], other_names: _OtherNames, offices: list[Office], roll: Sequence[Any]
) -> Document:
    names = {row.attribution, row.speaker__name or "", *_spelled(other_names[row.speaker], row)}
    held = (one for one in offices if one.board_id in {None, row.board} and one.held_on(row.date.first))
    names |= {name for office in held for name in names_of_office(office)}
    result = [_result(row.decision__result)] if row.decision__result else []
    of_its_item = row.agenda_item__title if row.kind == Statement.Kind.DECISION else ""
    return Document(
        number=row.number,
        title=row.current_revision__title or of_its_item or "",
        text=row.current_revision__text,
        language=row.board__language,
        speaker_names=tuple(sorted(names - {""})),
        board_names=(row.board__name, *sorted(initials_of(row.board__name))),
        topic_names=tuple(name for _, name in topics),
        first_day=row.date.first,
        last_day=row.date.last,
        published=row.published_at,
        meeting=row.meeting or 0,
        given={
            **{facet: getattr(row, column) for facet, column in VALUE_COLUMNS.items()},
            Facet.TOPIC: tuple(sorted(pk for pk, _ in topics)),
            Facet.VOTED: tuple(sorted({ballot.choice for ballot in roll})),
        },
        roll=(*result, *(_line(ballot, _spelled(other_names[ballot.speaker], row)) for ballot in roll)),
    )


def _spelled(other_names: list[tuple[str, int | None]], row: Any) -> list[str]:
    """Return other names of a speaker. A spelling that only one board's sources use counts only at that board."""
    return [name for name, board in other_names if board in {None, row.board}]


@cache
def _result(value: str) -> str:
    """Return the words for a result, in every language of the site: what minutes print, and what pages say."""
    named = VALUES[Facet.RESULT]
    names = " ".join([*named.labels_of(value), named.also_called.get(value, "")])
    return " ".join(dict.fromkeys(words(names)))


def _line(ballot: Any, other_names: list[str]) -> str:
    """Return the choice and all names of one person on a roll. Of a name that has a gap, only what is left is known."""
    named = [ballot.name] if GAP in ballot.name else [ballot.name, ballot.speaker__name or "", *other_names]
    of_all = dict.fromkeys(word for name in named for word in words(name))
    return " ".join([voted_term(ballot.choice), *of_all][:LONGEST_LINE])


def names_of_office(office: Office) -> Iterator[str]:
    """Yield what finds the holder of an office: its title and place as written, and the word for the office."""
    yield " ".join([office.title, office.organisation])
    yield office_term(office.title)


def _topics_of(numbers: list[int]) -> defaultdict[int, list[tuple[int, str]]]:
    topics: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    filed = Statement.topics.through.objects.filter(statement__in=numbers).order_by("topic__name")
    for number, pk, name in filed.values_list("statement", "topic", "topic__name"):
        topics[number].append((pk, name))
    return topics


def _rolls_of(decisions: list[int]) -> dict[int, list[Any]]:
    lines = Ballot.objects.filter(decision__in=decisions).order_by("decision", "position")
    rows = lines.values_list("decision", "name", "choice", "speaker", "speaker__name", named=True) if decisions else ()
    return {decision: list(roll) for decision, roll in groupby(rows, key=lambda row: row.decision)}


def _other_names_of(speakers: set[int]) -> _OtherNames:
    names_of: _OtherNames = defaultdict(list)
    names = SpeakerName.objects.filter(speaker__in=speakers)
    for speaker, name, board in names.values_list("speaker", "name", "board"):
        names_of[speaker].append((name, board))
    return names_of


def _offices_of(speakers: set[int]) -> defaultdict[int | None, list[Office]]:
    offices_of: defaultdict[int | None, list[Office]] = defaultdict(list)
    for office in Office.objects.filter(speaker__in=speakers):
        offices_of[office.speaker_id].append(office)
    return offices_of
