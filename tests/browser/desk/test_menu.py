"""The menu of the desk: four pages and one group, and one button on a phone."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.waiting import css, usable
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TALLEST = 90  # pixels


def shown(browser) -> list[str]:
    found = browser.find_elements(By.CSS_SELECTOR, ".desk-nav a, .desk-nav summary")
    return [element.text for element in found if element.is_displayed()]


def test_the_menu_takes_one_line_and_leads_everywhere(desk, width):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.sees("Work list")
    browser = desk.browser
    assert css(browser, ".masthead").size["height"] < TALLEST
    if width < 1000:
        assert shown(browser) == []
        opener = usable(browser, ".desk-menu-opener")
        opener.send_keys(Keys.ENTER)
    assert shown(browser) == ["Meetings", "Work", "Speakers", "Topics", "Site"]
    css(browser, ".desk-nav summary").send_keys(Keys.ENTER)
    assert {"Boards", "Sources", "Words", "Webhooks", "Emails that wait", "Public site"} <= set(shown(browser))
    desk.press("Speakers")
    desk.sees("New speaker")


def test_escape_closes_a_group_and_keeps_the_place(desk):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.sees("Work list")
    summary = css(desk.browser, ".desk-nav summary")
    summary.send_keys(Keys.ENTER)
    assert "Accounts" in shown(desk.browser)
    css(desk.browser, ".desk-nav details[open] a").send_keys(Keys.ESCAPE)
    assert "Accounts" not in shown(desk.browser)
    assert desk.browser.switch_to.active_element == summary
