"""The project's only signal receivers. They tell the index what each saved object changes.

A correction that is logged is listed among the changes of the record.

Only what the index has of an object counts (``indexed`` in its description): a board's new website is no work. The
index knows nothing of drafts, and only the number of a meeting. ``update()`` and ``bulk_create()`` send no signals;
actions that use them write their outbox rows themselves. Fixtures (``raw``) are indexed by a rebuild.

Nothing is saved that would bring redacted words back (``archive.actions.redaction.asking``).

Also, a deleted object leaves its slug behind, so that its URL never means another one.

Every process imports this module when it starts. What only a change needs, the search above all, is imported by the
first change.
"""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from archive.models import ChangeNote, Correction, Office, OutboxEntry, Slugged, SpeakerName, Statement, Topic
from archive.models.fields.described import ASKED_ABOUT, indexed_fields, texts_of_kind
from archive.models.upkeep.change import Kind

Subject = OutboxEntry.Subject

# Kinds of corrections with another name in the list of changes; the others are plain corrections.
KIND_OF_CORRECTION: dict[str, Kind] = {
    Correction.Kind.REDACTION: Kind.REDACTED,
    Correction.Kind.WITHDRAWAL: Kind.WITHDRAWN,
    "reinstatement": Kind.REINSTATED,
}


def connect() -> None:
    """Connect every receiver, once."""
    for asked in texts_of_kind(*ASKED_ABOUT):
        pre_save.connect(ask_first, sender=asked, dispatch_uid=f"ask about {asked.__name__}")
    for model in indexed_fields():
        pre_save.connect(remember, sender=model, dispatch_uid=f"remember {model.__name__}")
        if not issubclass(model, Slugged):
            continue
        post_save.connect(subject_saved, sender=model, dispatch_uid=f"index {model.__name__}")
        pre_delete.connect(slugged_deleted, sender=model, dispatch_uid=f"keep the slug of {model.__name__}")
    post_save.connect(statement_saved, sender=Statement, dispatch_uid="index Statement")
    post_save.connect(correction_logged, sender=Correction, dispatch_uid="list corrections")
    for fact in (SpeakerName, Office):
        post_save.connect(fact_saved, sender=fact, dispatch_uid=f"index {fact.__name__} saved")
        post_delete.connect(fact_deleted, sender=fact, dispatch_uid=f"index {fact.__name__} deleted")
    pre_delete.connect(topic_deleted, sender=Topic, dispatch_uid="index topics deleted")
    m2m_changed.connect(topics_changed, sender=Statement.topics.through, dispatch_uid="index topics")


def ask_first(instance: Any, raw: bool, update_fields: Collection[str] | None, **_: Any) -> None:
    """Ask about redacted words before they are stored again."""
    if not raw:
        from archive.actions.redaction.asking import ask_about_returned

        ask_about_returned(instance, update_fields)


def remember(sender: type[models.Model], instance: Any, raw: bool, **_: Any) -> None:
    """Keep on the instance the stored values of its indexed fields; nothing if it is new."""
    stored = sender._default_manager.filter(pk=None if raw else instance.pk)
    instance.indexed_before = stored.values(*indexed_fields()[sender]).first()


def subject_saved(sender: type[models.Model], instance: Any, **_: Any) -> None:
    """Tell the index of a changed object. A new one is in no statement yet, unless a topic's rule finds some."""
    before = instance.indexed_before or ({**indexed_now(instance), "rule": ""} if sender is Topic else {})
    if before and before != indexed_now(instance):
        tell_index(Subject(str(sender._meta.model_name)), [instance.pk])


def correction_logged(instance: Correction, created: bool, **_: Any) -> None:
    """List a correction that is public among the changes of the record."""
    if created and instance.at:
        subject = instance.subject
        kind = kind_of(instance)
        ChangeNote.objects.leave(
            ChangeNote.Subject(str(subject._meta.model_name)), [subject.pk], kind, correction=instance
        )


def kind_of(correction: Correction) -> Kind:
    """Return the name of a correction's kind in the list of changes."""
    if correction.takes_out_name:
        return Kind.REDACTED
    if correction.kind == Correction.Kind.RECORD:
        is_name = any(label == "name" for label, *_ in correction.changes)
        return Kind.RENAMED if is_name and not correction.statement_id else Kind.CHANGED
    return KIND_OF_CORRECTION.get(correction.kind, Kind.CORRECTED)


def fact_saved(instance: Any, raw: bool, **_: Any) -> None:
    """Tell the index that a speaker has another name or office, and perhaps that another no longer has it."""
    if raw or instance.indexed_before == indexed_now(instance):
        return
    add_speakers_of(type(instance), *filter(None, [instance.indexed_before, indexed_now(instance)]))


def fact_deleted(instance: SpeakerName | Office, **_: Any) -> None:
    """Tell the index that a speaker no longer has that name or office."""
    add_speakers_of(type(instance), indexed_now(instance))


def add_speakers_of(kind: type[SpeakerName | Office], *facts: dict[str, Any]) -> None:
    """Tell the index of the speakers of names or offices."""
    subject = Subject.HOLDER if kind is Office else Subject.SPEAKER
    from archive.search.engines import outbox

    outbox.add_speakers(subject, {(fact["speaker_id"], fact["board_id"]) for fact in facts})


def topic_deleted(instance: Topic, **_: Any) -> None:
    """Tell the index which statements lose the topic, before the database forgets."""
    add_published(instance.statements.all())


def slugged_deleted(instance: Slugged, **_: Any) -> None:
    """Keep the slug of a deleted object."""
    instance.keep_slug()


def statement_saved(instance: Statement, raw: bool, **_: Any) -> None:
    """Tell the index of a statement that is or was public."""
    if instance.published_at and not raw:
        tell_index(Subject.STATEMENT, [instance.pk])


def topics_changed(instance: Statement | Topic, action: str, pk_set: set[int] | None, **_: Any) -> None:
    """Tell the index that statements are filed under other topics."""
    if isinstance(instance, Topic) and action == "pre_clear":
        add_published(instance.statements.all())
    elif action in {"post_add", "post_remove", "post_clear"}:
        numbers = (pk_set or ()) if isinstance(instance, Topic) else [instance.pk]
        add_published(Statement.objects.filter(number__in=numbers))


def add_published(statements: models.QuerySet[Statement]) -> None:
    """Tell the index of those of the statements that were published."""
    if numbers := list(statements.filter(published_at__isnull=False).values_list("number", flat=True)):
        tell_index(Subject.STATEMENT, numbers)


def tell_index(subject: OutboxEntry.Subject, ids: Collection[int]) -> None:
    """Write rows for the index."""
    from archive.search.engines import outbox

    outbox.add(subject, ids)


def indexed_now(instance: models.Model) -> dict[str, Any]:
    """Return the present values of the instance's indexed fields."""
    return {name: getattr(instance, name) for name in indexed_fields()[type(instance)]}
