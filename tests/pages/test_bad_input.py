"""However mangled a parameter is, readers get a page."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from archive.pages.http.request_limits import REQUEST_LINE_BYTES
from archive.search.engines import outbox
from tests.examples import examples
from tests.pages.addresses import LISTS
from tests.pages.page import Page
from tests.record import make_statement, make_topic

PARAMETERS = (
    *("q", "board", "speaker", "topic", "kind", "text_status", "year", "meeting"),
    *("from", "to", "sort", "page", "name", "at", "p"),
)
MANGLED = (
    "",
    " ",
    "\0",
    "a\0b",
    "x" * 1_000,
    "9" * 60,
    "-1",
    "0",
    "1e9",
    "²",
    "٣",
    "0x10",
    str(2**63),
    "2024-13-45",
    "0000",
    "9999-12-31",
    "null",
    "../../etc/passwd",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "%",
    "\N{GRINNING FACE}",
    "\ud800",
)


@pytest.fixture
def pages(db: None) -> list[str]:
    statement = make_statement(topics=[make_topic()])
    outbox.drain()
    return [
        "/",
        "/search/",
        "/search/suggest/",
        *LISTS,
        "/about/",
        "/sitemap.xml",
        "/sitemap-statements.xml",
        statement.get_absolute_url(),
        statement.current_revision.get_absolute_url(),
        statement.meeting.get_absolute_url(),
        statement.board.get_absolute_url(),
        statement.topics.get().get_absolute_url(),
    ]


def encoded(value: str) -> str:
    return "".join(f"%{byte:02x}" for byte in value.encode("utf-8", "surrogatepass"))


@pytest.mark.slow
@pytest.mark.parametrize("value", MANGLED, ids=range(len(MANGLED)))
def test_mangled_parameters_get_a_page(client: Client, pages: list[str], value: str):
    """Tries all parameters at once, then only the page number, which may be answered before the others are read."""
    everything = "&".join(f"{name}={encoded(value)}&{name}[]=1" for name in PARAMETERS if name != "page")
    for path in pages:
        for query in (everything, f"page={encoded(value)}"):
            address = f"{path}?{query}&{query}"
            response = client.get(address)
            allowed = {414} if len(address) > REQUEST_LINE_BYTES else {200, 404}
            assert response.status_code in allowed, (path, query[:80])
            assert b"<script>alert" not in response.content


@pytest.mark.slow
@trying(max_examples=examples(0.2), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=60), max_size=5))
def test_any_parameters_get_a_page(client: Client, pages: list[str], query: dict[str, str]):
    for path in ("/search/", "/statements/", "/meetings/", "/speakers/", pages[-3]):
        pairs = "&".join(f"{name}={encoded(value)}" for name, value in query.items())
        assert client.get(f"{path}?{pairs}").status_code in {200, 404}


@pytest.mark.parametrize(
    "path", ["/statements/{}/", "/statements/1/r/{}/", "/meetings/{}/", "/meetings/{}/some-board/"]
)
@pytest.mark.parametrize("number", ["0", "7", str(2**63), "9" * 60, "9" * 5000])
@pytest.mark.django_db
def test_an_unknown_number_is_not_found(client: Client, path: str, number: str):
    assert client.get(path.format(number)).status_code == 404


@pytest.mark.parametrize("path", ["/nowhere/", "/boards/%00/", "/speakers/" + "x" * 2000 + "/", "/topics/é/", "/%ff/"])
@pytest.mark.django_db
def test_an_unknown_url_is_not_found_and_offers_a_search(client: Client, path: str):
    response = client.get(path)
    assert response.status_code == 404
    assert b'role="search"' in response.content


@pytest.mark.parametrize("path", LISTS)
def test_a_page_past_the_end_says_so(client: Client, pages: list[str], path: str):
    response = client.get(f"{path}?page=4000")
    assert response.status_code == 404
    assert "This list has no page 4,000." in response.content.decode()


def test_a_part_past_the_end_of_a_transcript_says_so(client: Client, pages: list[str]):
    response = client.get(f"{pages[-3]}?page=12")
    assert response.status_code == 404
    assert "This transcript has no part 12" in response.content.decode()


def test_an_invalid_filter_is_reported_and_ignored(client: Client, pages: list[str]):
    page = client.get("/statements/?board=no-such&from=never&kind=song").content.decode()
    assert not Page(page).faults
    assert "This board is not in the archive" in page
    assert "“never” is not a date. Use 2017-02-23, 2017-02 or 2017." in page.replace("&#x27;", "'")
    assert "We will open the library" in page
