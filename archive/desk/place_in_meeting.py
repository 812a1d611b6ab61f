"""The place of a statement in its meeting, as a person says it: after which other one."""

from typing import Any

from django.core.exceptions import ValidationError

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


def position_after(other: Statement | None, statement: Statement | None, meeting: Meeting) -> int:
    """Return the position at which the statement comes directly after the other one, or first without one.

    Statements of the same position are in the order of their numbers. Raise ValidationError if the other is not of the
    meeting, or if there is no place between it and the next one.
    """
    number = statement.pk if statement else LAST
    rows = [row for row in _rows(meeting) if row.pk != number]
    if other is not None and other not in rows:
        raise ValidationError({"after": "Choose another statement of the same meeting."})
    at = rows.index(other) + 1 if other else 0
    least: tuple[Any, Any] = (rows[at - 1].position, rows[at - 1].pk) if at else (-1, 0)
    most: tuple[Any, Any] = (rows[at].position, rows[at].pk) if at < len(rows) else (LAST, 0)
    for position in (least[0], least[0] + 1, most[0]):
        if position >= 0 and position != LAST and least < (position, number) < most:
            return int(position)
    raise ValidationError({"after": "There is no place left between these two. Move the next one first."})


def _rows(meeting: Meeting) -> list[Statement]:
    rows = meeting.statements.select_related("current_revision", "speaker")
    return list(rows.order_by("position", "number"))
