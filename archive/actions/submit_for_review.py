"""Submit a draft for review."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.permission import ask
from archive.actions.review_notes import checked_note, tell_those_in_review
from archive.actions.version import check_version
from archive.models import Statement, User


@transaction.atomic
def submit_for_review(
    *, statement: Statement, note: str = "", seen: str | None = None, actor: User | None = None
) -> Statement:
    """Mark a draft as ready for review. No part of it is public yet. A note is for those who review it.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not change statements,
    ChangedMeanwhile if the statement has changed since, and ValidationError if it is not a draft.
    """
    ask(actor, "change_statement")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.status != Statement.Status.DRAFT:
        status = statement.get_status_display().lower()
        raise ValidationError(f"Statement {statement.number} is {status}: only a draft can be submitted for review.")
    if statement.current_revision is None:
        raise ValidationError(f"Statement {statement.number} has no words yet.")
    note = checked_note(note, statement)
    check_version(instance=statement, seen=seen, actor=actor)
    statement.status = Statement.Status.IN_REVIEW
    statement.save(update_fields=["status"])
    audit(actor=actor, verb=Verb.SUBMITTED, instance=statement, note=note)
    if note:
        tell_those_in_review(statement, actor)
    return statement
