"""Redacting: the words are selected where they stand, with the pointer or the keyboard."""

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from archive.models import Statement
from tests.browser.waiting import css, wait_for_words
from tests.record import make_statement
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# A letter outside the basic plane counts as one character for the archive and as two for a script.
SAID = "We thank 𝒦im Example.\n\nShe lives at 12 Elm Street, as all know."
SECRET = "She lives at 12 Elm Street"

SELECT = """
  const text = arguments[0].firstChild;
  const from = text.data.indexOf(arguments[1]);
  getSelection().setBaseAndExtent(text, from, text, from + arguments[1].length);
"""


@pytest.fixture
def statement(transactional_db: None) -> Statement:
    return make_statement(SAID)


# What tells how to select words, and is covered by something else.
COVERED = """
  return ["The words", "Select the words below"].filter((words) => {
    const told = [...document.querySelectorAll("h2, .hint")].find((one) => one.textContent.trim().startsWith(words));
    told.scrollIntoView({ block: "center" });
    const box = told.getBoundingClientRect();
    return !told.contains(document.elementFromPoint(box.left + 5, box.top + box.height / 2));
  });
"""


def redact(desk, statement: Statement) -> str:
    """Confirm the redaction of what is selected and return the words that are left."""
    wait_for_words(desk.browser, "[data-selected]", "Selected: “She lives at 12")
    desk.press("Show what would be deleted")
    assert css(desk.browser, "del").text == SECRET
    Select(css(desk.browser, "select[name=category]")).select_by_index(1)
    css(desk.browser, "[name=reason]").send_keys("A private address.")
    desk.press("Redact permanently")
    desk.sees("Redacted in 1 place.")
    statement.refresh_from_db()
    return statement.published_revision.text


def test_selected_words_are_redacted_and_no_others(desk, statement, width):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.open(f"/desk/statements/{statement.pk}/redact/")
    desk.browser.execute_script("scrollTo(0, document.body.scrollHeight)")
    assert desk.browser.execute_script(COVERED) == []
    # On a phone a finger moves the two handles of the selection, which a driver cannot; the page hears of both alike.
    desk.browser.execute_script(SELECT, css(desk.browser, "[data-passage]"), SECRET)
    left = redact(desk, statement)
    assert SECRET not in left
    assert left.startswith("We thank 𝒦im Example.\n\n")
    assert left.endswith(", as all know.")


def test_the_keyboard_alone_selects_them_and_types_nothing(desk, statement):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.open(f"/desk/statements/{statement.pk}/redact/")
    box = css(desk.browser, "[data-passage]")
    box.send_keys(Keys.CONTROL, Keys.HOME)
    box.send_keys("x", Keys.BACKSPACE, Keys.DELETE)
    assert box.text == SAID
    keys = ActionChains(desk.browser).send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.HOME).key_down(Keys.SHIFT)
    keys.send_keys(Keys.ARROW_RIGHT * len(SECRET)).key_up(Keys.SHIFT).perform()
    assert SECRET not in redact(desk, statement)


def test_without_a_script_the_words_are_typed(desk, statement):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    desk.browser.get(f"{desk.url}/desk/statements/{statement.pk}/redact/")
    css(desk.browser, "[data-typing] summary").click()
    css(desk.browser, "[name=first]").send_keys("She lives")
    css(desk.browser, "[name=last]").send_keys("Elm Street", Keys.ENTER)
    wait_for_words(desk.browser, "del", SECRET)
    assert desk.browser.find_element(By.CSS_SELECTOR, "del").text == SECRET
