"""The fields that the log commits to, of each kind of object, as readers see them.

A statement names others by their numbers, and they have commitments of their own: so a speaker is renamed in one entry.
The agenda is a field of its meeting; names and offices are fields of a speaker; facts and roll of a decision are fields
of its statement. A text that is empty, and a fact without a value, is no field.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db import models

from archive.log.roots import Fields, Key, canonical
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

# Of each kind of object: its model, the columns that are facts, and those that are texts.
PLAIN: dict[str, tuple[type[models.Model], str, str]] = {
    Subject.BOARD: (Board, "kind language timezone", "name place website description"),
    Subject.SPEAKER: (Speaker, "kind merged_into_id", "name website description"),
    Subject.TOPIC: (Topic, "", "name description"),
    Subject.SOURCE: (Source, "kind published accessed file_sha256", "title publisher url licence"),
    Subject.MEETING: (Meeting, "board_id date kind status start", "title place recording_url"),
    Subject.TOMBSTONE: (Tombstone, "statement_id what category decided_as sha256 revision__number", "reason"),
    Subject.CORRECTION: (
        Correction,
        "kind revision__number tombstone_id " + " ".join(f"{name}_id" for name in SUBJECTS),
        "evidence evidence_url speaker_before speaker_after attribution_before attribution_after",
    ),
}
STATEMENT = (
    *("kind", "text_status", "speaker_id", "source_id", "agenda_item_id", "meeting_id", "position", "board_id", "date"),
    *("attribution", "responds_to_id", "responds_to__status", "current_revision__number", "current_revision__sha256"),
    "current_revision__remaining_sha256",
)
COMMITTED = frozenset({Subject.STATEMENT, *PLAIN})
# Facts of a statement that name speakers. A merge of speakers changes none of them.
OF_SPEAKERS = ("speaker", "voters")
PERSONS = ("mover_id", "seconder_id")
# Of the facts of a decision: what it refers to may be a draft, whose number readers do not see.
LEFT_OUT = frozenset({"statement_id", "id", "decision_id", "speaker_id", "amends_id", "put_in_id", *PERSONS})
NOTHING: tuple[Any, ...] = (None, "", [])
Beside = Iterator[tuple[int, str, Any]]
"""The number of an object, the name of a field, and its value."""


def read(keys: Iterable[Key]) -> dict[Key, Fields]:
    """Return what these objects say now, in a fixed number of queries; nothing of one that is not there."""
    by_subject: dict[str, list[int]] = defaultdict(list)
    for subject, number in keys:
        by_subject[subject].append(number)
    present: dict[Key, Fields] = {}
    for subject, numbers in by_subject.items():
        rows = _statements(numbers) if subject == Subject.STATEMENT else _plain_rows(subject, numbers)
        present |= {(subject, number): row for number, row in rows.items()}
    return present


def _statements(numbers: Collection[int]) -> dict[int, Fields]:
    rows = list(
        Statement.objects.filter(pk__in=numbers, current_revision__published_at__isnull=False)
        .order_by()
        .values_list("pk", *STATEMENT)
    )
    decided = [number for number, kind, *_ in rows if kind == Statement.Kind.DECISION]
    facts, rolls, voters = _decisions(decided) if decided else ({}, {}, {})
    earlier = _earlier([row[0] for row in rows if row[13] > 1])
    statements = {}
    for number, kind, status, speaker, source, item, meeting, position, board, date, *rest in rows:
        attribution, response, of_response, revision, sha256, remaining = rest
        place = {"meeting": meeting, "position": position} if meeting else {"board": board, "date": date.isoformat()}
        texts = {"attribution": attribution, "decision": facts.get(number), "roll": rolls.get(number)}
        # It may be a draft or withdrawn. The number has a salt of its own, so that it can be kept back.
        texts["responds_to"] = str(response) if response else None
        is_hidden = bool(response) and of_response != Statement.Status.PUBLISHED
        said = {"kind": kind, "text_status": status, "speaker": speaker, "source": source, "agenda_item": item, **place}
        wording = {"revision": revision, "sha256": sha256, "remaining_sha256": remaining}
        beside = {"earlier": earlier.get(number), "voters": voters.get(number)}
        hidden = frozenset({"responds_to"}) if is_hidden else frozenset[str]()
        statements[number] = Fields(_valued(said | wording | beside), _valued(texts), hidden)
    return statements


def _valued(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in NOTHING}


def _earlier(numbers: Collection[int]) -> Mapping[int, list[str]]:
    """Return the hashes of the wordings before the last one, of these statements, in order.

    That of what a redaction left follows the one that the wording was published with, after a space.
    """
    chains: dict[int, list[str]] = defaultdict(list)
    revisions = Revision.objects.published().filter(statement__in=numbers).order_by("statement", "number")
    for number, *hashes in revisions.values_list("statement", "sha256", "remaining_sha256") if numbers else ():
        chains[number].append(" ".join(filter(None, hashes)))
    return {number: chain[:-1] for number, chain in chains.items()}


def _decisions(numbers: Collection[int]) -> tuple[dict[int, str], dict[int, str], dict[int, list[int | None]]]:
    """Return the facts, the roll, and the numbers of mover, seconder and those on the roll, of these decisions."""
    facts: dict[int, str] = {}
    rolls: dict[int, list[object]] = defaultdict(list)
    voters: dict[int, list[int | None]] = defaultdict(list)
    decided: Iterable[Mapping[str, Any]] = Decision.objects.filter(pk__in=numbers).values()
    for row in decided:
        facts[row["statement_id"]] = canonical(_told(row))
        voters[row["statement_id"]] += [row[name] for name in PERSONS]
    voted: Iterable[Mapping[str, Any]] = (
        Ballot.objects.filter(decision__in=numbers).order_by("decision", "position").values()
    )
    for row in voted:
        rolls[row["decision_id"]].append(_told(row))
        voters[row["decision_id"]].append(row["speaker_id"])
    said = {number: row for number, row in voters.items() if any(row)}
    return facts, {number: canonical(roll) for number, roll in rolls.items()}, said


def _told(row: Mapping[str, Any]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value not in {None, ""} and name not in LEFT_OUT}


def _plain_rows(subject: str, numbers: Collection[int]) -> dict[int, Fields]:
    model, fact_columns, text_columns = PLAIN[subject]
    facts, texts = fact_columns.split(), text_columns.split()
    rows = model._base_manager.filter(pk__in=numbers).order_by().values_list("pk", *facts, *texts)
    names = [column.removesuffix("_id").split("__")[0] for column in (*facts, *texts)]
    beside: dict[int, dict[str, Any]] = defaultdict(dict)
    for number, name, value in BESIDE[subject](numbers) if subject in BESIDE else ():
        beside[number][name] = value
    objects = {}
    for number, *values in rows:
        own = dict(zip(names, values, strict=True))
        said = {name: _plain(value) for name, value in (own | beside[number]).items() if value not in NOTHING}
        written = {name: said.pop(name) for name in (*texts, *WRITTEN) if name in said}
        objects[number] = Fields(said, written)
    return objects


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, PartialDate | datetime.time) else value


def _of_speakers(numbers: Collection[int]) -> Beside:
    names, offices = defaultdict(list), defaultdict(list)
    spelled = SpeakerName.objects.public().filter(speaker__in=numbers).order_by("name", "pk")
    for number, name, board in spelled.values_list("speaker", "name", "board"):
        names[number].append([name, board])
    held = Office.objects.public().filter(speaker__in=numbers).order_by("pk")
    for number, *office in held.values_list("speaker", "title", "organisation", "board", "from_date", "to_date"):
        offices[number].append([_plain(value) for value in office])
    yield from ((number, "names", canonical(row)) for number, row in names.items())
    yield from ((number, "offices", canonical(row)) for number, row in offices.items())


def _of_meetings(numbers: Collection[int]) -> Beside:
    documents, agendas = defaultdict(list), defaultdict(list)
    for number, source in Meeting.documents.through.objects.filter(meeting__in=numbers).values_list(
        "meeting", "source"
    ):
        documents[number].append(source)
    items = AgendaItem.objects.filter(meeting__in=numbers).order_by("meeting", "position", "pk")
    for number, *item in items.values_list("meeting", "pk", "label", "title"):
        agendas[number].append(item)
    yield from ((number, "documents", sorted(row)) for number, row in documents.items())
    yield from ((number, "agenda", canonical(row)) for number, row in agendas.items())


def _of_corrections(numbers: Collection[int]) -> Beside:
    rows = Correction.objects.filter(pk__in=numbers, at__isnull=False).select_related("revision", "tombstone")
    for row in rows.defer("revision__text", "revision__title").order_by():
        yield row.pk, "day", _day(row.at)
        yield row.pk, "reason", row.reason
        yield row.pk, "changes", canonical(row.changes) if row.changes else ""


def _of_tombstones(numbers: Collection[int]) -> Beside:
    for number, at in Tombstone.objects.filter(pk__in=numbers).order_by().values_list("pk", "decided_at"):
        yield number, "day", _day(at)


def _of_boards(numbers: Collection[int]) -> Beside:
    """Yield which board each is a committee of, if readers see that one too."""
    rows = Board.objects.filter(pk__in=numbers, parent__isnull=False).order_by().values_list("pk", "parent")
    parents = dict(rows)
    seen = set(Board.objects.public().filter(pk__in=parents.values()).values_list("pk", flat=True))
    yield from ((number, "parent", str(parent)) for number, parent in parents.items() if parent in seen)


def _day(moment: datetime.datetime | None) -> str:
    return moment.astimezone(datetime.UTC).date().isoformat() if moment else ""


# What is a field besides the columns of an object. Which of them are texts: WRITTEN.
BESIDE: dict[str, Callable[[Collection[int]], Beside]] = {
    Subject.SPEAKER: _of_speakers,
    Subject.MEETING: _of_meetings,
    Subject.CORRECTION: _of_corrections,
    Subject.TOMBSTONE: _of_tombstones,
    Subject.BOARD: _of_boards,
}
WRITTEN = ("names", "offices", "agenda", "reason", "changes", "parent")
