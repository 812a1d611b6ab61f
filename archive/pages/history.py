"""What became of a statement in public: its wordings, and the corrections that left the words alone."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from archive.models import Correction, Revision, Statement


@dataclass(frozen=True)
class Change:
    """One line of the history: a wording, with what corrected the one before, or a correction of who said it."""

    at: datetime.datetime
    revision: Revision | None
    correction: Correction | None

    @property
    def number_before(self) -> int:
        """The number of the revision before."""
        return self.revision.number - 1 if self.revision else 0


def wordings_of(statement: Statement) -> list[Revision]:
    """Return the published revisions, the latest first, each with the correction it was; their texts are not read."""
    others = Correction.objects.public().filter(statement=OuterRef("statement"), revision__isnull=True)
    revisions = statement.revisions.published().select_related("correction").annotate(has_others=Exists(others))
    return list(revisions.order_by("-number").defer("text"))


def history_of(statement: Statement, wordings: list[Revision]) -> list[Change]:
    """Return the wordings and the statement's other corrections, the latest first; asks only where there are others."""
    changes = [Change(wording.published_at, wording, getattr(wording, "correction", None)) for wording in wordings]
    if wordings and wordings[0].has_others:
        others = Correction.objects.public().filter(statement=statement, revision__isnull=True)
        changes += [Change(other.at, None, other) for other in others]
    return sorted(changes, key=lambda change: change.at, reverse=True)
