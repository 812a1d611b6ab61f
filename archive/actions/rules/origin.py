"""Where a text comes from, and how close it is to what was said: a person says both of every statement."""

from typing import Any

from django.core.exceptions import ValidationError

from archive.models import Statement

SAY = {"source": "Name the source of the text.", "text_status": "Say how close the text is to what was said."}


def check_origin(statement: Statement) -> None:
    """Raise ValidationError unless the statement has a source and a text status."""
    has = {"source": statement.source_id, "text_status": statement.text_status}
    if missing := {name: SAY[name] for name, value in has.items() if not value}:
        raise ValidationError(missing)


def check_origin_stays(statement: Statement, fields: dict[str, Any]) -> None:
    """Raise ValidationError if these new values take away the source or the text status that the statement has."""
    if taken := {name: SAY[name] for name in SAY if name in fields and not fields[name] and getattr(statement, name)}:
        raise ValidationError(taken)
