"""The public history of a statement: its wordings, and the corrections that did not change the words."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Exists, OuterRef, QuerySet

from archive.machine.queries import Prepared
from archive.models import Correction, Revision, Statement


@dataclass(frozen=True)
class HistoryEntry:
    """One line of the history: a wording with its correction, or a correction of the speaker."""

    at: datetime.datetime
    revision: Revision | None
    correction: Correction | None

    @property
    def number_before(self) -> int:
        """The number of the previous revision."""
        return self.revision.number - 1 if self.revision else 0


def _published(statement: int) -> QuerySet[Revision]:
    others = Correction.objects.public().filter(statement=OuterRef("statement"), revision__isnull=True)
    revisions = Revision.objects.published().filter(statement=statement).select_related("correction")
    return revisions.annotate(has_others=Exists(others)).order_by("-number").defer("text")


_wordings: Prepared[Any] = Prepared(_published)


def wordings_of(statement: Statement) -> list[Revision]:
    """Return the published revisions, the latest first, each with its correction, without their texts."""
    revisions = _wordings(statement=statement.number)
    for revision in revisions:
        revision.statement = statement
    return revisions


def history_of(statement: Statement, wordings: Sequence[Any]) -> list[HistoryEntry]:
    """Return the wordings and the statement's other corrections, the latest first.

    Without other corrections, use no query.
    """
    changes = [
        HistoryEntry(wording.published_at, wording, getattr(wording, "correction", None)) for wording in wordings
    ]
    if wordings and wordings[0].has_others:
        others = Correction.objects.public().filter(statement=statement, revision__isnull=True)
        others = others.select_related("tombstone")
        changes += [HistoryEntry(cast("datetime.datetime", other.at), None, other) for other in others]
    return sorted(changes, key=lambda change: change.at, reverse=True)


def latest_correction(history: list[HistoryEntry], revision: Revision) -> HistoryEntry | None:
    """Return the last change of the wording or its speaker. A redaction is shown at its gap instead."""
    return next(
        (
            change
            for change in history
            if change.correction
            and change.correction.kind != Correction.Kind.REDACTION
            and (change.revision is None or change.revision.number <= revision.number)
        ),
        None,
    )
