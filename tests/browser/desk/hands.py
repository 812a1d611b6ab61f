"""The desk as a person uses it in a browser: fields by their label, buttons by what they say, keys."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from archive.models import AuthenticatorApp, Statement, User
from tests.browser.waiting import new_page, visible, wait, wait_for_words
from tests.servers.at_rest import UnderWay
from tests.staff import PASSWORD, code_of, make_app, signed_in


class Desk:
    """What a person does at the desk."""

    def __init__(self, browser, url: str, under_way: UnderWay) -> None:
        self.browser, self.url, self.under_way = browser, url, under_way

    def open(self, path: str) -> None:
        self.browser.get(f"{self.url}{path}")

    def field(self, label: str) -> WebElement:
        found = self.browser.find_element(By.XPATH, f"//label[normalize-space()={label!r}]")
        return self.browser.find_element(By.ID, found.get_attribute("for"))

    def type(self, label: str, words: str) -> None:
        field = self.field(label)
        if field.get_attribute("type") != "file":
            field.clear()
        field.send_keys(words)

    def press(self, words: str) -> None:
        """Press a button or follow a link with the keyboard, and wait for the next page."""
        xpath = f"//*[self::button or self::a][contains(normalize-space(), {words!r})]"
        self.at_rest()
        target = visible(self.browser, By.XPATH, xpath)
        with new_page(self.browser):
            target.send_keys(Keys.ENTER)

    def press_enter(self, label: str) -> None:
        """Send the form of a field with the keyboard, and wait for the next page."""
        with new_page(self.browser):
            self.field(label).send_keys(Keys.ENTER)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.browser.switch_to.active_element.send_keys(key)

    def sees(self, words: str, where: str = "body") -> None:
        wait_for_words(self.browser, where, words)

    def enter(self, person: User) -> None:
        """Be signed in, without the pages for it. What the last page still asks the server is answered first."""
        self.under_way.wait_for_none()
        cookie = signed_in(person).cookies[settings.SESSION_COOKIE_NAME]
        self.browser.add_cookie({"name": cookie.key, "value": cookie.value, "path": "/"})

    def edit(self, statement: Statement, words: str = "") -> None:
        """Open the statement, and type these words if there are any."""
        self.open(f"/desk/statements/{statement.pk}/")
        self.ready()
        if words:
            self.type("Text", words)

    def value(self, label: str) -> str:
        return self.field(label).get_property("value")

    def ready(self) -> None:
        """Wait until the page keeps what is typed."""
        wait(self.browser).until(lambda _: self.browser.find_elements(By.CSS_SELECTOR, "body[data-kept]"))
        self.at_rest()

    def at_rest(self) -> None:
        """Wait until the preview has what was typed, because a server of the tests does one thing at a time."""
        stale = "[data-preview-shown]:not([data-fresh])"
        wait(self.browser).until(lambda _: not self.browser.find_elements(By.CSS_SELECTOR, stale))

    def adds(self, kind: str) -> None:
        """Open the row of the meeting's list that adds one of this kind, unless it is open."""
        row = visible(self.browser, By.ID, f"add-{kind}")
        if not row.find_elements(By.TAG_NAME, "form"):
            row.find_element(By.CSS_SELECTOR, ".edit").send_keys(Keys.ENTER)
        wait(self.browser).until(lambda _: row.find_elements(By.CSS_SELECTOR, "[data-save]"))
        self.at_rest()

    @contextmanager
    def without_server(self) -> Iterator[None]:
        """Take the network away, and forget what the console says about it."""
        self.browser.execute_cdp_cmd("Network.enable", {})
        for offline in (True, False):
            conditions = {"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
            self.browser.execute_cdp_cmd("Network.emulateNetworkConditions", conditions)
            if offline:
                yield
        self.browser.get_log("browser")

    def sign_in(self, person: User) -> None:
        """Sign in as the person would, with the password and a code of their app."""
        app = AuthenticatorApp.objects.filter(user=person, confirmed=True).first() or make_app(person)
        self.open("/desk/")
        self.type("Username", person.username)
        self.type("Password", PASSWORD)
        self.press_enter("Password")
        self.type("Code", code_of(app))
        self.press("Continue")
