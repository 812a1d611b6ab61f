"""A shared verdict: its URL, its card, and what has happened since."""

import datetime
import io
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from archive.actions.statements import correct, withdraw
from archive.models import Statement
from archive.pages.quotes import views
from archive.pages.sharing.drawing import CardPicture, Lettering
from tests.pages.page import Page
from tests.record import make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
WORDS = "If we become aware of a student's immigration status, we will not share that information."


def text(lettering: Lettering) -> str:
    """Return the words of a part of a card."""
    return "".join(word for _, word in lettering.words)


@pytest.fixture
def statement(django_capture_on_commit_callbacks: Callable) -> Statement:
    with django_capture_on_commit_callbacks(execute=True):
        return make_statement(WORDS, meeting=make_meeting(), speaker=make_speaker("Darienne Driver"))


def check(client: Client, quotation: str, name: str = "") -> Page:
    page = Page(client.post("/quotes/", {"q": quotation, "name": name}).content.decode())
    assert not page.faults
    return page


def shared(page: Page) -> str:
    """Return the path for sharing the verdict on a page."""
    return next(link for link in page.links() if "/quotes/?q=" in link)


def test_a_verdict_has_a_url_with_all_its_data(client: Client, statement: Statement) -> None:
    page = check(client, WORDS, "Darienne Driver")
    query = parse_qs(urlsplit(shared(page)).query)
    assert query == {
        "q": [WORDS],
        "name": ["Darienne Driver"],
        "on": [timezone.localdate().isoformat()],
        "rests": [f"{statement.number}.1"],
    }
    assert statement.current_revision.sha256 in page.text
    assert any(f"/statements/{statement.number}/cite/?r=1&quote=0-{len(WORDS)}" in link for link in page.links())
    again = Page(client.get(shared(page)).content.decode())
    assert again.one("h2", id="verdict").text == "Word for word on record"


def test_an_opened_verdict_says_that_the_text_was_corrected_since(
    client: Client, statement: Statement, django_capture_on_commit_callbacks: Callable
) -> None:
    address = shared(check(client, WORDS))
    with django_capture_on_commit_callbacks(execute=True):
        correct(statement=statement, text="Other words stand here now.", reason="Misheard.")
    headline = Page(client.get(address).content.decode()).one("h2", id="verdict").text
    assert headline.startswith("Word for word on record when checked on ")
    assert headline.endswith(", since corrected")


def test_an_opened_verdict_says_that_the_statement_was_withdrawn(
    client: Client, statement: Statement, django_capture_on_commit_callbacks: Callable
) -> None:
    address = shared(check(client, WORDS))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(statement=statement, category="privacy", reason="It named a child.")
    page = Page(client.get(address).content.decode())
    assert page.one("h2", id="verdict").text == "Not found"
    assert f"it matched statement {statement.number}, which has been withdrawn" in page.text


def test_words_published_after_the_check_are_called_new(client: Client, statement: Statement) -> None:
    day = timezone.localdate() - datetime.timedelta(days=3)
    page = client.get("/quotes/", {"q": WORDS, "on": day.isoformat(), "rests": f"{statement.number}.1"})
    assert "did not yet contain these words" in page.content.decode()


@pytest.mark.parametrize("value", ["", "2999-01-01", "yesterday", "2026-13-40"])
def test_an_invalid_day_is_ignored(client: Client, statement: Statement, value: str) -> None:
    assert client.get("/quotes/", {"q": WORDS, "on": value, "rests": "x"}).status_code == 200


def test_only_a_form_can_check_a_long_quotation(client: Client, statement: Statement) -> None:
    long = f"{WORDS} " * 30
    page = Page(client.get("/quotes/", {"q": long}).content.decode())
    assert "too long for a link" in page.text
    assert page.one("textarea", name="q").text.strip() == long.strip()
    assert not [link for link in check(client, long).links() if "/quotes/?q=" in link]


def test_the_card_says_the_verdict(client: Client, statement: Statement) -> None:
    def card(name: str) -> bytes:
        response = client.get("/quotes/card.png", {"q": WORDS, "name": name})
        assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
        return response.content

    right, wrong = card("Driver"), card("Sample Treasurer")
    assert Image.open(io.BytesIO(right)).size == (1200, 630)
    assert right != wrong


@pytest.mark.parametrize("words", ["", "…", "word " * 500])
def test_a_quotation_that_cannot_be_checked_has_no_card(client: Client, words: str) -> None:
    assert client.get("/quotes/card.png", {"q": words}).status_code == 404


def test_words_that_are_not_on_record_have_no_card(client: Client, statement: Statement) -> None:
    page = check(client, "The mayor sold every one of the buses for scrap metal yesterday.")
    assert page.one("h2", id="verdict").text == "Not found"
    assert "card.png" not in page.html
    assert client.get("/quotes/card.png", {"q": "The mayor sold every one of the buses."}).status_code == 404


def test_the_card_of_an_altered_quotation_has_the_words_of_the_record(
    client: Client, statement: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures: list[CardPicture] = []
    monkeypatch.setattr(views, "draw", lambda picture: pictures.append(picture) or b"")
    altered = WORDS.replace("not share", "gladly share")
    assert client.get("/quotes/card.png", {"q": altered}).status_code == 200
    [picture] = pictures
    [headline] = picture.headline
    assert text(headline) == "Altered"
    assert "From an official transcript, a recording or the document itself." in map(text, picture.origin)
    marked = [(mark, word.strip()) for mark, word in picture.words.words if word.strip()]
    at = marked.index(("dropped", "not"))
    assert marked[at - 1 : at + 3] == [("same", "will"), ("dropped", "not"), ("added", "gladly"), ("same", "share")]
    assert text(picture.words) == WORDS.removesuffix(".").replace("not share", "not gladly share")


def test_where_the_text_comes_from_stands_under_the_words(client: Client, statement: Statement) -> None:
    Statement.objects.filter(pk=statement.pk).update(text_status=Statement.TextStatus.AS_REPORTED)
    assert "From a news report or another source. Nobody has compared it with a recording." in check(client, WORDS).text


def test_a_search_for_a_sentence_offers_the_check(client: Client, statement: Statement) -> None:
    page = Page(client.get("/search/", {"q": "we will not share that information"}).content.decode())
    assert "/quotes/?q=we+will+not+share+that+information" in page.links()
    for few in ("we will not", "share OR information OR status OR student OR aware OR become"):
        assert "Check this quotation" not in client.get("/search/", {"q": few}).content.decode()


def test_a_statement_offers_the_check(client: Client, statement: Statement) -> None:
    path = statement.current_revision.get_absolute_url()
    marked = Page(client.get(path, {"quote": "54-88"}).content.decode())
    assert "/quotes/?q=we+will+not+share+that+information&name=Darienne+Driver" in marked.links()
    assert Page(client.get(path).content.decode()).one("textarea", name="q")


def test_no_space_is_added_after_the_found_words(client: Client, statement: Statement) -> None:
    response = client.post("/quotes/", {"q": WORDS.rstrip(".")}).content.decode()
    assert 'information</mark><span class="neighbours">.</span>' in response
