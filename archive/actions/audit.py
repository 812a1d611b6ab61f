"""Write down who did what, in the transaction that does it."""

from collections.abc import Iterable

from django.db import models

from archive.actions.removed_words import without_removed
from archive.models import AuditEntry, Statement, User

NAME_LENGTH = AuditEntry._meta.get_field("name").max_length
Verb = AuditEntry.Verb


def audit(*, actor: User | None, verb: Verb, record: models.Model, note: str = "") -> None:
    """Add an entry about one record. Without an actor a command of the site did it."""
    audit_all(actor=actor, verb=verb, records=[record], note=note)


def audit_all(*, actor: User | None, verb: Verb, records: Iterable[models.Model], note: str = "") -> None:
    """Add an entry about each record, in one query; words that were redacted are gaps in it."""
    AuditEntry.objects.bulk_create(
        AuditEntry(
            actor=actor,
            verb=verb,
            subject=record._meta.model_name,
            subject_id=record.pk,
            name=_kept(str(record), record)[:NAME_LENGTH],
            note=_kept(note, record),
        )
        for record in records
    )


def _kept(text: str, record: models.Model) -> str:
    # A statement goes by its number, and there may be thousands of them; what is noted of one is not its words.
    return text if isinstance(record, Statement) else without_removed(text, record)


def audit_unknown(*, verb: Verb, kind: str, name: str, note: str) -> None:
    """Add an entry about a record that is not there, such as an account that somebody tried to sign in with."""
    AuditEntry.objects.create(verb=verb, subject=kind, subject_id=0, name=name, note=note)
