"""A clerk types decisions with the keyboard: keys for votes, all yes, and the next one at once."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from archive.models import Decision, Office, Role
from tests.record import make_board, make_meeting, make_speaker
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MEMBERS = ("Ada Person", "Kim Example", "Robin Sample")


@pytest.mark.parametrize("width", [1440, 360])
def test_a_clerk_types_a_split_vote_and_a_unanimous_one(browser, desk, width):
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    meeting = make_meeting(make_board())
    for name in MEMBERS:
        Office.objects.create(speaker=make_speaker(name), title="Member", board=meeting.board)
    desk.enter(make_person(Role.CLERK))
    desk.open(f"/desk/meetings/{meeting.pk}/decisions/new/")
    desk.ready()
    desk.type("Motion as printed", "To open the library on Saturdays.")
    Select(desk.field("Result")).select_by_value("carried")
    browser.find_element(By.NAME, "roll-0-choice").send_keys("y")
    desk.keys("n", "a")
    desk.press("Save")
    desk.sees("The decision is saved as a draft.")
    typed = Decision.objects.filter(statement__meeting=meeting)
    split = typed.get()
    assert [line.choice for line in split.ballots.all()] == ["yes", "no", "abstain"]
    desk.ready()
    desk.type("Motion as printed", "To adjourn.")
    browser.find_element(By.NAME, "all").send_keys(Keys.ENTER)
    desk.press("Save")
    desk.sees("The decision is saved as a draft.")
    last = typed.exclude(pk=split.pk).get()
    assert [(line.name, line.choice) for line in last.ballots.all()] == [(name, "yes") for name in MEMBERS]
