"""The pages that cite a statement or a passage of it."""

import json

import pytest
from django.test import Client
from pybtex.database import parse_string

from archive.actions.statements import correct
from archive.citations import FORMATS
from archive.models import Office, Statement
from tests.pages.page import Page
from tests.record import make_board, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
WORDS = "We will not share <that> information.\n\nNot with anyone."


@pytest.fixture
def statement() -> Statement:
    speaker = make_speaker("Sample Speaker")
    board = make_board("Sample Board")
    Office.objects.create(speaker=speaker, title="Chair", board=board)
    return make_statement(WORDS, title="Records", meeting=make_meeting(board), speaker=speaker)


def test_the_page_has_every_format(client: Client, statement: Statement) -> None:
    response = client.get(f"/statements/{statement.number}/cite/")
    page = Page(response.content.decode())
    assert not page.faults
    for entry in FORMATS.values():
        assert str(entry.label) in page.text
    assert f"http://testserver/statements/{statement.number}/r/1/" in page.text
    assert "Chair, Sample Board" in page.text


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_has_its_own_url(client: Client, statement: Statement, name: str) -> None:
    response = client.get(f"/statements/{statement.number}/cite/{name}/")
    assert response.status_code == 200
    assert response["Content-Type"].endswith("charset=utf-8")
    assert "text/html" not in response["Content-Type"]
    assert f"http://testserver/statements/{statement.number}/r/1/" in response.content.decode()


def test_files_for_reference_managers_are_downloaded(client: Client, statement: Statement) -> None:
    response = client.get(f"/statements/{statement.number}/cite/bibtex/")
    assert response["Content-Disposition"] == f'attachment; filename="statement-{statement.number}-r1.bib"'
    assert parse_string(response.content.decode(), "bibtex").entries


def test_a_passage_is_cited_with_its_words_and_link(client: Client, statement: Statement) -> None:
    response = client.get(f"/statements/{statement.number}/cite/csl-json/?r=1&quote=3-17")
    (item,) = json.loads(response.content)
    assert item["annote"] == "will not share"
    assert item["URL"] == f"http://testserver/statements/{statement.number}/r/1/?quote=3-17"
    page = Page(client.get(f"/statements/{statement.number}/cite/?r=1&quote=3-23").content.decode())
    assert page.one("blockquote").text == "will not share <that"
    assert f"/statements/{statement.number}/cite/ris/?r=1&quote=3-23" in page.links()


def test_an_earlier_wording_is_cited_as_an_earlier_one(client: Client, statement: Statement) -> None:
    correct(statement=statement, text="Other words.", reason="Misheard.")
    response = client.get(f"/statements/{statement.number}/cite/text/?r=1")
    assert "revision 1, accessed" in response.content.decode()
    page = client.get(f"/statements/{statement.number}/cite/?r=1").content.decode()
    assert "an earlier wording" in page
    assert "an earlier wording" not in client.get(f"/statements/{statement.number}/cite/").content.decode()


@pytest.mark.parametrize("query", ["r=9", "r=x", "r=²", "r=-1", "quote=5", "quote=0-9999", "r=99999999999999999999"])
def test_a_missing_statement_cannot_be_cited(client: Client, statement: Statement, query: str) -> None:
    assert client.get(f"/statements/{statement.number}/cite/?{query}").status_code == 404
    assert client.get(f"/statements/{statement.number}/cite/apa/?{query}").status_code == 404


def test_an_unknown_format_is_answered_with_the_list_of_formats(client: Client, statement: Statement) -> None:
    response = client.get(f"/statements/{statement.number}/cite/vancouver/")
    assert response.status_code == 404
    assert "Choose one of these: ap, apa, mla" in response.content.decode()


def test_a_statement_named_like_a_page_keeps_its_own_url(client: Client) -> None:
    statement = make_statement(title="Cite")
    assert statement.get_absolute_url() == f"/statements/{statement.number}/cite-statement/"
    assert client.get(statement.get_absolute_url()).status_code == 200


class TestCompare:
    def test_removed_and_added_words_are_marked(self, client: Client, statement: Statement) -> None:
        correct(statement=statement, text=WORDS.replace("not share", "never share"), reason="Misheard.")
        page = Page(client.get(f"/statements/{statement.number}/compare/1/2/").content.decode())
        assert not page.faults
        assert [element.text.strip() for element in page.all("del")][1:] == ["not"]
        assert [element.text.strip() for element in page.all("ins")][1:] == ["never"]
        assert "Misheard." in page.text

    def test_comparing_a_wording_with_itself_shows_no_change(self, client: Client, statement: Statement) -> None:
        page = client.get(f"/statements/{statement.number}/compare/1/1/").content.decode()
        assert "Both have the same words" in page

    def test_a_missing_revision_is_named(self, client: Client, statement: Statement) -> None:
        response = client.get(f"/statements/{statement.number}/compare/1/7/")
        assert response.status_code == 404
        assert "no revision 7" in response.content.decode()


def test_the_recording_starts_at_the_time_of_the_turn(client: Client) -> None:
    meeting = make_meeting(recording_url="https://youtu.be/abc")
    statement = make_statement(meeting=meeting, start_seconds=75.5)
    page = Page(client.get(statement.get_absolute_url()).content.decode())
    assert "https://youtu.be/abc?t=75s" in page.links()
