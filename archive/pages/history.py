"""What became of a statement in public: its wordings, and the corrections that left the words alone."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

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


def history_of(statement: Statement, revisions: Iterable[Revision]) -> list[Change]:
    """Return the published revisions given and the statement's other corrections, the latest first, in one query."""
    corrections = list(Correction.objects.public().filter(statement=statement))
    by_revision = {correction.revision_id: correction for correction in corrections}
    changes = []
    for revision in revisions:
        correction = by_revision.get(revision.pk)
        if correction:
            # Its reason is the revision's, which is here already.
            correction.revision = revision
        changes.append(Change(revision.published_at, revision, correction))
    changes += [Change(other.at, None, other) for other in corrections if other.revision_id is None]
    return sorted(changes, key=lambda change: change.at, reverse=True)
