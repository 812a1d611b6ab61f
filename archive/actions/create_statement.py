"""Put a new statement into the record, as a draft."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from archive.actions.draft_revision import draft_revision
from archive.models import Statement, Topic, User


@transaction.atomic
def create_statement(
    *, text: str, title: str = "", author: User | None = None, topics: Iterable[Topic] = (), **fields: Any
) -> Statement:
    """Create a draft from its words and the fields of Statement; nothing of it is public.

    Where it has a meeting, board and date are the meeting's unless given. Raise ValidationError for what the record
    refuses, an empty text included.
    """
    if meeting := fields.get("meeting"):
        fields.setdefault("board", meeting.board)
        fields.setdefault("date", meeting.date)
    statement = Statement(**fields)
    statement.full_clean(exclude=["current_revision"])
    statement.save()
    statement.topics.set(topics)
    draft_revision(statement=statement, title=title, text=text, author=author)
    return statement
