"""Only words that a person has compared with the recording are marked as checked."""

import pytest

from archive.actions.redaction import redact
from archive.actions.statements import change_statement, check_by_hand, correct, publish
from archive.citations.passages.quote_range import from_ends
from archive.models import Statement
from tests.record import make_draft, make_statement

pytestmark = pytest.mark.django_db
WORDS = "We will open the library on Sundays."


def checked(statement: Statement) -> Statement:
    check_by_hand(statement=statement)
    statement.refresh_from_db()
    assert statement.checked_at
    return statement


def test_corrected_words_have_to_be_checked_again() -> None:
    statement = checked(make_statement(WORDS))
    correct(statement=statement, text="We will open the library on Mondays.", reason="Misheard.")
    statement.refresh_from_db()
    assert statement.checked_at is None
    assert statement.checked_by is None


def test_the_same_words_with_another_title_stay_checked() -> None:
    statement = checked(make_statement(WORDS))
    correct(statement=statement, title="Library hours", reason="It had no title.")
    statement.refresh_from_db()
    assert statement.checked_at


def test_the_words_around_a_redaction_stay_checked() -> None:
    statement = checked(make_statement(WORDS))
    passage = from_ends(WORDS, "We will", "open")
    redact(revision=statement.current_revision, passage=passage, category="privacy", reason="Private.")
    statement.refresh_from_db()
    assert statement.checked_at


def test_a_draft_has_to_be_checked_again_only_if_its_words_change() -> None:
    draft = checked(make_draft(WORDS))
    change_statement(statement=draft, text=WORDS, title="Library hours")
    draft.refresh_from_db()
    assert draft.checked_at
    change_statement(statement=draft, text="Others.")
    draft.refresh_from_db()
    assert draft.checked_at is None
    checked(draft)
    publish(statement=draft)
    draft.refresh_from_db()
    assert draft.checked_at


def test_a_draft_stays_checked_if_a_form_from_before_the_check_saves_the_same_words() -> None:
    before = make_draft(WORDS)
    check_by_hand(statement=Statement.objects.get(pk=before.pk))
    change_statement(statement=before, text=WORDS, title="Library hours")
    assert Statement.objects.get(pk=before.pk).checked_at
