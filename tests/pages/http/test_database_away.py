"""While the database is away, no page says that something does not exist, was withdrawn or is elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.ingest.loading.demo import load_demo
from archive.models.site import settings as site_settings
from archive.pages.http.caching.middleware import kept_pages
from archive.search.engines import outbox
from tests.pages.addresses import LISTS, one_of_every_kind

pytestmark = pytest.mark.django_db


class ConnectionRefused(Exception):
    """What the driver of PostgreSQL raises if no server answers: it has no code of the server."""

    sqlstate = None


@contextmanager
def away_after(queries: int) -> Iterator[None]:
    """Within this context, the database answers that many queries, and then none."""
    asked = count()

    def answer(execute: Callable[..., Any], *of_query: Any) -> Any:
        if next(asked) < queries:
            return execute(*of_query)
        raise OperationalError("connection refused") from ConnectionRefused()

    with connection.execute_wrapper(answer):
        yield


@pytest.fixture
def client(client: Client) -> Client:
    client.raise_request_exception = False
    return client


def test_a_page_says_to_try_again_while_the_database_answers_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_settings, "kept_site", {})
    with away_after(0):
        page = client.get("/about/")
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "5"
    assert "This page cannot be shown now" in page.text
    assert "does not answer now" in page.text
    assert "no responde ahora" in page.text
    assert "saving" not in page.text


@pytest.mark.slow
def test_whenever_the_database_goes_away_a_page_is_whole_or_says_to_try_again(client: Client) -> None:
    load_demo()
    outbox.drain()
    refused = 0
    for path in {*one_of_every_kind(client), *LISTS, "/search/?q=school+budget"}:
        kept_pages.clear()
        with CaptureQueriesContext(connection) as asked:
            whole = client.get(path)
        for queries in range(len(asked)):
            kept_pages.clear()
            with away_after(queries):
                page = client.get(path)
            refused += page.status_code == 503
            assert page.status_code == 503 or page.text == whole.text, (path, queries, page.status_code)
    assert refused > 100
