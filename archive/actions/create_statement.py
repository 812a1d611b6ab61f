"""Put a new statement into the record, as a draft."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from archive.actions.audit import Verb, audit
from archive.actions.draft_revision import write_draft
from archive.actions.permission import ask
from archive.models import Meeting, Statement, Topic, User


@transaction.atomic
def create_statement(
    *, text: str, title: str = "", actor: User | None = None, topics: Iterable[Topic] = (), **fields: Any
) -> Statement:
    """Create a draft from its words and the fields of Statement; nothing of it is public.

    Where it has a meeting, board and date are the meeting's, and without a position it comes last. Raise
    NotAllowed to those who may not add statements, ValidationError for what the record refuses, an empty text included.
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
    audit(actor=actor, verb=Verb.CREATED, record=statement)
    return statement


def next_position(meeting: Meeting) -> int:
    """Return the place after the meeting's last statement; others who add to the meeting wait for the transaction."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    return (meeting.statements.aggregate(last=Max("position"))["last"] or 0) + 1
