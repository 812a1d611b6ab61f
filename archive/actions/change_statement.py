"""Change the facts about a statement, and its words now or next."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.draft_revision import write_draft
from archive.actions.file_under import file_under, filed_topics
from archive.actions.log_correction import Grounds
from archive.actions.permission import ask
from archive.actions.version import check_version
from archive.models import Statement, Topic, User
from archive.models.fields.described import Rule, rules_of


@transaction.atomic
def change_statement(
    *,
    statement: Statement,
    title: str | None = None,
    text: str | None = None,
    reason: str | None = None,
    topics: Iterable[Topic] | None = None,
    grounds: Grounds | None = None,
    seen: str | None = None,
    actor: User | None = None,
    **fields: Any,
) -> Statement:
    """Save only the given values, so that people who change different things do not undo each other's work.

    For a published statement, only words can be given. They become a draft of its next revision, with the grounds for
    the change. ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not change statements,
    ChangedMeanwhile if the statement has changed since, and ValidationError for invalid values, for a withdrawn
    statement, and for other changes of a published one, which must be corrected in public.
    """
    ask(actor, "change_statement")
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if stored.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {stored.number} is withdrawn and can no longer be changed.")
    check_version(instance=stored, seen=seen, actor=actor)
    topics = None if topics is None else list(topics)
    changed = differing(stored, fields, topics)
    if stored.is_public and changed:
        named = changed[0].replace("_", " ").capitalize()
        raise ValidationError(f"{named} is public. Correct it in public, with a reason.")
    set_facts(stored, fields, topics)
    if any(given is not None for given in (title, text, reason, grounds)):
        changed.append("words")
        last = stored.revisions.order_by("-number").first()
        kept = (last.title, last.text, "" if last.published_at else last.reason) if last else ("", "", "")
        title, text, reason = (
            old if new is None else new for new, old in zip((title, text, reason), kept, strict=True)
        )
        write_draft(statement=stored, title=title, text=text, reason=reason, author=actor, grounds=grounds)
    if changed:
        audit(actor=actor, verb=Verb.CHANGED, instance=stored, note=", ".join(changed).replace("_", " "))
    return stored


def differing(statement: Statement, fields: dict[str, Any], topics: list[Topic] | None) -> list[str]:
    """Return the names of the given values that differ; raise ValidationError for a field that no form changes."""
    rules = rules_of(Statement)
    if locked := [name for name in fields if rules.get(name) is not Rule.IN_PUBLIC]:
        raise ValidationError(f"{locked[0].replace('_', ' ').capitalize()} cannot be changed by hand.")
    changed = [name for name, value in fields.items() if getattr(statement, name) != value]
    if topics is not None and {topic.pk for topic in topics} != {topic.pk for topic in filed_topics(statement)}:
        changed.append("topics")
    return changed


def set_facts(statement: Statement, fields: dict[str, Any], topics: list[Topic] | None) -> None:
    """Save facts about a statement, but not its words; raise ValidationError for invalid values."""
    if fields:
        for name, value in fields.items():
            setattr(statement, name, value)
        statement.follow_meeting()
        statement.full_clean(exclude=["current_revision"])
        statement.save(update_fields={*fields, "board", "date"})
    if topics is not None:
        file_under(statement, topics)
