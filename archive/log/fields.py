"""The fields that the log commits to, of each kind of object, as readers see them.

A statement names others by their numbers, and they have commitments of their own: so a speaker is renamed in one entry.
The agenda is a field of its meeting; names and offices are fields of a speaker; facts and roll of a decision are fields
of its statement. A text that is empty, and a fact without a value, is no field.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Coalesce

from archive.log.roots import Fields, Key, by_subject, canonical
from archive.models import (
    AgendaItem,
    Ballot,
    Board,
    Correction,
    Decision,
    Meeting,
    Office,
    PartialDate,
    Revision,
    Source,
    Speaker,
    SpeakerName,
    Statement,
    Tombstone,
    Topic,
)
from archive.models.record.correction import SUBJECTS
from archive.models.upkeep.change import Subject

# Facts of a statement that name speakers. A merge of speakers changes none of them.
OF_SPEAKERS = ("speaker", "voters")
PERSONS = ("mover_id", "seconder_id")
# Of the facts of a decision: what it refers to may be a draft, whose number readers do not see.
LEFT_OUT = frozenset({"statement_id", "id", "decision_id", "speaker_id", "amends_id", "put_in_id", *PERSONS})
NOTHING: tuple[Any, ...] = (None, "", [])
Rows = dict[int, dict[str, Any]]
"""Of each object, by its number, the values of its fields by their names."""


@dataclass(frozen=True)
class ObjectKind:
    """Where the fields of a kind of object are: facts and texts, by their names.

    Each is a column of ``rows``, or what ``columns`` has for it, but for those in ``more``: ``add`` puts them into rows
    that were read. There a list is a fact, and a string is a text.
    """

    rows: QuerySet[Any]
    facts: str = ""
    texts: str = ""
    columns: Mapping[str, Any] = field(default_factory=dict)
    more: str = ""
    add: Callable[[Rows], None] = lambda _: None

    def names(self) -> set[str]:
        """Return the names of all its fields."""
        return {*self.facts.split(), *self.texts.split(), *self.more.split()}

    def read(self, numbers: Collection[int]) -> Iterator[tuple[int, Fields]]:
        """Yield what objects of this kind say now, each with its number."""
        facts, texts, more = self.facts.split(), self.texts.split(), self.more.split()
        columns: dict[str, Any] = {**{name: name for name in (*facts, *texts)}, **self.columns}
        stored = self.rows.filter(pk__in=numbers).order_by().values_list("pk", *columns.values())
        rows: Rows = {number: dict(zip(columns, values, strict=True)) for number, *values in stored}
        self.add(rows)
        for number, row in rows.items():
            valued = {name: row[name] for name in (*facts, *texts, *more) if row.get(name) not in NOTHING}
            written = {name: valued.pop(name) for name in (*texts, *more) if isinstance(valued.get(name), str)}
            yield (
                number,
                Fields({name: _value_as_logged(value) for name, value in valued.items()}, written, _hidden(row)),
            )


def _hidden(row: Mapping[str, Any]) -> frozenset[str]:
    """Return which text readers do not see: the number that a statement responds to, of one that is not on record."""
    is_hidden = row.get("responds_to") and row["of_response"] != Statement.Status.PUBLISHED
    return frozenset({"responds_to"}) if is_hidden else frozenset()


def _value_as_logged(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).date().isoformat()
    return value.isoformat() if isinstance(value, PartialDate | datetime.time) else value


def read(keys: Iterable[Key]) -> dict[Key, Fields]:
    """Return what these objects say now, in a fixed number of queries; nothing of one that is not there."""
    return {
        (subject, number): fields
        for subject, numbers in by_subject(keys).items()
        for number, fields in KINDS[subject].read(numbers)
    }


def _of_statements(rows: Rows) -> None:
    """Add facts, roll and voters of decisions, and hashes of earlier wordings. A statement has one kind of place."""
    _of_decisions({number: row for number, row in rows.items() if row["kind"] == Statement.Kind.DECISION})
    _of_earlier({number: row for number, row in rows.items() if row["revision"] > 1})
    for row in rows.values():
        for name in ("board", "date") if row["meeting"] else ("position",):
            del row[name]
        # A text, so that it has a salt of its own and can be kept back.
        row["responds_to"] = str(row["responds_to"] or "")


def _of_earlier(rows: Rows) -> None:
    """Add the hashes of the wordings before the last one, in order.

    That of what a redaction left follows the one that the wording was published with, after a space.
    """
    chains: dict[int, list[str]] = defaultdict(list)
    revisions = Revision.objects.published().filter(statement__in=rows).order_by("statement", "number")
    for number, *hashes in revisions.values_list("statement", "sha256", "remaining_sha256") if rows else ():
        chains[number].append(" ".join(filter(None, hashes)))
    for number, chain in chains.items():
        rows[number]["earlier"] = chain[:-1]


def _of_decisions(rows: Rows) -> None:
    """Add the facts, the roll, and the numbers of mover, seconder and those on the roll."""
    rolls: dict[int, list[object]] = defaultdict(list)
    voters: dict[int, list[int | None]] = defaultdict(list)
    decided: Iterable[Mapping[str, Any]] = Decision.objects.filter(pk__in=rows).values() if rows else ()
    for decision in decided:
        rows[decision["statement_id"]]["decision"] = canonical(_facts_of_row(decision))
        voters[decision["statement_id"]] += [decision[name] for name in PERSONS]
    ballots = Ballot.objects.filter(decision__in=rows).order_by("decision", "position")
    voted: Iterable[Mapping[str, Any]] = ballots.values() if rows else ()
    for ballot in voted:
        rolls[ballot["decision_id"]].append(_facts_of_row(ballot))
        voters[ballot["decision_id"]].append(ballot["speaker_id"])
    for number, row in rows.items():
        row["roll"] = canonical(rolls[number]) if rolls[number] else ""
        row["voters"] = voters[number] if any(voters[number]) else []


def _facts_of_row(row: Mapping[str, Any]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value not in {None, ""} and name not in LEFT_OUT}


def _of_speakers(rows: Rows) -> None:
    names, offices = defaultdict(list), defaultdict(list)
    spelled = SpeakerName.objects.public().filter(speaker__in=rows).order_by("name", "pk")
    for number, name, board in spelled.values_list("speaker", "name", "board"):
        names[number].append([name, board])
    held = Office.objects.public().filter(speaker__in=rows).order_by("pk")
    for number, *office in held.values_list("speaker", "title", "organisation", "board", "from_date", "to_date"):
        offices[number].append([_value_as_logged(value) for value in office])
    for number in names:
        rows[number]["names"] = canonical(names[number])
    for number in offices:
        rows[number]["offices"] = canonical(offices[number])


def _of_meetings(rows: Rows) -> None:
    documents, agendas = defaultdict(list), defaultdict(list)
    listed = Meeting.documents.through.objects.filter(meeting__in=rows).order_by("source")
    for number, source in listed.values_list("meeting", "source"):
        documents[number].append(source)
    items = AgendaItem.objects.filter(meeting__in=rows).order_by("meeting", "position", "pk")
    for number, *item in items.values_list("meeting", "pk", "label", "title"):
        agendas[number].append(item)
    for number in documents:
        rows[number]["documents"] = documents[number]
    for number in agendas:
        rows[number]["agenda"] = canonical(agendas[number])


def _of_boards(rows: Rows) -> None:
    """Leave out which board each is a committee of, unless readers see that one too."""
    parents = {row["parent"] for row in rows.values() if row["parent"]}
    seen = set(Board.objects.public().filter(pk__in=parents).values_list("pk", flat=True))
    for row in rows.values():
        row["parent"] = str(row["parent"]) if row["parent"] in seen else ""


def _of_corrections(rows: Rows) -> None:
    for row in rows.values():
        row["changes"] = canonical(row["changes"]) if row["changes"] else ""


REASON = Coalesce("revision__reason", "tombstone__reason", "own_reason", output_field=TextField())
KINDS: dict[str, ObjectKind] = {
    Subject.STATEMENT: ObjectKind(
        Statement.objects.filter(current_revision__published_at__isnull=False),
        "kind text_status speaker source agenda_item meeting position board date revision sha256 remaining_sha256",
        "attribution responds_to",
        {
            **{name: f"current_revision__{name}" for name in ("sha256", "remaining_sha256")},
            "revision": "current_revision__number",
            "of_response": "responds_to__status",
        },
        "earlier voters decision roll",
        _of_statements,
    ),
    Subject.BOARD: ObjectKind(
        Board._base_manager.all(),
        "kind language timezone",
        "name place website description letterhead parent",
        add=_of_boards,
    ),
    Subject.SPEAKER: ObjectKind(
        Speaker._base_manager.all(),
        "kind merged_into",
        "name website description",
        more="names offices",
        add=_of_speakers,
    ),
    Subject.TOPIC: ObjectKind(Topic._base_manager.all(), texts="name description"),
    Subject.SOURCE: ObjectKind(
        Source._base_manager.all(), "kind published accessed file_sha256", "title publisher url licence"
    ),
    Subject.MEETING: ObjectKind(
        Meeting._base_manager.all(),
        "board date kind status start",
        "title place recording_url",
        more="documents agenda",
        add=_of_meetings,
    ),
    Subject.TOMBSTONE: ObjectKind(
        Tombstone._base_manager.all(),
        "statement what category decided_as sha256 revision day",
        "reason",
        {"revision": "revision__number", "day": "decided_at"},
    ),
    Subject.CORRECTION: ObjectKind(
        Correction._base_manager.all(),
        f"kind revision tombstone day {' '.join(SUBJECTS)}",
        "reason evidence evidence_url changes speaker_before speaker_after attribution_before attribution_after",
        {"revision": "revision__number", "day": "at", "reason": REASON},
        add=_of_corrections,
    ),
}
COMMITTED = frozenset(KINDS)
