"""Change what is known of a statement, and the words of one that was never public."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.draft_revision import write_draft
from archive.models import Statement, Topic, User


@transaction.atomic
def change_statement(
    *,
    statement: Statement,
    title: str | None = None,
    text: str | None = None,
    topics: Iterable[Topic] | None = None,
    actor: User | None = None,
    **fields: Any,
) -> Statement:
    """Set the fields given, and no others, so that people who change different things do not undo each other.

    Title and text change only while the statement was never public; after that a correction changes them. Raise
    ValidationError for what the record refuses, and where the statement is withdrawn.
    """
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if stored.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {stored.number} is withdrawn: nothing about it changes any more.")
    changed = [*fields]
    if fields:
        for name, value in fields.items():
            setattr(stored, name, value)
        stored.follow_meeting()
        stored.full_clean(exclude=["current_revision"])
        stored.save(update_fields={*fields, "board", "date"})
    if topics is not None:
        changed.append("topics")
        stored.topics.set(topics)
    if title is not None or text is not None:
        if stored.published_at:
            raise ValidationError(f"Statement {stored.number} is published: correct its words instead.")
        changed.append("words")
        words = stored.current_revision
        kept = (words.title, words.text) if words else ("", "")
        title, text = (old if new is None else new for new, old in zip((title, text), kept, strict=True))
        write_draft(statement=stored, title=title, text=text, reason="", author=actor)
    if changed:
        audit(actor=actor, verb=Verb.CHANGED, record=stored, note=", ".join(changed).replace("_", " "))
    return stored
