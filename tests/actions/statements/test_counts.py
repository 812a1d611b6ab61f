"""Counts that are not those of their roll are published by nobody who does not say that both are printed so."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from archive.actions.rules import NotAllowed, version_of
from archive.actions.statements import (
    CountsDiffer,
    NewDecision,
    change_statement,
    publish,
    publish_due,
    publish_meeting,
    say_as_printed,
    schedule,
    with_differing_counts,
)
from archive.models import Ballot, Decision, Role, Statement
from archive.models.decided import COUNTED, differing_counts
from tests.record import make_ballots, make_draft, make_meeting
from tests.staff import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Statement:
    """Return a decision with a count of four, and one name."""
    return make_draft(decision=NewDecision({"yes_count": 4}, make_ballots("Kim Example: yes")), meeting=make_meeting())


@pytest.fixture
def editor():
    return make_person(Role.EDITOR)


def test_no_action_publishes_or_plans_them_before_somebody_says_so(draft, editor):
    seen = version_of(draft)
    later = timezone.now() + datetime.timedelta(hours=1)
    for act in (
        lambda: publish(statement=draft, seen=seen, actor=editor),
        lambda: publish_meeting(meeting=draft.meeting),
        lambda: schedule(subject=draft, at=later, seen=seen, actor=editor),
    ):
        with pytest.raises(CountsDiffer, match="of “Yes” is 4, and the list has 1 name"):
            act()
    draft.refresh_from_db()
    assert (draft.status, draft.schedules.count()) == ("draft", 0)
    assert publish(statement=draft, seen=seen, as_printed=True, actor=editor).is_public
    assert Decision.objects.get().counts_as_printed


def test_a_plan_that_was_made_as_printed_is_done(draft, editor):
    at = timezone.now() + datetime.timedelta(hours=1)
    plan = schedule(subject=draft, at=at, seen=version_of(draft), as_printed=True, actor=editor)
    plan.at = timezone.now()
    plan.save()
    assert publish_due() == 1
    draft.refresh_from_db()
    assert draft.is_public


def test_what_was_said_of_a_draft_does_not_hold_for_its_next_counts(draft, editor):
    say_as_printed(statement=draft, seen=version_of(draft), actor=editor)
    change_statement(statement=draft, decision=NewDecision({"file_number": "7"}))
    assert Decision.objects.get().counts_as_printed
    change_statement(statement=draft, decision=NewDecision({"yes_count": 5}))
    with pytest.raises(CountsDiffer):
        publish(statement=draft)


def test_only_an_editor_says_so(draft):
    clerk = make_person(Role.CLERK)
    with pytest.raises(NotAllowed):
        say_as_printed(statement=draft, seen=version_of(draft), actor=clerk)


class Differing(TestCase):
    """What the database finds is what the sentences say."""

    @given(
        some.dictionaries(some.sampled_from(COUNTED), some.integers(0, 2), max_size=3),
        some.lists(some.sampled_from([*Ballot.Choice]), max_size=4),
    )
    def test_the_query_finds_those_that_are_told_to_differ(self, counts, choices):
        facts = {f"{choice}_count": count for choice, count in counts.items()}
        roll = [Ballot(name=f"Member {n}", choice=choice, word="Aye") for n, choice in enumerate(choices)]
        statement = make_draft(decision=NewDecision(facts, roll))
        decisions = Decision.objects.filter(pk=statement.pk)
        told = differing_counts(decisions.get(), list(statement.decision.ballots.all()))
        assert bool(told) == with_differing_counts(decisions).exists()
