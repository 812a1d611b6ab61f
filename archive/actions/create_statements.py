"""Create many new statements of a meeting at once, as drafts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from archive.actions.audit import Verb, audit_all
from archive.actions.permission import ask
from archive.models import Meeting, Revision, Statement, Topic, User

# The database checks these, or the action sets them.
UNCHECKED = ("board", "meeting", "agenda_item", "speaker", "source", "responds_to", "current_revision", "statement")


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
