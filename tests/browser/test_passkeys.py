"""A passkey in a real browser: the browser's own authenticator adds it and signs in with it."""

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.virtual_authenticator import VirtualAuthenticatorOptions

from archive.models import Passkey, Role, Speaker, StaffSession
from tests.browser.waiting import new_page, usable, wait_for_words
from tests.staff import PASSWORD, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def with_authenticator(browser: Chrome) -> Iterator[Chrome]:
    """The browser with a security key in it."""
    options = VirtualAuthenticatorOptions()
    options.is_user_verified = True
    browser.add_virtual_authenticator(options)
    yield browser
    browser.remove_virtual_authenticator()


def press(browser: Chrome, words: str) -> None:
    with new_page(browser):
        browser.find_element(By.XPATH, f"//main//*[self::button or self::a][normalize-space()={words!r}]").send_keys(
            Keys.ENTER
        )


def give_password(browser: Chrome, username: str) -> None:
    usable(browser, "[name=username]").send_keys(username)
    usable(browser, "[name=password]").send_keys(PASSWORD)
    press(browser, "Sign in")


def test_a_passkey_is_added_and_signs_in(with_authenticator, live_server):
    browser, site = with_authenticator, live_server.url
    clerk = make_person(Role.CLERK, username="ada")

    browser.get(f"{site}/desk/")
    give_password(browser, "ada")
    wait_for_words(browser, "h1", "Set up a second factor")
    press(browser, "Add a passkey")
    name = usable(browser, "[name=name]")
    name.clear()
    name.send_keys("Test key")
    press(browser, "Add a passkey")
    wait_for_words(browser, "h1", "Your recovery codes")
    press(browser, "I have saved them")
    wait_for_words(browser, "h1", "Work list")
    assert Passkey.objects.get().user == clerk

    browser.get(f"{site}/desk/account/")
    wait_for_words(browser, "main", "Test key")
    with new_page(browser):
        browser.find_element(By.XPATH, "//header//button[normalize-space()='Sign out']").send_keys(Keys.ENTER)
    browser.get(f"{site}/desk/")
    give_password(browser, "ada")
    wait_for_words(browser, "h1", "Show your second factor")
    press(browser, "Use a passkey")
    wait_for_words(browser, "h1", "Work list")
    used = Passkey.objects.get().sign_count
    assert used > 0

    # A session that ended begins again in a dialogue, with what was typed still on the page.
    browser.get(f"{site}/desk/speakers/new/")
    usable(browser, "[name=name]").send_keys("Kim Example")
    StaffSession.objects.all().delete()
    with new_page(browser):
        browser.find_element(By.XPATH, "//main//button[normalize-space()='Save']").send_keys(Keys.ENTER)
        usable(browser, "dialog [name=username]").send_keys("ada")
        usable(browser, "dialog [name=password]").send_keys(PASSWORD, Keys.ENTER)
        usable(browser, "dialog .passkey button").send_keys(Keys.ENTER)
    wait_for_words(browser, "main", "Kim Example")
    assert Passkey.objects.get().sign_count > used
    assert Speaker.objects.get(name="Kim Example")
