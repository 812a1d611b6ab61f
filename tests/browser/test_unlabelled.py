"""Captions without names: accept splits, assign turns to people with a few keys, and play the recording."""

import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from archive.language.timed_words import TimedWord, pack
from archive.models import Office, Role, StagedTurn
from tests.browser.waiting import css, new_page, usable, wait, wait_for_words
from tests.ingest.transcripts import make_batch
from tests.record import make_board, make_meeting, make_speaker
from tests.staff import make_person, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_ACTIONS_AN_HOUR = 60
# One part of a made-up meeting: captions that hold several voices each, as software writes them.
PART = (
    "Our next item is the {topic}. Director Example?",
    "Thank you. The {topic} has three parts, and we have worked on each since the spring. The first part is done.",
    "I have a question about that. How much does it cost? Well, it costs about ten thousand dollars. "
    "Is that in the budget? Yes, it is in the budget of this year. Is there a second offer? No, there was only one.",
    "When does it begin? I think it begins in June. Who looks after it? That is correct to ask, and I do not know. "
    "Can you find out? Absolutely, I will write to all of you.",
    "Thank you, Director Example. Is there a motion? So moved. Second. All in favor say aye. Aye.",
)
TOPICS = ("bus plan", "library roof", "school lunch", "tree survey", "bridge repair", "summer camp", "field lights")


class Import:
    """The page of an import as a clerk uses it. Counts key presses and clicks."""

    def __init__(self, browser, url: str, client) -> None:
        self.browser, self.actions = browser, 0
        self.client, self.url = client, url

    def open(self, batch) -> None:
        cookie = self.client.cookies[settings.SESSION_COOKIE_NAME]
        self.browser.add_cookie({"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "path": "/"})
        self.browser.get(f"{self.url}/desk/imports/{batch.pk}/")

    def row(self, turn: StagedTurn):
        return css(self.browser, f"#turn-{turn.pk}")

    def go_to(self, turn: StagedTurn) -> None:
        """Go to a turn. This takes a click, which counts, unless the page has already moved to it."""
        if self.browser.switch_to.active_element.get_attribute("id") != f"turn-{turn.pk}":
            self.actions += 1
            self.browser.execute_script("arguments[0].focus()", self.row(turn))

    def key(self, key: str) -> None:
        self.actions += 1
        self.browser.switch_to.active_element.send_keys(key)

    def tick(self, first: StagedTurn, last: StagedTurn) -> None:
        """Tick a range of turns with two clicks."""
        box = "input[type=checkbox]"
        for row, keys in ((self.row(first), ()), (self.row(last), (Keys.SHIFT,))):
            # Away from the bar at the foot of the page.
            self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", row)
            chain = ActionChains(self.browser)
            for key in keys:
                chain.key_down(key)
            chain.click(row.find_element(By.CSS_SELECTOR, box))
            for key in keys:
                chain.key_up(key)
            chain.perform()
        self.actions += 2

    def give(self, letters: str, turn: StagedTurn, name: str, goes_on_to: StagedTurn | None = None) -> None:
        """Assign a speaker by typing a few letters: one action for the key, one for the name."""
        self.go_to(turn)
        self.key("s")
        usable(self.browser, "#who-speaks input").send_keys(letters, Keys.ENTER)
        self.actions += 1
        self.is_given(turn, name, goes_on_to)

    def digit(self, digit: str, turn: StagedTurn, name: str, goes_on_to: StagedTurn | None = None) -> None:
        """Assign a turn to a speaker who was named before."""
        self.go_to(turn)
        self.key(digit)
        self.is_given(turn, name, goes_on_to)

    def is_given(self, turn: StagedTurn, name: str, goes_on_to: StagedTurn | None) -> None:
        """Wait until a turn has its speaker and the page has moved on."""
        wait_for_words(self.browser, f"#turn-{turn.pk} .meta", name)
        if goes_on_to:
            here = f"turn-{goes_on_to.pk}"
            self.waits_until(lambda: self.browser.switch_to.active_element.get_attribute("id") == here)

    def shows(self, turns: int) -> None:
        """Wait until the page shows that many turns."""
        self.waits_until(lambda: len(self.browser.find_elements(By.CSS_SELECTOR, ".staged")) == turns)

    def waits_until(self, is_so) -> None:
        wait(self.browser).until(lambda _: is_so())


@pytest.fixture
def page(browser, live_server) -> Iterator[Import]:
    yield Import(browser, live_server.url, signed_in(make_person(Role.CLERK)))
    browser.delete_all_cookies()


def people(board) -> None:
    for name, title in (("Robin Sample", "Chair"), ("Kim Example", "Director"), ("Lee Placeholder", "Trustee")):
        Office.objects.create(speaker=make_speaker(name), board=board, title=title)


def named(batch) -> list[str]:
    turns = batch.turns.select_related("label__speaker").order_by("position")
    return [turn.label.speaker.name if turn.label and turn.label.speaker else "" for turn in turns]


def test_an_hour_of_unlabelled_captions_takes_at_most_sixty_actions(page):
    board = make_board()
    people(board)
    cues = tuple(("", text.format(topic=topic)) for topic in TOPICS for text in PART)
    batch = make_batch(make_meeting(board), cues)
    page.open(batch)
    with new_page(page.browser):
        css(page.browser, "button[name=all]").send_keys(Keys.ENTER)
    page.actions += 1
    turns = list(batch.turns.order_by("position"))
    a_part, rest = divmod(len(turns), len(TOPICS))
    assert (a_part, rest) == (19, 0)
    for start in range(0, len(turns), a_part):
        part = turns[start : start + a_part]
        if start == 0:
            page.give("rob", part[0], "Robin Sample", part[1])
            page.give("kim", part[1], "Kim Example", part[2])
            page.give("lee, kim", part[2], "Lee Placeholder", part[14])
        else:
            # The speaker named last has the first digit, and those named before have the next ones.
            page.digit("1", part[0], "Robin Sample", part[1])
            page.digit("3", part[1], "Kim Example", part[2])
            page.digit("3", part[2], "Lee Placeholder", part[14])
        page.digit("3", part[14], "Robin Sample", part[15])
        page.digit("1", part[17], "Robin Sample", part[18])
    assert page.actions <= MOST_ACTIONS_AN_HOUR
    voices = named(batch)
    for start in range(0, len(turns), a_part):
        asked = ["Lee Placeholder", "Kim Example"] * 6
        # It is unknown who moved, seconded and voted, and it stays unknown.
        end = ["Robin Sample", "", "", "Robin Sample", ""]
        assert voices[start : start + a_part] == ["Robin Sample", "Kim Example", *asked, *end]


def test_proposed_splits_are_accepted_and_dismissed_by_key(page):
    batch = make_batch(
        make_meeting(), (("", "How much is it? Well, it is ten dollars. Is that all? Yes, that is all."),)
    )
    page.open(batch)
    page.go_to(batch.turns.get())
    page.key("y")
    page.shows(2)
    wait_for_words(page.browser, ".staged:focus", "How much is it?")
    page.key("i")
    page.waits_until(lambda: len(page.browser.find_elements(By.CSS_SELECTOR, "button.split")) == 1)
    assert batch.turns.count() == 2
    page.key("Y")
    page.shows(3)
    texts = [turn.text for turn in batch.turns.order_by("position")]
    assert texts == ["How much is it?", "Well, it is ten dollars. Is that all?", "Yes, that is all."]


def choose_recording(page, folder: Path):
    """Choose a file of 40 seconds of silence, and return the player once it can play."""
    recording = folder / "sample.wav"
    with wave.open(str(recording), "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes([128]) * 8000 * 40)
    css(page.browser, "[data-file]").send_keys(str(recording))
    audio = usable(page.browser, ".desk-recording audio")
    page.waits_until(lambda: audio.get_property("readyState") > 0)
    return audio


def test_keys_go_to_the_next_doubtful_word_with_the_recording_and_mark_the_turn_checked(page, tmp_path: Path):
    batch = make_batch(make_meeting(), (("", "We open the libary."), ("", "It is on Sadurday.")))
    first, last = batch.turns.order_by("position")
    for turn, word, second in ((first, "libary", 12.5), (last, "Sadurday", 30.0)):
        turn.word_times = pack([TimedWord(turn.text.index(word), second, second + 0.5, 0.2)])
        turn.save()
    page.open(batch)
    audio = choose_recording(page, tmp_path)
    marked = "mark.here"
    for key, word, second in (("w", "libary", 12.5), ("w", "Sadurday", 30.0), ("W", "libary", 12.5)):
        page.key(key)
        wait_for_words(page.browser, marked, word)
        page.waits_until(lambda second=second: second - 1 <= audio.get_property("currentTime") < second + 4)
    page.key("c")
    wait_for_words(page.browser, f"#turn-{first.pk} .meta", "checked by hand")
    first.refresh_from_db()
    assert first.checked_at
    assert page.browser.find_elements(By.CSS_SELECTOR, f"#turn-{first.pk} mark") == []
    assert len(page.browser.find_elements(By.CSS_SELECTOR, f"#turn-{last.pk} mark")) == 1


def test_the_recording_follows_the_turn_and_splits_it_at_the_playhead(page, tmp_path: Path):
    turns = (("", "One two three four five."), ("", "Alpha beta gamma. Delta epsilon zeta."))
    batch = make_batch(make_meeting(), turns)
    page.open(batch)
    audio = choose_recording(page, tmp_path)
    second = batch.turns.get(position=2)
    page.go_to(second)
    page.waits_until(lambda: audio.get_property("currentTime") == second.start_seconds)
    page.browser.execute_script("arguments[0].currentTime = 24", audio)
    page.key("t")
    page.shows(3)
    assert [turn.text for turn in batch.turns.order_by("position")][1:] == ["Alpha beta gamma.", "Delta epsilon zeta."]
    page.key("b")
    page.waits_until(lambda: audio.get_property("currentTime") < 24)


def test_text_typed_in_a_turn_survives_a_reload_and_is_saved_with_the_import(page):
    batch = make_batch(make_meeting(), (("", "We meet on Munday."),))
    page.open(batch)
    page.go_to(batch.turns.get())
    page.key("e")
    area = usable(page.browser, ".row-form textarea")
    area.clear()
    area.send_keys("We meet on Monday.", Keys.ESCAPE)
    page.browser.switch_to.alert.dismiss()
    asks = "return !dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert page.browser.execute_script(asks)
    page.browser.refresh()
    wait(page.browser).until(
        lambda _: usable(page.browser, ".row-form textarea").get_property("value") == "We meet on Monday."
    )
    for name in ("source_kind", "text_status"):
        Select(css(page.browser, f"select[name={name}]")).select_by_value("machine_transcript")
    xpath = "//button[normalize-space()='Save as drafts']"
    with new_page(page.browser):
        page.browser.find_element(By.XPATH, xpath).click()
    wait_for_words(page.browser, "body", "Saved as drafts: 1 new.")
    assert batch.meeting.statements.get().text == "We meet on Monday."


def test_ticked_turns_are_assigned_to_two_people_alternately(page):
    board = make_board()
    people(board)
    batch = make_batch(make_meeting(board), tuple(("", words) for words in ("We meet.", "We do.", "So be it.", "Aye.")))
    page.open(batch)
    first, _, third, _ = batch.turns.order_by("position")
    page.tick(first, third)
    page.give("rob, kim", third, "Robin Sample")
    assert named(batch) == ["Robin Sample", "Kim Example", "Robin Sample", ""]
