"""The menu of the desk: five groups, and one button on a phone."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.waiting import css, usable
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_GROUPS = 6
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
    assert shown(browser) == ["Work list", "Meetings", "Names", "Site", "Public site"]
    assert len(shown(browser)) <= MOST_GROUPS
    names = next(one for one in browser.find_elements(By.CSS_SELECTOR, ".desk-nav summary") if one.text == "Names")
    names.send_keys(Keys.ENTER)
    assert {"Boards", "Speakers", "Sources", "Topics", "Words"} <= set(shown(browser))
    desk.press("Speakers")
    desk.sees("New speaker")


def test_escape_closes_a_group_and_keeps_the_place(desk):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.sees("Work list")
    summary = css(desk.browser, ".desk-nav summary")
    summary.send_keys(Keys.ENTER)
    assert "New meeting" in shown(desk.browser)
    css(desk.browser, ".desk-nav details[open] a").send_keys(Keys.ESCAPE)
    assert "New meeting" not in shown(desk.browser)
    assert desk.browser.switch_to.active_element == summary
