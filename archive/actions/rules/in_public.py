"""Changes that readers see are made in public: by an editor, with a reason, in the corrections log."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from archive.actions.blank import is_blank
from archive.actions.rules.corrections import Grounds, Kind, log_object_change
from archive.actions.rules.permission import NotAllowed, ask
from archive.models import AgendaItem, Ballot, Correction, Decision, Office, SpeakerName, User
from archive.models.fields import PublicQuerySet, Rule, rules_of


class FieldChange(NamedTuple):
    """A field under its everyday name, with the values before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why the public record changes, for readers: a reason, and the evidence."""

    reason: str = ""
    evidence: str = ""
    evidence_url: str = ""


NOT_SAID = Why()


def owner_of(instance: models.Model) -> models.Model:
    """Return the object on whose page readers see this one: for an agenda item, its meeting."""
    match instance:
        case AgendaItem():
            return instance.meeting
        case Office() | SpeakerName():
            return instance.speaker
        case Decision():
            return instance.statement
        case Ballot():
            return instance.decision.statement
    return instance


def is_public(instance: models.Model) -> bool:
    """Return whether readers can see the object: by its own visibility rule or, without one, on its owner's page.

    Only staff see a table that has neither.
    """
    rows = type(instance)._default_manager.all()
    if isinstance(rows, PublicQuerySet):
        return rows.public().filter(pk=instance.pk).exists()
    owner = owner_of(instance)
    return owner is not instance and is_public(owner)


def ask_to_change(actor: User | None, codename: str, owner: models.Model) -> None:
    """Raise NotAllowed if the actor lacks the permission or, for an object that readers see, is not an editor."""
    ask(actor, codename)
    if owner.pk is not None and is_public(owner):
        ask(actor, "correct_statement")


def may_change(actor: User | None, codename: str, owner: models.Model) -> bool:
    """Return whether ``ask_to_change`` would allow the change."""
    try:
        ask_to_change(actor, codename, owner)
    except NotAllowed:
        return False
    return True


def editable(model: type[models.Model]) -> list[str]:
    """Return the names of the columns that a person may change."""
    rules = rules_of(model)
    by_hand = {Rule.IN_PUBLIC, Rule.WORK}
    return [field.name for field in model._meta.concrete_fields if rules[field.name] in by_hand]


def changed_fields(before: models.Model, after: models.Model) -> list[str]:
    """Return the names of the columns that a person may change and that have changed."""
    fields = [_column(after, name) for name in editable(type(after))]
    return [field.name for field in fields if getattr(before, field.attname) != getattr(after, field.attname)]


def public_changes(before: models.Model, after: models.Model, names: Sequence[str]) -> list[FieldChange]:
    """Return the changes of those fields that readers will see."""
    rules = rules_of(type(after))
    seen = [name for name in names if rules[name].is_seen]
    return [FieldChange(label_of(after, name), value_of(before, name), value_of(after, name)) for name in seen]


def label_of(instance: models.Model, name: str) -> str:
    """Return the everyday name of a field. If the object is on another one's page, the name says which object it is."""
    label = str(_column(instance, name).verbose_name)
    return label if owner_of(instance) is instance else f"{instance._meta.verbose_name}: {label}"


def _column(instance: models.Model, name: str) -> "models.Field[Any, Any]":
    return next(
        field for field in (*instance._meta.concrete_fields, *instance._meta.many_to_many) if field.name == name
    )


def value_of(instance: models.Model, name: str) -> str:
    """Return the value of a field as readers see it."""
    if _column(instance, name).choices:
        return str(getattr(instance, f"get_{name}_display")())
    value: Any = getattr(instance, name)
    return "" if value is None else str(value)


def change_in_public(
    *, owner: models.Model, changes: Sequence[FieldChange], why: Why, actor: User | None
) -> Correction | None:
    """Log the changes of an object that readers can see. For other objects, or without changes, do nothing.

    Call it in the transaction of the change, and call ``ask_to_change`` first. Raise NotAllowed if the actor may not
    correct, and ValidationError without a reason.
    """
    if not changes or not is_public(owner):
        return None
    ask(actor, "correct_statement")
    if is_blank(why.reason):
        raise ValidationError({"reason": "Readers can already see this. Give a reason for the change in a sentence."})
    grounds = Grounds(Kind.RECORD, why.evidence, why.evidence_url)
    return log_object_change(subject=owner, changes=changes, reason=why.reason, grounds=grounds)
