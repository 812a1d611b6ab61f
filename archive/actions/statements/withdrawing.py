"""Withdraw a statement from public view, and reinstate it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.blank import is_blank
from archive.actions.rules import Grounds, Kind, Verb, ask, audit, check_version, log_correction, role_of
from archive.models import Statement, Tombstone, User


@transaction.atomic
def withdraw(
    *, statement: Statement, category: str, reason: str, seen: str | None = None, actor: User | None = None
) -> Statement:
    """Withdraw a published statement. Its tombstone says why; from this commit on, nothing else of it is shown.

    The category is one of Tombstone.Category, the reason a sentence for readers, ``seen`` the version that the actor
    saw. Raise NotAllowed if the actor may not withdraw, ChangedMeanwhile if the statement has changed since, and
    ValidationError without category or reason, or if the statement is not published.
    """
    ask(actor, "withdraw_statement")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if not statement.is_public:
        raise ValidationError(f"Statement {statement.number} is not published, so it cannot be withdrawn.")
    if is_blank(reason):
        raise ValidationError("Say in a sentence why the statement is withdrawn. Readers will see it.")
    check_version(instance=statement, seen=seen, actor=actor)
    tombstone = Tombstone(
        statement=statement,
        what=Tombstone.What.WITHDRAWAL,
        category=category,
        reason=" ".join(reason.split()),
        revision=statement.published_revision,
        sha256=statement.published_revision.sha256,
        decided_by=actor,
        decided_as=role_of(actor) if actor else "",
    )
    tombstone.full_clean()
    tombstone.save()
    statement.status = Statement.Status.WITHDRAWN
    statement.withdrawal = tombstone
    statement.save(update_fields=["status", "withdrawal"])
    log_correction(statement=statement, tombstone=tombstone, grounds=Grounds(Kind.WITHDRAWAL))
    audit(actor=actor, verb=Verb.WITHDRAWN, instance=statement, note=tombstone.reason)
    return statement


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
    if is_blank(reason):
        raise ValidationError("Say in a sentence why the statement is reinstated. Readers will see it.")
    check_version(instance=statement, seen=seen, actor=actor)
    statement.status = Statement.Status.PUBLISHED
    statement.withdrawal = None
    statement.save(update_fields=["status", "withdrawal"])
    logged = log_correction(statement=statement, grounds=Grounds(Kind.REINSTATEMENT), reason=reason)
    audit(actor=actor, verb=Verb.REINSTATED, instance=statement, note=logged.own_reason)
    return statement
