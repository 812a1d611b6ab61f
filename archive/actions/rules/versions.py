"""The one guard against stale edits: a version is a hash of all that a person saw of an object.

A person who edits, publishes, schedules or removes an object says which version they saw, and the action refuses any
other. A page computes the version before it reads what it shows. If something changes in between, the page shows more
than its version, and the action refuses it.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from archive.models import (
    AgendaItem,
    Ballot,
    Board,
    Correction,
    Decision,
    Filing,
    ItemFiling,
    Meeting,
    Office,
    Revision,
    Source,
    Speaker,
    SpeakerName,
    StagedTurn,
    Statement,
    Topic,
    User,
)

LENGTH = 32
WAITING = (Statement.Status.DRAFT, Statement.Status.IN_REVIEW)
# What an object does not say itself: when it became public, who checked it, where it was imported from.
BESIDE_THE_POINT = {
    Board: frozenset({"letterhead"}),  # no page of a statement shows it
    Meeting: frozenset({"published_at", "external_id", "lead_id", "lead_start"}),
    Decision: frozenset({"counts_as_printed"}),
    Statement: frozenset({"checked_at", "checked_by_id", "external_id"}),
}
Rows = dict[int, list[tuple[Any, ...]]]


class ChangedMeanwhile(ValidationError):
    """The object has changed since the person saw it."""

    def __init__(self, instance: models.Model) -> None:
        super().__init__(
            f"{instance} has changed since you opened the page. Nothing is lost. Check it again, then decide."
        )


def check_version(*, instance: models.Model, seen: str | None, actor: User | None) -> None:
    """Raise ChangedMeanwhile if the stored object differs from the version seen. The caller has locked it.

    A person always says what they saw. A command of the site, which has no actor, does not need to.
    """
    _check(instance, seen, actor, version_of)


def check_own_fields(*, instance: models.Model, seen: str | None, actor: User | None) -> None:
    """Do the same for a change of the object's own fields, which nothing that was added to it since stands against."""
    _check(instance, seen and seen[:LENGTH], actor, lambda stored: version_of(stored)[:LENGTH])


def check_waiting(*, meeting: Meeting, seen: str | None, actor: User | None) -> None:
    """Do the same for a meeting with every statement that waits in it."""
    _check(meeting, seen, actor, version_with_waiting)


def _check(instance: Any, seen: str | None, actor: User | None, version: Callable[[Any], str]) -> None:
    if seen is None and actor is None:
        return
    if not seen or seen != version(instance):
        raise ChangedMeanwhile(instance)


def version_of(instance: models.Model) -> str:
    """Return the version of an object as it is in the database now; of a meeting, without its statements."""
    match instance:
        case Statement():
            return versions_of(Statement.objects.filter(pk=instance.pk))[instance.pk]
        case Meeting():
            return _hash(_meeting_part(instance.pk))
        case Speaker():
            added = [_of(model, "speaker", [instance.pk]) for model in (SpeakerName, Office)]
            return _hash(_row(instance)) + _hash(added)
        case StagedTurn():
            # Without its position, which changes when an earlier turn is split.
            turn = StagedTurn.objects.filter(pk=instance.pk).values("label", "kind", "item", "title", "text").first()
            return _hash([turn, sorted(instance.topics.values_list("pk", flat=True))])
    return _hash(_row(instance))


def version_with_waiting(meeting: Meeting) -> str:
    """Return the version of a meeting with every statement that waits in it."""
    waiting = versions_of(Statement.objects.filter(meeting=meeting, status__in=WAITING))
    return _hash([_meeting_part(meeting.pk), sorted(waiting.items())])


def versions_of(statements: models.QuerySet[Statement], *, in_any_status: bool = False) -> dict[int, str]:
    """Return the version of each statement by its number, in a few queries for all of them.

    It covers the current words and the waiting ones, the facts about them, and all related objects that become public
    with them, such as everybody on a roll. A speaker with a new spelling or office, a meeting with a new date, or a
    topic with a new description makes a new version. So does another status, unless ``in_any_status``.
    """
    columns = ["number", *(name for name in _columns(Statement) if not in_any_status or name != "status")]
    rows = {row[0]: row for row in statements.order_by().values_list(*columns)}
    facts = [dict(zip(columns, row, strict=True)) for row in rows.values()]
    numbers = statements.order_by().values("number")
    words = _hashes_of_wordings(numbers)
    topics = _topics(Filing.objects.filter(statement__in=numbers, how=Filing.How.PERSON), "statement")
    decisions = _of(Decision, "statement", [row["number"] for row in facts if row["kind"] == Statement.Kind.DECISION])
    rolls = _of(Ballot, "decision", decisions)
    named = _people_named(facts, decisions)
    speakers = {pk for people in named.values() for pk in people}
    beside = {
        "board_id": _of(Board, "id", {row["board_id"] for row in facts} - {None}),
        "source_id": _of(Source, "id", {row["source_id"] for row in facts} - {None}),
        "meeting_id": {pk: _meeting_part(pk) for pk in {row["meeting_id"] for row in facts} - {None}},
    }
    people = [_of(Speaker, "id", speakers), *(_of(model, "speaker", speakers) for model in (Office, SpeakerName))]
    return {
        row["number"]: _hash(
            [
                rows[row["number"]],
                words[row["number"]],
                topics[row["number"]],
                [known.get(row[name]) for name, known in beside.items()],
                [[known.get(pk) for known in people] for pk in sorted(named[row["number"]])],
                decisions.get(row["number"]),
                rolls.get(row["number"]),
            ]
        )
        for row in facts
    }


def _people_named(facts: Iterable[dict[str, Any]], decisions: Iterable[int]) -> dict[int, set[int]]:
    """Return who is named in each statement: its speaker, who moved and seconded it, and those on its roll."""
    named = {row["number"]: {row["speaker_id"]} for row in facts}
    if decided := list(decisions):
        put = Decision.objects.filter(pk__in=decided).values_list("pk", "mover", "seconder")
        roll = Ballot.objects.filter(decision__in=decided, speaker__isnull=False).order_by()
        for number, *people in (*put, *roll.values_list("decision", "speaker")):
            named[number].update(people)
    return {number: people - {None} for number, people in named.items()}


def _hashes_of_wordings(numbers: models.QuerySet) -> Rows:
    """Return, for each statement, the hashes of its wordings, and the reasons and grounds that wait with them."""
    words: Rows = defaultdict(list)
    revisions = Revision.objects.filter(statement__in=numbers).order_by("statement", "number")
    for number, *named in revisions.values_list(
        "statement", "number", "sha256", "remaining_sha256", "reason", "published_at"
    ):
        words[number].append(tuple(named))
    prepared = Correction.objects.filter(statement__in=numbers, at__isnull=True)
    for number, *grounds in prepared.values_list("statement", "kind", "evidence", "evidence_url"):
        words[number].append(tuple(grounds))
    return words


def _meeting_part(pk: int) -> list[Any]:
    """Return the facts about a meeting without its statements. They become public with the first of them."""
    board = Board.objects.filter(meetings=pk).values_list(*_columns(Board)).first()
    about = _topics(ItemFiling.objects.filter(agenda_item__meeting=pk, how=Filing.How.PERSON), "agenda_item")
    documents = Source.objects.filter(meetings=pk).order_by("pk").values_list(*_columns(Source))
    return [_row(Meeting(pk=pk)), board, _of(AgendaItem, "meeting", [pk]), about, list(documents)]


def _topics(links: models.QuerySet, of: str) -> Rows:
    """Return all columns of the linked topics, by the object that they belong to."""
    topics: Rows = defaultdict(list)
    columns = [f"topic__{name}" for name in _columns(Topic)]
    for pk, *topic in links.order_by("topic", of).values_list(of, *columns):
        topics[pk].append(tuple(topic))
    return topics


def _of(model: type[models.Model], key: str, values: Iterable[int]) -> Rows:
    """Return the rows of a table, grouped by one of their columns."""
    rows: Rows = defaultdict(list)
    if values := list(values):
        queryset = model._base_manager.filter(**{f"{key}__in": values}).order_by("pk")
        for value, *row in queryset.values_list(key, *_columns(model)):
            rows[value].append(tuple(row))
    return rows


def _row(instance: models.Model) -> tuple[Any, ...] | None:
    """Return all columns of an object as they are in the database now."""
    return type(instance)._base_manager.filter(pk=instance.pk).values_list(*_columns(type(instance))).first()


def _columns(model: type[models.Model]) -> list[str]:
    left_out = BESIDE_THE_POINT.get(model, frozenset())
    return [field.attname for field in model._meta.concrete_fields if field.attname not in left_out]


def _hash(seen: Any) -> str:
    return hashlib.sha256(json.dumps(seen, default=str).encode()).hexdigest()[:LENGTH]
