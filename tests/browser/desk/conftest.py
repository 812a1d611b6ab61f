import pytest

from tests.browser.desk.hands import Desk


@pytest.fixture
def desk(browser, live_server) -> Desk:
    return Desk(browser, live_server.url)
