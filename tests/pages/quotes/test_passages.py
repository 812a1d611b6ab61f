"""A link to a passage always marks it in its wording, and says how it has changed since."""

import pytest
from django.test import Client

from archive.actions.statements import correct, withdraw
from archive.models import Statement
from archive.search.engines import outbox
from tests.pages.page import Page
from tests.record import make_statement

pytestmark = pytest.mark.django_db
WORDS = "We will not share that information.\n\n“Not” with anyone at all.\n\nThank you."


@pytest.fixture
def statement() -> Statement:
    return make_statement(WORDS)


def open_page(client: Client, path: str) -> Page:
    response = client.get(path)
    assert response.status_code == 200
    page = Page(response.content.decode())
    assert not page.faults
    return page


def test_the_passage_is_marked_in_its_place(client: Client, statement: Statement) -> None:
    page = open_page(client, f"/statements/{statement.number}/r/1/?quote=3-17")
    assert [mark.text for mark in page.all("mark")] == ["will not share"]
    assert "The words in this link: the same today" in " ".join(page.text.split())


def test_a_passage_over_paragraphs_is_marked_in_each(client: Client, statement: Statement) -> None:
    page = open_page(client, f"/statements/{statement.number}/r/1/?quote=23-42")
    assert [mark.text for mark in page.all("mark")] == ["information.", "“Not”"]


def test_words_are_found_in_the_current_text_after_a_correction_elsewhere(client: Client, statement: Statement) -> None:
    correct(statement=statement, text=f"Good evening. {WORDS}", reason="The greeting was missing.")
    page = open_page(client, f"/statements/{statement.number}/r/1/?quote=3-17")
    assert [mark.text for mark in page.all("mark")] == ["will not share"]
    now = f"/statements/{statement.number}/r/2/?quote=17-31"
    assert now in page.links()
    assert [mark.text for mark in open_page(client, now).all("mark")] == ["will not share"]


def test_changed_words_are_shown_with_their_replacement(client: Client, statement: Statement) -> None:
    correct(statement=statement, text=WORDS.replace("not share", "never share"), reason="Misheard.")
    page = open_page(client, f"/statements/{statement.number}/r/1/?quote=3-17")
    assert "will never share" in [quote.text for quote in page.all("blockquote")]
    assert "changed since" in page.text
    assert f"/statements/{statement.number}/compare/1/2/" in page.links()


def test_removed_words_are_shown_as_removed(client: Client, statement: Statement) -> None:
    correct(statement=statement, text="We will not share that information.", reason="Said by another.")
    page = open_page(client, f"/statements/{statement.number}/r/1/?quote=37-62")
    assert "The linked words are not in the current text" in page.text


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [("0-9999", "outside the text"), ("9-5", "is not a passage"), ("<b>", "is not a passage")],
)
def test_a_link_to_a_missing_passage_says_so_and_shows_the_text(
    client: Client, statement: Statement, quote: str, sentence: str
) -> None:
    response = client.get(f"/statements/{statement.number}/r/1/", {"quote": quote})
    page = Page(response.content.decode())
    assert sentence in page.text
    assert "We will not share that information." in page.text
    assert not page.all("mark")


def test_offsets_count_code_points(client: Client) -> None:
    statement = make_statement("😀😀 Yes, é.")
    assert open_page(client, f"/statements/{statement.number}/r/1/?quote=3-6").one("mark").text == "Yes"


class TestForm:
    def test_first_and_last_words_identify_the_passage(self, client: Client, statement: Statement) -> None:
        response = client.get(
            f"/statements/{statement.number}/r/1/quote/", {"first": "we WILL", "last": "that information"}
        )
        assert response.status_code == 302
        assert response["Location"] == (
            f"/statements/{statement.number}/r/1/?quote=0-35#:~:text=We%20will%20not%20share%20that%20information."
        )

    def test_words_that_are_not_there_are_named_and_kept(self, client: Client, statement: Statement) -> None:
        page = open_page(client, f"/statements/{statement.number}/r/1/quote/?first=we+sold&last=x")
        assert "“we sold” is not in this text" in page.text
        assert page.one("input", id="first").attributes["value"] == "we sold"

    def test_an_empty_form_is_answered_with_a_message(self, client: Client, statement: Statement) -> None:
        page = open_page(client, f"/statements/{statement.number}/r/1/quote/?first=")
        assert "Enter the first words" in page.text

    def test_no_words_of_a_withdrawn_statement_are_shown(self, client: Client, statement: Statement) -> None:
        withdraw(statement=statement, category="privacy", reason="It named a child.")
        for path in ("r/1/?quote=3-17", "r/1/quote/?first=we+will"):
            response = client.get(f"/statements/{statement.number}/{path}")
            assert response.status_code == 410
            assert "share" not in response.content.decode()


def test_words_of_a_passage_are_searched_for_in_other_statements(client: Client) -> None:
    said = make_statement("He said: “We will not share that information with anyone.” Thank you.")
    again = make_statement("She told us that “we will not share that information with anyone” last year.")
    outbox.drain()
    page = open_page(client, f"/statements/{said.number}/r/1/?quote=9-57")
    (search,) = [link for link in page.links() if link.startswith("/search/?q=%22We+will")]
    assert {said.get_absolute_url(), again.get_absolute_url()} <= {
        link.partition("?")[0] for link in open_page(client, search).links()
    }
