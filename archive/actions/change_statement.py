"""Change what is known of a statement, and the words it has or is to have next."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.draft_revision import write_draft
from archive.actions.log_correction import Grounds
from archive.models import Statement, Topic, User

WHO_SAID_IT = ("speaker", "attribution")


@transaction.atomic
def change_statement(
    *,
    statement: Statement,
    title: str | None = None,
    text: str | None = None,
    reason: str | None = None,
    topics: Iterable[Topic] | None = None,
    grounds: Grounds | None = None,
    actor: User | None = None,
    **fields: Any,
) -> Statement:
    """Set what is given, and nothing else, so that people who change different things do not undo each other.

    Of a published statement the words become a draft of its next revision, with the grounds on which they change; the
    rest holds at once. Raise ValidationError for what the record refuses, where the statement is withdrawn, and for
    another speaker of a published one: that is corrected in public.
    """
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if stored.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {stored.number} is withdrawn: it does not change any more.")
    if stored.is_public and any(name in fields and getattr(stored, name) != fields[name] for name in WHO_SAID_IT):
        raise ValidationError("Who said it is on public record: correct it in public, with a reason.")
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
    if any(given is not None for given in (title, text, reason, grounds)):
        changed.append("words")
        last = stored.revisions.order_by("-number").first()
        kept = (last.title, last.text, "" if last.published_at else last.reason) if last else ("", "", "")
        title, text, reason = (
            old if new is None else new for new, old in zip((title, text, reason), kept, strict=True)
        )
        write_draft(statement=stored, title=title, text=text, reason=reason, author=actor, grounds=grounds)
    if changed:
        audit(actor=actor, verb=Verb.CHANGED, record=stored, note=", ".join(changed).replace("_", " "))
    return stored
