"""Create a new statement as a draft."""

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
