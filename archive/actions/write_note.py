"""Write a note about a statement that is not public yet."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.permission import ask
from archive.actions.review_notes import checked_note, tell_those_in_review
from archive.models import Statement, User


@transaction.atomic
def write_note(*, statement: Statement, note: str, actor: User | None = None) -> None:
    """Write a note to the others who work on the statement, such as an answer to why it was sent back.

    Raise NotAllowed if the actor may not change statements, and ValidationError if the note is empty or too long, or if
    the statement was ever public.
    """
    ask(actor, "change_statement")
    if statement.published_at:
        raise ValidationError(f"Statement {statement.number} is public. Correct it instead.")
    note = checked_note(note, statement, otherwise="Type the note first.")
    audit(actor=actor, verb=Verb.COMMENTED, instance=statement, note=note)
    tell_those_in_review(statement, actor)
