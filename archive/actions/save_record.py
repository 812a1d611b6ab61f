"""Save a record that has no words of its own: a board, a meeting, a speaker, a name, an office."""

from collections.abc import Iterable

from django.db import models, transaction

from archive.actions.audit import Verb, audit
from archive.models import User


@transaction.atomic
def save_record(*, record: models.Model, changed: Iterable[str] = (), actor: User | None = None) -> None:
    """Create or change the record; ``changed`` names the fields for the audit trail.

    Raise ValidationError for what the record refuses.
    """
    verb = Verb.CREATED if record._state.adding else Verb.CHANGED
    record.full_clean()
    record.save()
    audit(actor=actor, verb=verb, record=record, note=", ".join(changed).replace("_", " "))


@transaction.atomic
def delete_record(*, record: models.Model, actor: User | None = None) -> None:
    """Delete the record. Raise ProtectedError where others stand on it."""
    audit(actor=actor, verb=Verb.DELETED, record=record)
    record.delete()
