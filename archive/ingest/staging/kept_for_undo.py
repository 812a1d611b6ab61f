"""What saving an import changes of statements that were there before, so that ``take_back`` can restore it."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from archive.models import ChangeNote, Filing, Revision, Statement

# The fields that a draft takes from the turn that continues it.
TAKEN_OVER = (
    *("speaker_id", "attribution", "kind", "agenda_item_id", "start_seconds", "end_seconds", "text_status"),
    *("checked_at", "checked_by_id"),
)


def store_places(places: Iterable[tuple[Statement, int]]) -> None:
    """Store the position of each statement. Of a public one the log has it, and programs are told of a new one."""
    moved = []
    for row, place in places:
        if row.position != place:
            row.position = place
            moved.append(row)
    Statement.objects.bulk_update(moved, ["position"], batch_size=500)
    ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, [row.pk for row in moved if row.is_public])


def in_public_order(rows: Sequence[Statement]) -> list[Statement]:
    """Return the statements in this order, except that published ones keep the order that readers see."""
    published = iter(sorted((row for row in rows if row.is_public), key=lambda row: (row.position, row.number)))
    return [next(published) if row.is_public else row for row in rows]


def as_they_are(statements: Sequence[Statement]) -> list[dict[str, Any]]:
    """Return what saving may change of each statement, so that it can be undone."""
    numbers = [statement.pk for statement in statements]
    revisions = Revision.objects.filter(statement__in=numbers)
    published = Counter(revisions.published().values_list("statement", flat=True))
    drafts = {draft.statement_id: draft for draft in revisions.filter(published_at__isnull=True)}
    topics: dict[int, list[int]] = defaultdict(list)
    for number, topic in Filing.objects.filter(statement__in=numbers, how=Filing.How.PERSON).values_list(
        "statement", "topic"
    ):
        topics[number].append(topic)
    return [
        {
            "number": statement.pk,
            "fields": {name: _value_as_kept(getattr(statement, name)) for name in TAKEN_OVER},
            "topics": topics[statement.pk],
            "published": published[statement.pk],
            "draft": _words_of(drafts.get(statement.pk)),
        }
        for statement in statements
    ]


def _value_as_kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.datetime) else value


def _words_of(draft: Revision | None) -> dict[str, Any] | None:
    return {name: getattr(draft, name) for name in ("title", "text", "reason", "author_id")} if draft else None
