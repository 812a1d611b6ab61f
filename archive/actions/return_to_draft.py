"""Send a statement in review back to draft."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.permission import ask
from archive.actions.review_notes import checked_note, tell_those_in_review
from archive.actions.schedule import cancel_plans_of
from archive.actions.version import check_version
from archive.models import Statement, User


@transaction.atomic
def return_to_draft(
    *, statement: Statement, note: str, seen: str | None = None, actor: User | None = None
) -> Statement:
    """Make a statement in review a draft again. The note says what is missing, to those who submitted it.

    A planned publication that it is part of is cancelled. ``seen`` is the version that the actor saw. Raise NotAllowed
    if the actor may not publish, ChangedMeanwhile if the statement has changed since, and ValidationError if it is not
    in review, or without a note.
    """
    ask(actor, "publish_statement")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.status != Statement.Status.IN_REVIEW:
        raise ValidationError(f"Statement {statement.number} is not in review.")
    note = checked_note(note, statement, otherwise="Say what is missing. The person who submitted it sees the note.")
    check_version(instance=statement, seen=seen, actor=actor)
    statement.status = Statement.Status.DRAFT
    statement.save(update_fields=["status"])
    audit(actor=actor, verb=Verb.RETURNED, instance=statement, note=note)
    cancel_plans_of([statement], actor=actor, because=f"{statement} was sent back to draft.")
    tell_those_in_review(statement, actor)
    return statement
