"""The list of a meeting: rows open in place, by pointer and by keys, and what is typed in one is kept."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from archive.actions.statements import change_statement, publish
from archive.desk.rows import ROWS_A_PART
from archive.models import Decision, Office, Role, Statement
from tests.browser.waiting import css, new_page, wait
from tests.record import make_decision, make_draft, make_meeting, make_speaker, make_statements
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UNCOVERED = """
const bar = document.querySelector("[data-bar]").getBoundingClientRect();
return document.activeElement.getBoundingClientRect().bottom <= bar.top;
"""
ON_TOP = """
const { left, width, bottom } = arguments[0].getBoundingClientRect();
return arguments[0] === document.elementFromPoint(left + width / 2, bottom - 2);
"""
OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def at_each_width(width, browser):
    # Accounts have the same numbers in each test, and the browser stays.
    browser.execute_script("localStorage.clear()")


@pytest.fixture
def listed(desk):
    """Return a meeting with two drafts, whose list an editor has open."""
    meeting = make_meeting()
    for words in ("We meet on Monday.", "We close at noon."):
        make_draft(words, meeting=meeting)
    desk.enter(make_person(Role.CLERK, Role.EDITOR))
    open_list(desk, meeting)
    return meeting


COUNT_LISTENERS = """
    window.listening = 0;
    const { addEventListener } = document;
    document.addEventListener = (...given) => { window.listening += 1; addEventListener.apply(document, given); };
"""


def open_list(desk, meeting) -> None:
    desk.open(f"/desk/meetings/{meeting.pk}/")
    desk.ready()


def row_of(desk, statement):
    return css(desk.browser, f"#statement-{statement.pk}")


def open_row(desk, statement):
    row_of(desk, statement).find_element(By.CSS_SELECTOR, ".edit").send_keys(Keys.ENTER)
    area = f"#statement-{statement.pk} textarea[name=text]"
    wait(desk.browser).until(lambda browser: browser.switch_to.active_element == css(browser, area))
    return css(desk.browser, area)


def test_a_row_is_edited_in_place_and_the_list_goes_on_from_it(desk, listed):
    first, second = listed.statements.order_by("position")
    area = open_row(desk, second)
    area.clear()
    area.send_keys("We close at two.")
    assert desk.browser.execute_script(OVERFLOW) <= 0
    desk.at_rest()
    with new_page(desk.browser):
        area.send_keys(Keys.CONTROL, Keys.ENTER)
    desk.sees("We close at two.")
    assert desk.browser.current_url.endswith(f"/desk/meetings/{listed.pk}/?at={second.pk}#statement-{second.pk}")
    assert Statement.objects.get(pk=second.pk).text == "We close at two."
    desk.ready()
    desk.keys("k", "e")
    wait(desk.browser).until(lambda _: row_of(desk, first).find_elements(By.TAG_NAME, "textarea"))


def test_two_open_rows_keep_what_was_typed_over_a_reload_and_the_save_of_one(desk, listed):
    first, second = listed.statements.order_by("position")
    for statement, words in ((first, "One."), (second, "Two.")):
        open_row(desk, statement).send_keys(f" {words}")
    desk.at_rest()
    save = row_of(desk, first).find_element(By.CSS_SELECTOR, "[data-save]")
    with new_page(desk.browser):
        save.send_keys(Keys.ENTER)
    desk.sees("What you typed before is back.")
    assert Statement.objects.get(pk=first.pk).text == "We meet on Monday. One."
    area = row_of(desk, second).find_element(By.CSS_SELECTOR, "textarea[name=text]")
    assert area.get_property("value") == "We close at noon. Two."
    area.send_keys(Keys.ESCAPE)
    desk.browser.switch_to.alert.accept()
    assert not row_of(desk, second).find_elements(By.TAG_NAME, "form")
    open_list(desk, listed)
    assert "What you typed before is back." not in desk.browser.page_source


def test_a_row_with_typed_words_asks_before_it_closes_and_leaves_nothing_behind(desk, listed):
    first, second = listed.statements.order_by("position")
    change_statement(statement=publish(statement=first), text="We meet on Friday.")
    open_list(desk, listed)
    waiting = "New words are waiting to be published"
    for _ in range(2):
        area = open_row(desk, first)
        assert row_of(desk, first).text.count(waiting) == 1
        area.send_keys(Keys.ESCAPE)
        assert waiting not in row_of(desk, first).text
    area = open_row(desk, second)
    area.send_keys(" Two.")
    # Escape ends what is being composed in Japanese, say.
    desk.browser.execute_script(
        "arguments[0].dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 'Escape', isComposing: true, bubbles: true, cancelable: true }))",
        area,
    )
    area.send_keys(Keys.ESCAPE)
    desk.browser.switch_to.alert.dismiss()
    row_of(desk, second).find_element(By.CSS_SELECTOR, "[data-cancel]").send_keys(Keys.ENTER)
    desk.browser.switch_to.alert.dismiss()
    assert area.get_property("value") == "We close at noon. Two."


def test_rows_that_are_closed_leave_no_listeners_behind(desk, listed):
    first, _ = listed.statements.order_by("position")
    open_list(desk, listed)
    desk.browser.execute_script(COUNT_LISTENERS)
    for _ in range(3):
        open_row(desk, first).send_keys(Keys.ESCAPE)
        wait(desk.browser).until(lambda browser: not browser.find_elements(By.CSS_SELECTOR, ".row-form"))
    assert desk.browser.execute_script("return window.listening") == 0


def test_the_bar_covers_no_field_that_has_the_focus(desk, listed):
    make_statements((f"Said {number}." for number in range(20)), meeting=listed)
    open_list(desk, listed)
    open_row(desk, listed.statements.order_by("position").first())
    fields = []
    while desk.browser.execute_script("return Boolean(document.activeElement.closest('.row-form'))"):
        fields.append(desk.browser.execute_script("return document.activeElement.name"))
        assert desk.browser.execute_script(UNCOVERED), fields
        desk.keys(Keys.TAB)
    assert fields[0] == "text"
    assert fields[-1] == "then"


@pytest.mark.parametrize("adds", ["file", "document"])
def test_the_bar_covers_nothing_of_a_form_for_a_file(desk, listed, adds):
    make_statements((f"Said {number}." for number in range(20)), meeting=listed)
    desk.open(f"/desk/meetings/{listed.pk}/?add={adds}")
    desk.ready()
    button = css(desk.browser, "form[enctype] .button")
    for block in ("start", "end"):
        desk.browser.execute_script(f"arguments[0].scrollIntoView({{block: '{block}'}})", button)
        assert desk.browser.execute_script(ON_TOP, button), block


def test_a_ticked_box_in_the_form_of_a_row_is_kept_with_what_was_typed(desk, listed):
    first, _ = listed.statements.order_by("position")
    area = open_row(desk, first)
    desk.browser.execute_script(
        "arguments[0].insertAdjacentHTML('afterend', '<input type=checkbox name=as_printed checked>')", area
    )
    area.send_keys(" One.")
    kept = desk.browser.execute_script("return JSON.stringify(Object.values(localStorage))")
    assert "as_printed" in kept
    assert "statements=" not in kept


def test_what_somebody_else_saved_meanwhile_is_shown_beside_what_was_typed_in_a_row(desk, listed):
    first, _ = listed.statements.order_by("position")
    open_row(desk, first).send_keys(" Mine.")
    desk.at_rest()
    change_statement(statement=first, text="We meet on Friday.")
    save = row_of(desk, first).find_element(By.CSS_SELECTOR, "[data-save]")
    with new_page(desk.browser):
        save.send_keys(Keys.ENTER)
    desk.sees("has changed since you opened the page")
    # The console says of the refusal that it is one.
    desk.browser.get_log("browser")
    assert desk.value("Text") == "We meet on Monday. Mine."
    desk.ready()
    with new_page(desk.browser):
        css(desk.browser, "[data-save]").send_keys(Keys.ENTER)
    assert f"?at={first.pk}" in desk.browser.current_url


def test_a_decision_is_edited_in_its_row_with_its_roll(desk, listed):
    for name in ("Kim Example", "Robin Sample"):
        Office.objects.create(speaker=make_speaker(name), title="Member", board=listed.board, votes=True)
    decision = make_decision("To open the library.", title="Hours", meeting=listed)
    open_list(desk, listed)
    open_row(desk, decision)
    row = row_of(desk, decision)
    votes = row.find_elements(By.CSS_SELECTOR, ".ballot select")
    assert desk.browser.execute_script(OVERFLOW) <= 0
    votes[0].send_keys("y")
    desk.keys("n")
    Select(row.find_element(By.NAME, "method")).select_by_value("roll_call")
    row.find_element(By.NAME, "reason").send_keys("See the minutes.")
    desk.at_rest()
    with new_page(desk.browser):
        row.find_element(By.CSS_SELECTOR, "[value=correct]").send_keys(Keys.ENTER)
    if desk.browser.find_elements(By.NAME, "seen_too"):
        desk.ready()
        desk.press("Correct in public")
    desk.sees("No: Robin Sample.")
    assert [line.choice for line in Decision.objects.get(pk=decision.pk).ballots.all()] == ["yes", "no"]


def test_the_bar_stays_in_reach_and_says_how_many_rows_it_is_about(desk, listed):
    make_statements((f"Said {number}." for number in range(ROWS_A_PART + 5)), meeting=listed)
    open_list(desk, listed)
    bar = css(desk.browser, "[data-bar]").rect
    scrolled = desk.browser.execute_script("return scrollY")
    assert bar["y"] + bar["height"] - scrolled <= desk.browser.execute_script("return innerHeight") + 1
    assert bar["height"] < desk.browser.execute_script("return innerHeight") / 2
    assert "Publish all 2 now" in css(desk.browser, "[data-bar]").text
    for statement in listed.statements.filter(status="draft"):
        box = row_of(desk, statement).find_element(By.CSS_SELECTOR, "input[type=checkbox]")
        desk.browser.execute_script("arguments[0].click()", box)
    assert "Ticked rows: 2" in css(desk.browser, "[data-bar]").text
    with new_page(desk.browser):
        css(desk.browser, "[form=ticked][value=publish]").send_keys(Keys.ENTER)
    desk.sees("Publish 2 statements?")
    desk.press("Publish")
    desk.sees("2 published.")
    desk.ready()
    desk.browser.execute_script("document.querySelector('.loading ~ .parts').scrollIntoView({ block: 'end' })")
    wait(desk.browser).until(lambda browser: len(browser.find_elements(By.CSS_SELECTOR, ".part")) == 2)
