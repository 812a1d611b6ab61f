"""Limits of the API are in the headers of its answers, and give an error with a sentence."""

import time
from types import SimpleNamespace

import pytest
from django.conf import LazySettings

from tests.api.client import ApiClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_minute_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests are counted by the minute of the clock. A test that lasted from one to the next would see two counts."""
    middle = time.time() // 60 * 60 + 30
    monkeypatch.setattr("archive.machine.web.allowance.time", SimpleNamespace(time=lambda: middle))


def test_each_answer_says_how_many_requests_are_left(api: ApiClient, settings: LazySettings):
    settings.API_REQUESTS_PER_MINUTE = 3
    left = [api.ask("boards/").headers["RateLimit"] for _ in range(3)]
    assert [one.split(";")[1] for one in left] == ["r=2", "r=1", "r=0"]
    refused = api.ask("boards/")
    assert refused.status_code == 429
    assert refused.headers["RateLimit-Policy"] == '"default";q=3;w=60'
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert refused.json()["detail"].startswith("You can send 3 requests per minute.")


def test_cached_answers_are_counted_too(api: ApiClient, settings: LazySettings):
    settings.API_REQUESTS_PER_MINUTE = 2
    etag = api.ask("boards/").headers["ETag"]
    assert api.ask("boards/", if_none_match=etag).status_code == 304
    assert api.ask("boards/", if_none_match=etag).status_code == 429


def test_other_sites_may_read_errors_and_limits_too(api: ApiClient):
    for path in ("boards/", "nowhere/", "boards/?x=1"):
        response = api.ask(path, origin="https://example.org")
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "RateLimit" in response.headers["Access-Control-Expose-Headers"]
