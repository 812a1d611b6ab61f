"""What a search page offers besides hits."""

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.models import Office
from archive.search import (
    SearchRequest,
    answering,
    changing_operators,
    in_our_operators,
    search,
    statement_meant,
)
from archive.search.engines.rebuild import rebuild
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement


@pytest.mark.parametrize(
    ("typed", "ours"),
    [
        ("visa or passport", "visa OR passport"),
        ("visa|passport | status", "visa OR passport OR status"),
        ("budget not school", "budget -school"),
        ("budget without school", "budget -school"),
        ("budget except school", "budget -school"),
        ("budget, but not school", "budget -school"),
        ("budget except for school", "budget -school"),
        ("budget but without school", "budget -school"),
        ("presupuesto excepto escuela", "presupuesto -escuela"),
        ("presupuesto pero sin escuela", "presupuesto -escuela"),
        ("personas sin hogar", ""),
        ("budget but not school", "budget -school"),
        ("by:sample budget", "speaker:sample budget"),
        ("from:Sample budget", "speaker:Sample budget"),
        ("from:2017 budget", ""),
        ("who voted no on the budget?", "voted:no budget?"),
        ("Who voted against budget", "voted:against budget"),
        ("they will not share", ""),
        ("visa OR passport -status", ""),
        ("or", ""),
    ],
)
def test_operators_of_others_are_offered_as_ours(typed: str, ours: str):
    assert in_our_operators(typed) == ours


@pytest.mark.django_db
def test_an_address_or_a_number_opens_the_statement(client: Client):
    statement, draft = make_statement(), make_draft()
    rebuild()
    path = statement.get_absolute_url()
    for typed in (f"https://example.org{path}", path, f"#{statement.number}", f"statement {statement.number}"):
        assert statement_meant(typed) == statement, typed
        assert client.get("/search/", {"q": typed})["Location"].endswith(path)
    for typed in (f"#{draft.number}", "#999999999999999999", str(statement.number), f"{path} and more", "", "#"):
        assert statement_meant(typed) is None, typed


@pytest.mark.django_db
@pytest.mark.parametrize("excluding", ["except", "without", "but not", "except for", "pero sin"])
def test_words_that_exclude_are_offered_where_that_changes_what_is_found(excluding: str):
    for text in ("The budget.", "The budget of the school.", "The budget of the library."):
        make_statement(text)
    rebuild()

    def offered(typed: str) -> str:
        return changing_operators(search(SearchRequest(text=typed)))

    assert offered(f"budget {excluding} school") == "budget -school"
    assert offered(f"parking {excluding} school") == ""


@pytest.mark.django_db
@settings(deadline=None)
@given(st.from_regex(r"[a-z0-9_.:/-]{2,40}", fullmatch=True))
def test_the_id_of_an_imported_line_opens_its_statement_unless_it_may_be_a_word_or_a_year(line: str):
    with transaction.atomic():
        statement = make_statement(external_id=line)
        may_be_asked_for = line.isdecimal() or not any(character.isdecimal() for character in line)
        is_an_address = "statements/" in line
        if not is_an_address:
            assert statement_meant(line) == (None if may_be_asked_for else statement)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_questions_with_a_page_of_their_own_get_it():
    board = make_board("Sample Town Council")
    speaker, former = make_speaker("Robin Sample"), make_speaker("Kim Example")
    for one in (speaker, former):
        make_statement(meeting=make_meeting(board), speaker=one)
    Office.objects.create(speaker=speaker, board=board, title="Mayor", from_date="2020")
    Office.objects.create(speaker=former, board=board, title="Mayor", to_date="2019")
    rebuild()
    for typed in ("who is the mayor of Sample Town?", "Who's the mayor", "quién es la alcaldesa de sample town"):
        assert [one.url for one in answering(typed)] == [speaker.get_absolute_url()], typed
    assert answering("who is the mayor of Elsewhere") == answering("who is right") == answering("the budget") == []
    assert [one.kind for one in answering("when is the next meeting?")] == ["meetings"]
    assert [one.kind for one in answering("is there a meeting next week")] == ["meetings"]
    asked = "when is the next meeting of the sample town council"
    assert [one.kind for one in answering(asked)] == ["board", "meetings"]
    (vote,) = answering("when did the board vote on the library levy?")
    assert vote.name == "the library levy"
    assert "kind=vote" in vote.query
