"""A clerk types decisions with the keyboard: keys for votes, all yes, and the next one at once."""

import time

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from archive.actions.statements import publish
from archive.models import Decision, Meeting, Office, Role
from tests.record import make_board, make_draft, make_meeting, make_speaker
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MEMBERS = ("Ada Person", "Kim Example", "Robin Sample")


def meeting_with_a_source() -> Meeting:
    """Return a meeting with a draft, whose source and text status the form offers."""
    return make_draft(meeting=make_meeting(make_board())).meeting


def say_it_is_printed_so(browser, desk) -> None:
    desk.sees("Mend the count or the roll, or say that both are printed so.")
    browser.find_element(By.NAME, "as_printed").click()
    desk.press("Save")


def open_a_new_decision(desk) -> Meeting:
    """Open the form of a decision as a clerk, at a meeting of a board whose members vote."""
    meeting = meeting_with_a_source()
    for name in MEMBERS:
        Office.objects.create(speaker=make_speaker(name), title="Member", board=meeting.board, votes=True)
    desk.enter(make_person(Role.CLERK))
    desk.open(f"/desk/meetings/{meeting.pk}/")
    desk.ready()
    desk.adds("decision")
    return meeting


@pytest.mark.usefixtures("width")
def test_a_clerk_types_a_split_vote_and_a_unanimous_one(browser, desk):
    meeting = open_a_new_decision(desk)
    desk.type("Subject", "Library hours")
    desk.type("Motion as printed", "To open the library on Saturdays.")
    Select(desk.field("Result")).select_by_value("carried")
    browser.find_element(By.NAME, "roll-0-choice").send_keys("y")
    desk.keys("n", "a")
    desk.press("Save")
    desk.sees("1 statement is a draft.")
    typed = Decision.objects.filter(statement__meeting=meeting)
    split = typed.get()
    assert [line.choice for line in split.ballots.all()] == ["yes", "no", "abstain"]
    desk.ready()
    desk.adds("decision")
    desk.type("Subject", "Adjournment")
    desk.type("Motion as printed", "To adjourn.")
    browser.find_element(By.NAME, "all").send_keys(Keys.ENTER)
    desk.press("Save")
    desk.sees("1 statement is a draft.")
    last = typed.exclude(pk=split.pk).get()
    assert [(line.name, line.choice) for line in last.ballots.all()] == [(name, "yes") for name in MEMBERS]


def test_enter_in_a_field_saves_and_votes_for_nobody(browser, desk):
    meeting = open_a_new_decision(desk)
    desk.type("Motion as printed", "To open the library on Saturdays.")
    Select(desk.field("Result")).select_by_value("carried")
    browser.find_element(By.NAME, "roll-1-choice").send_keys("n")
    desk.type("Subject", "Library hours")
    desk.at_rest()
    desk.field("Subject").send_keys(Keys.ENTER)
    desk.sees("1 statement is a draft.")
    saved = Decision.objects.get(statement__meeting=meeting)
    assert [(line.name, line.choice) for line in saved.ballots.all()] == [("Kim Example", "no")]


@pytest.mark.slow
def test_a_clerk_enters_a_meeting_of_twelve_motions(browser, desk, record_property):
    """Count what a clerk presses, and write down how long the browser took. People type three to five keys a second."""
    meeting = meeting_with_a_source()
    members = ("Ada Person", "Bo Third", "Kim Example", "Lee Fourth", "Robin Sample")
    for name in members:
        Office.objects.create(speaker=make_speaker(name), title="Member", board=meeting.board, votes=True)
    desk.enter(make_person(Role.CLERK))
    desk.open(f"/desk/meetings/{meeting.pk}/")
    keys = presses = 0
    began = time.monotonic()
    for number in range(1, 13):
        desk.ready()
        desk.adds("decision")
        typed = {
            "Subject": f"Contract {number}",
            "Motion as printed": f"To approve contract {number}.",
        }
        for label, words in typed.items():
            desk.type(label, words)
            keys += len(words) + 1
        desk.field("Result").send_keys("c")
        desk.field("Moved by").send_keys("Kim")
        desk.field("Seconded by").send_keys("Rob")
        keys += 7
        if number == 12:
            # What a source prints wrongly stays as it is.
            browser.find_element(By.XPATH, "//summary[normalize-space()='Counts as printed']").click()
            desk.type("Yes count", "9")
        if number % 4:
            browser.find_element(By.NAME, "all").send_keys(Keys.ENTER)
            presses += 1
        else:
            browser.find_element(By.NAME, "roll-0-choice").send_keys("y")
            desk.keys("y", "n", "y", "a")
            keys += 5
        desk.press("Save")
        if number == 12:
            say_it_is_printed_so(browser, desk)
        desk.sees("1 statement is a draft.")
        keys, presses = keys + 1, presses + 1
    seconds = round(time.monotonic() - began, 1)
    record_property("a meeting of 12 motions", f"{keys} keys, {presses} presses, {seconds} s in the browser")
    print(f"A meeting of 12 motions: {keys} keys, {presses} presses, {seconds} s in the browser.")
    decisions = list(Decision.objects.filter(statement__meeting=meeting).order_by("statement__position"))
    assert [row.statement.text for row in decisions] == [f"To approve contract {n}." for n in range(1, 13)]
    assert {(row.result, row.mover.name, row.seconder.name) for row in decisions} == {
        ("carried", "Kim Example", "Robin Sample")
    }
    split = [line.choice for line in decisions[3].ballots.order_by("position")]
    assert split == ["yes", "yes", "no", "yes", "abstain"]
    assert [row.ballots.filter(choice="yes").count() for row in decisions[:3]] == [5, 5, 5]
    assert decisions[11].yes_count == 9
    publish(statement=decisions[11].statement, as_printed=True)
    desk.open(decisions[11].statement.get_absolute_url())
    desk.sees("The printed count of “Yes” is 9, and the list has 3 names.")


def test_what_a_source_prints_wrongly_is_kept_and_shown_with_notices(browser, desk):
    meeting = meeting_with_a_source()
    for name, until in (("Ada Person", ""), ("Kim Example", ""), ("Lee Gone", "2012")):
        Office.objects.create(speaker=make_speaker(name), title="Member", board=meeting.board, to_date=until)
    desk.enter(make_person(Role.EDITOR))
    desk.open(f"/desk/meetings/{meeting.pk}/")
    desk.ready()
    desk.adds("decision")
    browser.find_element(By.XPATH, "//summary[normalize-space()='Counts as printed']").click()
    desk.type("Yes count", "9")
    # A name twice, somebody who is no member, and a word that is none of the choices.
    rows = [
        ("Ada Person", "yes", ""),
        ("Kim Example", "other", "pass"),
        ("Ada Person", "no", ""),
        ("A Guest", "yes", ""),
    ]
    for row, (name, choice, word) in enumerate(rows):
        field = browser.find_element(By.NAME, f"roll-{row}-name")
        field.clear()
        field.send_keys(name)
        Select(browser.find_element(By.NAME, f"roll-{row}-choice")).select_by_value(choice)
        if word:
            browser.find_element(By.CSS_SELECTOR, f".ballot:has([name=roll-{row}-name]) summary").click()
            browser.find_element(By.NAME, f"roll-{row}-word").send_keys(word)
    # Without a motion nothing is saved, and nothing that was typed is lost, whether or not the browser sends it.
    browser.execute_script("document.querySelector('form.editor').noValidate = true")
    desk.press("Save")
    desk.ready()
    decisions = Decision.objects.filter(statement__meeting=meeting)
    assert not decisions.exists()
    typed = [browser.find_element(By.NAME, f"roll-{row}-name").get_attribute("value") for row in range(4)]
    assert typed == [name for name, _, _ in rows]
    desk.type("Subject", "Library")
    desk.type("Motion as printed", "To open the library.")
    desk.press("Save")
    say_it_is_printed_so(browser, desk)
    desk.sees("1 statement is a draft.")
    decision = decisions.get()
    lines = decision.ballots.values_list("name", "choice", "word")
    assert list(lines) == rows
    publish(statement=decision.statement, as_printed=True)
    desk.open(decision.statement.get_absolute_url())
    for notice in ("The printed count of “Yes” is 9, and the list has 2 names.", "Ada Person is on the roll 2 times."):
        desk.sees(notice)
    desk.sees("pass")
