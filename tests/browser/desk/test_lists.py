"""The lists of the desk on a phone and on a desk: found, opened, added to, and what is deleted is asked about first."""

import pytest

from archive.models import Mail, Topic
from tests.browser.waiting import css, usable
from tests.record import make_concept, make_document, make_meeting, make_topic, make_webhook
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LISTS = {
    "/desk/boards/": "New board",
    "/desk/speakers/": "New speaker",
    "/desk/sources/": "New source",
    "/desk/topics/": "New topic",
    "/desk/concepts/": "New entry",
    "/desk/meetings/": "New meeting",
    "/desk/webhooks/": "Register one",
    "/desk/accounts/": "Invite someone",
    "/desk/mails/": "",
    "/desk/audit/": "",
}
OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def keeper(desk):
    """Return the desk of a superuser, with something in each list."""
    person = make_person(username="ada", is_superuser=True, is_staff=True, email="ada@example.org")
    make_topic("Parks and benches"), make_concept(), make_webhook(), make_document(make_meeting(), "Board packet")
    problem = "SMTPRecipientsRefused: {'ada@example.org': (550, b'5.1.1 The mailbox does not exist here')}"
    Mail.objects.create(
        account=person, address=person.email, notice=Mail.Notice.ROLES_CHANGED, attempts=3, last_error=problem
    )
    desk.open("/desk/")
    desk.enter(person)
    return desk


def test_every_list_fits_the_window_and_says_what_can_be_added(keeper, width):
    for path, button in LISTS.items():
        keeper.open(path)
        assert css(keeper.browser, "h1").is_displayed()
        assert button in css(keeper.browser, "main").text
        assert keeper.browser.execute_script(OVERFLOW) <= 0, (path, width)
        assert css(keeper.browser, "main li:not(nav li), main td").is_displayed()


def test_a_topic_is_added_found_changed_and_deleted_after_a_question(keeper, width):
    keeper.open("/desk/topics/")
    keeper.press("New topic")
    keeper.type("Name", "Crossing guards")
    keeper.press("Save")
    keeper.sees("Crossing guards is saved.")
    keeper.press("Crossing guards")
    keeper.press("Delete the topic")
    keeper.sees("Delete Crossing guards?", "h1")
    keeper.press("Leave it as it is")
    keeper.sees("Crossing guards", "h1")
    assert Topic.objects.filter(name="Crossing guards").exists()
    keeper.press("Delete the topic")
    keeper.press("Delete")
    keeper.sees("Crossing guards is deleted.")
    assert not Topic.objects.filter(name="Crossing guards").exists()


def test_a_mail_that_waits_is_tried_now(keeper, width):
    Mail.objects.update(try_at="2099-01-01T09:00Z")
    keeper.open("/desk/mails/")
    keeper.press("Try now")
    keeper.sees("The email is tried again in a moment.")


def test_the_edit_link_of_a_preview_keeps_off_its_notice(keeper, width):
    meeting = make_meeting()
    keeper.open("/desk/")
    keeper.open(f"/desk/meetings/{meeting.pk}/preview/")
    link, notice = usable(keeper.browser, ".edit-page").rect, css(keeper.browser, "main > .notice").rect
    assert link["y"] + link["height"] <= notice["y"]
