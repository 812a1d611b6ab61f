"""Planned publications: not early, once due, and on behalf of the person who planned them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from archive.actions import schedule as scheduling
from archive.actions.publish import publish
from archive.actions.schedule import publish_due, unschedule
from archive.actions.version import version_of
from archive.actions.withdraw import withdraw
from archive.models import AuditEntry, Role, ScheduledPublication, Statement
from tests.record import make_draft, make_meeting, make_statement
from tests.staff import make_person

pytestmark = pytest.mark.django_db


def later(**time):
    return timezone.now() + datetime.timedelta(**time)


def editor():
    return make_person(Role.EDITOR)


def schedule(*, subject, **given):
    """Set a time for the subject as it is now."""
    return scheduling.schedule(subject=subject, seen=version_of(subject), **given)


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
