"""Save a statement as a person edited it: its next words, and the facts about it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from archive.actions.change_statement import change_statement, differing
from archive.actions.draft_revision import as_stored
from archive.actions.log_correction import Grounds, grounds_of
from archive.models import Statement, Topic, User

EDITABLE = (
    "kind",
    "text_status",
    "speaker",
    "attribution",
    "agenda_item",
    "position",
    "start_seconds",
    "end_seconds",
    "source",
    "responds_to",
)


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
    """Save what differs. ``seen`` is the version that the person saw, ``fields`` the values of the form.

    The words of a published statement become a draft of its next revision; other facts are corrected in public. Raise
    the errors of ``change_statement``.
    """
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    given, topics = fields or {}, list(topics)
    changed = differing(stored, given, topics)
    changes: dict[str, Any] = {name: given[name] for name in changed if name != "topics"}
    if "topics" in changed:
        changes["topics"] = topics
    if words_differ(stored, title=title, text=text, reason=reason, grounds=grounds):
        changes |= {"title": title, "text": text, "reason": reason, "grounds": grounds}
    return change_statement(statement=stored, seen=seen, actor=actor, **changes)


def words_differ(statement: Statement, *, title: str, text: str, reason: str, grounds: Grounds | None) -> bool:
    """Return whether the words or grounds differ from the draft's or, without a draft, from the published ones."""
    last = statement.revisions.order_by("-number").first()
    if last is None or (last.title, last.text) != (" ".join(title.split()), as_stored(text)):
        return True
    if last.published_at is not None:
        return False
    return last.reason != " ".join(reason.split()) or grounds not in {None, grounds_of(last)}
