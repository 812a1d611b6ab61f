"""Throw a draft away."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.models import Statement, User


@transaction.atomic
def delete_draft(*, statement: Statement, actor: User | None = None) -> None:
    """Delete a statement that was never public, with its draft revision.

    Raise ValidationError where it has been published, or where another statement responds to it.
    """
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.published_at:
        raise ValidationError(f"Statement {statement.number} has been published: withdraw it instead of deleting it.")
    if response := statement.responses.first():
        raise ValidationError(
            f"Statement {response.number} responds to statement {statement.number}: change that first."
        )
    audit(actor=actor, verb=Verb.DELETED, record=statement, note=statement.title)
    statement.current_revision = None
    statement.save(update_fields=["current_revision"])
    statement.revisions.all().delete()
    statement.delete()
