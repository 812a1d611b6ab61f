"""Statements that nobody but the staff has seen: create, rewrite and delete them, one or many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from archive.actions.rules import Grounds, Verb, ask, audit, audit_all, check_version, prepare_correction
from archive.actions.statements.word_times import Rewritten, carry_word_times
from archive.models import Meeting, Revision, Statement, Topic, User

# The database checks these, or the action sets them.
UNCHECKED = ("board", "meeting", "agenda_item", "speaker", "source", "responds_to", "current_revision", "statement")
CHANGED = ["number", "previous_hash", "title", "text", "reason", "author", "salt", "sha256"]


@transaction.atomic
def create_statement(
    *, text: str, title: str = "", actor: User | None = None, topics: Iterable[Topic] = (), **fields: Any
) -> Statement:
    """Create a draft from its words and the fields of Statement. No part of it is public.

    If it has a meeting, its board and date are the meeting's, and without a position it comes last. Raise NotAllowed if
    the actor may not add statements, and ValidationError for invalid values, such as an empty text.
    """
    ask(actor, "add_statement")
    if meeting := fields.get("meeting"):
        fields.setdefault("position", next_position(meeting))
    statement = Statement(**fields)
    statement.follow_meeting()
    statement.full_clean(exclude=["current_revision"])
    statement.save()
    statement.topics.set(topics)
    write_draft(statement=statement, title=title, text=text, reason="", author=actor)
    audit(actor=actor, verb=Verb.CREATED, instance=statement)
    return statement


def next_position(meeting: Meeting) -> int:
    """Return the position after the meeting's last statement.

    Others who add to the meeting wait for this transaction.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    return (meeting.statements.aggregate(last=Max("position"))["last"] or 0) + 1


@dataclass(frozen=True, slots=True)
class NewStatement:
    """The words of a new statement, its topics and the other fields of Statement."""

    text: str
    title: str = ""
    topics: Sequence[Topic] = ()
    fields: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def create_statements(
    *, meeting: Meeting, statements: Sequence[NewStatement], actor: User | None = None
) -> list[Statement]:
    """Create a draft for each, in a few queries, and return them in the same order. No part of them is public.

    Raise NotAllowed if the actor may not add statements, and ValidationError for invalid values; then none is created.
    """
    ask(actor, "add_statement")
    rows = [
        Statement(meeting=meeting, board=meeting.board, date=meeting.date, **statement.fields)
        for statement in statements
    ]
    for row in rows:
        row.clean_fields(exclude=UNCHECKED)
    rows = Statement.objects.bulk_create(rows)
    revisions = []
    for row, statement in zip(rows, statements, strict=True):
        revision = Revision(statement=row, number=1, title=statement.title, text=statement.text, author=actor)
        revision.seal()
        revision.clean_fields(exclude=UNCHECKED)
        revisions.append(revision)
    for row, revision in zip(rows, Revision.objects.bulk_create(revisions), strict=True):
        row.current_revision = revision
    Statement.objects.bulk_update(rows, ["current_revision"], batch_size=500)
    link = Statement.topics.through
    link.objects.bulk_create(
        link(statement=row, topic=topic)
        for row, statement in zip(rows, statements, strict=True)
        for topic in statement.topics
    )
    audit_all(actor=actor, verb=Verb.CREATED, instances=rows)
    return rows


@transaction.atomic
def draft_revision(
    *,
    statement: Statement,
    text: str,
    title: str = "",
    reason: str = "",
    seen: str | None = None,
    actor: User | None = None,
) -> Revision:
    """Create or replace the statement's draft revision and return it: its first words, or its next ones.

    Published revisions stay unchanged. Line ends become line feeds and the title becomes one line; otherwise the words
    stay the same, byte for byte. ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not
    change statements, ChangedMeanwhile if the statement has changed since, and ValidationError for an empty text or a
    withdrawn statement.
    """
    ask(actor, "change_statement")
    check_version(instance=statement, seen=seen, actor=actor)
    revision = write_draft(statement=statement, text=text, title=title, reason=reason, author=actor)
    audit(actor=actor, verb=Verb.CHANGED, instance=statement, note=revision.reason)
    return revision


def write_draft(
    *,
    statement: Statement,
    text: str,
    title: str,
    reason: str,
    author: User | None,
    grounds: Grounds | None = None,
) -> Revision:
    """Do what ``draft_revision`` does, for actions that write their own audit entry.

    Without grounds, the old ones stay.
    """
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if stored.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {statement.number} is withdrawn, so its words can no longer be changed.")
    text = as_stored(text)
    if not text.strip():
        raise ValidationError({"text": "Type the words of the statement."})
    last = stored.revisions.published().order_by("-number").first()
    revision = stored.revisions.filter(published_at__isnull=True).first() or Revision(statement=stored)
    timed = revision if revision.pk else last
    before = timed.text if timed else ""
    revision.number = last.number + 1 if last else 1
    revision.previous_hash = last.sha256 if last else ""
    revision.title = " ".join(title.split())
    revision.text = text
    revision.reason = " ".join(reason.split())
    revision.author = author
    revision.clean_fields(exclude=["sha256"])
    revision.seal()
    revision.full_clean()
    revision.save()
    carry_word_times([Rewritten(revision, before, timed.pk if timed else None)])
    if last and grounds:
        prepare_correction(revision, grounds)
    if not last:
        statement.current_revision = revision
        changed = ["current_revision"]
        if before != text:
            statement.uncheck()
            changed += ["checked_at", "checked_by"]
        statement.save(update_fields=changed)
    return revision


def as_stored(text: str) -> str:
    """Return the text as a revision stores it: with line feeds as line ends, and without empty lines at either end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


@dataclass(frozen=True, slots=True)
class NextWords:
    """The next words of a statement, and who wrote them."""

    statement: Statement
    text: str
    title: str = ""
    reason: str = ""
    author: User | None = None


@transaction.atomic
def draft_revisions(*, words: Sequence[NextWords]) -> None:
    """Create or replace the draft revision of each statement, in a few queries. The caller writes the audit trail.

    Published revisions stay unchanged. Raise ValidationError for invalid values, and then change none.
    """
    statements = [entry.statement.pk for entry in words]
    list(Statement.objects.select_for_update(of=("self",)).filter(pk__in=statements).order_by("pk").values_list("pk"))
    standing: dict[int, Revision] = {}
    drafts: dict[int, Revision] = {}
    for revision in Revision.objects.filter(statement__in=statements).order_by("statement", "number"):
        (drafts if revision.published_at is None else standing)[revision.statement_id] = revision
    new: list[Revision] = []
    old: list[Revision] = []
    first: list[Revision] = []
    rewritten: list[Rewritten] = []
    for entry in words:
        if entry.statement.status == Statement.Status.WITHDRAWN:
            raise ValidationError(
                f"Statement {entry.statement.pk} is withdrawn, so its words can no longer be changed."
            )
        last, draft = standing.get(entry.statement.pk), drafts.get(entry.statement.pk)
        revision = draft or Revision(statement=entry.statement)
        if timed := draft or last:
            rewritten.append(Rewritten(revision, timed.text, timed.pk))
        revision.number = last.number + 1 if last else 1
        revision.previous_hash = last.sha256 if last else ""
        revision.title, revision.text, revision.reason = entry.title, entry.text, entry.reason
        revision.author = entry.author
        revision.seal()
        revision.clean_fields(exclude=["statement", "author"])
        (old if draft else new).append(revision)
        if not last and not draft:
            first.append(revision)
    Revision.objects.bulk_create(new)
    Revision.objects.bulk_update(old, CHANGED, batch_size=200)
    carry_word_times(rewritten)
    for revision in first:
        revision.statement.current_revision = revision
    Statement.objects.bulk_update([revision.statement for revision in first], ["current_revision"], batch_size=500)


@transaction.atomic
def delete_draft(*, statement: Statement, seen: str | None = None, actor: User | None = None) -> None:
    """Delete a statement that was never public, with its draft revision.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not delete drafts, ChangedMeanwhile if
    the statement has changed since, and ValidationError if it was published or another statement responds to it.
    """
    ask(actor, "delete_statement")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.published_at:
        raise ValidationError(f"Statement {statement.number} has been published. Withdraw it instead of deleting it.")
    if response := statement.responses.first():
        raise ValidationError(
            f"Statement {response.number} responds to statement {statement.number}. Change that first."
        )
    check_version(instance=statement, seen=seen, actor=actor)
    audit(actor=actor, verb=Verb.DELETED, instance=statement, note=statement.title)
    statement.current_revision = None
    statement.save(update_fields=["current_revision"])
    statement.revisions.all().delete()
    statement.delete()
