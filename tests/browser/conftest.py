"""A real browser over a real server, with the demo record in the archive."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from archive.ingest.fixture import load_fixture
from archive.search import outbox

CHROMIUM = Path("/usr/bin/chromium")
CHROMEDRIVER = Path("/usr/bin/chromedriver")
FIXTURES = ("mps-2017-02-23.json", "sample-lake.json")
OPTIONS = ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1280,900")


@pytest.fixture(scope="session", autouse=True)
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the server, which starts before the folders of a test are set, a static folder that is there."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(scope="session")
def chromium(live_server: LiveServer) -> Iterator[webdriver.Chrome]:
    """Start one browser for the session; skip where there is none, unless REQUIRE_BROWSER says that there must be.

    It ends before the server does, and with it its connections.
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


@pytest.fixture
def demo(transactional_db: None) -> None:
    """Publish the demo record and index it."""
    for name in FIXTURES:
        load_fixture(settings.BASE_DIR / "fixtures" / name)
    outbox.drain()


@pytest.fixture
def browser(chromium: webdriver.Chrome, demo: None, live_server: LiveServer) -> Iterator[webdriver.Chrome]:
    """A browser at the home page, of desktop width; what it had to complain of by the end fails the test."""
    chromium.set_window_size(1280, 900)
    chromium.get_log("browser")
    chromium.get(live_server.url)
    yield chromium
    complaints = [entry["message"] for entry in chromium.get_log("browser") if entry["level"] != "INFO"]
    assert not complaints
    chromium.get("about:blank")
