"""What an import does with each statement: known ones follow their source, unless staff had a hand in them."""

from enum import StrEnum

from archive.actions.redaction import WordsReturned
from archive.actions.removed_words.memory import find_removed
from archive.actions.statements import NewDecision, correct
from archive.models import Statement

REASON = "The text has changed in the source it was imported from."


class Outcome(StrEnum):
    """What happened to a statement or a decision of the file."""

    ADDED = "added"
    CHANGED = "changed in the source, and corrected"
    KNOWN = "in the archive already"
    LEFT_ALONE = "unchanged because withdrawn, corrected or being edited"
    REDACTED = "left out because of redacted words"
    BAD = "not read"


def follow_source(
    statement: Statement, text: str | None, decision: NewDecision | None = None, *, by_staff: bool
) -> Outcome:
    """Correct in public what the source has changed, unless staff work on the statement or corrected it.

    ``text`` is None if the changed words would bring back redacted ones.
    """
    at_work = statement.revisions.filter(published_at__isnull=True).exists()
    if not statement.is_public or at_work or by_staff:
        return Outcome.LEFT_ALONE
    if text is None or find_removed([text], statement.meeting or statement):
        return Outcome.REDACTED
    try:
        correct(statement=statement, text=text, decision=decision, reason=REASON)
    except WordsReturned:
        return Outcome.REDACTED
    return Outcome.CHANGED
