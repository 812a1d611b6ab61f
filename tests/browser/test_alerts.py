"""A journalist's way: leave an address for selected words, confirm it, be told of a correction, stop."""

import pytest
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as condition
from selenium.webdriver.support.ui import WebDriverWait

from archive.actions.correct import correct
from archive.models import Alert
from tests.alerts.reader import LINK, delivered, text_of
from tests.browser.test_quoting import SELECT, press
from tests.record import make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Good evening.\n\nWe open on Saturdays. We close on Sundays."


def wait_for(browser: Chrome, selector: str, words: str) -> None:
    """Wait until the page that was asked for shows the words there."""
    WebDriverWait(browser, 30).until(condition.text_to_be_present_in_element((By.CSS_SELECTOR, selector), words))


def test_from_a_selection_to_a_mail_and_its_end(browser: Chrome, live_server: LiveServer) -> None:
    statement = make_statement(WORDS)
    browser.get(live_server.url + statement.get_absolute_url())
    browser.execute_script(SELECT, "p2", "on Saturdays")
    press(browser, "Tell me if this changes")
    wait_for(browser, "blockquote", "on Saturdays")
    WebDriverWait(browser, 30).until(condition.presence_of_element_located((By.ID, "id_email")))
    browser.find_element(By.ID, "id_email").send_keys("reader@example.org")
    press(browser, "Send me the link to confirm")
    wait_for(browser, "h1", "Look into your mail")

    (asked,) = delivered()
    browser.get(next(link for link in LINK.findall(text_of(asked)) if "/confirm/" in link))
    press(browser, "Yes, tell me by mail")
    wait_for(browser, "h1", "You will be told")

    correct(statement=statement, text=WORDS.replace("Saturdays", "Fridays"), reason="Misheard.")
    (told,) = delivered()
    links = LINK.findall(text_of(told))
    assert "“on Fridays”" in text_of(told)
    browser.get(next(link for link in links if "quote=" in link))
    wait_for(browser, "mark", "on Saturdays")
    browser.get(next(link for link in links if "/stop/" in link))
    press(browser, "Stop the mails")
    wait_for(browser, "h1", "No mails are sent")
    assert not Alert.objects.exists()
