"""A meeting's statements keep its board and date beside theirs, and follow when those change."""

import pytest
from django.core.exceptions import ValidationError

from archive.actions.reschedule import reschedule
from archive.models import OutboxEntry, PartialDate, Statement
from tests.record import make_board, make_draft, make_meeting, make_statement

pytestmark = pytest.mark.django_db


def test_statements_follow_their_meeting_and_the_index_is_told_once():
    meeting, board = make_meeting(date="2017-02"), make_board()
    statements = [make_statement(meeting=meeting), make_statement(meeting=meeting), make_draft(meeting=meeting)]
    other = make_statement()
    OutboxEntry.objects.all().delete()
    reschedule(meeting=meeting, board=board, date=PartialDate(2017, 2, 23))
    for statement in statements:
        statement.refresh_from_db()
        assert (statement.board, statement.date) == (board, PartialDate(2017, 2, 23))
    assert Statement.objects.get(pk=other.pk).board == other.board
    assert list(OutboxEntry.objects.values_list("subject", "subject_id")) == [("meeting", meeting.pk)]


def test_drafts_alone_are_no_matter_of_the_index():
    draft = make_draft()
    reschedule(meeting=draft.meeting, board=draft.board, date=PartialDate(2020))
    assert not OutboxEntry.objects.exists()


def test_a_meeting_keeps_a_date():
    meeting = make_meeting()
    with pytest.raises(ValidationError):
        reschedule(meeting=meeting, board=meeting.board, date=None)
    meeting.refresh_from_db()
    assert meeting.date == PartialDate(2024, 3, 5)
