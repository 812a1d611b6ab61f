"""Delete a draft."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.permission import ask
from archive.actions.version import check_version
from archive.models import Statement, User


@transaction.atomic
def delete_draft(*, statement: Statement, seen: str | None = None, actor: User | None = None) -> None:
    """Delete a statement that was never public, with its draft revision.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not delete drafts, ChangedMeanwhile if
    the statement has changed since, and ValidationError if it was published or another statement responds to it.
    """
    ask(actor, "delete_statement")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.published_at:
        raise ValidationError(f"Statement {statement.number} has been published. Withdraw it instead of deleting it.")
    if response := statement.responses.first():
        raise ValidationError(
            f"Statement {response.number} responds to statement {statement.number}. Change that first."
        )
    check_version(instance=statement, seen=seen, actor=actor)
    audit(actor=actor, verb=Verb.DELETED, instance=statement, note=statement.title)
    statement.current_revision = None
    statement.save(update_fields=["current_revision"])
    statement.revisions.all().delete()
    statement.delete()
