"""Which answers other sites may read in a reader's browser: data at any public address, and no page."""

from http import HTTPStatus

import pytest
from django.conf import LazySettings
from django.test import Client

from archive.actions.statements import withdraw
from archive.exports.addresses import permanent_url
from archive.exports.bulk import publish
from archive.exports.bulk.parts import remake_parts
from archive.upkeep.drain import drain
from tests.pages.addresses import every_path
from tests.record import make_document, make_speaker, make_statement, make_topic

MAY_READ = "Access-Control-Allow-Origin"
ELSEWHERE = {"origin": "https://example.org"}
LARGE, LARGE_TYPE = b"x" * 300_000, "text/plain"
DATA = (
    "/api/v1/statements/",
    "/boards.csv",
    "/boards/{board}.json",
    "/boards/{board}/calendar.ics",
    "/boards/{board}/feed/",
    "/boards/{board}/feed.json",
    "/corrections/feed.json",
    "/corrections/feed/",
    "/data/files/datapackage.json",
    "/data/files/record.sqlite3",
    "/data/files/statements.csv",
    "/data/parts/board-{id}-2024.csv",
    "/data/parts/datapackage.json",
    "/meetings/{meeting}/akn.xml",
    "/meetings/{meeting}/captions.srt",
    "/meetings/{meeting}/captions.vtt",
    "/meetings/{meeting}/statements.jsonl",
    "/meetings/{meeting}/text.txt",
    "/meetings/{meeting}/word-times.json",
    "/meetings/calendar.ics",
    "/oembed/?url={home}/statements/{number}/",
    "/opensearch.xml",
    "/search.csv?q=library",
    "/search/feed/?q=library",
    "/search/suggest/?q=rob",
    "/sitemap.xml",
    "/speakers/{speaker}.csv",
    "/statements/feed.json",
    "/statements/{number}/cite/bibtex/",
    "/statements/{number}/cite/csl-json/",
    "/statements/{number}/timegate/",
)


def make_data() -> list[str]:
    """Publish a meeting with times, and return an address of each kind of data."""
    speaker = make_speaker("Robin Sample")
    statement = make_statement("We will open the library.", speaker=speaker, start_seconds=3.0, end_seconds=5.0)
    drain()
    publish()
    remake_parts()
    values = {
        "home": permanent_url("/").rstrip("/"),
        "board": statement.board.slug,
        "id": statement.board_id,
        "meeting": statement.meeting_id,
        "number": statement.number,
        "speaker": speaker.slug,
    }
    return [address.format(**values) for address in DATA]


@pytest.mark.django_db
def test_other_sites_may_read_everything_that_is_data(client: Client):
    for address in make_data():
        response = client.get(address, headers=ELSEWHERE)
        assert response.status_code in {200, 302}, address
        assert response.headers.get(MAY_READ) == "*", address
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin", address
        response.close()
        if etag := response.headers.get("ETag"):
            again = client.get(address, headers={**ELSEWHERE, "if-none-match": etag})
            assert (again.status_code, again.headers.get(MAY_READ)) == (304, "*"), address


@pytest.mark.django_db
def test_other_sites_are_told_that_there_is_no_such_data(client: Client):
    statement = make_statement()
    withdraw(statement=statement, category="mistake", reason="Twice.")
    drain()
    nothing = {"home": permanent_url("/").rstrip("/"), "board": "none", "id": 9, "meeting": 9999, "speaker": "none"}
    for number in (9999, statement.number):
        asked = 0
        for address in ("/nothing.csv", "/log/proof/9999", *DATA):
            path = address.format(number=number, **nothing)
            response = client.get(path, headers=ELSEWHERE)
            response.close()
            if response.status_code >= HTTPStatus.BAD_REQUEST:
                asked += 1
                assert response.headers.get(MAY_READ) == "*", path
        assert asked > 15
    for page in ("/boards/none/", "/statements/9999/", "/nothing/"):
        assert MAY_READ not in client.get(page, headers=ELSEWHERE).headers, page


@pytest.mark.django_db
def test_a_refusal_of_any_kind_can_be_read(client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch):
    client.raise_request_exception = False
    for path in ("/api/v1/none/", "/api/v2/none/", "/api/none", "/data/none/", "/log/none", "/nothing.csv"):
        answer = client.get(path, headers=ELSEWHERE)
        assert (answer.status_code, answer.headers.get(MAY_READ)) == (404, "*"), path
    for path in ("/api/v1/statements/", "/boards.csv", "/corrections/feed/"):
        answer = client.delete(path, headers=ELSEWHERE)
        assert (answer.status_code, answer.headers.get(MAY_READ)) == (405, "*"), path
    for path in ("/api/v1/statements/", "/boards.csv", "/es/corrections/feed/"):
        for answer in (client.get(f"{path}?q={'x' * 10_000}", headers=ELSEWHERE), client.post(path, LARGE, LARGE_TYPE)):
            assert answer.status_code in {413, 414}
            assert answer.headers.get(MAY_READ) == "*", path
    assert MAY_READ not in client.get(f"/search/?q={'x' * 10_000}", headers=ELSEWHERE).headers
    settings.API_REQUESTS_PER_MINUTE = 0
    answer = client.get("/api/v1/statements/", headers=ELSEWHERE)
    assert (answer.status_code, answer.headers.get(MAY_READ)) == (429, "*")
    settings.API_REQUESTS_PER_MINUTE = 1000
    monkeypatch.setattr("archive.api.base.RecordView.initial", lambda *_, **__: 1 / 0)
    answer = client.get("/api/v1/statements/?limit=3", headers=ELSEWHERE)
    assert (answer.status_code, answer.headers.get(MAY_READ)) == (500, "*")


@pytest.mark.django_db
@pytest.mark.slow
def test_other_sites_may_read_no_page(client: Client):
    statement = make_statement(speaker=make_speaker("Robin Sample"))
    make_document(statement.meeting)
    statement.topics.add(make_topic("Libraries"))
    pages = 0
    for path in (*every_path(), "/desk/", "/desk/statements/"):
        response = client.get(path, headers=ELSEWHERE)
        response.close()
        if response.headers.get("Content-Type", "").startswith("text/html") and response.status_code == HTTPStatus.OK:
            pages += 1
            assert MAY_READ not in response.headers, path
    assert pages > 30


@pytest.mark.django_db
def test_what_a_signed_in_person_gets_is_for_nobody_else(client: Client, settings: LazySettings):
    statement = make_statement()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    for address in (
        f"/boards/{statement.board.slug}.csv",
        "/statements/feed/",
        f"/statements/{statement.number}/cite/bibtex/",
    ):
        response = client.get(address, headers=ELSEWHERE)
        response.close()
        assert MAY_READ not in response.headers, address


def test_a_browser_may_ask_for_ranges_and_past_days_but_never_at_the_desk(client: Client):
    asks = {**ELSEWHERE, "access-control-request-method": "GET"}
    answer = client.options("/data/files/record.sqlite3", headers=asks)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert {"Range", "If-None-Match", "Accept-Datetime"} <= set(
        answer.headers["Access-Control-Allow-Headers"].split(", ")
    )
    assert "POST" in client.options("/api/v1/search/", headers=asks).headers["Access-Control-Allow-Methods"]
    assert client.options("/statements/1/", headers=ELSEWHERE).status_code == HTTPStatus.METHOD_NOT_ALLOWED
