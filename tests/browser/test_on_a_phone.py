"""Six tasks of readers on a phone, with few taps (docs/quality.md): to cite, check, follow, look up, and listen."""

import pytest
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from archive.actions.rules import version_of
from archive.actions.statements import correct
from archive.language.timed_words import TimedWord, pack
from archive.models import AgendaItem, Alert, WordTimes
from archive.search.engines import outbox
from tests.browser.waiting import css, new_page, press, usable, visible, wait
from tests.record import make_board, make_decision, make_meeting, make_speaker, make_statement, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
LONG = "We talked about the budget for a long time that evening. " * 40
SAID = "We will keep the library open on Saturdays."
KEEP_WHAT_IS_COPIED = """
const writeText = async (text) => { document.body.dataset.copied = text; };
Object.defineProperty(navigator, "clipboard", {value: {writeText}});
"""
SELECT = """
const found = document.evaluate(`//p/text()[contains(., "${arguments[0]}")]`, document, null, 9);
const text = found.singleNodeValue;
const start = text.data.indexOf(arguments[0]);
getSelection().setBaseAndExtent(text, start, text, start + arguments[0].length);
"""
BOX = "const box = arguments[0].getBoundingClientRect(); return [box.top, box.bottom, innerHeight];"
UNCOVERED = """
const focused = document.activeElement;
const box = focused.getBoundingClientRect();
const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
return !focused.closest(".sheet") || focused === top || focused.contains(top);
"""
COVERED = """
return [...document.querySelectorAll(".ask button")].filter((button) => {
  const box = button.getBoundingClientRect();
  return document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2) !== button;
}).map((button) => button.textContent.trim());
"""
# Where a recording is once it can be played: what is sought later is heard from its start on a busy phone.
KEEP_WHERE_IT_BEGINS = """
const keep = (event) => { document.body.dataset.begins = event.target.currentTime; };
addEventListener("loadedmetadata", keep, { capture: true });
"""
PLAYED = "const played = document.querySelector('audio').played; return played.length ? played.start(0) : null;"


@pytest.fixture
def phone(browser: Chrome) -> Chrome:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    return browser


def tap(phone: Chrome, text: str) -> None:
    """Follow the first visible link with this text, once there is one."""
    link = visible(phone, By.PARTIAL_LINK_TEXT, text)
    with new_page(phone):
        link.click()


def touch(phone: Chrome, element: WebElement) -> None:
    """Touch the first words of an element."""
    left, top = phone.execute_script(
        "const box = arguments[0].getBoundingClientRect(); return [box.left, box.top];", element
    )
    point = {"x": left + 60, "y": top + 12}
    phone.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    phone.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def is_on_screen(phone: Chrome, element: WebElement) -> bool:
    top, bottom, height = phone.execute_script(BOX, element)
    return top >= 0 and bottom <= height


def test_words_found_by_topic_are_cited_in_four_taps_and_shown_at_the_end(phone: Chrome, live_server: LiveServer):
    make_statement(f"{LONG}\n\n{SAID} {LONG}", topics=[make_topic("Saturday opening")], speaker=make_speaker())
    outbox.drain()
    phone.get(live_server.url)
    tap(phone, "Saturday opening")
    tap(phone, "We talked about")
    phone.execute_script(KEEP_WHAT_IS_COPIED)
    # As a finger that stays on a word and is drawn along the sentence.
    phone.execute_script(SELECT, SAID)
    usable(phone, ".quote-bar button").click()
    link = usable(phone, "[data-copied]").get_attribute("data-copied")
    phone.get("about:blank")
    phone.get(link)
    mark = css(phone, "mark")
    assert mark.text == SAID
    wait(phone).until(lambda _: is_on_screen(phone, mark))


def test_a_sentence_found_by_a_search_is_cited_in_three_taps(phone: Chrome, live_server: LiveServer):
    make_statement(f"{LONG}The library is old. {LONG}{SAID} {LONG}", speaker=make_speaker("Robin Sample"))
    outbox.drain()
    phone.get(f"{live_server.url}/search/?q=library+saturdays")
    tap(phone, "We talked about the budget")
    # The words that were found, who said them and when, and what to do with them are on the screen.
    passage = css(phone, ".passage")
    wait(phone).until(lambda _: is_on_screen(phone, css(phone, "#match")))
    assert css(phone, "#match").text == "library"
    assert is_on_screen(phone, passage)
    assert SAID in passage.text
    assert "Robin Sample, 5 March 2024" in passage.text
    with new_page(phone):
        passage.find_element(By.PARTIAL_LINK_TEXT, "Cite").click()
    assert css(phone, "blockquote").text == SAID
    phone.execute_script(KEEP_WHAT_IS_COPIED)
    usable(phone, ".copy").click()
    assert SAID[:-1] in usable(phone, "[data-copied]").get_attribute("data-copied")


def test_a_sentence_is_linked_to_by_two_taps(phone: Chrome, live_server: LiveServer):
    sentence = f"Dr. B. Read, {SAID.lower()}"
    said = make_statement(f"Mr. Read moved it. {SAID}\n\n{sentence} Thank you.", meeting=make_meeting())
    phone.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    phone.get(live_server.url + said.get_absolute_url())
    phone.execute_script(KEEP_WHAT_IS_COPIED)
    touch(phone, css(phone, "#p2"))
    usable(phone, ".quote-bar button").click()
    phone.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
    link = usable(phone, "[data-copied]").get_attribute("data-copied")
    phone.get("about:blank")
    phone.get(link)
    assert css(phone, "mark").text == sentence
    # Who said it and when is on the screen with the words.
    assert is_on_screen(phone, css(phone, ".passage .meta"))


def test_the_first_words_of_a_meeting_are_within_two_screens_whatever_its_agenda(
    phone: Chrome, live_server: LiveServer
):
    meeting = make_meeting()
    for position in range(12):
        title = "Hearing of the public on the plan for the lake " * 6 if position else "Call to order"
        item = AgendaItem.objects.create(meeting=meeting, position=position, title=title.strip())
        make_statement(LONG, meeting=meeting, position=position, agenda_item=item, speaker=make_speaker())
    outbox.drain()
    phone.get(live_server.url + meeting.get_absolute_url())
    top, _, height = phone.execute_script(BOX, css(phone, ".said"))
    assert top < 2 * height


@pytest.mark.parametrize("now", ["", SAID, "We will close the library.", "Nothing."])
def test_a_cited_link_shows_the_words_whatever_became_of_them(phone: Chrome, live_server: LiveServer, now: str):
    said = make_statement(SAID, speaker=make_speaker(), meeting=make_meeting(make_board("Long Board " * 9)))
    if now:
        correct(statement=said, text=f"Good evening. {now}", reason="It was misheard. " * 20, seen=version_of(said))
    phone.get(f"{live_server.url}/statements/{said.number}/r/1/?quote=3-27")
    mark = css(phone, "mark")
    assert mark.text == SAID[3:27]
    assert is_on_screen(phone, mark)
    # One line is above the words, and nothing else.
    assert phone.execute_script("return scrollY") == 0
    assert not css(phone, ".statement-head").find_elements(By.CSS_SELECTOR, ".notice")
    linked = css(phone, ".linked")
    assert linked.size["height"] < 40
    assert is_on_screen(phone, linked)


def test_five_quotations_are_checked_with_where_each_text_comes_from(phone: Chrome, live_server: LiveServer):
    speaker = make_speaker("Robin Sample")
    for words, status in (
        (SAID, "verbatim"),
        ("The buses will run every ten minutes.", "minutes"),
        ("Nobody has asked the teachers about it.", "as_reported"),
        ("The new roof will cost four million.", "machine_transcript"),
    ):
        make_statement(words, speaker=speaker, text_status=status)
    outbox.drain()
    article = (
        f"“{SAID}” said Robin Sample. “The buses will never run every ten minutes,” said Robin Sample. "
        "“Nobody has asked the teachers about it,” said Robin Sample. "
        "“The new roof will cost four million,” said Robin Sample. "
        "“There is no money left for the pool,” said Robin Sample."
    )
    phone.get(f"{live_server.url}/quotes/article/")
    phone.execute_script("document.querySelector('#article').value = arguments[0]", article)
    with new_page(phone):
        press(phone, "Check")
    # What a person reads in five seconds is on the first screen.
    summary, signs = css(phone, "#summary"), phone.find_elements(By.CSS_SELECTOR, ".signs .badge")
    assert summary.text == "5 quotations: 3 word for word, 1 altered, 1 not on record."
    assert len(signs) == 5
    assert all(is_on_screen(phone, one) for one in (summary, *signs))
    tones = [sign.find_element(By.XPATH, "..").get_attribute("class") for sign in signs]
    assert tones == ["verdict-right", "verdict-wrong", "verdict-right", "verdict-right", "verdict-missing"]
    origins = [one.text.partition(".")[0] for one in phone.find_elements(By.CSS_SELECTOR, ".verdict .origin")]
    assert origins == [
        "From an official transcript, a recording or the document itself",
        "From the minutes: a summary, not the speaker’s own words",
        "From a news report or another source",
        "From a transcript made by software",
    ]


def test_a_speaker_is_followed_in_five_taps(phone: Chrome, live_server: LiveServer):
    make_statement(SAID, speaker=make_speaker("Robin Sample"), meeting=make_meeting())
    outbox.drain()
    phone.get(live_server.url)
    usable(phone, "#q").send_keys("robin sample")
    # What is suggested opens below the buttons, so that neither is covered when it is pressed.
    usable(phone, ".suggestions a")
    assert phone.execute_script(COVERED) == []
    with new_page(phone):
        press(phone, "Search")
    tap(phone, "Robin Sample")
    usable(phone, ".follow summary").click()
    tap(phone, "Email me what Robin Sample says")
    usable(phone, "[name=email]").send_keys("reader@example.org")
    with new_page(phone):
        press(phone, "Send me the link")
    assert Alert.objects.get().address == "reader@example.org"


def test_who_voted_no_is_on_the_screen_after_two_taps(phone: Chrome, live_server: LiveServer):
    roll = [f"Member {place}: yes" for place in range(40)]
    make_decision(ballots=[*roll, "Robin Sample: no"], meeting=make_meeting(date="2025-01-01"))
    phone.get(live_server.url)
    tap(phone, "All decisions")
    assert is_on_screen(phone, decided := css(phone, ".decided"))
    assert "Carried, 40 to 1." in decided.text
    assert "Voted no: Robin Sample" in decided.text
    # Forty names do not push the next decision away.
    assert phone.execute_script(BOX, css(phone, ".entry:nth-child(2)"))[0] < PHONE["height"]
    tap(phone, "Moved to open the library")
    assert "Voted no: Robin Sample" in css(phone, ".decided").text


def test_the_latest_meeting_is_understood_after_one_tap(phone: Chrome, live_server: LiveServer):
    meeting = make_meeting(make_board("Sample City Council"), date="2025-01-01")
    for position, (title, times) in enumerate((("Call to order", 1), ("Pool", 30), ("Buses", 20), ("Trees", 10))):
        item = AgendaItem.objects.create(meeting=meeting, position=position, title=title)
        make_statement(f"{title} first. {LONG[: times * 57]}", meeting=meeting, position=position, agenda_item=item,
                       speaker=make_speaker())  # fmt: skip
    outbox.drain()
    phone.get(live_server.url)
    assert css(phone, ".lead .sketch-names").text.split("\n") == ["Pool", "Buses", "Trees"]
    tap(phone, "Pool")
    glance = css(phone, ".agenda")
    top, _, height = phone.execute_script(BOX, glance)
    assert top < 1.2 * height
    assert [glance.text.count(item) for item in ("Pool", "Buses", "Trees")] == [1, 1, 1]


@pytest.mark.parametrize("path", ["/decisions/", "/statements/", "/meetings/", "/search/?q=library"])
def test_what_has_the_focus_in_a_sheet_of_filters_is_never_covered(phone: Chrome, live_server: LiveServer, path: str):
    make_statement(SAID, meeting=make_meeting())
    outbox.drain()
    phone.get(live_server.url + path)
    css(phone, ".sheet-opener").send_keys(Keys.ENTER)
    inside = 0
    while phone.execute_script("return Boolean(document.activeElement.closest('.sheet')) || !arguments[0]", inside):
        ActionChains(phone).send_keys(Keys.TAB).perform()
        inside += 1
        assert phone.execute_script(UNCOVERED), phone.switch_to.active_element.get_attribute("outerHTML")
    assert inside > 5
    phone.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not css(phone, ".sheet").is_displayed()


def test_a_passage_is_played_in_place(phone: Chrome, live_server: LiveServer, recording: str):
    said = make_statement(SAID, meeting=make_meeting(recording_url=recording), start_seconds=10.0, end_seconds=16.0)
    words = [
        TimedWord(SAID.index(word), start, start + 1) for word, start in (("We", 10), ("library", 12.5), ("open", 14))
    ]
    WordTimes.objects.create(revision=said.current_revision, packed=pack(words))
    start = SAID.index("library")
    phone.get(f"{live_server.url}/statements/{said.number}/r/1/?quote={start}-{start + 7}")
    here = phone.current_url
    assert not phone.find_elements(By.CSS_SELECTOR, "audio")
    css(phone, "a[data-seek]").click()
    usable(phone, ".player-question .button")
    assert "Play from 0:00:12?" in css(phone, ".player-question").text
    phone.execute_script(KEEP_WHERE_IT_BEGINS)
    css(phone, ".player-question .button").click()
    wait(phone).until(lambda _: phone.execute_script(PLAYED) == 12.5)
    assert css(phone, "body").get_attribute("data-begins") == "12.5"
    assert is_on_screen(phone, css(phone, "mark"))
    assert phone.current_url == here


def test_words_without_times_are_played_from_about_where_they_are(
    phone: Chrome, live_server: LiveServer, recording: str
):
    meeting = make_meeting(recording_url=recording)
    long = f"{LONG}{SAID} {LONG}"
    said = make_statement(long, meeting=meeting, start_seconds=100.0)
    make_statement("Thank you.", meeting=meeting, position=1, start_seconds=1100.0)
    start = long.index(SAID)
    passage = f"{start}-{start + len(SAID)}"
    for path in (
        f"/statements/{said.number}/r/1/?quote={passage}",
        f"{meeting.get_absolute_url()}?at={said.number}&hear={passage}#statement-{said.number}",
    ):
        phone.get(live_server.url + path)
        if "hear" not in path:
            css(phone, ".passage a[data-hear]").click()
        usable(phone, ".player-question .button")
        # Half of a thousand seconds, and a few before.
        assert "Play from about 0:09:5" in css(phone, ".player-question").text
