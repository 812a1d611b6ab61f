import pytest
from selenium.webdriver import Chrome

from tests.browser.desk.hands import Desk


@pytest.fixture
def desk(browser, live_server) -> Desk:
    return Desk(browser, live_server.url)


@pytest.fixture(params=[1440, 360])
def width(request: pytest.FixtureRequest, browser: Chrome) -> int:
    """The width of the window: that of a desk, and that of a phone."""
    height = 900 if request.param > 1000 else 740
    metrics = {"width": request.param, "height": height, "deviceScaleFactor": 1, "mobile": request.param < 1000}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    return request.param
