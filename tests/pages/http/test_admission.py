"""An expensive or slow answer delays no other page, and an answer that needs no work never waits."""

import errno
import gc
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Event, get_ident
from typing import Any
from wsgiref.util import FileWrapper

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver

from archive.api import urls as api
from archive.api.mcp import urls as mcp
from archive.machine.web import account as accounts
from archive.machine.web.account import Account, account_of
from archive.machine.web.cost import Cost, cost_of, parameters_of
from archive.models import Statement
from archive.pages import urls as pages
from archive.pages.files.lists import FORMATS, LISTS, list_file
from archive.pages.http import admission, turns
from archive.pages.http import request_limits as limits
from archive.pages.http.caching.middleware import CachingMiddleware, kept_pages
from archive.pages.http.turns import Turns
from boardmeetings.serving.worker import THREADS
from tests.databases import closing_connection
from tests.record import make_board, make_meeting, make_statement

SECONDS = 30


class Views:
    """Stands in for the views: some answer when the test lets them, the others at once."""

    def __init__(self) -> None:
        self.began, self.go = Event(), Event()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "X-Slow" in request.headers:
            self.began.set()
            assert self.go.wait(SECONDS)
        return HttpResponse("here")


def with_rows(monkeypatch: pytest.MonkeyPatch, *, waiting: int = 0, at_once: int | None = None) -> None:
    """Use other rows for this test, so that no state remains from others."""

    def like(line: Turns) -> Turns:
        return Turns(
            at_once=line.at_once if at_once is None else at_once, waiting=waiting, of_one_client=line.of_one_client
        )

    monkeypatch.setattr(accounts, "_accounts", {})
    monkeypatch.setattr(admission, "ROWS", {cost: like(line) for cost, line in admission.ROWS.items()})
    monkeypatch.setattr(admission, "STAFF", like(admission.STAFF))


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows in which nobody waits."""
    with_rows(monkeypatch)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("slow", "others"),
    [
        ("/search/?q=a", ["/about/", "/desk/", "/search/suggest/", "/meetings/1/transcript.docx", "/search.json"]),
        ("/statements/", ["/about/", "/search/?q=a", "/desk/"]),
        ("/desk/", ["/about/", "/search/?q=a"]),
        ("/search.json?q=a", ["/about/", "/search/?q=a", "/meetings/1/transcript.docx"]),
        ("/meetings/1/transcript.docx", ["/about/", "/search/?q=a", "/quotes/article/"]),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_slow_answer_does_not_delay_pages_of_another_cost(slow: str, others: list[str]) -> None:
    views = Views()
    answer: Callable[[HttpRequest], HttpResponseBase] = CachingMiddleware(views)
    factory = RequestFactory()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(closing_connection(answer), factory.get(slow, headers={"X-Slow": "1"}))
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
        pool.submit(closing_connection(answer), factory.get("/search/?q=a", headers={"X-Slow": "1"}))
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
    with_rows(monkeypatch, at_once=0)
    assert client.get("/about/").content == made.content
    assert client.get("/about/", headers={"If-None-Match": made.headers["ETag"]}).status_code == 304
    assert client.get("/corrections/").status_code == 503


@pytest.mark.django_db
def test_nothing_is_rendered_for_a_client_that_has_left(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/about/", **{"waitress.client_disconnected": lambda: True}).content == b""
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert client.get("/about/", **{"waitress.client_disconnected": lambda: False}).status_code == 200


def test_some_threads_stay_free_however_many_requests_wait() -> None:
    rows = (*admission.ROWS.values(), admission.STAFF)
    assert sum(row.at_once + row.waiting for row in rows) < THREADS


def views_of(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield each view with its address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views_of(pattern.url_patterns)
        else:
            yield str(pattern.pattern), pattern.callback


def public_views() -> list[tuple[str, Callable[..., object]]]:
    """Return the views that anybody may ask."""
    return [found for rooms in (pages, api, mcp) for found in views_of(rooms.urlpatterns)]


def test_every_public_view_declares_its_cost_and_its_parameters() -> None:
    assert [address for address, view in public_views() if not declares(view)] == []
    # The API and files of data refuse unknown parameters.
    undeclared = [view for _, view in views_of(pages.urlpatterns) if parameters_of(view) is None]
    assert [view for view in undeclared if not getattr(view, "refuses_others", False)] == []


def declares(view: Any) -> bool:
    """Return whether the view, or its class, says what it costs."""
    return isinstance(getattr(view, "cost", None) or getattr(getattr(view, "cls", None), "cost", None), Cost)


def test_a_view_that_declares_nothing_is_expensive() -> None:
    assert cost_of(lambda _request: HttpResponse()) is Cost.EXPENSIVE


@pytest.mark.parametrize(
    ("path", "cost"),
    [
        ("/search/", Cost.EXPENSIVE),
        ("/api/v1/search/", Cost.EXPENSIVE),
        ("/api/v1/statements/", Cost.FILE),
        ("/api/v1/quotes/article", Cost.VERY_EXPENSIVE),
        ("/quotes/", Cost.EXPENSIVE),
        ("/quotes/article/", Cost.VERY_EXPENSIVE),
        ("/search.json", Cost.VERY_EXPENSIVE),
        ("/boards/levy.csv", Cost.VERY_EXPENSIVE),
        ("/meetings/1/transcript.docx", Cost.FILE),
        ("/meetings/1/transcript.pdf", Cost.FILE),
        ("/statements/1/r/1/statement.pdf", Cost.FILE),
        ("/search.pdf", Cost.CHEAP),
        ("/boards/levy/feed/", Cost.EXPENSIVE),
        ("/sitemap-statements.xml", Cost.EXPENSIVE),
        ("/statements/1/r/1/card.png", Cost.EXPENSIVE),
        ("/statements/1/compare/1/2/", Cost.EXPENSIVE),
        ("/search/suggest/", Cost.CHEAP),
        ("/statements/1/levy/", Cost.CHEAP),
        ("/", Cost.CHEAP),
        ("/nothing/here/", Cost.CHEAP),
    ],
)
def test_the_cost_of_a_view_decides_in_which_row_it_waits(path: str, cost: Cost) -> None:
    assert admission.row(admission.match_of(RequestFactory().get(path))) is admission.ROWS[cost]


def test_staff_have_a_row_of_their_own() -> None:
    assert admission.row(admission.match_of(RequestFactory().get("/desk/"))) is admission.STAFF


STREAMED = [f"/{name}.{form}" for name in LISTS for form in FORMATS] + ["/search.csv?q=levy", "/boards/levy.json"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", STREAMED)
def test_a_streamed_answer_is_complete_when_its_turn_ends(
    client: Client, path: str, django_assert_num_queries: Callable[..., AbstractContextManager]
) -> None:
    make_statement("We open the levy.", meeting=make_meeting(board=make_board(name="Levy", slug="levy")))
    call_command("rebuild_index")
    response: Any = client.get(path)
    assert response.status_code == 200
    assert response.streaming
    with django_assert_num_queries(0):
        content = response.getvalue()
    assert response.headers["Content-Length"] == str(len(content))
    assert not client.head(path).getvalue()


@pytest.mark.usefixtures("rows")
@pytest.mark.django_db
def test_each_piece_of_a_streamed_answer_is_made_in_its_turn() -> None:
    running = []

    def pieces() -> Iterator[bytes]:
        for _ in range(3):
            running.append(len(admission.ROWS[Cost.VERY_EXPENSIVE]))
            yield b"row\n"

    response: Any = admission.in_turn(RequestFactory().get("/search.csv"), lambda: StreamingHttpResponse(pieces()))
    assert running == [1, 1, 1]
    assert len(admission.ROWS[Cost.VERY_EXPENSIVE]) == 0
    assert response.getvalue() == b"row\n" * 3


@pytest.mark.usefixtures("rows")
@pytest.mark.django_db
def test_a_large_answer_is_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "IN_MEMORY_BYTES", 1_000)
    pieces = [b"x" * 999] * 5
    response: Any = admission.in_turn(RequestFactory().get("/search.csv"), lambda: StreamingHttpResponse(pieces))
    assert os.fstat(response.file_to_stream.fileno())
    assert response.getvalue() == b"x" * 4_995
    response.close()
    assert response.file_to_stream.closed


@pytest.mark.usefixtures("rows")
@pytest.mark.django_db
def test_an_answer_that_cannot_be_completed_is_an_error_and_no_half_file() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"row\n"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        admission.in_turn(RequestFactory().get("/search.csv"), lambda: StreamingHttpResponse(pieces()))
    assert len(admission.ROWS[Cost.VERY_EXPENSIVE]) == 0


@pytest.mark.usefixtures("rows")
@pytest.mark.django_db
def test_a_client_that_reads_none_of_its_files_gets_no_more_of_them() -> None:
    def ask(address: str = "192.0.2.7", path: str = "/search.csv") -> Any:
        request = RequestFactory().get(path, REMOTE_ADDR=address, **{admission.SENDS_FILES: FileWrapper})
        return admission.in_turn(request, lambda: StreamingHttpResponse([b"rows"]))

    unread = [ask() for _ in range(admission.MOST_UNREAD)]
    refused = ask()
    assert refused.status_code == 429
    assert "files are on their way to you" in refused.content.decode()
    assert ask("192.0.2.8").status_code == 200
    unread[0].close()
    assert ask().status_code == 200
    del unread
    gc.collect()
    assert account_of("192.0.2.7").unread() == 0


@pytest.mark.usefixtures("rows")
@pytest.mark.django_db
def test_very_expensive_work_stands_aside_while_a_page_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "SLICE_SECONDS", -1)
    monkeypatch.setattr(turns, "PATIENCE_OF_SLICES", 1e9)
    factory = RequestFactory()
    done: list[str] = []

    def pieces() -> Iterator[bytes]:
        yield b"a row"
        done.append("list")
        yield b"a row"

    with ThreadPoolExecutor(1) as pool, admission.ROWS[Cost.CHEAP].turn(Account("somebody"), "a page"):
        made = pool.submit(admission.in_turn, factory.get("/search.csv"), lambda: StreamingHttpResponse(pieces()))
        with pytest.raises(TimeoutError):
            made.result(0.05)
        done.append("page")
    assert made.result(SECONDS).status_code == 200
    assert done == ["page", "list"]


@pytest.mark.usefixtures("rows")
@pytest.mark.django_db
def test_a_list_lets_others_pass_before_each_query_and_after_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = 0

    def note(_: object) -> None:
        nonlocal passed
        passed += 1

    for position in range(5):
        make_statement("We open the levy.", position=position)
    monkeypatch.setattr(turns.AnswerTurn, "let_others_pass", note)
    with CaptureQueriesContext(connection) as queries:
        admission.in_turn(
            request := RequestFactory().get("/statements.json"), lambda: list_file(request, "statements", "json")
        )
    assert passed == len(queries) + 5 + len(["beginning", "end"])
    passed = 0
    admission.in_turn(RequestFactory().get("/desk/"), lambda: HttpResponse(Statement.objects.count()))
    assert passed == 0


@pytest.mark.usefixtures("rows")
@pytest.mark.django_db
def test_a_query_of_another_thread_on_the_same_connection_moves_no_turn_of_this_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared, threads = connections[DEFAULT_DB_ALIAS], []
    shared.inc_thread_sharing()
    monkeypatch.setattr(turns.AnswerTurn, "let_others_pass", lambda _: threads.append(get_ident()))

    def ask_elsewhere() -> int:
        connections[DEFAULT_DB_ALIAS] = shared
        return Statement.objects.count()

    def make() -> HttpResponse:
        return HttpResponse(ThreadPoolExecutor(1).submit(ask_elsewhere).result(SECONDS) + Statement.objects.count())

    try:
        admission.in_turn(RequestFactory().get("/statements/"), make)
    finally:
        shared.dec_thread_sharing()
    assert threads == [get_ident()]


@pytest.mark.usefixtures("rows")
@pytest.mark.django_db
def test_very_expensive_work_is_done_although_others_never_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "SLICE_SECONDS", -1)
    with admission.ROWS[Cost.CHEAP].turn(Account("somebody"), "a page"):
        made: Any = admission.in_turn(RequestFactory().get("/search.csv"), lambda: StreamingHttpResponse([b"x"] * 3))
    assert made.getvalue() == b"xxx"


@pytest.mark.django_db
def test_an_invented_parameter_does_not_make_another_page(client: Client) -> None:
    statement = make_statement("We open the levy.")
    made = client.get("/statements/?page=1")
    invented = client.get("/statements/?utm_source=a&page=1&x=%3Cb%3E")
    assert invented.content == made.content
    assert invented.headers["ETag"] == made.headers["ETag"]
    about = len(kept_pages)
    assert (
        client.get("/about/?cache=1").content == client.get("/about/?cache=2").content == client.get("/about/").content
    )
    assert len(kept_pages) == about + 1
    path = statement.get_absolute_url()
    assert client.get(f"{path}?q=levy&x=1").content == client.get(f"{path}?q=levy").content


@pytest.mark.parametrize(
    ("address", "sharer"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("", ""),
    ],
)
def test_an_ipv6_network_shares_one_limit(address: str, sharer: str) -> None:
    assert admission.sharer(RequestFactory().get("/", REMOTE_ADDR=address)) == sharer


def test_the_refusals_of_one_client_come_later_and_later_and_nothing_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.machine.web.allowance.time.time", lambda: 0)
    waits: list[float] = []

    def answered(status: int, address: str = "192.0.2.1") -> None:
        request = RequestFactory().get("/", REMOTE_ADDR=address, **{limits.ANSWERS_LATER: waits.append})
        limits.RequestLimitsMiddleware(lambda _request: HttpResponse(status=status))(request)

    for _ in range(limits.REFUSALS_AT_ONCE):
        answered(429)
    assert waits == []
    for status in (503, 200, 429, 404, 503):
        answered(status)
    answered(503, "192.0.2.2")
    assert waits == pytest.approx([0.1, 0.2, 0.3])
    for _ in range(150):
        answered(429)
    assert waits[3:] == sorted(waits[3:])
    assert waits[-1] == limits.LATEST_SECONDS
