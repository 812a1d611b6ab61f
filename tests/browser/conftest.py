"""A real browser over a real server, with the demo record in the archive."""

import io
import os
import shutil
import sqlite3
import wave
from collections.abc import Iterator
from contextlib import closing, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.db import connection
from pytest_django.live_server_helper import LiveServer
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from archive.ingest.loading.demo import load_demo
from archive.search.engines import outbox
from tests.browser.waiting import sized
from tests.servers.at_rest import UnderWay
from tests.servers.listening import Quiet, listening

CHROMIUM = Path("/usr/bin/chromium")
CHROMEDRIVER = Path("/usr/bin/chromedriver")
OPTIONS = ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1280,900")
# Browser settings that tests change, and their initial values.
AS_THEY_WERE = {
    "Emulation.clearDeviceMetricsOverride": {},
    "Emulation.setEmulatedMedia": {"media": "", "features": []},
    "Emulation.setScriptExecutionDisabled": {"value": False},
    "Network.setBlockedURLs": {"urls": []},
}


@pytest.fixture(scope="session", autouse=True)
def before_the_server(static_folder: None) -> None:
    """Have the static folder before the server starts."""


@pytest.fixture(scope="session")
def chromium(live_server: LiveServer) -> Iterator[webdriver.Chrome]:
    """Start one browser for the session. Skip the tests if none is installed, unless REQUIRE_BROWSER is set.

    It ends, with its connections, before the server does.
    """
    if not (CHROMIUM.exists() and CHROMEDRIVER.exists()):
        missing = "Chromium is not installed (Debian: apt install chromium chromium-driver)."
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(missing)
        pytest.skip(missing)
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for option in OPTIONS:
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(str(CHROMEDRIVER)))
    yield browser
    browser.quit()


class KeptRecord:
    """A copy of the record and its index, to start each test from."""

    def __init__(self, folder: Path) -> None:
        self.index = folder / "index"
        self.database = sqlite3.connect(":memory:")

    def keep(self) -> None:
        connection.connection.backup(self.database)
        shutil.copytree(settings.SEARCH_INDEX_DIR, self.index)

    def bring_back(self) -> None:
        self.database.backup(connection.connection)
        shutil.copytree(self.index, settings.SEARCH_INDEX_DIR)


@pytest.fixture(scope="session")
def kept_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptRecord]:
    kept = KeptRecord(tmp_path_factory.mktemp("kept"))
    with closing(kept.database):
        yield kept


@pytest.fixture
def demo(transactional_db: None, kept_record: KeptRecord) -> None:
    """Publish the demo record and index it. Later calls copy the result of the first."""
    if kept_record.index.exists():
        kept_record.bring_back()
        return
    load_demo()
    outbox.drain()
    kept_record.keep()


@pytest.fixture
def window(chromium: webdriver.Chrome, demo: None, server_at_rest: UnderWay) -> Iterator[webdriver.Chrome]:
    """An empty browser window of desktop width. It is reset after the test."""
    yield chromium
    chromium.get("about:blank")
    for command, values in AS_THEY_WERE.items():
        chromium.execute_cdp_cmd(command, values)


@pytest.fixture
def browser(window: webdriver.Chrome, live_server: LiveServer, settings: LazySettings) -> Iterator[webdriver.Chrome]:
    """A browser at the home page. The test fails if the console has a complaint at the end."""
    settings.SITE_URL = live_server.url
    window.get_log("browser")
    window.get(live_server.url)
    yield window
    complaints = [entry["message"] for entry in window.get_log("browser") if entry["level"] != "INFO"]
    assert not complaints


@pytest.fixture(params=[1440, 360])
def width(request: pytest.FixtureRequest, browser: webdriver.Chrome) -> int:
    """The width of the page: that of a desk, and that of a phone."""
    sized(browser, request.param, 900 if request.param > 1000 else 740)
    return request.param


def silence(seconds: int) -> bytes:
    """Return a silent recording."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000 * seconds)
    return file.getvalue()


class OtherHost(Quiet, BaseHTTPRequestHandler):
    """Sends a minute of silence, in ranges as a player asks for them (RFC 9110, section 14)."""

    recording = silence(60)

    def do_GET(self) -> None:
        first, _, last = self.headers.get("Range", "bytes=0-").partition("=")[2].partition("-")
        start, end = int(first), min(int(last or len(self.recording)), len(self.recording) - 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", "audio/wav")
        self.send_header("Content-Range", f"bytes {start}-{end}/{len(self.recording)}")
        self.send_header("Content-Length", str(end + 1 - start))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(self.recording[start : end + 1])


@pytest.fixture
def recording() -> Iterator[str]:
    """The URL of a recording on another host."""
    with listening(OtherHost) as port:
        yield f"http://localhost:{port}/board.wav"
