"""The site tells the cache in front of it of every change, and tries again until the cache accepts it."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.core.signals import request_finished
from django.test import Client

from archive.actions.statements import change_statement, withdraw
from archive.models import RecordVersion, Statement
from archive.pages.http.caching import purging
from archive.pages.http.caching.state import read_state
from boardmeetings import env
from tests.log.growing import grow
from tests.record import make_statement, make_topic
from tests.servers.listening import Quiet, listening

pytestmark = pytest.mark.django_db


@dataclass
class Cache:
    """A cache that receives purges; ``answer`` is its status."""

    answer: int = 200
    told: list[tuple[dict[str, str], dict]] = field(default_factory=list)
    followed: list[dict[str, str]] = field(default_factory=list)

    def handler(self) -> type[BaseHTTPRequestHandler]:
        cache = self

        class Handler(Quiet, BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                cache.told.append((dict(self.headers), json.loads(body)))
                self.send_response(cache.answer)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def do_GET(self) -> None:
                cache.followed.append(dict(self.headers))
                self.send_response(200)
                self.end_headers()

        return Handler


@pytest.fixture
def cache(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cache]:
    """Configure the site with a cache in front of it."""
    cache = Cache()
    settings.CDN_PURGE_TOKEN = "a sample token"
    settings.CDN_MAX_AGE = 60
    monkeypatch.setattr(purging, "_turns", purging._Turns())
    request_finished.connect(purging.after_request, dispatch_uid="purge when due")
    with listening(cache.handler()) as port:
        settings.CDN_PURGE_URL = f"http://127.0.0.1:{port}/purge"
        yield cache
    request_finished.disconnect(dispatch_uid="purge when due")


def page_to_keep() -> str:
    """Return the address of a page that caches may keep: the log has an entry of its statement."""
    path = make_statement().get_absolute_url()
    grow()
    return path


def test_only_the_cache_that_gets_purges_may_keep_a_page(client: Client, cache: Cache):
    path = page_to_keep()
    client.get("/about/")
    for _ in ("made", "remembered"):
        response = client.get(path)
        assert response["Cache-Control"] == "public, no-cache"
        assert response["CDN-Cache-Control"] == response["Surrogate-Control"] == "max-age=60"
        assert response["Cache-Tag"] == response["Surrogate-Key"] == "record"
    unchanged = client.get(path, headers={"if-none-match": response["ETag"]})
    assert (unchanged.status_code, unchanged["CDN-Cache-Control"]) == (304, "max-age=60")


def test_no_headers_for_such_a_cache_are_sent_without_one(client: Client):
    assert not client.get(page_to_keep()).has_header("CDN-Cache-Control")


def test_the_cache_is_purged_at_the_end_of_the_request_that_follows_a_change(client: Client, cache: Cache):
    statement = make_statement()
    client.get(statement.get_absolute_url())
    assert len(cache.told) == 1
    client.get(statement.get_absolute_url())
    change_statement(statement=statement, text="Work in progress is no change.", reason="A mistake.")
    client.get(statement.get_absolute_url())
    assert len(cache.told) == 1
    withdraw(statement=statement, category="privacy", reason="A mistake.")
    client.post("/quotes/", {"q": "any request at all"})
    assert len(cache.told) == 2
    headers, body = cache.told[-1]
    assert headers["Authorization"] == "Bearer a sample token"
    assert headers["Surrogate-Key"] == "record"
    assert body == {"tags": ["record"]}


def test_a_token_can_be_sent_in_a_separate_header(cache: Cache, settings: LazySettings):
    settings.CDN_PURGE_TOKEN_HEADER = "Fastly-Key"
    assert purging.purge_if_due()
    assert cache.told[0][0]["Fastly-Key"] == "a sample token"


def test_a_purge_does_not_follow_a_redirect_with_the_token(cache: Cache):
    cache.answer = 302
    with pytest.raises(purging.PurgeFailed):
        purging.purge_if_due()
    assert not cache.followed


def test_a_failed_purge_is_retried_until_it_succeeds_and_no_page_is_cached_meanwhile(
    client: Client, cache: Cache, monkeypatch: pytest.MonkeyPatch
):
    # The clock of the whole process stands still, but never goes back.
    now = time.monotonic()
    monkeypatch.setattr(purging.time, "monotonic", lambda: now)
    path = page_to_keep()
    cache.answer = 503
    for _ in range(5):
        response = client.get(path)
        assert response.status_code == 200
        assert response["CDN-Cache-Control"] == response["Surrogate-Control"] == "no-store"
    assert len(cache.told) == 1, "it is left in peace after a failure"
    assert read_state().purge_is_due
    cache.answer, now = 200, now + 3
    client.get(path)
    assert len(cache.told) == 2
    assert not read_state().purge_is_due
    assert client.get(path)["CDN-Cache-Control"] == "max-age=60"


def test_a_change_during_a_purge_causes_another_purge(cache: Cache, monkeypatch: pytest.MonkeyPatch):
    send = purging._send

    def change_meanwhile() -> None:
        send()
        make_topic()

    monkeypatch.setattr(purging, "_send", change_meanwhile)
    assert purging.purge_if_due()
    assert read_state().purge_is_due


def test_the_command_sends_a_pending_purge(cache: Cache):
    out = StringIO()
    make_topic()
    call_command("work", "--only", "purges", stdout=out)
    call_command("work", "--only", "purges", stdout=out)
    assert out.getvalue() == "Told.\nThe cache already knows of every change.\n"
    assert RecordVersion.objects.get().purged == read_state().name
    make_topic()
    cache.answer = 500
    with pytest.raises(CommandError, match="at most 60 seconds"):
        call_command("work", "--only", "purges", stdout=out)


def test_the_command_refuses_to_run_without_a_cache():
    with pytest.raises(CommandError, match="CDN_PURGE_URL"):
        call_command("work", "--only", "purges")


def test_an_invalid_url_of_a_cache_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CDN_PURGE_URL", "file:///etc/passwd")
    with pytest.raises(ImproperlyConfigured, match="CDN_PURGE_URL"):
        env.web_address("CDN_PURGE_URL")


def test_a_published_statement_is_public_even_if_the_purge_fails(client: Client, cache: Cache, settings: LazySettings):
    settings.CDN_PURGE_URL = "http://127.0.0.1:9/purge"  # where nobody listens
    statement = make_statement()
    assert client.get(statement.get_absolute_url()).status_code == 200
    assert Statement.objects.public().count() == 1
