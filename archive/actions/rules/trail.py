"""Write the audit trail, in the transaction of each action."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models

from archive.actions.removed_words.memory import without_removed
from archive.models import AuditEntry, Statement, User

NAME_LENGTH = AuditEntry._meta.get_field("name").max_length
Verb = AuditEntry.Verb
_act: ContextVar[AuditEntry | None] = ContextVar("act on many objects", default=None)


def audit(
    *,
    actor: User | None,
    verb: Verb,
    instance: models.Model,
    note: str = "",
    name: str = "",
    act: AuditEntry | None = None,
) -> AuditEntry:
    """Add an entry about one object and return it. Without an actor, a command of the site did it."""
    (entry,) = audit_all(actor=actor, verb=verb, instances=[instance], note=note, name=name, act=act)
    return entry


def audit_all(
    *,
    actor: User | None,
    verb: Verb,
    instances: Iterable[models.Model],
    note: str = "",
    name: str = "",
    act: AuditEntry | None = None,
) -> list[AuditEntry]:
    """Add an entry about each object, in one query, and return them. Redacted words in notes become gaps.

    ``name`` stands for their own, where that says what the entry must not. ``act`` is the entry that they belong to, if
    it is not the act that goes on.
    """
    return AuditEntry.objects.bulk_create(
        AuditEntry(
            actor=actor,
            verb=verb,
            subject=str(instance._meta.model_name),
            subject_id=instance.pk,
            name=(name or _kept(str(instance), instance))[:NAME_LENGTH],
            note=_kept(note, instance),
            act=act or _act.get(),
        )
        for instance in instances
    )


def _kept(text: str, instance: models.Model) -> str:
    # A statement is named by its number, and a note never quotes its words. There may be thousands of statements.
    return text if isinstance(instance, Statement) else without_removed(text, instance)


@contextmanager
def one_act(*, actor: User | None, verb: Verb, instance: models.Model, note: str = "") -> Iterator[None]:
    """Add an entry about an act on many objects. Entries added inside the context are its parts.

    Call it in the transaction of the whole act, so that no part remains without it.
    """
    before = _act.set(audit(actor=actor, verb=verb, instance=instance, note=note))
    try:
        yield
    finally:
        _act.reset(before)


def audit_unknown(*, verb: Verb, kind: str, name: str, note: str) -> None:
    """Add an entry about an object that does not exist, such as an account that somebody tried to sign in with."""
    AuditEntry.objects.create(verb=verb, subject=kind, subject_id=0, name=name, note=note)
