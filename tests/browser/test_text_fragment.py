"""The script makes the same links as the server: text_fragments.json of the citations is the reference for both."""

import pytest
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver import Chrome

from archive.models import Statement
from tests.citations.passages.test_text_fragment import CASES
from tests.record import make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RUN = """
const [cases, done] = arguments;
const script = new URL("text_fragment.js", document.getElementById("quoting").src);
import(script).then(({ textFragment, wholeWords }) => {
  done(cases.map(({ text, start, end }) => {
    const whole = wholeWords(text, start, end);
    return { whole, fragment: textFragment(text, ...whole) };
  }));
});
"""


@pytest.fixture
def statement() -> Statement:
    return make_statement("I have been watching what the board does with the budget, year after year.")


def test_the_script_follows_the_rules_of_the_server(browser: Chrome, live_server: LiveServer, statement: Statement):
    browser.get(live_server.url + statement.get_absolute_url())
    made = browser.execute_async_script(RUN, CASES)
    assert made == [{"whole": case["whole"], "fragment": case["fragment"]} for case in CASES]
