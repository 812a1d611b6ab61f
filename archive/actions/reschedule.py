"""Correct the date or the board of a meeting."""

from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.models import Board, Meeting, OutboxEntry, PartialDate, User
from archive.search import outbox


@transaction.atomic
def reschedule(*, meeting: Meeting, board: Board, date: PartialDate, actor: User | None = None) -> Meeting:
    """Give the meeting, and every statement made in it, this board and date; the index follows once this commits.

    Statements hold both themselves, so that lists of them are fast to filter. Raise ValidationError for what the record
    refuses.
    """
    before = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    meeting.board, meeting.date = board, date
    meeting.full_clean()
    meeting.save(update_fields=["board", "date"])
    meeting.statements.update(board=board, date=date)
    audit(actor=actor, verb=Verb.CHANGED, record=meeting, note=f"It was {before}.")
    if meeting.statements.public().exists():
        outbox.add(OutboxEntry.Subject.MEETING, [meeting.pk])
    return meeting
