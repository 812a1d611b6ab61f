import pytest

from tests.browser.desk.hands import Desk


@pytest.fixture
def desk(browser, live_server, server_at_rest) -> Desk:
    return Desk(browser, live_server.url, server_at_rest)
