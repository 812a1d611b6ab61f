"""The place of a statement in its meeting, as a person says it: after which other one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from archive.models import Meeting, Statement

LAST = float("inf")


def before(statement: Statement | None, meeting: Meeting | None) -> Statement | None:
    """Return the statement before it in its meeting, or the last of the meeting for a new one."""
    if meeting is None:
        return None
    rows = _rows(meeting)
    if statement is not None:
        rows = [row for row in rows if (row.position, row.pk) < (statement.position, statement.pk)]
    return rows[-1] if rows else None


@transaction.atomic
def make_place(*, after: Statement | None, statement: Statement | None, meeting: Meeting) -> int:
    """Return the position at which the statement comes directly after the other one, or first without one.

    Statements of the same position are in the order of their numbers. If there is no place left, the drafts that follow
    move on. Raise ValidationError if the other statement is not of the meeting, or if one that would have to move is
    published: only a correction moves that.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    number = statement.pk if statement else LAST
    rows = [row for row in _rows(meeting) if row.pk != number]
    if after is not None and after not in rows:
        raise ValidationError({"after": "Choose another statement of the same meeting."})
    at = rows.index(after) + 1 if after else 0
    least: tuple[Any, Any] = (rows[at - 1].position, rows[at - 1].pk) if at else (-1, 0)
    most: tuple[Any, Any] = (rows[at].position, rows[at].pk) if at < len(rows) else (LAST, 0)
    for position in (least[0], least[0] + 1, most[0]):
        if position >= 0 and position != LAST and least < (position, number) < most:
            return int(position)
    following = rows[at:]
    if any(row.published_at for row in following):
        raise ValidationError({"after": "There is no place left: the next one is published. Correct its place first."})
    # By two, so that there is a place for the statement whatever its number is.
    Statement.objects.filter(pk__in=[row.pk for row in following]).update(position=F("position") + 2)
    return int(least[0]) + 1


def _rows(meeting: Meeting) -> list[Statement]:
    rows = meeting.statements.select_related("current_revision", "speaker")
    return list(rows.order_by("position", "number"))
