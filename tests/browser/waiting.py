"""Sizes of a browser, and waits for it. The limit is for a browser that hangs; on a busy machine it is only slow."""

from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support import expected_conditions as condition
from selenium.webdriver.support.ui import WebDriverWait

LIMIT = 60
# When a page was asked for tells it from every other. Its elements would too, but Chromedriver fails when it is asked
# about one in the moment in which its page goes.
PAGE = "return [performance.timeOrigin, document.readyState]"


def wait(browser: Chrome) -> WebDriverWait:
    return WebDriverWait(browser, LIMIT, poll_frequency=0.05)


def sized(browser: Chrome, width: int, height: int = 740) -> None:
    """Give the page, not the window, this size. A narrow page is that of a phone."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 1000}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@contextmanager
def new_page(browser: Chrome) -> Iterator[None]:
    """Do what opens another page, and return once that page is there.

    A click, a key or a script only asks for a navigation, which begins in a task of its own. Until then the
    old page answers, and it may pass a check that is meant for the new one.
    """
    old, _ = browser.execute_script(PAGE)

    def is_there(_: Chrome) -> bool:
        asked_for, state = browser.execute_script(PAGE)
        return asked_for != old and state == "complete"

    yield
    wait(browser).until(is_there)


def css(browser: Chrome, selector: str) -> WebElement:
    """Return an element that is already on the page."""
    return browser.find_element(By.CSS_SELECTOR, selector)


def usable(browser: Chrome, selector: str) -> WebElement:
    """Return the element once it can be pressed or typed in."""
    return wait(browser).until(condition.element_to_be_clickable((By.CSS_SELECTOR, selector)))


def visible(browser: Chrome, by: str, what: str) -> WebElement:
    """Return the first matching element that is shown, once there is one."""

    def shown(_: Chrome) -> WebElement | None:
        return next((element for element in browser.find_elements(by, what) if element.is_displayed()), None)

    return wait(browser).until(shown)


def press(browser: Chrome, label: str) -> None:
    """Press the button with this label, once it can be pressed. One that opens a page is pressed in ``new_page``."""
    button = (By.XPATH, f"//button[normalize-space()='{label}']")
    wait(browser).until(condition.element_to_be_clickable(button)).click()


def wait_for_words(browser: Chrome, selector: str, words: str) -> None:
    """Wait until the first element that matches shows the words."""
    wait(browser).until(condition.text_to_be_present_in_element((By.CSS_SELECTOR, selector), words))


def wait_for_complaint(browser: Chrome, words: str) -> None:
    """Wait until the console shows this complaint, then clear it. It can take a moment to appear."""
    wait(browser).until(lambda _: any(words in entry["message"] for entry in browser.get_log("browser")))
