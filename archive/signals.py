"""The project's only signal receivers: what the admin, or any saved object, changes is told to the index.

``update()`` and ``bulk_create()`` send no signals; actions that use them write their outbox rows themselves.
"""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save

from archive.models import Board, Meeting, Speaker, SpeakerName, Statement, Topic
from archive.search import outbox

SUBJECTS: dict[type[models.Model], outbox.Subject] = {
    Board: outbox.Subject.BOARD,
    Meeting: outbox.Subject.MEETING,
    Speaker: outbox.Subject.SPEAKER,
    Topic: outbox.Subject.TOPIC,
    Statement: outbox.Subject.STATEMENT,
}


def connect() -> None:
    """Connect every receiver, once."""
    for model in SUBJECTS:
        post_save.connect(subject_saved, sender=model, dispatch_uid=f"index {model.__name__}")
    post_save.connect(name_changed, sender=SpeakerName, dispatch_uid="index names saved")
    post_delete.connect(name_changed, sender=SpeakerName, dispatch_uid="index names deleted")
    m2m_changed.connect(topics_changed, sender=Statement.topics.through, dispatch_uid="index topics")


def subject_saved(sender: type[models.Model], instance: models.Model, created: bool, raw: bool, **_: Any) -> None:
    """Tell the index of a saved record; a new one is in no statement yet."""
    if not raw and (not created or sender is Statement):
        outbox.add(SUBJECTS[sender], [instance.pk])


def name_changed(instance: SpeakerName, **kwargs: Any) -> None:
    """Tell the index that a speaker is found by another name."""
    if not kwargs.get("raw"):
        outbox.add(outbox.Subject.SPEAKER, [instance.speaker_id])


def topics_changed(instance: models.Model, action: str, reverse: bool, pk_set: set[int] | None, **_: Any) -> None:
    """Tell the index that a statement is filed under other topics."""
    if action in {"post_add", "post_remove", "post_clear"}:
        numbers = (pk_set or ()) if reverse else [instance.pk]
        outbox.add(outbox.Subject.STATEMENT, numbers)
