"""Creating, changing, submitting and deleting drafts."""

import pytest
from django.core.exceptions import ValidationError

from archive.actions.statements import (
    change_statement,
    create_statement,
    delete_draft,
    publish,
    submit_for_review,
    withdraw,
)
from archive.models import OutboxEntry, Revision, Role, Statement
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic, origin
from tests.staff import make_person

pytestmark = pytest.mark.django_db


def test_a_new_statement_is_a_draft_with_its_words_and_topics():
    author, topic, speaker = make_person(Role.CLERK), make_topic(), make_speaker()
    statement = create_statement(
        **origin(),
        meeting=make_meeting(),
        speaker=speaker,
        title=" Library \n hours ",
        text="We will.\r\nSoon.\n",
        actor=author,
        topics=[topic],
    )
    statement.refresh_from_db()
    assert statement.status == Statement.Status.DRAFT
    assert (statement.title, statement.text) == ("Library hours", "We will.\nSoon.")
    assert statement.current_revision.author == author
    assert [*statement.topics.all()] == [topic]
    assert not Statement.objects.public().exists()
    assert not OutboxEntry.objects.exists()


def test_a_statement_without_a_meeting_needs_board_and_date():
    assert make_draft(board=make_board(), date="2017-02").meeting is None
    with pytest.raises(ValidationError) as refusal:
        create_statement(**origin(), text="We will.")
    assert set(refusal.value.message_dict) == {"board", "date"}


def test_statements_of_a_meeting_come_in_the_order_they_are_added():
    meeting = make_meeting()
    assert [make_draft(meeting=meeting).position for _ in range(3)] == [1, 2, 3]
    assert make_draft(meeting=meeting, position=7).position == 7
    assert make_draft(meeting=meeting).position == 8
    assert make_draft(meeting=make_meeting()).position == 1


@pytest.mark.parametrize("text", ["", "  \n ", "\r\n"])
def test_a_statement_without_words_is_not_saved(text):
    meeting = make_meeting()
    with pytest.raises(ValidationError, match="Type the words"):
        create_statement(**origin(), meeting=meeting, text=text)
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"title": "x" * 301}, {"kind": "song"}, {"start_seconds": -1}, {"end_seconds": 5}, {"external_id": ""}]
)
def test_a_refusal_names_the_invalid_field(fields):
    with pytest.raises(ValidationError):
        make_draft(**fields)
    assert not Statement.objects.exists()


def test_a_draft_is_rewritten_in_place():
    draft = make_draft("First try.")
    change_statement(statement=draft, text="Second try.", title="Title")
    draft.refresh_from_db()
    assert (draft.title, draft.text) == ("Title", "Second try.")
    assert Revision.objects.count() == 1


def test_the_next_words_of_a_published_statement_wait_for_publication():
    statement = make_statement("Published words.")
    change_statement(statement=statement, text="Next words.")
    change_statement(statement=statement, text="Better next words.", reason="A typing error.")
    statement.refresh_from_db()
    assert [revision.number for revision in statement.revisions.order_by("number")] == [1, 2]
    assert statement.text == "Published words."
    assert publish(statement=statement).text == "Better next words."


def test_next_words_without_a_reason_are_not_published():
    statement = make_statement("Published words.")
    change_statement(statement=statement, text="Next words.")
    with pytest.raises(ValidationError, match="Give a reason"):
        publish(statement=statement)
    statement.refresh_from_db()
    assert statement.text == "Published words."


def test_the_words_of_a_withdrawn_statement_do_not_change():
    statement = withdraw(statement=make_statement(), category="privacy", reason="Attributed to the wrong person.")
    with pytest.raises(ValidationError, match="is withdrawn"):
        change_statement(statement=statement, text="Next words.")


def test_a_draft_is_submitted_for_review_once():
    draft = submit_for_review(statement=make_draft())
    assert draft.status == Statement.Status.IN_REVIEW
    assert not Statement.objects.public().exists()
    with pytest.raises(ValidationError, match="is in review: only a draft"):
        submit_for_review(statement=draft)
    with pytest.raises(ValidationError, match="is published: only a draft"):
        submit_for_review(statement=publish(statement=draft))


def test_a_draft_is_deleted_with_its_words():
    draft = make_draft(topics=[make_topic()])
    delete_draft(statement=draft)
    assert not Statement.objects.exists()
    assert not Revision.objects.exists()


@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_statement_that_was_public_is_never_deleted(withdrawn):
    statement = make_statement()
    if withdrawn:
        withdraw(statement=statement, category="privacy", reason="Attributed to the wrong person.")
    with pytest.raises(ValidationError, match="Withdraw it instead"):
        delete_draft(statement=statement)
    assert Statement.objects.filter(pk=statement.pk).exists()


def test_a_draft_that_another_responds_to_is_not_deleted():
    draft = make_draft()
    answer = make_draft(responds_to=draft)
    with pytest.raises(ValidationError, match=f"Statement {answer.number} responds to statement {draft.number}"):
        delete_draft(statement=draft)
    assert draft.revisions.exists()
