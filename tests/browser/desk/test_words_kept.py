"""Nothing typed is lost, and nothing is saved twice: server gone, two tabs or people, back, reload, double click."""

import re

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from archive.actions.statements import change_statement, delete_draft
from archive.models import Role, Source, StaffSession, Statement
from tests.browser.waiting import new_page, wait
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "We will open the library on Saturdays."
EXPECTED = re.compile("status of 4|ERR_INTERNET_DISCONNECTED|beforeunload")
BACK = "What you typed before is back."


@pytest.fixture(autouse=True)
def at_each_width(width, browser):
    # Accounts have the same numbers in each test, and the browser stays.
    browser.execute_script("localStorage.clear()")
    yield
    # The console says of each refusal that it is one.
    browser.get("about:blank")
    refusals = [entry for entry in browser.get_log("browser") if entry["level"] != "INFO"]
    assert not [entry["message"] for entry in refusals if not EXPECTED.search(entry["message"])]


@pytest.fixture
def editor(desk):
    person = make_person(Role.CLERK, Role.EDITOR)
    desk.enter(person)
    return person


@pytest.fixture
def meeting():
    Source.objects.create(kind=Source.Kind.MINUTES, title=MINUTES)
    return make_meeting()


MINUTES = "Minutes of the sample board"
STATUS = "How close the text is to what was said"


def new_statement(desk, meeting, words=WORDS):
    desk.open(f"/desk/meetings/{meeting.pk}/add/statement/")
    desk.ready()
    if words:
        desk.type("Text", words)
        say_where_it_is_from(desk)


def say_where_it_is_from(desk):
    desk.type("Source", MINUTES)
    desk.field(STATUS).send_keys("Minutes")


def press_without_answer(desk, label):
    """Press a button whose answer never comes."""
    xpath = f"//button[normalize-space()={label!r}]"
    desk.browser.find_element(By.XPATH, xpath).click()


def of(meeting):
    return Statement.objects.filter(meeting=meeting)


def test_the_page_stays_while_the_server_is_gone_and_its_words_are_saved_once(desk, editor, meeting):
    new_statement(desk, meeting)
    desk.at_rest()
    with desk.without_server():
        press_without_answer(desk, "Save")
        desk.sees("Not saved: the site does not answer. Your words are kept here.")
        assert desk.value("Text") == WORDS
    new_statement(desk, meeting, "")
    desk.sees(BACK)
    assert desk.value("Text") == WORDS
    with desk.without_server():
        press_without_answer(desk, "Save")
        desk.sees("Not saved: the site does not answer.")
    desk.press("Try again")
    desk.sees("1 statement is a draft.")
    assert [statement.text for statement in of(meeting)] == [WORDS]
    new_statement(desk, meeting, "")
    assert desk.value("Text") == ""
    assert BACK not in desk.browser.page_source


def test_saved_words_do_not_come_back_and_the_same_words_again_are_a_question(desk, editor, meeting):
    new_statement(desk, meeting)
    desk.press("Save")
    new_statement(desk, meeting, "")
    assert desk.value("Text") == ""
    desk.type("Text", WORDS)
    say_where_it_is_from(desk)
    desk.press("Save")
    desk.sees("Save this a second time?")
    assert of(meeting).count() == 1
    desk.press("Save it once more")
    assert of(meeting).count() == 2


def test_a_box_says_nothing_of_a_name_while_nobody_is_signed_in(desk, editor, meeting):
    new_statement(desk, meeting, "")
    StaffSession.objects.all().delete()
    desk.field("Speaker").send_keys("Robin Sample", Keys.TAB)
    desk.under_way.wait_for_none()
    with desk.without_server():
        desk.field("Speaker").send_keys(" Junior", Keys.TAB)
    said = desk.browser.find_elements(By.CSS_SELECTOR, ".picking-told")
    assert said
    assert [one.text for one in said if one.text] == []


def test_words_are_there_after_the_session_has_ended(desk, editor, meeting):
    statement = make_draft("We meet on Monday.", meeting=meeting)
    desk.edit(statement, WORDS)
    desk.at_rest()
    StaffSession.objects.all().delete()
    press_without_answer(desk, "Save")
    desk.sees("Your session has ended", "dialog")
    desk.enter(editor)
    # The page may have sent the form again as soon as the person was signed in; if not, the words are back.
    desk.edit(statement)
    assert desk.value("Text") == WORDS
    desk.press("Save")
    statement.refresh_from_db()
    assert statement.text == WORDS
    desk.edit(statement)
    assert BACK not in desk.browser.page_source


def test_the_back_button_and_another_press_save_nothing_twice(desk, editor, meeting):
    new_statement(desk, meeting)
    desk.press("Save")
    with new_page(desk.browser):
        desk.browser.back()
    desk.ready()
    if desk.value("Text"):
        desk.press("Save")
    assert of(meeting).count() == 1


def test_a_double_click_saves_once(desk, editor, meeting):
    new_statement(desk, meeting)
    save = desk.browser.find_element(By.XPATH, "//button[normalize-space()='Save']")
    desk.at_rest()
    with new_page(desk.browser):
        # The second click of a person finds the same page, however fast the server is.
        desk.browser.execute_script("arguments[0].click(); setTimeout(() => arguments[0].click(), 0)", save)
    desk.sees("1 statement is a draft.")
    assert of(meeting).count() == 1


def test_a_refused_form_keeps_its_words_over_a_reload(desk, editor, meeting):
    statement = make_draft("We meet on Monday.", meeting=meeting)
    desk.edit(statement, WORDS)
    desk.press("Save and add the note")
    desk.sees("Type the note first")
    assert desk.value("Text") == WORDS
    desk.edit(statement)
    desk.sees(BACK)
    assert desk.value("Text") == WORDS


def test_two_tabs_with_the_same_form_save_once(desk, editor, meeting):
    new_statement(desk, meeting)
    first = desk.browser.current_window_handle
    desk.browser.switch_to.new_window("tab")
    new_statement(desk, meeting, "")
    desk.sees(BACK)
    desk.press("Save")
    desk.browser.close()
    desk.browser.switch_to.window(first)
    desk.press("Save")
    desk.sees("Save this a second time?")
    assert of(meeting).count() == 1


def test_what_two_people_write_at_once_is_shown_side_by_side(desk, editor, meeting):
    statement = make_draft("We will open the library on Sundays.", meeting=meeting)
    desk.edit(statement, WORDS)
    change_statement(statement=statement, text="They will open the library on Sundays.")
    desk.press("Save")
    desk.sees("has changed since you opened the page")
    desk.sees("They will open the library on Sundays.", "blockquote")
    assert desk.value("Text") == WORDS
    assert [word.text for word in desk.browser.find_elements(By.CSS_SELECTOR, ".notice ins")] == ["We", "Saturdays"]
    desk.press("Save")
    statement.refresh_from_db()
    assert statement.text == WORDS


def test_an_old_draft_does_not_overwrite_what_others_saved_since(desk, editor, meeting):
    statement = make_draft("We meet on Monday.", meeting=meeting)
    desk.edit(statement, WORDS)
    change_statement(statement=statement, text="We meet on Tuesday.")
    desk.edit(statement)
    desk.sees(BACK)
    desk.press("Save")
    desk.sees("has changed since you opened the page")
    statement.refresh_from_db()
    assert statement.text == "We meet on Tuesday."


def test_the_words_for_a_draft_that_somebody_deleted_are_shown(desk, editor, meeting):
    statement = make_draft("We meet on Monday.", meeting=meeting)
    desk.edit(statement, WORDS)
    delete_draft(statement=statement)
    desk.press("Save")
    desk.sees("What you were working on is no longer there.")
    assert WORDS in [area.get_property("value") for area in desk.browser.find_elements(By.TAG_NAME, "textarea")]


def test_publishing_publishes_the_words_in_the_form(desk, editor, meeting):
    statement = make_draft("We meet on Monday.", meeting=meeting)
    desk.edit(statement, WORDS)
    desk.press("Save and publish")
    desk.sees("Published.")
    assert Statement.objects.public().get(pk=statement.pk).text == WORDS


def test_forms_of_one_page_are_saved_one_after_the_other(desk, editor):
    speaker = make_speaker("Robin Sample")
    make_board("Oakfield City Council")
    desk.open(f"/desk/speakers/{speaker.pk}/")
    desk.ready()
    width = place_of_form(desk)
    desk.type("Description", "Chairs the board.")
    for label in ("Add an office", "Add a spelling"):
        desk.browser.find_element(By.XPATH, f"//summary[normalize-space()={label!r}]").click()
    desk.browser.find_element(By.ID, "office-title").send_keys("Director")
    desk.browser.find_element(By.ID, "office-organisation").send_keys("Elm Street School")
    desk.browser.find_element(By.ID, "name-name").send_keys("Rob Sample")
    office = "//form[input[@name='act'][@value='add-office']]//button[normalize-space()='Add']"
    with new_page(desk.browser):
        desk.browser.find_element(By.XPATH, office).send_keys(Keys.ENTER)
    desk.ready()
    assert [str(row) for row in speaker.offices.values_list("title", flat=True)] == ["Director"]
    # The others are back, still unsaved, and nothing stands beside its place.
    assert desk.browser.find_element(By.TAG_NAME, "body").text.count(BACK) == 2
    assert desk.value("Description") == "Chairs the board."
    assert place_of_form(desk) == width
    desk.press("Save")
    speaker.refresh_from_db()
    assert speaker.description == "Chairs the board."
    desk.ready()
    with new_page(desk.browser):
        desk.browser.find_element(By.XPATH, office.replace("add-office", "add-name")).send_keys(Keys.ENTER)
    assert [name.name for name in speaker.names.all()] == ["Rob Sample"]
    desk.ready()
    assert BACK not in desk.browser.page_source


def test_the_reason_for_removing_one_thing_is_not_put_beside_another(desk, editor):
    speaker = make_statement(speaker=make_speaker("Robin Sample")).speaker
    first, second, third = (speaker.names.create(name=name) for name in ("R. Sample", "Rob Sample", "Robin S."))

    def reason_for(name):
        return desk.browser.find_element(By.CSS_SELECTOR, f"[aria-label^='Why {name} is removed']")

    desk.open(f"/desk/speakers/{speaker.pk}/")
    desk.ready()
    reason_for(second).send_keys("It is somebody else.")
    reason_for(first).send_keys("A typing error.")
    with new_page(desk.browser):
        reason_for(first).send_keys(Keys.ENTER)
    desk.press("Remove")
    desk.ready()
    assert list(speaker.names.values_list("pk", flat=True)) == [second.pk, third.pk]
    assert reason_for(second).get_property("value") == "It is somebody else."
    assert reason_for(third).get_property("value") == ""


def place_of_form(desk):
    form = desk.field("Description").find_element(By.XPATH, "ancestor::form")
    return form.rect["x"] - desk.browser.find_element(By.TAG_NAME, "h1").rect["x"], form.rect["width"]


def test_an_action_waits_for_unsaved_words_about_its_object(desk):
    desk.enter(make_person(Role.ADMINISTRATOR))
    speaker = make_speaker("Robin Sample")
    desk.open(f"/desk/speakers/{speaker.pk}/")
    desk.ready()
    desk.type("Description", "Chairs the board.")
    press_without_answer(desk, "Delete the speaker")
    desk.sees("Not done: what you typed on this page is not saved yet.")
    desk.type("Is the same as", "Kim Example")
    press_without_answer(desk, "Merge Robin Sample into them")
    desk.sees("Not done: what you typed on this page is not saved yet.")
    desk.press("Save")
    speaker.refresh_from_db()
    assert speaker.description == "Chairs the board."


def test_a_button_beside_a_form_does_nothing_while_words_are_not_saved(desk, editor, meeting):
    statement = make_draft("We meet on Monday.", meeting=meeting)
    desk.edit(statement, WORDS)
    desk.at_rest()
    press_without_answer(desk, "Delete the draft")
    desk.sees("Not done: what you typed on this page is not saved yet.")
    assert desk.value("Text") == WORDS
    wait(desk.browser).until(lambda _: desk.browser.find_element(By.CSS_SELECTOR, "[data-unsaved]"))
    drop = desk.browser.find_element(By.XPATH, "//*[@data-unsaved]//button[normalize-space()='Drop it']")
    desk.browser.execute_script("arguments[0].click()", drop)
    assert desk.value("Text") == "We meet on Monday."
    desk.press("Delete the draft")
    desk.sees("It is deleted completely.")
    desk.press("Delete")
    assert not of(meeting).exists()


def test_replies_to_two_statements_keep_their_own_words(desk, editor, meeting):
    first, second = (make_draft(words, meeting=meeting) for words in ("We close.", "We open."))
    for asked, words in ((f"to={first.pk}", "No."), (f"to={second.pk}", "Yes."), ("", "Neither.")):
        desk.open(f"/desk/statements/new/?{asked}")
        desk.ready()
        assert desk.value("Text") == ""
        desk.type("Text", words)
    for asked, words in ((f"not-done&to={first.pk}", "No."), (f"to={second.pk}&not-done", "Yes."), ("", "Neither.")):
        desk.open(f"/desk/statements/new/?{asked}")
        desk.sees(BACK)
        assert desk.value("Text") == words


DRAFTS = 'Object.keys(localStorage).filter((key) => key.startsWith("draft:"))'


def test_words_of_other_people_and_old_ones_leave_the_browser(desk, editor, meeting):
    new_statement(desk, meeting)
    desk.enter(make_person(Role.CLERK))
    new_statement(desk, meeting, "")
    assert desk.value("Text") == ""
    assert desk.browser.execute_script(f"return {DRAFTS}") == []
    desk.type("Text", WORDS)
    for days, left in ((13, WORDS), (15, "")):
        aged = f"({{ at, ...draft }}) => JSON.stringify({{ ...draft, at: Date.now() - {days} * 24 * 3600 * 1000 }})"
        desk.browser.execute_script(
            f"for (const key of {DRAFTS}) localStorage[key] = ({aged})(JSON.parse(localStorage[key]))"
        )
        new_statement(desk, meeting, "")
        assert desk.value("Text") == left


def test_what_the_address_gives_wins_over_what_was_typed_before(desk, editor, meeting):
    make_board("Sample Board")
    added = make_board("Sample Library Board")
    desk.open("/desk/meetings/new/")
    desk.ready()
    desk.type("Date", "2024-03-05")
    desk.open(f"/desk/meetings/new/?board={added.pk}")
    desk.ready()
    assert (desk.value("Date"), desk.value("Board")) == ("2024-03-05", str(added.pk))
