"""Throw a draft away."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.models import Statement


@transaction.atomic
def delete_draft(*, statement: Statement) -> None:
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
    statement.current_revision = None
    statement.save(update_fields=["current_revision"])
    statement.revisions.all().delete()
    statement.delete()
