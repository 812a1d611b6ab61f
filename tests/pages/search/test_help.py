"""The help page, whose examples run, and the description of the search for browsers."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from archive.pages.search.help import MARKS, WORDS_TO_TRY
from archive.search import SearchRequest, search
from archive.search.engines import outbox
from tests.pages.page import Page
from tests.record import make_speaker, make_statement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "es"])
def test_help_is_in_both_languages_and_linked_where_readers_need_it(client: Client, language: str):
    page = Page(client.get(f"/{language}/search/help/").text)
    assert [link for link in page.links() if link.startswith(f"/{language}/search/?q=")]
    for path in ("search/?q=zzzz", "about/"):
        make_statement("The bus came.")
        outbox.drain()
        assert f"/{language}/search/help/" in Page(client.get(f"/{language}/{path}").text).links()


@pytest.mark.parametrize("example", [*WORDS_TO_TRY, *MARKS], ids=lambda example: example.typed)
def test_every_example_is_a_search_without_ignored_parts(example):
    make_statement("The bus came.", speaker=make_speaker("Ana Baez"))
    outbox.drain()
    results = search(SearchRequest(text=example.typed))
    assert results.reading
    assert not results.ignored


def test_browsers_can_search_from_the_address_bar(client: Client):
    response = client.get("/opensearch.xml")
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    root = ET.fromstring(response.content)
    url, suggested = root.findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template").endswith("/search/?q={searchTerms}")
    assert suggested.get("template").endswith("/search/suggest/?q={searchTerms}&form=opensearch")
    assert suggested.get("type") == "application/x-suggestions+json"
    assert 'rel="search"' in client.get("/about/").text
