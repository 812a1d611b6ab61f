"""Publishing: a statement becomes public with its meeting, once, and the index is told in the same transaction."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.actions.statements import change_statement, correct, publish, publish_meeting, submit_for_review, withdraw
from archive.models import Correction, OutboxEntry, Statement
from tests.record import make_draft, make_meeting, make_statement, origin

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, int]]:
    return list(OutboxEntry.objects.values_list("subject", "subject_id"))


def test_a_published_statement_is_public_with_its_meeting():
    draft = make_draft()
    statement = publish(statement=draft)
    assert [*Statement.objects.public()] == [statement]
    assert statement.published_at == statement.current_revision.published_at
    statement.meeting.refresh_from_db()
    assert statement.meeting.published_at == statement.published_at
    assert told() == [("statement", statement.number)]


def test_a_statement_in_review_can_be_published():
    assert publish(statement=submit_for_review(statement=make_draft())).is_public


def test_a_statement_without_new_words_is_not_published_twice():
    statement = make_statement()
    with pytest.raises(ValidationError, match="nothing new to publish"):
        publish(statement=statement)


def test_a_withdrawn_statement_stays_withdrawn():
    statement = withdraw(statement=make_statement(), category="privacy", reason="Attributed to the wrong person.")
    with pytest.raises(ValidationError, match="is withdrawn and cannot be published"):
        publish(statement=statement)


def test_a_statement_without_words_is_not_published():
    meeting = make_meeting()
    statement = Statement.objects.create(meeting=meeting, board=meeting.board, date=meeting.date, **origin())
    with pytest.raises(ValidationError, match="nothing new to publish"):
        publish(statement=statement)
    with pytest.raises(ValidationError, match=f"Statement {statement.number} has no words yet"), transaction.atomic():
        publish_meeting(meeting=meeting)
    meeting.refresh_from_db()
    assert meeting.published_at is None


def test_the_time_of_first_publication_stays():
    statement = make_statement()
    change_statement(statement=statement, text="Next words.", reason="A typing error.")
    assert publish(statement=statement).published_at == statement.published_at


def test_a_failed_transaction_does_not_notify_the_index():
    draft = make_draft()

    @transaction.atomic
    def publish_and_fail() -> None:
        publish(statement=draft)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()
    assert told() == []
    draft.refresh_from_db()
    assert not draft.is_public


def test_publishing_a_meeting_publishes_all_its_waiting_statements():
    meeting = make_meeting()
    public = make_statement(meeting=meeting)
    withdrawn = withdraw(
        statement=make_statement(meeting=meeting), category="privacy", reason="Attributed to the wrong person."
    )
    change_statement(statement=public, text="Next words.")
    drafts = [make_draft(meeting=meeting), submit_for_review(statement=make_draft(meeting=meeting))]
    elsewhere = make_draft()
    OutboxEntry.objects.all().delete()
    assert publish_meeting(meeting=meeting) == 2
    assert {*Statement.objects.public()} == {public, *drafts}
    assert told() == [("statement", draft.number) for draft in drafts]
    assert public.revisions.get(number=2).published_at is None
    for statement in (withdrawn, elsewhere):
        statement.refresh_from_db()
        assert not statement.is_public
    for draft in drafts:
        draft.refresh_from_db()
        assert draft.current_revision.published_at == draft.published_at


def test_a_meeting_without_statements_is_published_once():
    meeting = make_meeting()
    assert publish_meeting(meeting=meeting) == 0
    meeting.refresh_from_db()
    assert meeting.published_at
    with pytest.raises(ValidationError, match="has nothing new to publish"):
        publish_meeting(meeting=meeting)


def test_a_long_meeting_is_published_in_as_few_queries_as_a_short_one():
    queries = []
    for statements in (1, 40):
        meeting = make_meeting()
        for _ in range(statements):
            make_draft(meeting=meeting)
        with CaptureQueriesContext(connection) as captured:
            publish_meeting(meeting=meeting)
        queries.append(len(captured))
    assert queries[0] == queries[1] < 20


def test_a_clock_that_was_set_back_dates_no_wording_before_the_one_that_it_follows(monkeypatch):
    statement = make_statement("The first wording.")
    first = statement.current_revision.published_at
    monkeypatch.setattr(timezone, "now", lambda: first - timedelta(days=1))
    second = correct(statement=statement, text="The second wording.", reason="Misheard.").current_revision
    third = correct(statement=statement, text="The third wording.", reason="Misheard.").current_revision
    assert first <= second.published_at <= third.published_at
    dates = [correction.at for correction in Correction.objects.order_by("id")]
    assert dates == sorted(dates)
    assert dates[0] >= second.published_at
