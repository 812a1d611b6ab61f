"""Reinstate a withdrawn statement."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.log_correction import Grounds, Kind, log_correction
from archive.actions.permission import ask
from archive.actions.version import check_version
from archive.models import Statement, User


@transaction.atomic
def reinstate(*, statement: Statement, reason: str, seen: str | None = None, actor: User | None = None) -> Statement:
    """Publish a withdrawn statement again, with the words it had. Its tombstone stays in its history.

    The reason is a sentence for readers, ``seen`` the version that the actor saw. Raise NotAllowed if the actor may not
    reinstate, ChangedMeanwhile if the statement has changed since, and ValidationError if there is no reason or the
    statement is not withdrawn.
    """
    ask(actor, "reinstate_statement")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.status != Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {statement.number} is not withdrawn, so it cannot be reinstated.")
    if not reason.strip():
        raise ValidationError("Say in a sentence why the statement is reinstated. Readers will see it.")
    check_version(instance=statement, seen=seen, actor=actor)
    statement.status = Statement.Status.PUBLISHED
    statement.withdrawal = None
    statement.save(update_fields=["status", "withdrawal"])
    log_correction(statement=statement, grounds=Grounds(Kind.REINSTATEMENT), reason=reason)
    audit(actor=actor, verb=Verb.REINSTATED, instance=statement, note=" ".join(reason.split()))
    return statement
