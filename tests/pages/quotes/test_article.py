"""The page that checks a whole article."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from archive.models import Statement
from archive.pages.quotes import article
from tests.pages.page import Page
from tests.record import make_speaker, make_statement

pytestmark = pytest.mark.django_db
WORDS = "If we become aware of a student's immigration status, we will not share that information."
ARTICLE = f"“{WORDS}” said Darienne Driver.\n\n“We will gladly share that information with everybody,” she <b>said.\n"


@pytest.fixture(autouse=True)
def statement(django_capture_on_commit_callbacks: Callable) -> Statement:
    with django_capture_on_commit_callbacks(execute=True):
        return make_statement(WORDS, speaker=make_speaker("Darienne Driver"))


def test_the_article_is_shown_with_its_quotations_marked(client: Client) -> None:
    assert "Check an article" in client.get("/quotes/article/").content.decode()
    response = client.post("/quotes/article/", {"article": ARTICLE})
    page = Page(response.content.decode())
    assert not page.faults
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]
    assert page.one("h2", id="summary").text == "2 quotations: 1 word for word, 1 not on record."
    assert "1 word for word" in page.text
    assert {"#quotation-1", "#quotation-2"} <= set(page.links())
    assert page.one("li", id="quotation-1")
    assert page.one("textarea", name="article").text.strip() == ARTICLE.strip()


def test_an_uploaded_article_is_read(client: Client) -> None:
    page = Page(
        client.post("/quotes/article/", {"file": SimpleUploadedFile("a.txt", ARTICLE.encode())}).content.decode()
    )
    assert page.one("h2", id="summary").text == "2 quotations: 1 word for word, 1 not on record."


@pytest.mark.parametrize(("form", "kind"), [("csv", "text/csv"), ("json", "application/json")])
def test_the_answer_can_be_downloaded(client: Client, form: str, kind: str) -> None:
    response = client.post("/quotes/article/", {"article": ARTICLE, "format": form})
    assert response.headers["Content-Type"].startswith(kind)
    assert "word_for_word" in response.content.decode()


@pytest.mark.parametrize("given", [{}, {"article": " "}, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}])
def test_text_that_is_not_an_article_is_answered_with_a_message(client: Client, given: dict[str, object]) -> None:
    response = client.post("/quotes/article/", given)
    assert response.status_code == 400
    assert Page(response.content.decode()).one("p", role="alert").text


def test_articles_are_limited_per_client(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article, "ARTICLES_A_MINUTE", 1)
    monkeypatch.setattr("archive.machine.web.allowance.time.time", lambda: 1_000_000.0)
    assert (
        client.post("/quotes/article/", {"article": "Nothing is quoted."}, REMOTE_ADDR="192.0.2.1").status_code == 200
    )
    refused = client.post("/quotes/article/", {"article": "Nothing <b>is quoted."}, REMOTE_ADDR="192.0.2.1")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "20"
    assert "You can check 1 articles per minute." in refused.text
    assert "Nothing &lt;b&gt;is quoted." in refused.text
    assert (
        client.post("/quotes/article/", {"article": "Nothing is quoted."}, REMOTE_ADDR="192.0.2.2").status_code == 200
    )


def test_quotations_for_which_there_is_no_time_are_listed_as_not_checked(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article, "ARTICLE_SECONDS", 0)
    answer = client.post("/quotes/article/", {"article": "“We will open the library,” said Robin Sample."})
    assert answer.status_code == 200
    assert "This article takes too long. Check the rest of it separately." in answer.text
