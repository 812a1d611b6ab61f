"""manage.py check_quote, over a real index."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from archive.actions.statements import correct
from archive.models import Statement
from tests.record import make_speaker, make_statement

pytestmark = pytest.mark.django_db
WORDS = "If we become aware of a student's immigration status, we will not share that information."


@pytest.fixture
def statement(django_capture_on_commit_callbacks: Callable) -> Statement:
    with django_capture_on_commit_callbacks(execute=True):
        return make_statement(WORDS, speaker=make_speaker("Darienne Driver"))


def check_quote(*words: str) -> str:
    out = StringIO()
    call_command("check_quote", *words, stdout=out)
    return out.getvalue()


def test_a_verbatim_quotation_is_printed_with_its_place(statement: Statement) -> None:
    answer = check_quote("“we will not share that information”")
    assert answer.startswith("Word for word on record. ")
    assert "Darienne Driver" in answer
    assert f"/statements/{statement.number}/r/1/?quote=54-88#:~:text=" in answer


def test_the_office_and_the_meeting_are_printed(statement: Statement) -> None:
    statement.speaker.offices.create(title="Superintendent", board=statement.board)
    answer = check_quote("“we will not share that information”")
    assert f"\nDarienne Driver, Superintendent, {statement.board}, {statement.date}\n" in answer
    assert f"  Meeting: {statement.meeting.get_absolute_url()}\n" in answer


def test_changes_are_printed(statement: Statement) -> None:
    answer = check_quote(
        "of a student's immigration status, we will never share that private information", "--name", "Sample Treasurer"
    )
    assert answer.startswith("Altered, and said by Darienne Driver. ")
    assert "changed: “not” to “never”" in answer
    assert "added: “private”" in answer
    assert "not to “Sample Treasurer”" in answer


def test_an_earlier_wording_is_printed_with_its_day(
    statement: Statement, django_capture_on_commit_callbacks: Callable
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        correct(statement=statement, text="Other words stand here now.", reason="Misheard.")
    until = statement.revisions.get(number=2).published_at
    assert f"This was the wording until {until:%-d %B %Y}." in check_quote("we will not share that information")


def test_scripts_get_the_answer_of_the_api(statement: Statement, client: Client) -> None:
    asked = {"quotation": WORDS, "name": "Darienne Driver", "date": "2017"}
    answer = json.loads(check_quote(WORDS, "--name", asked["name"], "--date", asked["date"], "--json"))
    assert answer["verdict"] == "verbatim"
    assert answer == client.post("/api/v1/quotes/check/", json.dumps(asked), "application/json").json()


def test_words_that_are_not_on_record_are_not_found(statement: Statement) -> None:
    assert check_quote("The moon is made of green cheese and honey").startswith("Not found. ")


def test_an_empty_quotation_is_refused_with_a_message() -> None:
    with pytest.raises(CommandError, match="Paste a quotation"):
        call_command("check_quote", "…")
