"""A long import in a window of any width: its parts, its save bar, and a speaker who is added where they are named."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from archive.models import ImportBatch, Source, Speaker, Statement
from tests.browser.waiting import css, new_page, sized, usable, wait
from tests.ingest.transcripts import make_batch
from tests.record import make_board, make_meeting, make_speaker
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "This was said as number {}. The bus on Elm Street is full every morning, and parents ask for a second one."
TURNS = 400
A_PART = 75
TALLEST = 40_000  # pixels; all turns in one list were more than three times as many


@pytest.fixture
def batch(transactional_db: None) -> ImportBatch:
    """A transcript of 400 turns by two speakers, in a text file that does not say who wrote it."""
    meeting = make_meeting(board=make_board("Sample Elm School Board"))
    names = ("Robin Sample", "Speaker 2")
    turns = tuple((names[turn % 2], SAID.format(turn)) for turn in range(TURNS))
    proposed = Source.Kind.MACHINE_TRANSCRIPT, Statement.TextStatus.MACHINE_TRANSCRIPT
    return make_batch(meeting, turns, source_kind=proposed[0], text_status=proposed[1])


def is_reachable(browser, selector: str) -> bool:
    """Return whether the middle of the element is in the window and nothing covers it."""
    script = """
      const {left, top, width, height} = arguments[0].getBoundingClientRect();
      const there = document.elementFromPoint(left + width / 2, top + height / 2);
      return arguments[0] === there || arguments[0].contains(there);
    """
    return browser.execute_script(script, css(browser, selector))


def test_a_long_import_is_saved_from_any_place_in_it(desk, batch, width):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.open(f"/desk/imports/{batch.pk}/")
    browser = desk.browser
    assert len(browser.find_elements(By.CSS_SELECTOR, ".staged")) == A_PART
    assert browser.execute_script("return document.documentElement.scrollHeight") < TALLEST
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    save = ".finish button"
    for part in (2, 3):
        # The next part comes when the reader nears it.
        browser.execute_script("document.querySelector('.loading ~ .parts').scrollIntoView({block: 'end'})")
        wait(browser).until(lambda _, part=part: css(browser, f"[data-part='{part}']"))
        assert is_reachable(browser, save)
    browser.execute_script("document.querySelectorAll('.staged')[150].scrollIntoView({block: 'center'})")
    assert is_reachable(browser, save)

    css(browser, save).click()
    assert browser.switch_to.active_element == desk.field("The file is")
    assert not Statement.objects.filter(meeting=batch.meeting).exists()
    Select(desk.field("The file is")).select_by_visible_text("Official transcript")
    Select(desk.field("Its text is")).select_by_visible_text("Verbatim")
    desk.press("Save as drafts")
    desk.sees(f"Saved as drafts: {TURNS} new.")
    statements = Statement.objects.filter(meeting=batch.meeting)
    assert {(one.text_status, one.source.kind) for one in statements} == {("verbatim", "transcript")}


def test_a_low_window_shows_the_tools_the_turns_and_the_save_bar(desk, batch):
    sized(desk.browser, 1024, 768)
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.open(f"/desk/imports/{batch.pk}/")
    desk.browser.execute_script("document.querySelectorAll('.staged')[40].scrollIntoView({block: 'center'})")
    for selector in (".finish button", ".toolbar button", ".staged:nth-of-type(41) .edit"):
        assert is_reachable(desk.browser, selector), selector


def ticked(desk, number: int) -> None:
    """Tick a turn as a person does, with a tap away from the bars."""
    box = desk.browser.find_elements(By.CSS_SELECTOR, ".staged > input")[number]
    desk.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
    box.click()


def test_a_new_speaker_is_added_where_the_turns_are_assigned(desk, batch, width):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.open(f"/desk/imports/{batch.pk}/")
    browser = desk.browser
    ticked(desk, 1)
    if width < 1000:
        css(browser, ".toolbar-box summary").click()
    box = usable(browser, "#bulk-speaker")
    box.send_keys("Kim Example")
    desk.sees("Add “Kim Example”", ".toolbar .picking-list")
    box.send_keys(Keys.ARROW_DOWN)
    marked = css(browser, ".toolbar .picking-list [aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == marked.get_attribute("id")
    box.send_keys(Keys.ENTER, Keys.ENTER)
    desk.sees("Kim Example", ".staged:nth-of-type(2) .meta")
    assert [speaker.name for speaker in Speaker.objects.filter(name="Kim Example")] == ["Kim Example"]


def test_a_close_name_is_asked_about_before_turns_are_assigned(desk, batch, width):
    known = make_speaker("Kim Example")
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.open(f"/desk/imports/{batch.pk}/")
    browser = desk.browser
    row = browser.find_elements(By.CSS_SELECTOR, ".staged")[1]
    browser.execute_script("arguments[0].focus()", row)
    row.send_keys("s")
    usable(browser, "#who").send_keys("Kimm Example")
    desk.sees("Add “Kimm Example”", "#who-speaks .picking-list")
    usable(browser, "#who-speaks .picking-list li:last-child").click()
    desk.sees("Which speaker is “Kimm Example”?", "#which-one")
    usable(browser, "#which-one label").click()
    usable(browser, "#which-one button").click()
    desk.sees("Kim Example", ".staged:nth-of-type(2) .meta")
    assert list(Speaker.objects.filter(name__startswith="Kim")) == [known]


def test_keys_say_why_they_do_nothing(desk, batch):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.open(f"/desk/imports/{batch.pk}/")
    for key, answer in (("p", "Go to a turn first"), ("7", "Nobody stands for 7 yet"), ("i", "No split is proposed")):
        css(desk.browser, "body").send_keys(key)
        desk.sees(answer, ".toast")


def test_a_turn_in_a_later_part_is_found_by_its_link(desk, batch):
    turn = batch.turns.get(position=TURNS)
    batch.problems = [[turn.line, "A time goes backwards."]]
    batch.save()
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.open(f"/desk/imports/{batch.pk}/")
    with new_page(desk.browser):
        css(desk.browser, ".problems a").click()
    desk.sees(SAID.format(TURNS - 1), f"#turn-{turn.pk}")
