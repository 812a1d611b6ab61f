"""An expensive or slow answer delays no other page, and an answer that needs no work never waits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from archive.pages.http import admission
from archive.pages.http.caching.middleware import CachingMiddleware
from archive.pages.http.turns import Turns
from boardmeetings.serving.worker import THREADS
from tests.databases import closing_connection

SECONDS = 30


class Views:
    """Stands in for the views: some answer when the test lets them, the others at once."""

    def __init__(self) -> None:
        self.began, self.go = Event(), Event()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "slow" in request.GET:
            self.began.set()
            assert self.go.wait(SECONDS)
        return HttpResponse("here")


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Separate rows for these tests, so that no state remains from others."""
    for name in ("EXPENSIVE", "PAGES", "STAFF"):
        monkeypatch.setattr(admission, name, Turns(at_once=getattr(admission, name).at_once, waiting=0))


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("slow", "others"),
    [
        ("/search/?q=a&slow", ["/about/", "/desk/", "/healthz", "/search/suggest/"]),
        ("/statements/?slow", ["/about/", "/search/?q=a", "/readyz", "/desk/"]),
        ("/desk/?slow", ["/about/", "/search/?q=a", "/healthz/"]),
        ("/es/search/?q=a&slow", ["/about/", "/es/about/"]),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_slow_answer_does_not_delay_pages_of_another_kind(slow: str, others: list[str]) -> None:
    views = Views()
    answer: Callable[[HttpRequest], HttpResponseBase] = CachingMiddleware(views)
    factory = RequestFactory()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(closing_connection(answer), factory.get(slow))
        assert views.began.wait(SECONDS)
        try:
            assert [answer(factory.get(path)).status_code for path in others] == [200] * len(others)
        finally:
            views.go.set()
        assert waiting.result(SECONDS).status_code == 200


@pytest.mark.usefixtures("rows")
@pytest.mark.django_db(transaction=True)
def test_one_expensive_request_too_many_is_told_when_to_retry() -> None:
    views = Views()
    answer = CachingMiddleware(views)
    factory = RequestFactory()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(closing_connection(answer), factory.get("/search/?q=a&slow"))
        assert views.began.wait(SECONDS)
        refused = answer(factory.get("/search/?q=b"))
        views.go.set()
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == str(admission.RETRY_SECONDS)
    assert "The site is busy" in refused.content.decode()
    assert refused.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_cached_page_is_served_if_no_page_can_be_rendered(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = client.get("/about/")
    for name in ("EXPENSIVE", "PAGES", "STAFF"):
        monkeypatch.setattr(admission, name, Turns(at_once=0, waiting=0))
    assert client.get("/about/").content == made.content
    assert client.get("/about/", headers={"If-None-Match": made.headers["ETag"]}).status_code == 304
    assert client.get("/corrections/").status_code == 503


@pytest.mark.django_db
def test_nothing_is_rendered_for_a_client_that_has_left(client: Client) -> None:
    assert client.get("/about/", **{"waitress.client_disconnected": lambda: True}).content == b""
    assert client.get("/about/", **{"waitress.client_disconnected": lambda: False}).status_code == 200


def test_some_threads_stay_free_however_many_requests_wait() -> None:
    rows = (admission.EXPENSIVE, admission.PAGES, admission.STAFF)
    assert sum(row.at_once + row.waiting for row in rows) < THREADS


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/search/", "EXPENSIVE"),
        ("/es/search/", "EXPENSIVE"),
        ("/api/v1/search/", "EXPENSIVE"),
        ("/quotes/", "EXPENSIVE"),
        ("/boards/levy/feed/", "EXPENSIVE"),
        ("/sitemap-statements.xml", "EXPENSIVE"),
        ("/statements/1/r/1/card.png", "EXPENSIVE"),
        ("/statements/1/compare/1/2/", "EXPENSIVE"),
        ("/search/suggest/", "PAGES"),
        ("/statements/1/levy/", "PAGES"),
        ("/", "PAGES"),
        ("/desk/search/", "STAFF"),
        ("/admin/", "STAFF"),
    ],
)
def test_every_path_has_a_row_of_limits(path: str, name: str) -> None:
    assert admission.row(path) is getattr(admission, name)


@pytest.mark.parametrize(
    ("address", "sharer"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("", ""),
    ],
)
def test_an_ipv6_network_shares_one_limit(address: str, sharer: str) -> None:
    assert admission.sharer(RequestFactory().get("/", REMOTE_ADDR=address)) == sharer
