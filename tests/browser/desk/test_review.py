"""Review as people know it: send back and answer, see the difference, plan, merge and undo."""

import pytest
from selenium.webdriver.common.by import By

from archive.actions.rules import version_of
from archive.actions.statements import publish, publish_due, submit_for_review
from archive.models import Role, ScheduledPublication, Speaker, Statement
from tests.record import make_draft, make_meeting, make_speaker, make_statement
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def at_each_width(width, browser):
    # Accounts have the same numbers in each test, and the browser stays.
    browser.execute_script("localStorage.clear()")


@pytest.fixture
def clerk():
    return make_person(Role.CLERK, first_name="Robin", last_name="Sample")


@pytest.fixture
def editor():
    return make_person(Role.CLERK, Role.EDITOR, first_name="Kim", last_name="Example")


def test_an_editor_sends_a_statement_back_and_the_clerk_answers(desk, clerk, editor):
    statement = make_draft("We meet on Monday.")
    submit_for_review(statement=statement, seen=version_of(statement), actor=clerk)
    desk.enter(editor)
    desk.edit(statement)
    desk.press("Save and send back")
    desk.sees("Type the note first")
    desk.type("Note for those who work on it", "Who speaks here?")
    desk.press("Save and send back")
    desk.sees("Sent back, with your note.")

    desk.enter(clerk)
    desk.open("/desk/")
    desk.sees("Who speaks here?", "#main")
    desk.sees("sent back to you", "#main")
    desk.press(f"Statement {statement.pk}")
    desk.ready()
    desk.sees("Who speaks here?", "[aria-label=Notes]")
    desk.type("Text", "The chair: we meet on Monday.")
    desk.type("Note for those who work on it", "It is the chair.")
    desk.press("Save and submit for review")
    desk.sees("Ready for review.")

    desk.enter(editor)
    desk.open("/desk/")
    desk.sees("It is the chair.", "#main")
    desk.edit(statement)
    assert desk.value("Text") == "The chair: we meet on Monday."
    desk.press("Save and publish")
    desk.sees("Published.")


def test_an_editor_sees_the_difference_before_correcting(desk, editor):
    statement = make_statement("We meet on Monday.")
    desk.enter(editor)
    desk.edit(statement, "We meet on Tuesday.")
    desk.sees("What changes for readers", "[data-preview-shown]")
    marked = {name: desk.browser.find_element(By.CSS_SELECTOR, f".preview {name}").text for name in ("del", "ins")}
    assert marked == {"del": "Monday", "ins": "Tuesday"}
    desk.type("Reason for the change", "Misheard.")
    desk.press("Correct in public")
    desk.sees("Corrected in public.")
    assert Statement.objects.public().get(pk=statement.pk).text == "We meet on Tuesday."
    assert statement.corrections.count() == 1


def test_a_plan_stays_while_something_else_of_the_meeting_is_published(desk, editor):
    meeting = make_meeting()
    planned, other = make_draft("Planned.", meeting=meeting), make_draft("Earlier.", meeting=meeting)
    desk.enter(editor)
    desk.edit(planned, "These words at their time.")
    at = desk.field("Publish at")
    desk.browser.execute_script("arguments[0].value = '2099-07-01T09:00'", at)
    desk.press("Save and plan for that time")
    desk.sees("Will be published on 1 July 2099, 09:00")
    desk.edit(other)
    desk.press("Save and publish")
    desk.sees("Published.")
    desk.edit(planned)
    desk.sees("Will be published on 1 July 2099, 09:00")
    assert "It will not be published" not in desk.browser.page_source
    ScheduledPublication.objects.update(at="2024-01-01T00:00Z")
    desk.open("/desk/")
    desk.sees("due since", "#main")
    assert not Statement.objects.public().filter(pk=planned.pk).exists()
    assert publish_due() == 1
    assert Statement.objects.public().get(pk=planned.pk).text == "These words at their time."


def test_a_meeting_is_looked_at_before_it_is_public(desk, editor):
    statement = make_draft("We will open the library on Saturdays.")
    desk.enter(editor)
    desk.open(f"/desk/meetings/{statement.meeting_id}/")
    desk.press("See it as readers will")
    desk.sees("This is a preview.")
    desk.sees("We will open the library on Saturdays.")
    assert not Statement.objects.public().filter(pk=statement.pk).exists()


def test_two_public_speakers_are_merged_after_a_question_and_separated_again(desk):
    desk.enter(make_person(is_superuser=True, is_staff=True))
    gone, kept = make_speaker("Robyn Sample-Lake"), make_speaker("Robin Sample-Lake")
    for speaker in (gone, kept):
        publish(statement=make_draft(speaker=speaker))
    desk.open(f"/desk/speakers/{gone.pk}/")
    desk.ready()
    desk.type("Is the same as", "Robin Sample-Lake")
    desk.press("Merge")
    desk.sees("Merge Robyn Sample-Lake into Robin Sample-Lake?")
    desk.sees("Readers see this at once")
    assert Speaker.objects.current().filter(pk=gone.pk).exists()
    desk.press("Merge")
    desk.sees("You can undo this on this page for a day.")
    merged = desk.browser.current_url
    desk.browser.back()
    # Back leads to a page, not to the browser's question whether to send the answer again.
    desk.ready()
    desk.browser.get(merged)
    desk.press("Undo the merge")
    desk.sees("is a separate speaker again")
    assert gone.statements.count() == kept.statements.count() == 1
