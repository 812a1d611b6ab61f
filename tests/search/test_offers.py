"""What a search page offers besides hits."""

import pytest
from django.test import Client

from archive.models import Office
from archive.search import answering, in_our_operators, statement_meant
from archive.search.engines.rebuild import rebuild
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement


@pytest.mark.parametrize(
    ("typed", "ours"),
    [
        ("visa or passport", "visa OR passport"),
        ("visa|passport | status", "visa OR passport OR status"),
        ("budget not school", "budget -school"),
        ("budget without school", "budget -school"),
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
