"""What a journalist does: select, copy the link, open it after a correction, check it, read the tombstone."""

import pytest
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from archive.actions.statements import correct, withdraw
from archive.models import Statement
from tests.browser.waiting import css, new_page, press, sized, usable, wait_for_complaint
from tests.record import make_meeting, make_speaker, make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = (
    "😀 Good evening.\n\nIf we become aware of a student's status, we will not share that information.\n\nThank you."
)
SELECT = """
const paragraph = document.querySelector(`#${arguments[0]}`);
const node = Array.from(paragraph.childNodes).find((child) => child.textContent.includes(arguments[1]));
const start = node.textContent.indexOf(arguments[1]);
const range = document.createRange();
range.setStart(node, start);
range.setEnd(node, start + arguments[1].length);
getSelection().removeAllRanges();
getSelection().addRange(range);
"""
KEEP_WHAT_IS_COPIED = "navigator.clipboard.writeText = async (text) => { document.body.dataset.copied = text; };"


@pytest.fixture
def statement() -> Statement:
    return make_statement(WORDS, speaker=make_speaker("Sample Speaker"))


def text_of(browser: Chrome, selector: str) -> str:
    return css(browser, selector).text


def copied(browser: Chrome) -> str:
    """Wait until something was copied, and return it."""
    return usable(browser, "[data-copied]").get_attribute("data-copied")


def test_a_link_is_copied_opened_checked_and_leads_to_a_tombstone(
    browser: Chrome, live_server: LiveServer, statement: Statement
) -> None:
    browser.get(live_server.url + statement.get_absolute_url())
    assert not css(browser, ".quote-bar").is_displayed()
    browser.execute_script(KEEP_WHAT_IS_COPIED)
    # A partly selected word at either end is completed.
    browser.execute_script(SELECT, "p2", "e will not share tha")
    press(browser, "Copy link to quote")
    link = copied(browser)
    start = WORDS.index("we will not")
    assert link == (
        f"{live_server.url}/statements/{statement.number}/r/1/?quote={start}-{start + 22}"
        "#:~:text=a%20student%27s%20status%2C-,we%20will%20not%20share%20that,-information."
    )

    correct(statement=statement, text=WORDS.replace("will not share", "may share"), reason="Misheard.")
    browser.get(link)
    assert text_of(browser, "mark") == "we will not share that"
    assert "changed since" in text_of(browser, ".linked")
    assert "we may share that" in text_of(browser, "#words-now")

    browser.get(f"{live_server.url}/quotes/")
    browser.find_element(By.ID, "quotation").send_keys("“we will not share that information,” said Sample Speaker")
    with new_page(browser):
        press(browser, "Check")
    assert text_of(browser, "#verdict") == "Word for word on record"
    assert "This was the wording until" in text_of(browser, ".verdict")

    statement.refresh_from_db()
    withdraw(statement=statement, category="privacy", reason="It named a child.")
    browser.get(link)
    page = text_of(browser, "main")
    assert "It named a child." in page
    assert "share" not in page
    wait_for_complaint(browser, "410")


@pytest.mark.parametrize("asked", ["", "?quote=5-99999&q=student"], ids=["plain", "linked to words that are not there"])
def test_selected_words_are_cited(browser: Chrome, live_server: LiveServer, statement: Statement, asked: str) -> None:
    browser.get(f"{live_server.url}{statement.current_revision.get_absolute_url()}{asked}")
    browser.execute_script(SELECT, "p3", "Thank you")
    with new_page(browser):
        press(browser, "Cite")
    assert text_of(browser, "blockquote") == "Thank you"
    browser.execute_script(KEEP_WHAT_IS_COPIED)
    css(browser, "section[aria-labelledby=ap] button").click()
    assert copied(browser).startswith("“Thank you,” Sample Speaker said on March 5, 2024,")


TURN = "#statement-{} .said p:last-child"
SELECT_BETWEEN = """
const [from, to] = [arguments[0], arguments[2]].map((selector) => document.querySelector(selector));
const selection = getSelection();
selection.setBaseAndExtent(from.firstChild ?? from, arguments[1], to.firstChild ?? to, arguments[3]);
"""


@pytest.fixture
def turns() -> list[Statement]:
    meeting = make_meeting()
    return [make_statement(text, meeting=meeting, position=i) for i, text in enumerate((WORDS, "It is moved."))]


def test_words_of_a_turn_are_quoted_in_the_meeting(browser: Chrome, live_server: LiveServer, turns: list[Statement]):
    browser.get(live_server.url + turns[0].meeting.get_absolute_url())
    browser.execute_script(KEEP_WHAT_IS_COPIED)
    first = f"#statement-{turns[0].number} .said p"
    browser.execute_script(SELECT_BETWEEN, f"{first}:first-child", 2, f"{first}:nth-child(2)", 21)
    press(browser, "Copy link to quote")
    link = copied(browser)
    words = WORDS[2 : WORDS.index("aware of") + len("aware of")]
    assert f"/statements/{turns[0].number}/r/1/?quote=2-{2 + len(words)}#:~:text=" in link
    browser.get(link)
    assert " ".join(mark.text for mark in browser.find_elements(By.CSS_SELECTOR, "mark")).split() == words.split()


def test_a_turn_selected_to_its_end_is_cited_completely(
    browser: Chrome, live_server: LiveServer, turns: list[Statement]
):
    browser.get(live_server.url + turns[0].meeting.get_absolute_url())
    # As three clicks on a paragraph do: the selection ends before the first word of what follows.
    end = f"#statement-{turns[1].number}"
    browser.execute_script(SELECT_BETWEEN, TURN.format(turns[0].number), 0, end, 0)
    with new_page(browser):
        press(browser, "Cite")
    assert text_of(browser, "blockquote") == "Thank you."


def test_words_selected_across_two_turns_are_not_offered_as_a_quotation(
    browser: Chrome, live_server: LiveServer, turns: list[Statement]
):
    browser.get(live_server.url + turns[0].meeting.get_absolute_url())
    one, other = (TURN.format(turn.number) for turn in turns)
    browser.execute_script(SELECT_BETWEEN, one, 0, other, 5)
    refused = "You can only quote one statement at a time. Select words from one statement."
    assert usable(browser, ".quote-bar").text == refused


@pytest.mark.parametrize("sentences", [0, 400])
def test_a_phone_shows_the_linked_words_on_its_first_screen(
    browser: Chrome, live_server: LiveServer, sentences: int
) -> None:
    before = "The board then heard what each of the schools had spent so far. " * sentences
    text = f"{before}We will not share that information."
    statement = make_statement(text, speaker=make_speaker("Sample Speaker"))
    sized(browser, 360)
    browser.get(f"{live_server.url}/statements/{statement.number}/r/1/?quote={len(before)}-{len(text)}")
    usable(browser, "#match")
    where = "const box = document.getElementById('match').getBoundingClientRect();"
    assert browser.execute_script(f"{where} return box.top >= 0 && box.bottom <= innerHeight;")
    assert len(browser.find_elements(By.CSS_SELECTOR, "article .linked")) == 1


def test_the_style_that_was_copied_last_comes_first(browser: Chrome, live_server: LiveServer, statement: Statement):
    address = f"{live_server.url}/statements/{statement.number}/cite/"
    browser.get(address)
    browser.execute_script(KEEP_WHAT_IS_COPIED)
    sections = browser.find_elements(By.CSS_SELECTOR, ".citations > section")
    chosen = sections[2].get_attribute("aria-labelledby")
    sections[2].find_element(By.CSS_SELECTOR, ".copy").click()
    copied(browser)
    browser.get(address)
    assert css(browser, ".citations > section").get_attribute("aria-labelledby") == chosen
    assert len(browser.find_elements(By.CSS_SELECTOR, ".citations > section")) == len(sections)
    browser.execute_script("localStorage.removeItem('citation')")
