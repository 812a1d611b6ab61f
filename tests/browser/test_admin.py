"""A clerk enters a meeting in the admin with a real browser, publishes it, and finds it with the site's search."""

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as condition
from selenium.webdriver.support.ui import Select

from archive.models import Meeting, User
from tests.browser.waiting import new_page, usable, wait
from tests.staff import PASSWORD, code_of, make_app

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def complete(browser: Chrome, field: str, typed: str) -> None:
    """Open a field that is completed as one types, type, and take the first that is offered."""
    usable(browser, f"#id_{field} + .select2-container .select2-selection").click()
    usable(browser, ".select2-container--open .select2-search__field").send_keys(typed)
    # Until all that was typed is answered, what is offered is of what was typed before, and is about to be replaced.
    answered = "//ul[contains(@class, 'select2-results__options')][not(li[contains(@class, 'loading-results')])]"
    option = (By.XPATH, f"{answered}/li[contains(., '{typed}')]")
    wait(browser).until(condition.element_to_be_clickable(option)).click()


def type_in(browser: Chrome, field: str, text: str) -> None:
    usable(browser, f"#id_{field}").send_keys(text)


def test_a_meeting_is_entered_published_and_found(browser: Chrome, live_server: LiveServer):
    app = make_app(User.objects.create_superuser("keeper", password=PASSWORD))
    browser.get(live_server.url + reverse("admin:archive_meeting_add"))
    usable(browser, "[name=username]").send_keys("keeper")
    with new_page(browser):
        usable(browser, "[name=password]").send_keys(PASSWORD, Keys.ENTER)
    with new_page(browser):
        usable(browser, "[name=code]").send_keys(code_of(app), Keys.ENTER)

    complete(browser, "board", "Sample Lake School Board")
    type_in(browser, "date", "2025-01-14")
    usable(browser, "#agenda_items-group .add-row a").click()
    type_in(browser, "agenda_items-0-title", "Winter transport")
    complete(browser, "statements-0-speaker", "Sample Speaker Ash")
    type_in(browser, "statements-0-text", "The snowplough route begins at the north school.")
    Select(usable(browser, "#id_statements-0-text_status")).select_by_visible_text("Minutes")
    type_in(browser, "statements-1-text", "Who pays for it?")
    type_in(browser, "statements-2-text", "The county does.")
    usable(browser, "#statements-group .add-row a").click()
    type_in(browser, "statements-3-text", "Thank you.")
    with new_page(browser):
        usable(browser, "[name=_publish]").click()

    assert "is public, with 4 statements new." in usable(browser, ".messagelist").text
    meeting = Meeting.objects.public().get(date="2025-01-14")
    assert [statement.position for statement in meeting.statements.all()] == [1, 2, 3, 4]
    assert [item.title for item in meeting.agenda_items.all()] == ["Winter transport"]
    with new_page(browser):
        usable(browser, ".messagelist a").click()
    assert meeting.get_absolute_url() in browser.current_url

    browser.get(f"{live_server.url}/search/?q=snowplough")
    assert "north school" in usable(browser, "main").text
