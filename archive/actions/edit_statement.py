"""Change a statement: its next words, and everything about it but its words."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from archive.actions.change_statement import change_statement
from archive.actions.draft_revision import as_stored
from archive.actions.log_correction import Grounds, grounds_of
from archive.models import Statement, Topic, User

EDITABLE = ("kind", "text_status", "speaker", "attribution", "agenda_item", "source", "responds_to")
SEEN = ("status", "kind", "text_status", "speaker_id", "attribution", "agenda_item_id", "source_id", "responds_to_id")


class ChangedMeanwhile(ValidationError):
    """Someone else saved the record after it was shown."""

    def __init__(self) -> None:
        super().__init__("Someone else has saved this statement meanwhile. Nothing of yours or theirs is lost.")


def version_of(statement: Statement) -> str:
    """Return a short name for all that can be edited of the statement, another one after any change of it."""
    seen: list[Any] = [getattr(statement, name) for name in SEEN]
    last = statement.revisions.order_by("-number").first()
    seen += [last and (last.number, last.title, last.text, last.reason, astuple(grounds_of(last)))]
    seen += sorted(statement.topics.values_list("pk", flat=True))
    return hashlib.sha256(json.dumps(seen, cls=DjangoJSONEncoder).encode()).hexdigest()[:16]


@transaction.atomic
def edit_statement(
    *,
    statement: Statement,
    seen: str,
    text: str,
    title: str = "",
    reason: str = "",
    topics: Iterable[Topic] = (),
    grounds: Grounds | None = None,
    fields: dict[str, Any] | None = None,
    actor: User | None = None,
) -> Statement:
    """Save what was edited; ``seen`` is the version that the person saw, ``fields`` may name those in EDITABLE.

    Of a published statement the words become a draft of its next revision, and the rest holds at once, but who said it
    is only corrected in public. Raise ChangedMeanwhile where the statement is no longer as it was seen, ValidationError
    for what the record refuses.
    """
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if version_of(stored) != seen:
        raise ChangedMeanwhile
    given = fields or {}
    changes: dict[str, Any] = {
        name: given[name] for name in EDITABLE if name in given and getattr(stored, name) != given[name]
    }
    topics = list(topics)
    if {topic.pk for topic in topics} != set(stored.topics.values_list("pk", flat=True)):
        changes["topics"] = topics
    if words_differ(stored, title=title, text=text, reason=reason, grounds=grounds):
        changes |= {"title": title, "text": text, "reason": reason, "grounds": grounds}
    return change_statement(statement=stored, actor=actor, **changes)


def words_differ(statement: Statement, *, title: str, text: str, reason: str, grounds: Grounds | None) -> bool:
    """Say whether these are other words, or other grounds, than the draft's, or where there is none the published."""
    last = statement.revisions.order_by("-number").first()
    if last is None or (last.title, last.text) != (" ".join(title.split()), as_stored(text)):
        return True
    if last.published_at is not None:
        return False
    return last.reason != " ".join(reason.split()) or grounds not in {None, grounds_of(last)}
