"""Lists what changed in the record, after each commit, in an order that readers can follow.

Any process does this after its commits, and every few seconds. Only one process at a time does it, and it lists what is
committed by then. So a change never appears before a place that a reader has already passed, however late its
transaction commits.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from archive.log.roots import Key, by_subject
from archive.machine.database.rows import write_rows
from archive.models import (
    Board,
    Change,
    ChangeNote,
    Correction,
    Decision,
    Meeting,
    Office,
    PublicationToTell,
    Source,
    Speaker,
    SpeakerName,
    Statement,
    Tombstone,
    Topic,
    Webhook,
    WebhookDelivery,
)
from archive.models.record.correction import SUBJECTS
from archive.models.upkeep.change import Kind, Subject

MODELS: dict[str, type[models.Model]] = {
    Subject.BOARD: Board,
    Subject.SPEAKER: Speaker,
    Subject.TOPIC: Topic,
    Subject.SOURCE: Source,
    Subject.MEETING: Meeting,
    Subject.STATEMENT: Statement,
    Subject.DECISION: Decision,
    Subject.CORRECTION: Correction,
    Subject.TOMBSTONE: Tombstone,
}
# Kinds of objects that readers see because a statement or meeting refers to them, in the order of reference.
NAMED_BY_OTHERS = (Subject.BOARD, Subject.SPEAKER, Subject.TOPIC, Subject.SOURCE, Subject.MEETING)
# Objects that belong to others, which decide whether readers see them: by which column, to which kind of object.
BELONGING: dict[Subject, dict[str, Subject]] = {
    Subject.DECISION: {"statement": Subject.STATEMENT},
    Subject.CORRECTION: {name: Subject(name) for name in SUBJECTS},
    Subject.TOMBSTONE: {"statement": Subject.STATEMENT},
}
# Which objects show another one only while readers can see that: the kind of the other, the table and column that
# refer to it, and the kind and key of what shows it.
SHOWING: tuple[tuple[Subject, type[models.Model], str, Subject, str], ...] = (
    (Subject.BOARD, Board, "parent", Subject.BOARD, "pk"),
    (Subject.BOARD, Office, "board", Subject.SPEAKER, "speaker"),
    (Subject.BOARD, SpeakerName, "board", Subject.SPEAKER, "speaker"),
    (Subject.STATEMENT, Statement, "responds_to", Subject.STATEMENT, "pk"),
    (Subject.STATEMENT, Decision, "amends", Subject.DECISION, "pk"),
    (Subject.STATEMENT, Decision, "put_in", Subject.DECISION, "pk"),
)
AT_ONCE = 5000
GONE = frozenset({Kind.WITHDRAWN, Kind.MERGED})


def settle() -> int:
    """List every change whose note is committed, and return how many were listed."""
    listed = 0
    while ChangeNote.objects.exists():
        with transaction.atomic():
            # A second process waits here, and then finds nothing to do.
            notes = list(ChangeNote.objects.select_for_update(of=("self",)).order_by("id")[:AT_ONCE])
            if notes:
                listed += _list(notes)
            ChangeNote.objects.filter(pk__in=[note.pk for note in notes]).delete()
    return listed


def _list(notes: list[ChangeNote]) -> int:
    by_key: dict[Key, list[ChangeNote]] = defaultdict(list)
    for note in notes:
        by_key[note.subject, note.subject_id].append(note)
    states = _States(by_key)
    news = [change for key, notes_of_one in by_key.items() for change in _news_about_object(key, notes_of_one, states)]
    news.sort(key=lambda change: change.note)
    others = _of_others(states, by_key)
    listed = [*news, *_showing(states), *_belonging(states, [*news, *others], by_key)]
    changes = _in_order([*others, *_once_each(listed)])
    _store(changes, states)
    return len(changes)


def standing(keys: Iterable[Key]) -> set[Key]:
    """Return those of the objects that are listed as what readers see."""
    rows = Change.objects.filter(stands=True).order_by()
    return {
        (subject, number)
        for subject, numbers in by_subject(keys).items()
        for number in rows.filter(subject=subject, subject_id__in=numbers).values_list("subject_id", flat=True)
    }


@dataclass
class _Listed:
    """A change to be listed, and the note that it comes from; None if something else caused it."""

    key: Key
    kind: Kind
    note: int = 0
    at: datetime = field(default_factory=timezone.now)
    correction: int | None = None
    tells: bool | None = None


class _States:
    """Which objects of a batch of notes readers can see, which are listed now, and which were ever listed."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self.public: set[Key] = set()
        self.standing: set[Key] = set()
        self.known: set[Key] = set()
        self.add(keys)

    def add(self, keys: Iterable[Key]) -> None:
        """Read the states of more objects."""
        keys = list(keys)
        self.standing |= standing(keys)
        for subject, ids in by_subject(keys).items():
            rows = Change.objects.filter(subject=subject, subject_id__in=ids).order_by()
            manager: Any = MODELS[Subject(subject)]._default_manager
            public = manager.public().filter(pk__in=ids).order_by()
            self.public |= {(subject, pk) for pk in public.values_list("pk", flat=True)}
            known = rows.values_list("subject_id", flat=True).distinct()
            self.known |= {(subject, pk) for pk in known}

    def arrival(self, key: Key) -> Kind:
        """Return the kind of change when an unlisted object becomes public."""
        came_back = key in self.known and key[0] == Subject.STATEMENT
        return Kind.REINSTATED if came_back else Kind.PUBLISHED


def _news_about_object(key: Key, notes: list[ChangeNote], states: _States) -> list[_Listed]:
    """Return what readers are told about one object: first its arrival, then each correction; nothing about a draft."""
    telling = [note for note in notes if note.kind != Kind.CHANGED or note.correction_id]
    asked = next((note.tells for note in notes if note.tells is not None), None)
    changes = [_Listed(key, Kind(note.kind), note.pk, note.at, note.correction_id, asked) for note in telling]
    is_public = key in states.public
    last = notes[-1]
    if key in states.standing:
        if is_public or any(change.kind in GONE for change in changes):
            return changes or [_Listed(key, Kind.CHANGED, last.pk, last.at, None, asked)]
        return [*changes, _Listed(key, Kind.WITHDRAWN, last.pk, last.at, None, asked)]
    if key in states.known and not is_public:
        # A merge or a redaction of what was seen before.
        return changes
    if not is_public and (not changes or key[0] != Subject.STATEMENT):
        return []
    arrival = states.arrival(key)
    # What was withdrawn may have been corrected before it came back.
    if any(change.kind == arrival for change in changes):
        return changes
    came = _Listed(key, arrival, notes[0].pk, notes[0].at, None, asked)
    if key in states.known and arrival == Kind.PUBLISHED and changes and changes[0].kind == Kind.CHANGED:
        # It comes back for a reason, such as a speaker whose merge was undone.
        came = replace(changes.pop(0), kind=arrival)
    return [came, *changes]


def _of_others(states: _States, noted: Iterable[Key]) -> list[_Listed]:
    """Return the objects that become public, or stop being public, because of what refers to them."""
    noted, listed = set(noted), []
    # What was never listed takes nothing with it: only the objects that it refers to can have become public.
    among = None if noted & states.standing else _referred_to(noted)
    for subject in NAMED_BY_OTHERS:
        manager: Any = MODELS[subject]._default_manager
        public_rows = manager.public().order_by()
        rows = Change.objects.filter(subject=subject, stands=True).order_by()
        if among is not None:
            public_rows = public_rows.filter(pk__in=among[subject])
            rows = rows.filter(subject_id__in=among[subject])
        public = set(public_rows.values_list("pk", flat=True))
        standing = set(rows.values_list("subject_id", flat=True))
        moved = {(subject, pk) for pk in public ^ standing} - noted
        states.add(moved)
        for key in sorted(moved):
            kind = states.arrival(key) if key in states.public else Kind.WITHDRAWN
            listed.append(_Listed(key, kind))
    return listed


def _referred_to(keys: Iterable[Key]) -> dict[str, set[int]]:
    """Return the keys of the objects that the statements and meetings among these refer to, by their kind."""
    numbers = by_subject(keys)
    said = numbers.get(Subject.STATEMENT, ())
    statements = Statement.objects.filter(pk__in=said).order_by()
    decisions = Decision.objects.filter(pk__in=said).order_by()
    meetings = Meeting.objects.filter(pk__in=numbers.get(Subject.MEETING, ())).order_by()
    of_statement = (Subject.BOARD, Subject.SPEAKER, Subject.SOURCE, Subject.MEETING)
    columns = (
        (statements, {subject.value: subject for subject in of_statement}),
        (statements, {"topics": Subject.TOPIC}),
        (decisions, {"mover": Subject.SPEAKER, "seconder": Subject.SPEAKER}),
        (decisions, {"ballots__speaker": Subject.SPEAKER}),
        (meetings, {"board": Subject.BOARD}),
        (meetings, {"agenda_items__topics": Subject.TOPIC}),
        (meetings, {"documents": Subject.SOURCE}),
    )
    referred: dict[str, set[int]] = {subject: set() for subject in NAMED_BY_OTHERS}
    for rows, subjects in columns:
        for row in rows.values_list(*subjects).distinct():
            for subject, pk in zip(subjects.values(), row, strict=True):
                referred[subject].add(pk)
    return {subject: ids - {None} for subject, ids in referred.items()}


def _showing(states: _States) -> list[_Listed]:
    """Return the objects that show one which has become public, or has stopped being public."""
    flipped = by_subject(states.public ^ states.standing)
    shown: set[Key] = set()
    for subject, model, column, shows, key in SHOWING:
        if ids := flipped.get(subject):
            rows = model._default_manager.filter(**{f"{column}__in": ids}).order_by()
            shown |= {(shows, pk) for pk in rows.values_list(key, flat=True)}
    states.add(shown)
    return [_Listed(key, Kind.CHANGED) for key in sorted(shown & states.public & states.standing)]


def _belonging(states: _States, listed: list[_Listed], by_key: Collection[Key]) -> list[_Listed]:
    """Return what belongs to the listed objects and has come, gone or changed with them, but was not noted itself."""
    owners = by_subject(dict.fromkeys([*(change.key for change in listed), *by_key]))
    redacted = {
        change.key[1] for change in listed if change.kind == Kind.REDACTED and change.key[0] == Subject.STATEMENT
    }
    belonging: list[_Listed] = []
    for subject, columns in BELONGING.items():
        theirs = models.Q(pk__in=[])
        for column, owner in columns.items():
            theirs |= models.Q(**{f"{column}__in": owners.get(owner, [])})
        rows = MODELS[subject]._default_manager.filter(theirs).order_by()
        keys = {(subject, pk): statement for pk, statement in rows.values_list("pk", "statement")}
        if subject == Subject.DECISION:  # Its key is that of the statement, also when it is no decision any more.
            keys = {(subject, pk): pk for pk in owners.get(Subject.STATEMENT, [])}
        states.add(keys)
        for key, statement in sorted(keys.items()):
            if key in by_key:
                continue
            if (key in states.public) != (key in states.standing):
                kind = states.arrival(key) if key in states.public else Kind.WITHDRAWN
            # A redaction takes the words out of all of them. A decision shows the words of its statement.
            elif key in states.standing and (statement in redacted or subject == Subject.DECISION):
                kind = Kind.CHANGED
            else:
                continue
            belonging.append(_Listed(key, kind))
    return belonging


def _once_each(changes: list[_Listed]) -> list[_Listed]:
    """Leave out what is said to have changed if the same object is listed before."""
    seen: set[Key] = set()
    kept = []
    for change in changes:
        if change.kind != Kind.CHANGED or change.key not in seen or change.correction:
            kept.append(change)
        seen.add(change.key)
    return kept


def _in_order(changes: list[_Listed]) -> list[_Listed]:
    """Put objects that others refer to before them, and objects that nothing refers to any more after them."""
    arriving: dict[str, int] = {subject: index for index, subject in enumerate(NAMED_BY_OTHERS)}

    def rank(change: _Listed) -> int:
        if change.key[0] not in arriving or change.kind not in {Kind.PUBLISHED, Kind.WITHDRAWN}:
            return len(arriving)
        return arriving[change.key[0]] if change.kind == Kind.PUBLISHED else len(arriving) + 1

    return sorted(changes, key=rank)


def _store(changes: list[_Listed], states: _States) -> None:
    latest = {change.key: index for index, change in enumerate(changes)}
    for subject, ids in by_subject(latest).items():
        Change.objects.filter(subject=subject, subject_id__in=ids, stands=True).update(stands=False)
    listed = Change.objects.bulk_create(
        Change(
            at=change.at,
            kind=change.kind,
            subject=change.key[0],
            subject_id=change.key[1],
            correction_id=change.correction,
            tells=change.tells,
            stands=latest[change.key] == index and change.key in states.public,
        )
        for index, change in enumerate(changes)
    )
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(webhook=webhook, first=listed[0].pk, last=listed[-1].pk)
        for webhook in (Webhook.objects.on() if listed else ())
    )
    told = (
        (change.pk,)
        for change in listed
        if change.kind == Kind.PUBLISHED and change.subject == Subject.STATEMENT and change.tells is not False
    )
    write_rows(PublicationToTell, "change", told)
