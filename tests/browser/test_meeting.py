"""A long meeting in a real browser: the agenda folds, parts come and go, the recording seeks."""

import pytest
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By

from archive.actions.statements import publish_many
from archive.models import AgendaItem, Meeting, Statement
from archive.pages.meetings import transcript
from tests.browser.waiting import css, new_page, sized, wait, wait_for_words
from tests.record import make_meeting, make_speaker, make_statement, origin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TURNS = 400
ITEMS = 8
TO_THE_LINKS = "document.querySelector('.loading ~ .parts').scrollIntoView({block: 'end'})"
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"
KEEP_OUT = {"urls": ["*youtube-nocookie.com*"]}
# Selenium takes what a closed element of details has for hidden, also where a style shows it.
IS_SHOWN = """
return document.querySelector(".agenda .items").checkVisibility({contentVisibilityAuto: true});
"""
# The time in the recording at which each playback began.
PLAYED_FROM = """
const played = document.querySelector("audio").played;
return Array.from(played, (_, place) => played.start(place));
"""


def count(browser: Chrome, selector: str) -> int:
    return len(browser.find_elements(By.CSS_SELECTOR, selector))


def scroll_to_part(browser: Chrome, number: int) -> None:
    """Scroll to the links below the last part until that part has loaded: heights are only known once drawn."""

    def has_come(_: Chrome) -> bool:
        if count(browser, ".part") >= number:
            return True
        browser.execute_script(TO_THE_LINKS)
        return False

    wait(browser).until(has_come)


@pytest.fixture
def meeting() -> Meeting:
    """A public meeting of 400 turns under 8 agenda items."""
    meeting = make_meeting()
    items = [AgendaItem.objects.create(meeting=meeting, position=i, title=f"Item {i}") for i in range(ITEMS)]
    speakers = [make_speaker(), make_speaker()]
    statements = [
        Statement(
            meeting=meeting,
            board=meeting.board,
            date=meeting.date,
            position=place,
            agenda_item=items[place * ITEMS // TURNS],
            speaker=speakers[place % 2],
            start_seconds=place * 10.0,
            **origin(),
        )
        for place in range(TURNS)
    ]
    publish_many(statements=statements, texts=[f"Turn {place} is said here. " * 5 for place in range(TURNS)])
    return meeting


def test_scrolling_loads_the_next_parts(browser: Chrome, live_server: LiveServer, meeting: Meeting):
    address = live_server.url + meeting.get_absolute_url()
    browser.get(address)
    assert count(browser, ".turn") == transcript.TURNS_A_PART
    for part in range(2, -(-TURNS // transcript.TURNS_A_PART) + 1):
        scroll_to_part(browser, part)
    assert count(browser, ".turn") == TURNS
    assert count(browser, ".item") == ITEMS
    assert css(browser, ".loading").get_attribute("textContent") == ""
    assert not browser.find_elements(By.CSS_SELECTOR, ".loading ~ .parts [rel=next]")

    # The URL is that of the part being read, and leads to it.
    browser.execute_script("document.querySelector('[data-part=\"2\"] .turn:nth-child(1)').scrollIntoView()")
    wait(browser).until(lambda _: browser.current_url == f"{address}?page=2")
    browser.execute_script("scrollTo(0, 0)")
    wait(browser).until(lambda _: browser.current_url == address)

    # A link of the agenda leads to a loaded part without loading a page.
    browser.execute_script("window.isSamePage = true")
    browser.execute_script("document.querySelector('.items a[href*=item-7]').click()")
    place = "return document.querySelector('[id^=item-7]').getBoundingClientRect().top"
    wait(browser).until(lambda _: 0 <= browser.execute_script(place) < 370)
    assert browser.execute_script("return window.isSamePage")


@pytest.mark.usefixtures("width")
def test_a_link_to_who_spoke_leads_there_and_stays(browser: Chrome, live_server: LiveServer, meeting: Meeting):
    browser.get(live_server.url + meeting.get_absolute_url())
    browser.find_element(By.CSS_SELECTOR, "a[href='#speaking']").click()
    top = "return document.getElementById('speaking').getBoundingClientRect().top"
    wait(browser).until(lambda _: 0 <= browser.execute_script(top) < 370)
    # An observer has its say within two frames; a part would have begun to load.
    browser.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
    assert css(browser, ".loading").get_attribute("textContent") == ""
    assert count(browser, ".part") == 1


def test_a_part_that_fails_to_load_leaves_its_link(browser: Chrome, live_server: LiveServer, meeting: Meeting):
    browser.get(live_server.url + meeting.get_absolute_url())
    browser.execute_script("window.fetch = async () => { throw new TypeError('no network'); }")
    browser.execute_script(TO_THE_LINKS)
    wait_for_words(browser, ".loading", "could not load the next part")
    with new_page(browser):
        css(browser, ".loading ~ .parts [rel=next]").click()
    assert browser.current_url.endswith("?page=2")
    assert count(browser, ".turn") == transcript.TURNS_A_PART


def test_only_a_few_parts_are_in_the_page_at_once(
    browser: Chrome, live_server: LiveServer, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(transcript, "TURNS_A_PART", 40)
    browser.get(live_server.url + meeting.get_absolute_url())
    first = css(browser, ".turn").get_attribute("id")
    for part in range(2, 11):
        scroll_to_part(browser, part)
    wait(browser).until(lambda _: count(browser, ".turn") <= 6 * 40 and not browser.find_elements(By.ID, first))
    browser.find_element(By.PARTIAL_LINK_TEXT, "Item 0").click()
    wait(browser).until(lambda _: count(browser, ".turn") <= 6 * 40 and browser.find_elements(By.ID, first))


def test_the_agenda_folds_on_a_phone_only(browser: Chrome, live_server: LiveServer, meeting: Meeting):
    browser.get(live_server.url + meeting.get_absolute_url())
    assert browser.execute_script(IS_SHOWN)
    sized(browser, 360)
    assert not browser.execute_script(IS_SHOWN)
    css(browser, ".agenda summary").click()
    assert browser.execute_script(IS_SHOWN)
    assert not css(browser, ".agenda .longest").is_displayed()


def test_a_recording_plays_and_seeks_beside_the_text(browser: Chrome, live_server: LiveServer, recording: str):
    meeting = make_meeting(recording_url=recording)
    for place in range(3):
        make_statement(meeting=meeting, position=place, start_seconds=place * 20.0)
    browser.get(live_server.url + meeting.get_absolute_url())
    assert count(browser, "audio") == 0
    times = browser.find_elements(By.CSS_SELECTOR, "a.at")

    times[1].send_keys(Keys.ENTER)
    question = css(browser, ".player-question")
    assert "Play from 0:00:20?" in question.text
    assert count(browser, "audio") == 0
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    wait(browser).until(lambda _: 20 in browser.execute_script(PLAYED_FROM))
    times[2].click()
    wait(browser).until(lambda _: 40 in browser.execute_script(PLAYED_FROM))
    assert browser.current_url.endswith(meeting.get_absolute_url())

    css(browser, ".player-close").click()
    assert count(browser, "audio") == 0
    assert browser.switch_to.active_element == times[1]


def test_no_other_host_is_contacted_before_the_reader_agrees(browser: Chrome, live_server: LiveServer):
    statement = make_statement(meeting=make_meeting(recording_url=YOUTUBE), start_seconds=75.0)
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.setBlockedURLs", KEEP_OUT)
    browser.get(live_server.url + statement.meeting.get_absolute_url())
    asked = "return performance.getEntriesByType('resource').filter((entry) => !entry.name.startsWith(origin)).length"
    assert browser.execute_script(asked) == 0
    assert count(browser, "iframe") == 0
    assert "www.youtube-nocookie.com" in css(browser, ".recording").text
    css(browser, "[data-play]").click()
    assert css(browser, "iframe").get_attribute("src").startswith("https://www.youtube-nocookie.com/embed/abcdefghijk?")
    # The player never answers here: it is opened again at the second.
    css(browser, "a.at").click()
    assert css(browser, "iframe").get_attribute("src").endswith("&autoplay=1&start=75")
    assert not [entry for entry in browser.get_log("browser") if "Content Security Policy" in entry["message"]]


def test_the_strip_is_one_stop_and_a_phone_shows_the_first_words_soon(browser: Chrome, live_server: LiveServer):
    meeting = make_meeting()
    speakers = [make_speaker(), make_speaker()]
    for place in range(3 * ITEMS):
        item, _ = AgendaItem.objects.get_or_create(
            meeting=meeting, position=place // 3, label=f"{place // 3}.A", title=f"{place // 3}.A On all of this"
        )
        make_statement(meeting=meeting, position=place, agenda_item=item, speaker=speakers[place % 2])
    sized(browser, 360)
    browser.get(live_server.url + meeting.get_absolute_url())
    assert css(browser, ".said").location["y"] < 2 * 740
    assert "0.A 0.A" not in css(browser, "body").get_attribute("textContent")

    wait(browser).until(lambda _: count(browser, ".strip a[tabindex='0']") == 1)
    parts = browser.find_elements(By.CSS_SELECTOR, ".strip a")
    assert len(parts) == ITEMS
    browser.execute_script("arguments[0].focus()", parts[0])
    browser.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    browser.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    assert browser.switch_to.active_element == parts[2]
    assert [part.get_attribute("tabindex") for part in parts].count("0") == 1
    browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.switch_to.active_element not in parts
