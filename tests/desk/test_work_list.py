"""The work list names each thing once, where somebody has to act on it."""

import pytest
from django.urls import reverse

from archive.actions.statements import submit_for_review
from tests.desk.acting import do, send, tick
from tests.desk.test_statements import edit
from tests.record import make_draft, make_meeting

pytestmark = pytest.mark.django_db
LATER = "2099-07-01T09:00"


def test_what_is_planned_does_not_wait_for_review(editor):
    meeting = make_meeting()
    submit_for_review(statement=make_draft(meeting=meeting))
    assert editor.get(reverse("desk:work-list")).context["in_review"].get() == meeting
    send(editor, "meeting-publish", meeting, when="later", at=LATER)
    work = editor.get(reverse("desk:work-list")).context
    assert not work["in_review"]
    assert [plan.meeting for plan in work["planned"]] == [meeting]
    submit_for_review(statement=make_draft(meeting=meeting))
    [again] = editor.get(reverse("desk:work-list")).context["in_review"]
    assert again.waiting == 1


def test_new_words_that_are_planned_do_not_wait_for_review(editor):
    statement = make_draft()
    edit(editor, statement, then="plan", at=LATER)
    work = editor.get(reverse("desk:work-list")).context
    assert not work["drafts"]
    assert [plan.statement for plan in work["planned"]] == [statement]


def test_a_note_that_is_missing_is_named_above_the_question(editor):
    review = submit_for_review(statement=make_draft(meeting=make_meeting()))
    given = {"action": "return", "statements": tick(review), "note": " "}
    page = do(editor, "meeting-statements", review.meeting, **given).content.decode()
    assert '<a href="#note">What is missing</a>: Write it first' in page
    review.refresh_from_db()
    assert review.status == "in_review"
