"""A page that did not change is not made again. A page that changed is never served in its old form."""

import gzip
import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from archive.actions.rules import version_of
from archive.actions.statements import change_statement, correct, schedule, withdraw
from archive.models import (
    Change,
    ChangeNote,
    Commitment,
    LogEntry,
    LogHead,
    Meeting,
    NameWord,
    PublicCount,
    RecordVersion,
    Speaker,
    Statement,
    SubjectVersion,
)
from archive.models.fields.described import shown_tables
from archive.pages.http.caching import build, middleware
from archive.pages.http.caching.kept_pages import LONGEST_ADDRESS, KeptPage, KeptPages
from archive.pages.http.caching.state import State
from archive.search.engines import outbox
from tests.log.growing import grow
from tests.pages.addresses import every_path
from tests.pages.test_queries import fill
from tests.record import make_draft, make_meeting, make_report, make_speaker, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')


@pytest.fixture(autouse=True)
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock, because the ETag of a search changes each minute."""
    monkeypatch.setattr(middleware, "this_minute", lambda: 0)


@pytest.fixture
def statement() -> Statement:
    statement = make_statement("We will open the library on Saturdays.", speaker=make_speaker("Ada Public"))
    # A page whose statement has no signed entry of the log is not kept.
    grow()
    return statement


def named(response: object) -> dict[str, str]:
    """Return the request headers of a reader who has cached the response."""
    return {"if-none-match": response["ETag"]}


@pytest.mark.slow
def test_pages_with_an_etag_read_only_tables_that_change_it_and_answer_304_in_one_query(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    """If this fails, list the table as shown in models/upkeep/record_version.py, or make the page never_cache."""
    make_report(fill_and_name_one())
    grow()
    monkeypatch.setattr(middleware, "kept_pages", KeptPages(0))
    known = tables_that_change_the_name()
    named_paths = []
    # The log has its own head, which no page shows.
    paths = [path for path in every_path() if not path.startswith("/log/")]
    for path in [*paths, "/search/?q=library", "/statements/?page=1", "/search/suggest/?q=sam"]:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        if response.status_code == 200 and response["Cache-Control"] == "public, no-cache" and not response.streaming:
            assert response.has_header("ETag"), path
            assert {table for query in queries for table in TABLE.findall(query["sql"])} <= known, path
            with CaptureQueriesContext(connection) as queries:
                again = client.get(path, headers=named(response))
            assert (again.status_code, again.content, again["ETag"]) == (304, b"", response["ETag"]), path
            assert again["Cache-Control"] == "public, no-cache"
            assert len(queries) == 1, path
            named_paths.append(path)
        else:
            assert not response.has_header("ETag"), path
    assert len(named_paths) > 30


def tables_that_change_the_name() -> set[str]:
    shown = {table._meta.db_table for table, _ in shown_tables()}
    # The counts follow from the statements, in the same transaction.
    # Names change before the index does, whose version is part of the ETag of a page that shows them.
    # The last signed entry of a statement is another one only after a change of the statement, and until then no page
    # that shows it has a name.
    log = {table._meta.db_table for table in (Change, ChangeNote, Commitment, LogEntry, LogHead)}
    return log | shown | {table._meta.db_table for table in (RecordVersion, SubjectVersion, PublicCount, NameWord)}


def fill_and_name_one() -> Statement:
    fill(boards=1, meetings=2, statements=3)
    return Statement.objects.public().first()


@pytest.mark.slow
def test_work_in_progress_appears_on_no_page_that_keeps_its_etag(client: Client, monkeypatch: pytest.MonkeyPatch):
    shown = fill_and_name_one()
    monkeypatch.setattr(middleware, "kept_pages", KeptPages(0))
    # Django writes the current time into an empty feed.
    correct(statement=Statement.objects.public().last(), text="The library closes.", reason="The minutes were wrong.")
    hidden = make_meeting(shown.board, date="2024-05-05")
    draft = make_draft("Not public yet.", meeting=hidden)
    paths = sorted({*every_path()})
    before = {path: response for path in paths if (response := client.get(path)).has_header("ETag")}
    change_statement(statement=shown, text="The next words.", reason="A mistake.")
    change_statement(statement=draft, text="Better words.")
    tomorrow = timezone.now() + timedelta(days=1)
    schedule(subject=draft, at=tomorrow, seen=version_of(draft), actor=make_person("Editor"))
    make_report(shown)
    Meeting.objects.filter(pk=hidden.pk).update(place="Room 2")
    assert len(before) > 30
    for path, response in before.items():
        after = client.get(path)
        assert (after["ETag"], after.content) == (response["ETag"], response.content), path


def test_a_draft_in_a_public_meeting_changes_its_page(client: Client, statement: Statement):
    """The page says that more of the meeting is in preparation."""
    path = statement.meeting.get_absolute_url()
    before = client.get(path)
    make_draft("More of it.", meeting=statement.meeting)
    after = client.get(path, headers=named(before))
    assert after.status_code == 200
    assert after.content != before.content


@pytest.mark.slow
def test_every_other_answer_has_to_be_revalidated(client: Client):
    withdrawn = fill_and_name_one()
    withdraw(statement=withdrawn, category="privacy", reason="A mistake.")
    for path in [*every_path(), "/nothing/", "/statements/999999/", "/statements", f"/statements/{withdrawn.pk}/"]:
        response = client.get(path)
        directives = response["Cache-Control"]
        assert "no-cache" in directives or "no-store" in directives, path
        assert "max-age" not in directives.replace("max-age=0", ""), path


def test_a_withdrawn_statement_is_gone_for_clients_with_a_cached_page(client: Client, statement: Statement):
    page = client.get(statement.get_absolute_url())
    assert page.status_code == 200
    withdraw(statement=statement, category="privacy", reason="It was said in confidence.")
    gone = client.get(statement.get_absolute_url(), headers=named(page))
    assert gone.status_code == 410
    assert b"library" not in gone.content.split(b"<main")[1].split(b"</main")[0]
    assert not gone.has_header("ETag")
    assert gone["Cache-Control"] == "public, no-cache"


def test_a_correction_changes_the_etag_of_every_page(client: Client, statement: Statement):
    paths = [statement.get_absolute_url(), statement.meeting.get_absolute_url(), "/statements/"]
    before = {path: response for path in paths if (response := client.get(path)).has_header("ETag")}
    correct(statement=statement, text="We will open the museum on Sundays.", reason="The minutes were wrong.")
    for path in paths:
        after = client.get(path, headers=named(before[path]))
        if path == statement.get_absolute_url():
            # It has the first words in it: the old one leads to the new one, and is asked for again each time.
            assert (after.status_code, after["Cache-Control"]) == (301, "public, no-cache")
            after = client.get(after["Location"])
        assert after.status_code == 200
        assert after.headers.get("ETag") != before[path]["ETag"]
        assert b"museum" in after.content


def test_changes_by_another_process_are_shown(client: Client, statement: Statement):
    page = client.get(statement.get_absolute_url())
    # As another process would: this one is not notified.
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Speaker._meta.db_table} SET name = 'Ada Otherwise'")
    after = client.get(statement.get_absolute_url(), headers=named(page))
    assert after.status_code == 200
    assert b"Ada Otherwise" in after.content


def test_updating_the_index_changes_the_etag_of_a_search(client: Client):
    with outbox.held_back():
        make_statement("We will open the library on Saturdays.")
    outbox.keep_up()
    with outbox.held_back():
        make_statement("The library is closed on Mondays.")
    before = client.get("/search/?q=library")
    outbox.drain()
    after = client.get("/search/?q=library", headers=named(before))
    assert after.status_code == 200
    assert b"Mondays" not in before.content
    assert b"Mondays" in after.content


def test_the_day_the_build_and_the_host_are_part_of_an_etag(
    client: Client, statement: Statement, monkeypatch: pytest.MonkeyPatch
):
    path = statement.get_absolute_url()
    first = client.get(path)
    assert client.get(path, headers=named(first) | {"host": "localhost"}).status_code == 200
    with monkeypatch.context() as patch:
        patch.setattr(middleware, "build", lambda: "another build")
        assert client.get(path, headers=named(first)).status_code == 200
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "localdate", lambda *_: date(2030, 1, 1))
        assert client.get(path, headers=named(first)).status_code == 200
    assert client.get(path, headers=named(first)).status_code == 304
    assert build.build() == build.build.__wrapped__()


def test_a_cached_page_is_the_same_page_and_takes_one_query(client: Client, statement: Statement):
    path = statement.get_absolute_url()
    made = client.get(path)
    with CaptureQueriesContext(connection) as queries:
        remembered = client.get(path)
    assert len(queries) == 1
    assert remembered.content == made.content
    # Each answer has its own request id.
    named = {"X-Request-ID": ""}
    assert {**remembered.headers, **named} == {**made.headers, **named}
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == made["ETag"]


def test_a_page_keeps_its_own_policy_when_it_is_revalidated(client: Client, statement: Statement):
    """The headers of a 304 response replace cached ones (RFC 9111, section 3.2)."""
    meeting = statement.meeting
    Meeting.objects.filter(pk=meeting.pk).update(recording_url="https://www.youtube.com/watch?v=abcdefghijk")
    path = meeting.get_absolute_url()
    made, remembered = client.get(path), client.get(path)
    assert "frame-src 'self' https://" in made["Content-Security-Policy"]
    assert remembered["Content-Security-Policy"] == made["Content-Security-Policy"]
    assert not client.get(path, headers=named(made)).has_header("Content-Security-Policy")


def test_pages_are_compressed_for_clients_that_accept_it(client: Client, statement: Statement):
    path = statement.get_absolute_url()
    for _ in ("made", "remembered"):
        plain = client.get(path)
        small = client.get(path, headers={"accept-encoding": "br, gzip"})
        assert not plain.has_header("Content-Encoding")
        assert small["Content-Encoding"] == "gzip"
        assert gzip.decompress(small.content) == plain.content
        assert int(small["Content-Length"]) == len(small.content) < len(plain.content)
        assert "Accept-Encoding" in plain["Vary"]
        assert small["ETag"] == plain["ETag"]


def test_staff_pages_are_not_cached_or_shared(statement: Statement):
    path = statement.get_absolute_url()
    staff = signed_in(make_person("Editor"))
    response = staff.get(path)
    assert response["Cache-Control"] == "private, no-cache"
    assert not response.has_header("ETag")
    assert not len(middleware.kept_pages)
    assert staff.get(path, headers=named(Client().get(path))).status_code == 200


@pytest.mark.slow
def test_readers_get_a_cookie_only_with_a_form_and_that_page_is_never_stored(client: Client, statement: Statement):
    for path in every_path():
        response = client.get(path)
        is_form = bool(response.cookies)
        assert is_form == (not response.streaming and b"csrfmiddlewaretoken" in response.content), path
        assert not is_form or {"private", "no-store"} <= set(response["Cache-Control"].split(", ")), path
        assert settings.SESSION_COOKIE_NAME not in response.cookies
        client.cookies.clear()
    # So that Back shows the verdict again.
    assert client.post("/quotes/", {"q": "open the library"})["Cache-Control"] == "private, no-cache"


@pytest.mark.slow
def test_hostile_queries_do_not_fill_the_cache(client: Client, statement: Statement, monkeypatch: pytest.MonkeyPatch):
    room = 100_000
    monkeypatch.setattr(middleware, "kept_pages", KeptPages(room))
    for number in range(40):
        client.get(f"/statements/?x={number}")
    assert 0 < len(middleware.kept_pages) < 40
    assert middleware.kept_pages.taken <= room
    middleware.kept_pages.clear()
    for query in (f"x={'y' * LONGEST_ADDRESS}", "q=%00%ff%ed%a0%80", f"{'&a=1' * 500}"):
        assert client.get(f"/statements/?{query}").status_code in {200, 404}
    assert len(middleware.kept_pages) <= 2


def test_simultaneous_requests_for_a_page_render_it_once(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(middleware, "read_state", lambda: State("token", "index", "index"))
    others: list[Thread] = []
    answers: list[HttpResponse] = []
    made = count()

    def make(request: HttpRequest) -> HttpResponse:
        number = next(made)
        if not number:
            others.extend(Thread(target=ask) for _ in range(3))
            for other in others:
                other.start()
        request.resolver_match = resolve("/about/")
        return HttpResponse(f"Made {number}")

    def ask() -> None:
        answers.append(site(rf.get("/about/")))

    site = middleware.CachingMiddleware(make)
    ask()
    for other in others:
        other.join()
    assert [answer.content for answer in answers] == [b"Made 0"] * 4


def test_the_cache_is_bounded_and_keeps_the_pages_read_last():
    pages = KeptPages(100_000)
    for number in range(50):
        pages.keep(f"/{number}", KeptPage("a", (), b"x" * 3_000))
        pages.get("/0")
    assert pages.taken <= 100_000
    assert pages.get("/0")
    assert not pages.get("/1")
    pages.keep("/large", KeptPage("a", (), b"x" * 50_000))
    assert not pages.get("/large")


def test_an_unknown_etag_gets_the_whole_page(client: Client, statement: Statement, django_assert_num_queries: Callable):
    for value in ("*", '"x"', "W/", 'W/"', "\x00", ",,,", f'W/"{"0" * 24}"'):
        assert client.get(statement.get_absolute_url(), headers={"if-none-match": value}).status_code == 200
