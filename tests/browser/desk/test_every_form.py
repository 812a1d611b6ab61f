"""Every form of the desk, found from its addresses: what is typed is there, once, after the server was gone at Save."""

import pytest
from django.test import Client
from selenium.webdriver.common.by import By

from archive.desk import urls
from archive.desk.accounts import urls as accounts_urls
from archive.models import User
from tests.browser.waiting import wait
from tests.desk.test_permissions import addresses  # noqa: F401 - a fixture
from tests.staff import make_person, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WORDS = "Typed before the server was gone"
# The fields for words of a form, by its place on the page. Pickers, dates and numbers take words of their own.
FIELDS = """
    const forms = [...document.querySelectorAll('main form[method="post"]:not([data-turns])')];
    const isForWords = (field) => ["text", "textarea"].includes(field.type) && !field.readOnly && !field.disabled
      && !/code|token|secret/.test(field.name) && field.getAttribute("role") !== "combobox"
      && !field.closest("[hidden]");
    const fields = forms.map((form) => [...form.elements].filter(isForWords));
"""
COUNT = FIELDS + "return fields.map((those) => those.length);"
TYPE_AND_SEND = (
    FIELDS
    + """
    const [place, words] = arguments;
    for (const field of fields[place]) {
      field.value = words;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    forms[place].noValidate = true;
    forms[place].requestSubmit();
"""
)
READ = FIELDS + "return fields[arguments[0]].map((field) => field.value);"


def pages(client: Client, known: dict[str, str]) -> list[str]:
    """Return the addresses of the pages of the desk with a form to type in, except those of accounts."""
    own = [pattern.name for pattern in urls.urlpatterns if pattern not in accounts_urls.urlpatterns]
    found = []
    for name in own:
        response = client.get(known[name])
        is_page = response.status_code == 200 and "html" in response.headers["Content-Type"] and not response.streaming
        if is_page and b'method="post"' in response.content.partition(b'id="main"')[2]:
            found.append(known[name])
        response.close()
    return found


def test_what_is_typed_in_any_form_is_there_once_after_the_server_was_gone(desk, addresses):  # noqa: F811
    person: User = make_person(is_superuser=True, is_staff=True)
    desk.enter(person)
    desk.browser.execute_script("localStorage.clear()")
    lost, walked = [], 0
    for page in pages(signed_in(person), addresses):
        desk.open(page)
        desk.ready()
        counts = desk.browser.execute_script(COUNT)
        for place in (place for place, count in enumerate(counts) if count):
            with desk.without_server():
                desk.browser.execute_script(TYPE_AND_SEND, place, WORDS)
                # The page stays, and says that the site does not answer.
                wait(desk.browser).until(lambda browser: browser.find_elements(By.CSS_SELECTOR, "[data-gone]"))
            desk.open(page)
            desk.ready()
            values = desk.browser.execute_script(READ, place)
            said = desk.browser.page_source.count("What you typed before is back.")
            walked += 1
            # The browser keeps no words that are to be redacted.
            expected = ({""}, 0) if page.endswith("/redact/") else ({WORDS}, 1)
            if (set(values), said) != expected:
                lost.append((page, place, values, said))
            desk.browser.execute_script("localStorage.clear()")
            if any(counts[place + 1 :]):
                desk.open(page)
                desk.ready()
    # No person has touched the page when a script typed, so the browser asks nobody before it leaves.
    complaints = [entry["message"] for entry in desk.browser.get_log("browser")]
    assert not [said for said in complaints if "beforeunload" not in said]
    assert not lost
    assert walked > 20
