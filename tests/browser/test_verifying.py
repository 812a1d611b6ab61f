"""Verify this text: the browser checks the proof in the public log, and notices each kind of forgery."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models import QuerySet
from django.test import Client
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from archive.actions.statements import correct
from archive.log import append, verifier_key
from archive.log.changes import settle
from archive.models import LogHead, Statement
from tests.browser.waiting import css, press, wait
from tests.record import make_decision, make_meeting, make_speaker, make_statement
from tests.servers.at_rest import UnderWay

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Answers one address with other JSON or text, as a forger between the site and the reader would.
FORGE = """
const [part, key, value] = arguments;
const real = window.fetch;
window.fetch = async (url, options) => {
  const answer = await real(url, options);
  if (!String(url).includes(part)) return answer;
  if (!key) return new Response(value);
  return new Response(JSON.stringify({ ...(await answer.json()), [key]: value }));
};
"""


def grow() -> str:
    settle()
    append()
    return LogHead.objects.get().checkpoint


@pytest.fixture
def statement(demo: None, live_server: LiveServer, settings: LazySettings) -> Statement:
    """Publish and sign a statement. Tests ask for it before the browser, whose first page the server answers then."""
    settings.SITE_URL = live_server.url
    made = make_statement(
        "We open the library, “at nine”. 😀",
        speaker=make_speaker("Robin Sample"),
        meeting=make_meeting(),
        attribution="MS. SAMPLE, “öñ” 😀",
    )
    for number in range(6):
        make_statement(f"Words {number}.")
    grow()
    return made


def verdict(browser: Chrome, live_server: LiveServer, statement: Statement, kept: str = "", **forged: Any) -> str:
    browser.get(live_server.url + statement.get_absolute_url())
    for summary in browser.find_elements(By.TAG_NAME, "summary"):
        if "Verify this text" in summary.text:
            summary.click()
    if forged:
        browser.execute_script(FORGE, forged["at"], forged.get("key"), forged["value"])
    browser.execute_script("document.querySelector('#kept-checkpoint').value = arguments[0]", kept)
    press(browser, "Check in this browser")
    output = css(browser, ".verify output")
    wait(browser).until(lambda _: output.text and output.text != "Checking…")
    return output.text


def test_the_proof_of_a_text_holds(
    statement: Statement, browser: Chrome, live_server: LiveServer, server_at_rest: UnderWay
) -> None:
    size = LogHead.objects.get().size
    said = verdict(browser, live_server, statement)
    assert f"of {size} in the public log. The site has signed the log." in said
    server_at_rest.wait_for_none()
    decision = make_decision(ballots=["Kim Example: no"])
    grow()
    assert "The site has signed the log." in verdict(browser, live_server, decision)


def test_a_checkpoint_that_the_reader_kept_is_compared(
    statement: Statement, browser: Chrome, live_server: LiveServer, server_at_rest: UnderWay
) -> None:
    kept = LogHead.objects.get().checkpoint
    server_at_rest.wait_for_none()
    other = make_statement("Later.")
    grow()
    assert "The log that you kept has the same entry." in verdict(browser, live_server, statement, kept)
    assert "older than this entry" in verdict(browser, live_server, other, kept)
    lines = kept.split("\n")
    another = "\n".join([*lines[:2], "A" * 43 + "=", *lines[3:]])
    assert "another one" in verdict(browser, live_server, statement, another)
    assert "not a checkpoint" in verdict(browser, live_server, statement, "what somebody pasted")


def test_each_forgery_is_noticed(
    statement: Statement, browser: Chrome, live_server: LiveServer, server_at_rest: UnderWay
) -> None:
    proof = {"at": "/log/proof/"}
    found = Client().get(f"/log/proof/{statement.pk}").json()
    flipped = [found["hashes"][1], found["hashes"][0], *found["hashes"][2:]]
    wrong = "The proof is wrong."
    assert wrong in verdict(browser, live_server, statement, **proof, key="hashes", value=flipped)
    assert wrong in verdict(browser, live_server, statement, **proof, key="hashes", value=found["hashes"][:-1])
    assert wrong in verdict(browser, live_server, statement, **proof, key="position", value=found["position"] + 1)
    entry = found["entry"].replace('"time":"2', '"time":"1')
    assert wrong in verdict(browser, live_server, statement, **proof, key="entry", value=entry)
    opening = found["opening"] | {"facts": found["opening"]["facts"] | {"speaker": 9}}
    assert wrong in verdict(browser, live_server, statement, **proof, key="opening", value=opening)
    words = {"at": "/revisions/", "key": "text", "value": "We close the library."}
    assert "differs from what was signed: text." in verdict(browser, live_server, statement, **words)
    server_at_rest.wait_for_none()
    QuerySet(Statement).filter(pk=statement.pk).update(attribution="MR. OTHER")
    assert "differs from what was signed: attribution." in verdict(browser, live_server, statement)


def test_a_correction_that_the_log_does_not_have_yet_is_not_taken_for_a_forgery(
    statement: Statement, browser: Chrome, live_server: LiveServer, server_at_rest: UnderWay
) -> None:
    server_at_rest.wait_for_none()
    correct(statement=statement, text="We open the branch library.", reason="The tape says so.")
    assert "does not have its new entry yet: text." in verdict(browser, live_server, statement)
    grow()
    assert "The site has signed the log." in verdict(browser, live_server, statement)


def test_a_log_that_another_key_signed_is_noticed(
    statement: Statement, browser: Chrome, live_server: LiveServer
) -> None:
    note = LogHead.objects.get().checkpoint
    blob = note.rstrip("\n").rpartition(" ")[2]
    forged = note.replace(blob, blob[:-8] + "AAAAAAA=")
    assert "not signed with the key" in verdict(
        browser, live_server, statement, at="/log/proof/", key="checkpoint", value=forged
    )
    key = verifier_key()
    assert "not signed with the key" in verdict(
        browser, live_server, statement, at="/log/key", value=key.replace("+", "+0", 1)
    )
