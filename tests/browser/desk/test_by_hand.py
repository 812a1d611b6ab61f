"""The record that this project began from, typed by hand into an empty site: one news report of one meeting."""

import json

import pytest
from django.conf import settings
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from archive.actions.site import set_up
from archive.actions.site.settings import FIELDS
from archive.models import Board, Meeting, SiteSettings, Source, Speaker, Statement
from tests.browser.desk.hands import Desk
from tests.browser.waiting import new_page, wait
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEED = json.loads((settings.BASE_DIR / "fixtures" / "mps-2017-02-23.json").read_text())
SAID = [row["text"] for row in SEED["meetings"][0]["statements"]]
REPLY = SEED["statements"][0]
REPORT = SEED["sources"][0]
MOST, MOST_PAGES = 26, 3
POLICY = "Milwaukee Public Schools' policy on non-discrimination"


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The site is empty: nothing but its board, which its setup made."""
    site = SiteSettings.of_new_site()
    set_up(values={name: getattr(site, name) for name in FIELDS}, board=SEED["boards"][0]["name"])


class CountingDesk(Desk):
    """Counts what the person presses and fills in, and the pages that they see."""

    done, pages, row = 0, 0, 0

    def fill(self, label: str, words: str, *, row: int = 0) -> None:
        """Type into a field, or choose in a list; ``row`` is the number of the statement."""
        self.done += 1
        scope = f"//fieldset[legend[normalize-space()='Statement {row}']]" if row else ""
        found = self.browser.find_element(By.XPATH, f"{scope}//label[normalize-space()={label!r}]")
        field = self.browser.find_element(By.ID, found.get_attribute("for"))
        wait(self.browser).until(lambda _: field.is_displayed())
        if field.tag_name == "select":
            Select(field).select_by_visible_text(words)
        else:
            field.send_keys(words, Keys.TAB)

    def push(self, words: str) -> None:
        """Press a button that opens no page."""
        self.done += 1
        button = self.browser.find_element(By.XPATH, f"//button[normalize-space()={words!r}]")
        button.send_keys(Keys.ENTER)

    def go(self, words: str) -> None:
        """Press what opens the next page."""
        self.done += 1
        self.pages += 1
        self.press(words)


@pytest.fixture
def desk(browser, live_server, server_at_rest) -> CountingDesk:
    return CountingDesk(browser, live_server.url, server_at_rest)


def test_the_first_record_is_typed_whole_with_few_presses(desk, width):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.sees("Work list")
    desk.pages = 1
    type_the_report(desk)

    assert desk.done <= MOST, f"{desk.done} presses and fields"
    assert desk.pages <= MOST_PAGES
    is_on_record()
    desk.open(Statement.objects.get(current_revision__text=SAID[3]).get_absolute_url())
    desk.sees("Darienne Driver")
    desk.sees("will not share that information")


def type_the_report(desk: CountingDesk) -> None:
    """Enter all that the report has, on one page, and publish it."""
    desk.go("Type one by hand")
    desk.fill("Date", "23 February 2017")
    desk.fill("Source", REPORT["title"])
    desk.fill("The new source is", "News report")
    desk.fill("Its publisher", REPORT["publisher"])
    desk.fill("Its date", REPORT["published"])
    desk.fill("How close the text is to what was said", "As reported")
    desk.fill("Speaker", "Darienne Driver", row=1)
    desk.fill("Agenda item", "Non-discrimination", row=1)
    desk.fill("Office on that day", "Superintendent", row=1)
    desk.fill("Other spelling of the name", "Darienne Drier", row=1)
    desk.fill("Topics", "Immigration", row=1)
    desk.fill("Text", SAID[0], row=1)
    desk.push("Next, by the same speaker")
    desk.fill("Title", POLICY, row=2)
    desk.fill("Text", SAID[1], row=2)
    desk.push("Next, by the same speaker")
    desk.fill("Text", f"{SAID[2]}\n---\n{SAID[3]}", row=3)
    desk.push("Next, by somebody else")
    desk.fill("Speaker", "Wisconsin Institute for Law & Liberty", row=4)
    desk.fill("The new speaker is", "Organisation", row=4)
    desk.fill("Other spelling of the name", "WILL", row=4)
    desk.fill("Said outside the meeting, on", "2017-02", row=4)
    desk.fill("Responds to", "will not share that information", row=4)
    desk.fill("Text", REPLY["text"], row=4)
    desk.go("Save and publish")
    desk.sees("The meeting is saved. 5 statements are public.")


def is_on_record() -> None:
    """Check the whole record, word for word."""
    meeting = Meeting.objects.public().get()
    assert (str(meeting.board), str(meeting.date)) == (SEED["boards"][0]["name"], "23 February 2017")
    statements = list(Statement.objects.public().order_by("number"))
    assert [one.text for one in statements] == [*SAID, REPLY["text"]]
    assert {one.text_status for one in statements} == {"as_reported"}
    source = Source.objects.get()
    assert {one.source for one in statements} == {source}
    assert (source.title, source.publisher, source.kind) == (REPORT["title"], REPORT["publisher"], "press_report")
    driver, institute = Speaker.objects.order_by("pk")
    assert [one.speaker for one in statements] == [driver] * 4 + [institute]
    assert (driver.offices.get().title, driver.other_names()) == ("Superintendent", ["Darienne Drier"])
    assert (institute.kind, institute.other_names()) == ("organisation", ["WILL"])
    assert (statements[1].kind, statements[1].published_revision.title) == ("policy_statement", POLICY)
    assert {str(one.agenda_item) for one in statements[:4]} == {"Non-discrimination"}
    reply = statements[4]
    assert (reply.meeting, str(reply.date), reply.responds_to) == (None, "February 2017", statements[3])


def test_a_close_name_is_asked_about_and_nothing_typed_is_lost(desk, width):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    Speaker.objects.create(name="Robin Sample", slug="robin-sample")
    desk.open("/desk/meetings/by-hand/")
    desk.type("Date", "2024-03-05")
    desk.fill("Source", "Minutes of March")
    desk.fill("The new source is", "Minutes")
    desk.type("Speaker", "Robyn Sample" + Keys.TAB)
    desk.type("Text", "We open on Saturdays.")
    Select(desk.field("How close the text is to what was said")).select_by_visible_text("Minutes")
    desk.press("Save as drafts")
    desk.sees("Which speaker is “Robyn Sample”?")
    with new_page(desk.browser):
        choices = desk.browser.find_elements(By.CSS_SELECTOR, ".asks label")
        assert [choice.text.split(" · ")[0] for choice in choices] == [
            "Robin Sample",
            "Another speaker: add “Robyn Sample”",
        ]
        choices[0].click()
        desk.browser.find_element(By.XPATH, "//button[normalize-space()='Save as drafts']").send_keys(Keys.ENTER)
    desk.sees("1 statement is a draft.")
    statement = Statement.objects.get()
    assert (statement.text, statement.speaker.name) == ("We open on Saturdays.", "Robin Sample")
    assert Speaker.objects.count() == 1
    assert Board.objects.count() == 1


def test_rows_that_were_added_are_there_again_after_a_reload(desk):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.open("/desk/meetings/by-hand/")
    for row, words in enumerate(SAID, 1):
        desk.fill("Text", words, row=row)
        desk.push("Next, by somebody else")
    desk.browser.refresh()
    desk.sees("What you typed before is back.")
    areas = desk.browser.find_elements(By.CSS_SELECTOR, "main textarea[name$=-text]")
    assert [area.get_attribute("value") for area in areas][: len(SAID)] == SAID
