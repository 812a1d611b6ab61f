"""A new user takes a caption file to a published meeting that readers find, by the page's own words and keys."""

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from archive.models import AuthenticatorApp, Role, Statement
from tests.browser.waiting import css, usable, wait
from tests.staff import PASSWORD, code_of, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CAPTIONS = """1
00:00:01,000 --> 00:00:06,000
[Robin Sample (Chair)] Good evening, the meeting will come to order.

2
00:00:07,000 --> 00:00:11,000
[Speaker 2] The bus on Elm Street is full every morning.

3
00:00:12,000 --> 00:00:19,000
[Kim Example] We will ad a second bus on Elm Street. That is what parents asked for.

4
00:00:20,000 --> 00:00:24,000
[Robin Sample (Chair)] Thank you. We are adjourned.
"""


@pytest.fixture
def captions(tmp_path: Path) -> str:
    file = tmp_path / "sample-meeting.srt"
    file.write_text(CAPTIONS)
    return str(file)


def test_a_caption_file_becomes_a_published_meeting_that_readers_find(desk, captions):
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.open("/desk/boards/new/")
    desk.type("Name", "Sample Elm School Board")
    desk.press("Save")
    desk.type("Date", "2024-03-05")
    desk.press("Create the meeting")
    desk.type("File", captions)
    desk.press("Read the file")
    desk.sees("4 turns: 3 with only the name in the source, 1 unidentified")
    desk.press("Make 2 new speakers")
    desk.sees("2 labels decided.")

    desk.keys("j", "j", "j", "e")
    text = usable(desk.browser, ".row-form textarea")
    assert desk.browser.switch_to.active_element == text
    text.clear()
    text.send_keys("We will add a second bus on Elm Street.\n---\nThat is what parents asked for.")
    text.send_keys(Keys.CONTROL, Keys.ENTER)
    wait(desk.browser).until(lambda browser: len(browser.find_elements(By.CSS_SELECTOR, ".staged")) == 5)
    desk.sees("We will add a second bus", ".staged:focus")
    desk.keys("p")
    usable(desk.browser, ".row-form [name=title]").send_keys("A second bus on Elm Street", Keys.ENTER)
    desk.sees("A second bus on Elm Street", ".turn-title")
    desk.sees("Policy statement", ".staged:focus")

    desk.press("Save as drafts")
    desk.sees("Saved as drafts: 5 new.")
    assert not Statement.objects.public().filter(board__name="Sample Elm School Board").exists()
    desk.press("Publish all 5 now")
    desk.sees("Becomes public: 5 statements")
    desk.press("Publish")
    desk.sees("Published: 5 statements.")

    desk.open("/search/?q=second+bus+elm")
    desk.press("A second bus on Elm Street")
    desk.sees("We will add a second bus on Elm Street.")
    desk.sees("Kim Example")
    desk.sees("Sample Elm School Board")


def test_an_editor_enrols_a_second_factor_from_the_page(desk):
    person = make_person(Role.EDITOR, username="ed")
    desk.open("/desk/")
    desk.type("Username", "ed")
    desk.type("Password", PASSWORD)
    desk.press("Sign in")
    desk.sees("Set up a second factor")
    image = css(desk.browser, "img.qr")
    assert desk.browser.execute_script("return arguments[0].complete && arguments[0].naturalWidth > 0", image)
    desk.type("Code", code_of(AuthenticatorApp.objects.get(user=person)))
    desk.press("Confirm")
    desk.sees("Your recovery codes")
    desk.press("I have saved them")
    desk.sees("Work list")
