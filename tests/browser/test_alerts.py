"""The path of a journalist: follow selected words, confirm the address, get an email about a correction, stop."""

import pytest
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver import Chrome

from archive.actions.statements import correct
from archive.models import Alert
from tests.alerts.reader import LINK, delivered, text_of
from tests.browser.test_quoting import SELECT
from tests.browser.waiting import css, new_page, press
from tests.record import make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Good evening.\n\nWe open on Saturdays. We close on Sundays."


def test_an_alert_runs_from_the_selection_to_the_email_to_its_end(browser: Chrome, live_server: LiveServer) -> None:
    statement = make_statement(WORDS)
    browser.get(live_server.url + statement.get_absolute_url())
    browser.execute_script(SELECT, "p2", "on Saturdays")
    with new_page(browser):
        press(browser, "Email me if this changes")
    assert "on Saturdays" in css(browser, "blockquote").text
    css(browser, "#id_email").send_keys("reader@example.org")
    with new_page(browser):
        press(browser, "Send me the link")
    assert "Check your email" in css(browser, "h1").text

    (asked,) = delivered()
    browser.get(next(link for link in LINK.findall(text_of(asked)) if "/confirm/" in link))
    with new_page(browser):
        press(browser, "Yes, email me")
    assert "You are signed up" in css(browser, "h1").text

    correct(statement=statement, text=WORDS.replace("Saturdays", "Fridays"), reason="Misheard.")
    (told,) = delivered()
    links = LINK.findall(text_of(told))
    assert "“on Fridays”" in text_of(told)
    browser.get(next(link for link in links if "quote=" in link))
    assert "on Saturdays" in css(browser, "mark").text
    browser.get(next(link for link in links if "/stop/" in link))
    with new_page(browser):
        press(browser, "Stop these emails")
    assert "Emails stopped" in css(browser, "h1").text
    assert not Alert.objects.exists()
