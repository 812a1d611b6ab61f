"""Take a statement out of public view."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.audit import Verb, audit
from archive.actions.log_correction import Grounds, Kind, log_correction
from archive.models import Statement, User


@transaction.atomic
def withdraw(*, statement: Statement, reason: str, actor: User | None = None) -> Statement:
    """Withdraw a published statement: its page says why, and nothing else shows it from this commit on.

    The reason is a sentence for readers. Raise ValidationError without one, or where the statement is not published.
    """
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if not statement.is_public:
        raise ValidationError(f"Statement {statement.number} is not published, so it cannot be withdrawn.")
    if not reason.strip():
        raise ValidationError("Say in a sentence why the statement is withdrawn; readers will see it.")
    statement.status = Statement.Status.WITHDRAWN
    statement.withdrawn_at = timezone.now()
    statement.withdrawal_reason = reason.strip()
    statement.save(update_fields=["status", "withdrawn_at", "withdrawal_reason"])
    log_correction(statement=statement, grounds=Grounds(Kind.WITHDRAWAL), reason=statement.withdrawal_reason)
    audit(actor=actor, verb=Verb.WITHDRAWN, record=statement, note=statement.withdrawal_reason)
    return statement
