"""Note that a person compared a statement with the recording, word by word, or that it must be compared again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.audit import Verb, audit
from archive.actions.permission import ask
from archive.actions.version import check_version
from archive.models import Statement, User


@transaction.atomic
def check_by_hand(
    *, statement: Statement, is_right: bool = True, seen: str | None = None, actor: User | None = None
) -> Statement:
    """Store who compared the words and when, for the staff. Readers only see that they were compared.

    ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not change statements or, if the
    statement is public, is not an editor; ChangedMeanwhile if it has changed since; ValidationError if it is withdrawn.
    """
    ask(actor, "change_statement")
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if stored.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {stored.number} is withdrawn, so there is nothing to check.")
    if stored.is_public:
        ask(actor, "correct_statement")
    check_version(instance=stored, seen=seen, actor=actor)
    stored.checked_at = timezone.now() if is_right else None
    stored.checked_by = actor if is_right else None
    stored.save(update_fields=["checked_at", "checked_by"])
    audit(
        actor=actor, verb=Verb.CHANGED, instance=stored, note="Checked by hand." if is_right else "To be checked again."
    )
    return stored
