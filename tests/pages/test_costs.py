"""What a page costs that is not cached, in numbers that depend on no machine: queries, and calls of functions.

If a page becomes cheaper, lower its bound. If it must become more expensive, raise it, and say in the commit why.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.ingest.loading.demo import load_demo
from archive.models import Board, Meeting, Speaker, Statement
from archive.pages.http.caching.middleware import kept_pages
from archive.search.engines import outbox

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# The most queries, and calls of Python functions, with about a sixth to spare for other versions of Python and Django.
# A search asks which of its words are names, of whom, and which page it may mean: five short queries on an index.
BOUNDS: dict[str, tuple[int, int]] = {
    "home": (11, 16_000),
    "statement": (10, 26_300),
    "meeting": (9, 37_600),
    "board": (11, 22_000),
    "speaker": (11, 19_000),
    "search": (13, 45_500),
    "statements": (6, 53_200),
    "meetings": (5, 16_500),
    "boards": (3, 6_300),
    "speakers": (6, 21_000),
    "topics": (3, 6_300),
}


@pytest.fixture
def paths() -> dict[str, str]:
    """Load the sample record, and return the path of each page: of the largest board, meeting and speaker of it."""
    load_demo()
    outbox.drain()
    with_most = {
        model: max(model.objects.public(), key=lambda row: (row.statements.public().count(), -row.pk))
        for model in (Board, Meeting, Speaker)
    }
    return {
        "home": "/",
        "statement": Statement.objects.public().order_by("number")[5].get_absolute_url(),
        "search": "/search/?q=school+budget",
        **{model._meta.model_name or "": row.get_absolute_url() for model, row in with_most.items()},
        **{name: f"/{name}/" for name in ("statements", "meetings", "boards", "speakers", "topics")},
    }


def calls_of(ask: Callable[[], Any]) -> int:
    """Return how many Python functions are called while something is asked."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        ask()
    finally:
        sys.setprofile(before)
    return calls


def test_no_page_takes_more_queries_or_calls_than_it_may(client: Client, paths: dict[str, str]):
    def ask(path: str) -> None:
        kept_pages.clear()
        assert client.get(path).status_code == 200

    found, over = {}, []
    for name, path in paths.items():
        for _ in range(2):
            ask(path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(path)
        # The next request empties the log.
        asked = len(queries)
        # PostgreSQL's driver is written in Python, and SQLite's is not.
        calls = calls_of(lambda path=path: ask(path)) if connection.vendor == "sqlite" else 0
        found[name] = (asked, calls)
        over += [name] if any(cost > bound for cost, bound in zip(found[name], BOUNDS[name], strict=True)) else []
    assert not over, f"{over}: {found}"
