"""Set the times of statements in the recording of their meeting.

Times of published ones are public. No words change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from archive.actions.rules import FieldChange, Verb, Why, ask, audit, change_in_public
from archive.models import Meeting, Statement, User, WordTimes

TIMES = "times in the recording"


@dataclass(frozen=True, slots=True)
class FoundTimes:
    """When a statement was said, in seconds. ``words`` are the packed times of the words in its current text."""

    statement: Statement
    start: float
    end: float
    words: bytes = b""


@transaction.atomic
def add_times(*, meeting: Meeting, times: Sequence[FoundTimes], found_with: str = "", actor: User | None = None) -> int:
    """Replace the times of statements of a meeting; return how many got new ones.

    Skip a statement that was withdrawn, moved or given other words meanwhile. For published ones, one entry in the
    corrections log tells readers. Their revisions and hashes stay the same. Raise NotAllowed if the actor may not
    change statements or, if one of them is published, is not an editor.
    """
    ask(actor, "change_statement")
    given = {one.statement.pk: one for one in times}
    rows = Statement.objects.select_for_update(of=("self",)).filter(pk__in=given, meeting=meeting)
    statements = [
        row
        for row in rows.exclude(status=Statement.Status.WITHDRAWN).order_by("pk")
        if row.current_revision_id == given[row.pk].statement.current_revision_id
    ]
    public = [row for row in statements if row.is_public]
    if public:
        ask(actor, "correct_statement")
    before = _with_times(meeting)
    for row in statements:
        row.start_seconds, row.end_seconds = given[row.pk].start, given[row.pk].end
    Statement.objects.bulk_update(statements, ["start_seconds", "end_seconds"], batch_size=200)
    _keep_words(statements, given)
    if public:
        change = FieldChange(TIMES, before, _with_times(meeting))
        why = Why("The transcript was aligned with the recording; no words changed.", evidence=found_with)
        change_in_public(owner=meeting, changes=[change], why=why, actor=actor)
    audit(actor=actor, verb=Verb.CHANGED, instance=meeting, note=f"{TIMES}: {len(statements)} statements.")
    return len(statements)


def _keep_words(statements: Sequence[Statement], given: dict[int, FoundTimes]) -> None:
    timed = {row.current_revision_id: given[row.pk].words for row in statements if row.current_revision_id is not None}
    WordTimes.objects.filter(revision__in=timed).delete()
    WordTimes.objects.bulk_create(
        WordTimes(revision_id=revision, packed=words) for revision, words in timed.items() if words
    )


def _with_times(meeting: Meeting) -> str:
    statements = Statement.objects.public().filter(meeting=meeting)
    return f"{statements.exclude(start_seconds=None).count()} of {statements.count()} statements"
