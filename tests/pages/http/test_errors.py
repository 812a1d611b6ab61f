"""What readers see after an error."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

from archive.pages.site import about
from tests.pages.page import Page


@pytest.mark.django_db
def test_an_internal_error_shows_a_page_that_needs_no_database(client: Client, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise RuntimeError("A fault in the page.")

    def away(*_: object) -> None:
        raise OperationalError("The database is away.")

    monkeypatch.setattr(about, "render", broken)
    client.raise_request_exception = False
    with connection.execute_wrapper(away):
        response = client.get("/about/")
    page = Page(response.content.decode())
    assert response.status_code == 500
    assert not page.faults
    assert page.one("h1").text == "Something went wrong here"
    assert "/" in page.links()


def test_an_unreadable_url_gets_a_page(client: Client):
    response = client.get("/", headers={"host": "another-site.example"})
    page = Page(response.content.decode())
    assert response.status_code == 400
    assert page.one("h1").text == "This address cannot be read"


@pytest.mark.django_db
def test_pages_accept_only_get_and_head(client: Client):
    assert client.post("/statements/").status_code == 405
    assert client.head("/statements/").status_code == 200
