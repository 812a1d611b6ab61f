"""Save or delete an object without words of its own: a board, meeting, agenda item, speaker, source or topic."""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models.deletion import Collector
from django.utils.text import slugify

from archive.actions.removed_words import disk
from archive.actions.removed_words.memory import searches_with_removed, without_removed
from archive.actions.removed_words.removed import words_of_address
from archive.actions.rules import (
    NOT_SAID,
    FieldChange,
    Verb,
    Why,
    ask,
    ask_to_change,
    audit,
    change_in_public,
    changed_fields,
    check_own_fields,
    check_version,
    check_visible,
    editable,
    is_public,
    owner_of,
    public_changes,
)
from archive.models import FormerSlug, Meeting, OutboxEntry, Slugged, Topic, User
from archive.search.engines import filing, outbox


@transaction.atomic
def save_object(
    *, instance: models.Model, why: Why = NOT_SAID, seen: str | None = None, actor: User | None = None
) -> None:
    """Create the object, or save those of its fields that people may change.

    Changes that readers can see are public: ``why`` gives the reason, and the corrections log has the change. ``seen``
    is the version of an existing object that the actor saw. Raise NotAllowed if the actor may not do this,
    ChangedMeanwhile if the object has changed since, and ValidationError if a reason is missing or a value is invalid.
    """
    name = instance._meta.model_name
    _check_rule(instance)
    is_new = instance._state.adding
    ask_to_change(actor, f"{'add' if is_new else 'change'}_{name}", owner_of(instance))
    _ask_for_rule(actor, instance)
    if is_new:
        instance.full_clean()
        check_visible(instance)
        owner = owner_of(instance)
        if owner is not instance:
            added = FieldChange(name_of(instance), "", str(instance))
            change_in_public(owner=owner, changes=[added], why=why, actor=actor)
        instance.save()
        audit(actor=actor, verb=Verb.CREATED, instance=instance)
        return
    stored = type(instance)._base_manager.select_for_update(of=("self",)).get(pk=instance.pk)
    _ask_for_rule(actor, stored)
    check_own_fields(instance=stored, seen=seen, actor=actor)
    kept = [field.name for field in instance._meta.concrete_fields if field.name not in editable(type(instance))]
    instance.refresh_from_db(fields=kept)
    if isinstance(stored, Slugged) and isinstance(instance, Slugged):
        _let_slug_follow(stored, instance)
    instance.full_clean()
    check_visible(instance)
    changed = changed_fields(stored, instance)
    changes = public_changes(stored, instance, changed)
    owner = owner_of(stored)
    instance.save()
    _follow(instance, changed)
    change_in_public(owner=owner, changes=changes, why=why, actor=actor)
    audit(actor=actor, verb=Verb.CHANGED, instance=instance, note=_note_of_change(stored, changed))


@transaction.atomic
def delete_object(
    *, instance: models.Model, why: Why = NOT_SAID, seen: str | None = None, actor: User | None = None
) -> None:
    """Delete the object. If it is shown on another object's page, the corrections log keeps what it was.

    ``seen`` is the version that the actor saw. Raise what ``check_deletion`` raises, and ValidationError without a
    reason if readers can see the object.
    """
    stored = type(instance)._base_manager.select_for_update(of=("self",)).get(pk=instance.pk)
    check_deletion(instance=stored, seen=seen, actor=actor)
    owner = owner_of(stored)
    audit(actor=actor, verb=Verb.DELETED, instance=stored)
    if isinstance(stored, Meeting):
        kept = stored.transcriptions.exclude(file="")
        disk.delete_recordings(stored.pk, kept.values_list("file", flat=True))
    stored.delete()
    if owner is not stored:
        gone = FieldChange(name_of(instance), str(instance), "")
        change_in_public(owner=owner, changes=[gone], why=why, actor=actor)


def check_deletion(*, instance: models.Model, seen: str | None = None, actor: User | None = None) -> None:
    """Raise NotAllowed if the actor may not delete the object, and ChangedMeanwhile if it has changed since.

    Raise ValidationError if the object has a public page of its own, and ProtectedError if other objects depend on it.
    """
    owner = owner_of(instance)
    ask_to_change(actor, f"delete_{instance._meta.model_name}", owner)
    check_version(instance=instance, seen=seen, actor=actor)
    if owner is instance and is_public(instance):
        raise ValidationError(f"Readers can see {instance} already, so it cannot be deleted.")
    Collector(using=DEFAULT_DB_ALIAS).collect([instance])


def _ask_for_rule(actor: User | None, instance: models.Model) -> None:
    """Raise NotAllowed if a topic has a rule and the actor may not publish: a rule can make a topic public."""
    if isinstance(instance, Topic) and instance.rule.strip():
        ask(actor, "publish_statement")


def _check_rule(instance: models.Model) -> None:
    """Raise ValidationError if the rule of a topic is not valid."""
    if isinstance(instance, Topic) and (problem := filing.problem_of(instance.rule)):
        raise ValidationError({"rule": problem})


def name_of(instance: models.Model) -> str:
    """Return the name that people use for such an object."""
    return str(instance._meta.verbose_name)


def _follow(instance: models.Model, changed: list[str]) -> None:
    """Copy board and date of a meeting to its statements, which store both for fast lists."""
    if "slug" in changed and isinstance(instance, Slugged):
        _forget_slugs_with_removed(instance)
    if "title" in changed:
        _forget_external_id_with_removed(instance)
    if isinstance(instance, Meeting) and {"board", "date"} & set(changed):
        instance.statements.update(board=instance.board, date=instance.date)
        if instance.statements.public().exists():
            outbox.add(OutboxEntry.Subject.MEETING, [instance.pk])


def _let_slug_follow(stored: Slugged, instance: Slugged) -> None:
    """Empty the slug, to be made again, if it has redacted words that the changed name no longer has."""
    is_typed = instance.slug != stored.slug
    if stored.name == instance.name or is_typed:
        return
    if searches_with_removed([_words_dropped(stored.slug, slugify(instance.name))]):
        instance.slug = ""


def _forget_slugs_with_removed(instance: Slugged) -> None:
    """Delete former slugs that contain redacted words, unless the slug still has them. Their URLs stop working."""
    for former in FormerSlug.objects.of_kind(type(instance)).filter(record_id=instance.pk):
        dropped = _words_dropped(former.slug, instance.slug)
        if without_removed(dropped, instance, is_former=True) != dropped:
            former.delete()


def _words_dropped(slug: str, kept: str) -> str:
    """Return the words of a slug that another slug does not have."""
    others = words_of_address(kept).split()
    return " ".join(word for word in words_of_address(slug).split() if word not in others)


def _forget_external_id_with_removed(instance: models.Model) -> None:
    """Forget the id that an import made of a title with redacted words. The next import would ask about that title."""
    name = getattr(instance, "external_id", None) or ""
    if without_removed(name, instance) != name:
        type(instance)._base_manager.filter(pk=instance.pk).update(external_id=f"redacted {instance.pk}")


def _note_of_change(stored: models.Model, changed: list[str]) -> str:
    """Return what the audit trail says: what changed and, if a meeting's name changed, its old name."""
    fields = ", ".join(changed).replace("_", " ")
    was = without_removed(str(stored), stored, is_former=True)
    return f"{fields}. It was {was}." if {"board", "date", "name"} & set(changed) else fields
