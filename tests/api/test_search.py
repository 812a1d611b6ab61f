"""The search as JSON finds what the search page finds."""

import pytest
from django.conf import LazySettings

from archive.search.engines import outbox
from tests.api.client import ApiClient
from tests.record import make_board, make_speaker, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> None:
    """Three statements, two on buses."""
    board = make_board("Open Board", slug="open-board")
    for text in ("The buses run on Sunday.", "Buses are late.", "The library opens."):
        make_statement(text, board=board, date="2024", speaker=make_speaker())
    outbox.drain()


def test_hits_are_returned_with_passages_counts_and_interpretation(api: ApiClient, found: None):
    body = api.read("search/?q=buses&facets=true")
    assert body["count"] == 2
    assert "buses" in body["reading"]
    parts = [part for hit in body["results"] for passage in hit["passages"] for part in passage]
    assert {part["text"].lower() for part in parts if part["matches"]} == {"buses"}
    (board,) = body["facets"]["board"]
    assert (board["name"], board["count"]) == ("Open Board", 2)


def test_a_search_can_be_read_to_its_last_page(api: ApiClient, found: None):
    assert len({row["number"] for row in api.all("search/?q=buses&limit=1")}) == 2


@pytest.mark.parametrize(
    "query",
    ["words=all", "sort=best", "kind=song", "kind=answer&kind=song", "text_status=heard", "year=soon", "meeting=x"],
)
def test_an_invalid_value_of_a_parameter_is_refused(api: ApiClient, found: None, query: str):
    response = api.ask(f"search/?{query}")
    assert (response.status_code, response.json()["parameter"]) == (400, query.partition("=")[0])


def test_names_are_suggested(api: ApiClient, found: None):
    rows = api.read("search/suggest/?q=open")["results"]
    assert rows[0] == {**rows[0], "kind": "board", "name": "Open Board", "url": "http://testserver/boards/open-board/"}


def test_hits_that_lack_a_word_are_listed_separately_and_not_counted(api: ApiClient, found: None):
    body = api.read("search/?q=buses+trams")
    assert body["count"] == 0
    assert body["results"] == []
    assert [hit["missing"] for hit in body["partial"]] == [["trams"], ["trams"]]
    assert api.read("search/?q=buses+trams&words=most")["count"] == 2


def test_a_misspelling_is_corrected_and_the_answer_says_so(api: ApiClient, found: None):
    body = api.read("search/?q=libary")
    assert (body["count"], body["searched_for"]) == (1, "library")


def test_programs_are_told_that_the_search_is_not_available(api: ApiClient, settings: LazySettings):
    make_statement("The buses run late every evening.")
    settings.SEARCH_INDEX_DIR = settings.SEARCH_INDEX_DIR.with_name("a-file")
    settings.SEARCH_INDEX_DIR.write_text("not a folder")
    asked = ["/api/v1/search/", "/search.csv", "/search.json", "/search/feed/", "/search/feed.json"]
    for path in asked:
        response = api.client.get(path, {"q": "buses"})
        assert (response.status_code, b"not available" in response.content) == (503, True), path
    words = "The buses run late every evening."
    for name, body in (("check", {"quotation": words}), ("article", {"article": f"“{words}”"})):
        response = api.client.post(f"/api/v1/quotes/{name}", body, "application/json")
        assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json"), name
        assert int(response["Retry-After"]) > 0
    for tool, arguments in (("search", {"q": "buses"}), ("check_quotation", {"quotation": words})):
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments}}
        result = api.client.post("/mcp/", call, "application/json").json()["result"]
        assert result["isError"]
        assert "not available" in result["content"][0]["text"]
