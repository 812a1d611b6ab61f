"""Each request has an id. No log line and no metric says what a reader asked for or where they came from."""

import json
import logging
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import LazySettings, settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from archive.models import Role
from archive.pages.http.request_log import HEADER, RequestLogMiddleware, current_request_id
from archive.search.engines.rebuild import rebuild
from archive.upkeep import metrics
from boardmeetings.logs import JsonFormatter, WithoutTraces, WithRequest
from tests.record import make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
SECRET = "zanthropic"


def test_an_answer_has_the_request_id_of_the_proxy_or_its_own(client: Client) -> None:
    assert client.get("/about/", headers={HEADER: "abcdef-0123456789"})[HEADER] == "abcdef-0123456789"
    names = {
        client.get("/about/", headers={HEADER: given})[HEADER] for given in ("", "short", "bad\tname-12345", "x" * 80)
    }
    assert len(names) == 4
    assert all(name.isalnum() and len(name) == 16 for name in names)


def test_a_log_line_has_its_request_id() -> None:
    lines: list[str] = []

    def view(_request: object) -> object:
        record = logging.LogRecord("archive", logging.INFO, "", 0, "It was %s.", ("so",), None)
        WithRequest().filter(record)
        lines.append(JsonFormatter().format(record))
        return HttpResponse()

    response = RequestLogMiddleware(view)(RequestFactory().get("/"))
    name = response[HEADER]
    assert current_request_id() == name
    response.close()
    assert json.loads(lines[0]) | {"time": ""} == {
        "time": "",
        "level": "INFO",
        "logger": "archive",
        "request": name,
        "message": "It was so.",
    }
    assert current_request_id() == "-"


def test_no_log_line_says_what_was_requested_or_from_where(
    client: Client, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LOG_REQUESTS = True
    caplog.set_level(logging.INFO)
    make_statement()
    rebuild()
    for path in (
        f"/search/?q={SECRET}",
        f"/quotes/?text={SECRET}",
        f"/api/v1/search/?q={SECRET}",
        f"/nowhere/?q={SECRET}",
    ):
        client.get(
            path, REMOTE_ADDR="203.0.113.9", headers={"user-agent": SECRET, "referer": f"https://{SECRET}.example/"}
        )
    assert "GET /search/ 200" in caplog.text
    assert SECRET not in caplog.text
    assert "203.0.113.9" not in caplog.text


class TestRefusals:
    @pytest.fixture
    def lines(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
        """Return what gives the lines that the site has written since."""
        handlers = logging.getLogger().handlers
        [ours] = [one for one in handlers if any(isinstance(known, WithoutTraces) for known in one.filters)]
        written = StringIO()
        monkeypatch.setattr(ours, "stream", written)
        return lambda: written.getvalue().splitlines()

    def test_an_unknown_host_logs_one_short_line_and_a_warning(
        self, client: Client, lines: Callable[[], list[str]]
    ) -> None:
        for host in ("nowhere.example", f"{'x' * 5000}.example", "a\nb"):
            client.get("/about/", headers={"host": host})
        told = [line for line in lines() if "HTTP_HOST" in line]
        assert len(told) == len(lines()) == 3
        assert all(" WARNING " in line and len(line) < 400 for line in told)

    def test_a_link_that_has_expired_logs_no_key(self, client: Client, lines: Callable[[], list[str]]) -> None:
        for path in ("/alerts/confirm/the-key/", "/alerts/new/confirm/the-key/", "/alerts/all/the-key/"):
            assert client.get(path).status_code == 404
        assert len(lines()) == 3
        assert all("the-key" not in line and "/alerts/" in line for line in lines())

    def test_a_refused_staff_page_logs_one_line(self, lines: Callable[[], list[str]]) -> None:
        clerk = signed_in(make_person(Role.CLERK))
        assert clerk.get("/desk/accounts/").status_code == 403
        assert len(lines()) == 1
        assert "/desk/accounts/" in lines()[0]

    def test_an_error_is_logged_with_its_traceback(self, client: Client, lines: Callable[[], list[str]]) -> None:
        client.raise_request_exception = False
        with patch("archive.pages.site.about.render", side_effect=RuntimeError("broken")):
            assert client.get("/about/").status_code == 500
        assert any("RuntimeError: broken" in line for line in lines())


class TestMetrics:
    @pytest.fixture(autouse=True)
    def _of_this_machine(self, settings: LazySettings) -> None:
        settings.SITE_URL = "http://127.0.0.1:8000"

    def test_a_public_site_shows_its_metrics_only_with_the_token(self, client: Client, settings: LazySettings) -> None:
        settings.SITE_URL = "https://archive.example.org"
        settings.METRICS_TOKEN = "a-token"
        # A proxy need not say that it is one.
        assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 404
        assert client.get("/metrics", headers={"authorization": "Bearer a-token"}).status_code == 200

    def test_the_counts_of_all_processes_are_added_up(self, client: Client) -> None:
        counted = "boardmeetings_mails_total"

        def figure() -> float:
            lines = client.get("/metrics").content.decode().splitlines()
            return float(next((line.rpartition(" ")[2] for line in lines if line.startswith(counted)), 0))

        before = figure()
        metrics.write_down()
        (mine,) = (Path(settings.UPKEEP_DIR) / "counts").glob("*.json")
        mine.with_name("1.json").write_text(json.dumps([[counted, {}, 40]]))
        mine.with_name("2.json").write_text('[["boardm')
        assert figure() == before + 40
        metrics.forget()
        assert figure() == before

    def test_counting_needs_no_disk(self, client: Client, settings: LazySettings, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        settings.UPKEEP_DIR = tmp_path / "file"
        metrics.write_down()
        assert client.get("/metrics").status_code == 200

    def test_only_this_machine_can_read_the_metrics(self, client: Client) -> None:
        assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
        for header in ("x-forwarded-for", "forwarded", "x-real-ip"):
            assert client.get("/metrics", REMOTE_ADDR="127.0.0.1", headers={header: "203.0.113.9"}).status_code == 404
        answer = client.get("/metrics", REMOTE_ADDR="127.0.0.1")
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]

    def test_other_machines_can_read_the_metrics_with_the_token(self, client: Client, settings: LazySettings) -> None:
        settings.METRICS_TOKEN = "a-token"
        asked = {"REMOTE_ADDR": "203.0.113.9"}
        assert client.get("/metrics", headers={"authorization": "Bearer a-token"}, **asked).status_code == 200
        assert client.get("/metrics", headers={"authorization": "Bearer other"}, **asked).status_code == 404
        settings.METRICS_TOKEN = ""
        assert client.get("/metrics", headers={"authorization": "Bearer "}, **asked).status_code == 404

    def test_metrics_count_answers_by_url_pattern_and_pages_by_source(self, client: Client) -> None:
        rebuild()

        def figure(name: str) -> float:
            lines = client.get("/metrics").content.decode().splitlines()
            return float(next((line.rpartition(" ")[2] for line in lines if line.startswith(name)), 0))

        searches = 'boardmeetings_requests_total{rule="search/",status="200"}'
        before, remembered = figure(searches), figure('boardmeetings_pages_total{how="remembered"}')
        client.get(f"/search/?q={SECRET}")
        client.get("/about/")
        client.get("/about/")
        assert figure(searches) == before + 1
        assert figure('boardmeetings_pages_total{how="remembered"}') > remembered
        assert figure("boardmeetings_outbox_waiting") >= 0
        assert SECRET not in client.get("/metrics").content.decode()
