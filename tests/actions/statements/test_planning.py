"""Planned publications: not early, once due, and on behalf of the person who planned them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from archive.actions.objects import save_object
from archive.actions.rules import Why, version_of, version_with_waiting
from archive.actions.statements import (
    change_statement,
    delete_draft,
    publish,
    publish_due,
    return_to_draft,
    submit_for_review,
    unschedule,
    withdraw,
)
from archive.actions.statements import planning as scheduling
from archive.alerts.mails import compose
from archive.models import AuditEntry, Mail, Meeting, Role, ScheduledPublication, Statement
from tests.record import make_draft, make_meeting, make_statement
from tests.staff import make_person

pytestmark = pytest.mark.django_db


def later(**time):
    return timezone.now() + datetime.timedelta(**time)


def editor():
    return make_person(Role.EDITOR)


def schedule(*, subject, **given):
    """Set a time for the subject as it is now."""
    seen = version_with_waiting(subject) if isinstance(subject, Meeting) else version_of(subject)
    return scheduling.schedule(subject=subject, seen=seen, **given)


def let_time_pass():
    ScheduledPublication.objects.update(at=later(seconds=-1))


def test_a_meeting_becomes_public_at_its_time_and_not_before():
    meeting, editor = make_meeting(), make_person(Role.EDITOR)
    statement = make_draft(meeting=meeting)
    schedule(subject=meeting, at=later(hours=2), actor=editor)
    assert publish_due() == 0
    assert not Statement.objects.public().exists()
    let_time_pass()
    assert publish_due() == 1
    assert Statement.objects.public().get() == statement
    assert AuditEntry.objects.about(statement).first().actor == editor
    assert publish_due() == 0


def test_a_statement_can_have_a_time_of_its_own():
    statement, _other = (make_draft(meeting=make_meeting()) for _ in range(2))
    schedule(subject=statement, at=later(hours=2), actor=editor())
    let_time_pass()
    publish_due()
    assert list(Statement.objects.public()) == [statement]


def test_the_command_publishes_what_is_due(capsys):
    schedule(subject=make_draft(), at=later(hours=2), actor=editor())
    let_time_pass()
    call_command("work", "--only", "publications")
    assert "1 publication" in capsys.readouterr().out
    assert Statement.objects.public().count() == 1


def test_a_second_time_replaces_the_first():
    meeting, editor = make_meeting(), make_person(Role.EDITOR)
    schedule(subject=meeting, at=later(hours=2), actor=editor)
    time = later(days=2)
    schedule(subject=meeting, at=time, actor=editor)
    assert ScheduledPublication.objects.get().at == time


def test_a_planned_publication_can_be_cancelled():
    meeting = make_meeting()
    schedule(subject=meeting, at=later(hours=2), actor=editor())
    unschedule(subject=meeting)
    assert not ScheduledPublication.objects.exists()
    with pytest.raises(ValidationError, match="No publication"):
        unschedule(subject=meeting)


def test_a_time_in_the_past_is_refused():
    with pytest.raises(ValidationError, match="has passed"):
        schedule(subject=make_meeting(), at=later(seconds=-1), actor=editor())


def test_a_withdrawn_statement_is_refused():
    statement = withdraw(statement=make_statement(), category="privacy", reason="A child is named.")
    with pytest.raises(ValidationError, match="withdrawn"):
        schedule(subject=statement, at=later(hours=1), actor=editor())


def test_a_failed_planned_publication_says_why_and_delays_no_other(caplog):
    first, second, editor = make_draft(), make_draft(), make_person(Role.EDITOR)
    for statement in (first, second):
        schedule(subject=statement, at=later(hours=1), actor=editor)
    withdraw(statement=publish(statement=first), category="privacy", reason="A child is named.")
    let_time_pass()
    assert publish_due() == 1
    assert list(Statement.objects.public()) == [second]
    failed = ScheduledPublication.objects.get(statement=first)
    assert "withdrawn" in failed.failure
    assert failed.done_at


class TestAPlanHoldsWhatWasApproved:
    """A plan is kept unless its own words change. Whoever made it is told when it is cancelled."""

    @pytest.fixture
    def planner(self):
        return make_person(Role.EDITOR, email="planner@example.org")

    @pytest.fixture
    def meeting(self):
        return make_meeting()

    def test_what_else_of_the_meeting_is_published_first_makes_no_difference(self, meeting, planner):
        held, other = make_draft(meeting=meeting), make_draft(meeting=meeting)
        schedule(subject=held, at=later(hours=2), actor=planner)
        publish(statement=other)
        let_time_pass()
        assert publish_due() == 1
        assert set(Statement.objects.public()) == {held, other}

    def test_a_part_of_the_meeting_may_be_published_before_the_rest(self, meeting, planner):
        first, second = make_draft(meeting=meeting), make_draft(meeting=meeting)
        schedule(subject=meeting, at=later(hours=2), actor=planner)
        publish(statement=first)
        assert publish_due() == 0
        let_time_pass()
        assert publish_due() == 1
        assert set(Statement.objects.public()) == {first, second}
        assert not Mail.objects.exists()

    def test_submitting_it_for_review_makes_no_difference(self, meeting, planner):
        statement = make_draft(meeting=meeting)
        schedule(subject=meeting, at=later(hours=2), actor=planner)
        submit_for_review(statement=statement)
        let_time_pass()
        assert publish_due() == 1

    def test_other_words_cancel_it_before_its_time_and_the_planner_gets_an_email(self, meeting, planner):
        statement = make_draft(meeting=meeting)
        schedule(subject=meeting, at=later(hours=2), actor=planner)
        change_statement(statement=statement, text="Other words.")
        assert publish_due() == 0
        planned = ScheduledPublication.objects.get()
        assert planned.done_at
        assert f"statement {statement.pk} has changed" in planned.failure
        mail = Mail.objects.get()
        assert (mail.account, mail.notice) == (planner, Mail.Notice.PLAN_CANCELLED)
        assert "The work list" in compose(mail).body

    def test_sending_a_part_of_it_back_cancels_it(self, meeting, planner):
        statement = submit_for_review(statement=make_draft(meeting=meeting))
        schedule(subject=meeting, at=later(hours=2), actor=planner)
        return_to_draft(statement=statement, note="Who speaks?", seen=version_of(statement), actor=editor())
        assert ScheduledPublication.objects.get().done_at
        assert Mail.objects.get().account == planner

    def test_a_letterhead_of_its_board_cancels_nothing(self, meeting, planner):
        statement = make_draft(meeting=meeting)
        schedule(subject=meeting, at=later(hours=2), actor=planner)
        meeting.board.letterhead = "Sample Town"
        save_object(instance=meeting.board, why=Why("For the minutes."))
        ScheduledPublication.objects.update(at=later(seconds=-1))
        assert publish_due() == 1
        statement.refresh_from_db()
        assert statement.is_public

    def test_a_deleted_draft_cancels_it(self, meeting, planner):
        statement, _other = make_draft(meeting=meeting), make_draft(meeting=meeting)
        schedule(subject=meeting, at=later(hours=2), actor=planner)
        delete_draft(statement=statement)
        let_time_pass()
        assert publish_due() == 0
        assert not Statement.objects.public().exists()

    def test_another_editor_who_cancels_it_tells_the_planner(self, meeting, planner):
        schedule(subject=meeting, at=later(hours=2), actor=planner)
        unschedule(subject=meeting, seen=version_of(ScheduledPublication.objects.get()), actor=editor())
        assert Mail.objects.get().account == planner

    def test_words_prepared_for_a_published_statement_are_not_part_of_the_plan_of_its_meeting(self, meeting, planner):
        statement, other = make_draft(meeting=meeting), make_draft(meeting=meeting)
        schedule(subject=meeting, at=later(hours=2), actor=planner)
        publish(statement=statement)
        change_statement(statement=statement, text="Other words.", reason="Misheard.")
        let_time_pass()
        assert publish_due() == 1
        assert {row.text for row in Statement.objects.public()} == {statement.text, other.text}

    @pytest.mark.parametrize("at", [{"seconds": -1}, {"hours": 2}])
    def test_a_plan_that_does_not_say_what_was_approved_tells_its_planner(self, meeting, planner, at):
        schedule(subject=make_draft(meeting=meeting), at=later(hours=1), actor=planner)
        ScheduledPublication.objects.update(approved={}, at=later(**at))
        assert publish_due() == 0
        assert "has changed" in ScheduledPublication.objects.get().failure
        assert Mail.objects.get().account == planner
        assert not Statement.objects.public().exists()
