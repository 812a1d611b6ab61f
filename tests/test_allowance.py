"""Limits apply across processes, are in the headers, and give an error with a sentence."""

import subprocess
import sys

import pytest
from django.conf import LazySettings

from archive.allowance import DAY, HOUR, take
from tests.api.client import ApiClient

pytestmark = pytest.mark.django_db
OTHER_PROCESS = """
import django, sys
django.setup()
from django.conf import settings
from pathlib import Path
settings.DATA_DIR = Path(sys.argv[1])
from archive.allowance import take
print(take("198.51.100.7", "default", 5).remaining)
"""


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


def test_one_client_does_not_use_up_the_limit_of_another():
    for _ in range(4):
        take("198.51.100.1", "default", 3)
    assert take("198.51.100.1", "default", 3).is_used_up
    assert not take("198.51.100.2", "default", 3).is_used_up
    assert not take("198.51.100.1", "quotes", 3).is_used_up


def test_an_hour_or_a_day_is_counted_across_its_minutes(monkeypatch: pytest.MonkeyPatch):
    start = 20 * DAY
    for minute in range(3):
        monkeypatch.setattr("archive.allowance.time.time", lambda minute=minute: start + 60 * minute)
        assert take("198.51.100.1", "links", 2, HOUR).remaining == 1 - minute
        assert take("198.51.100.1", "articles", 2).remaining == 1
    monkeypatch.setattr("archive.allowance.time.time", lambda: start + HOUR)
    assert take("198.51.100.1", "links", 2, HOUR).remaining == 1


def test_the_counts_contain_no_address(settings: LazySettings):
    take("198.51.100.1", "default", 3)
    files = b"".join(file.read_bytes() for file in settings.DATA_DIR.glob("api-limits.sqlite3*"))
    assert b"taken" in files
    assert b"198.51" not in files


@pytest.mark.slow
def test_all_processes_share_one_count(settings: LazySettings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("archive.allowance.time.time", lambda: 1_000_000.0)
    take("198.51.100.7", "default", 5)
    frozen = "import archive.allowance as limits; limits.time.time = lambda: 1_000_000.0\n"
    script = OTHER_PROCESS.replace("from archive.allowance", f"{frozen}from archive.allowance")
    command = [sys.executable, "-c", script, str(settings.DATA_DIR)]
    remaining = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert remaining.strip() == "3"


def test_a_request_is_allowed_if_it_cannot_be_counted(settings: LazySettings, tmp_path):
    settings.DATA_DIR = tmp_path / "nowhere"
    assert not take("198.51.100.1", "default", 3).is_used_up


def test_other_sites_may_read_only_the_api(api: ApiClient):
    for path in ("boards/", "nowhere/", "boards/?x=1"):
        response = api.ask(path, origin="https://example.org")
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "RateLimit" in response.headers["Access-Control-Expose-Headers"]
    preflight = api.client.options("/api/v1/search/", headers={"access-control-request-method": "GET"})
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in api.client.get("/boards/").headers
