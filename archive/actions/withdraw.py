"""Take a statement out of public view."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.deciding import role_of
from archive.actions.log_correction import Grounds, Kind, log_correction
from archive.models import Statement, Tombstone, User


@transaction.atomic
def withdraw(*, statement: Statement, category: str, reason: str, actor: User | None = None) -> Statement:
    """Withdraw a published statement: its tombstone says why, and nothing else shows it from this commit on.

    The category is one of Tombstone.Category, the reason a sentence for readers. Raise ValidationError without either,
    or where the statement is not published.
    """
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if not statement.is_public:
        raise ValidationError(f"Statement {statement.number} is not published, so it cannot be withdrawn.")
    if not reason.strip():
        raise ValidationError("Say in a sentence why the statement is withdrawn; readers will see it.")
    tombstone = Tombstone(
        statement=statement,
        what=Tombstone.What.WITHDRAWAL,
        category=category,
        reason=" ".join(reason.split()),
        revision=statement.current_revision,
        sha256=statement.current_revision.sha256,
        decided_by=actor,
        decided_as=role_of(actor) if actor else "",
    )
    tombstone.full_clean()
    tombstone.save()
    statement.status = Statement.Status.WITHDRAWN
    statement.withdrawal = tombstone
    statement.save(update_fields=["status", "withdrawal"])
    log_correction(statement=statement, tombstone=tombstone, grounds=Grounds(Kind.WITHDRAWAL))
    audit(actor=actor, verb=Verb.WITHDRAWN, record=statement, note=tombstone.reason)
    return statement
