"""The record that this project began from, typed by hand into an empty site: one news report of one meeting."""

import json
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from archive.actions.site import set_up
from archive.actions.site.settings import FIELDS
from archive.models import Board, Meeting, Role, SiteSettings, Source, Speaker, Statement
from tests.browser.desk.hands import Desk
from tests.browser.waiting import new_page, visible
from tests.record import make_meeting
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEED = (settings.BASE_DIR / "fixtures" / "mps-2017-02-23.jsonl").read_text().splitlines()


def rows_of(table: str) -> list[dict]:
    """The rows of a table in the demo record."""
    return [row for row in map(json.loads, SEED) if row.get("table") == table]


BOARD, REPORT = rows_of("boards")[0]["name"], rows_of("sources")[0]
SAID = [row["text"] for row in rows_of("statements") if "meeting" in row]
(REPLY,) = (row for row in rows_of("statements") if "meeting" not in row)
MOST, MOST_PAGES = 26, 3
POLICY = "Milwaukee Public Schools' policy on non-discrimination"


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The site is empty: nothing but its board, which its setup made."""
    site = SiteSettings.of_new_site()
    set_up(values={name: getattr(site, name) for name in FIELDS}, board=BOARD)


class CountingDesk(Desk):
    """Counts what the person presses and fills in, and the pages that they see."""

    done = 0

    def __init__(self, *args) -> None:
        super().__init__(*args)
        self.pages: set[str] = set()

    def fill(self, label: str, words: str) -> None:
        """Type into a field, or choose in a list."""
        self.done += 1
        visible(self.browser, By.XPATH, f"//label[normalize-space()={label!r}]")
        field = self.field(label)
        if field.tag_name == "select":
            Select(field).select_by_visible_text(words)
        else:
            field.send_keys(words, Keys.TAB)

    def go(self, words: str) -> None:
        """Press what opens the next page."""
        self.done += 1
        self.press(words)
        self.pages.add(urlsplit(self.browser.current_url).path)


@pytest.fixture
def desk(browser, live_server, server_at_rest) -> CountingDesk:
    return CountingDesk(browser, live_server.url, server_at_rest)


def test_the_first_record_is_typed_whole_with_few_presses(desk, width):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.sees("Work list")
    desk.pages = {"/desk/"}
    type_the_report(desk)

    assert desk.done <= MOST, f"{desk.done} presses and fields"
    assert len(desk.pages) <= MOST_PAGES, desk.pages
    is_on_record()
    desk.open(Statement.objects.get(current_revision__text=SAID[3]).get_absolute_url())
    desk.sees("Darienne Driver")
    desk.sees("will not share that information")


def type_the_report(desk: CountingDesk) -> None:
    """Enter all that the report has, row after row in the list of its meeting, and publish it."""
    desk.go("New meeting")
    desk.fill("Date", "23 February 2017")
    desk.go("Create it and type what was said")
    desk.fill("Source", REPORT["title"])
    desk.fill("The new source is", "News report")
    desk.fill("Its publisher", REPORT["publisher"])
    desk.fill("Its date", REPORT["published"])
    desk.fill("How close the text is to what was said", "As reported")
    desk.fill("Speaker", "Darienne Driver")
    desk.fill("Agenda item", "Non-discrimination")
    desk.fill("Office on that day", "Superintendent")
    desk.fill("Other spelling of the name", "Darienne Drier")
    desk.fill("Topics", "Immigration")
    desk.fill("Text", SAID[0])
    desk.go("Save, next by the same speaker")
    desk.fill("Title", POLICY)
    desk.fill("Text", SAID[1])
    desk.go("Save, next by the same speaker")
    desk.fill("Text", f"{SAID[2]}\n---\n{SAID[3]}")
    desk.go("Save, next a reply to it")
    desk.fill("Speaker", "Wisconsin Institute for Law & Liberty")
    desk.fill("The new speaker is", "Organisation")
    desk.fill("Other spelling of the name", "WILL")
    desk.fill("Said outside the meeting, on", "2017-02")
    desk.fill("Text", REPLY["text"])
    desk.go("Save and publish, with the 4 that wait")
    desk.sees("5 statements are public.")


def is_on_record() -> None:
    """Check the whole record, word for word."""
    meeting = Meeting.objects.public().get()
    assert (str(meeting.board), str(meeting.date)) == (BOARD, "23 February 2017")
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
    desk.open(f"/desk/meetings/{make_meeting(Board.objects.get()).pk}/")
    desk.ready()
    desk.adds("statement")
    desk.fill("Source", "Minutes of March")
    desk.fill("The new source is", "Minutes")
    desk.type("Speaker", "Robyn Sample" + Keys.TAB)
    desk.type("Text", "We open on Saturdays.")
    Select(desk.field("How close the text is to what was said")).select_by_visible_text("Minutes")
    desk.press("Save")
    desk.sees("Which speaker is “Robyn Sample”?")
    choices = desk.browser.find_elements(By.CSS_SELECTOR, ".asks label")
    assert [choice.text.split(" · ")[0] for choice in choices] == [
        "Robin Sample",
        "Another speaker: add “Robyn Sample”",
    ]
    choices[0].click()
    desk.press("Save")
    desk.sees("1 statement is a draft.")
    statement = Statement.objects.get()
    assert (statement.text, statement.speaker.name) == ("We open on Saturdays.", "Robin Sample")
    assert Speaker.objects.count() == 1


def test_an_agenda_is_typed_with_enter_alone(desk, width):
    desk.enter(make_person(Role.CLERK))
    meeting = make_meeting()
    desk.open(f"/desk/meetings/{meeting.pk}/")
    desk.ready()
    for title in ("Roll call", "Library hours", "Adjournment"):
        desk.adds("item")
        with new_page(desk.browser):
            desk.browser.switch_to.active_element.send_keys(title, Keys.ENTER)
    desk.adds("item")
    assert [item.title for item in meeting.agenda_items.order_by("position")] == [
        "Roll call",
        "Library hours",
        "Adjournment",
    ]


def test_what_was_typed_in_a_new_row_is_there_again_after_a_reload(desk):
    desk.enter(make_person(Role.CLERK))
    desk.open(f"/desk/meetings/{make_meeting().pk}/")
    desk.ready()
    desk.adds("statement")
    desk.type("Text", SAID[0])
    desk.at_rest()
    desk.browser.refresh()
    desk.sees("What you typed before is back.")
    assert desk.value("Text") == SAID[0]
