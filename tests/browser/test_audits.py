"""Runs independent auditing tools on the pages: axe-core, html-validate and Lighthouse."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver import Chrome

from archive.actions.statements import withdraw
from archive.models import Revision
from tests.browser.waiting import LIMIT
from tests.pages.addresses import one_of_every_kind
from tests.record import make_statement

pytestmark = [pytest.mark.audits, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AUDITORS = Path(settings.BASE_DIR) / "tests" / "audits"
INSTALLED = AUDITORS / "node_modules"
AXE = INSTALLED / "axe-core" / "axe.min.js"
# All rules of axe-core, including good practice beyond WCAG 2.2.
AXE_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"]}).then(
  (found) => done(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)),
  (error) => done([String(error)]),
);
"""
# In addition to one page of every kind, pages that look different from the first of their kind.
ANSWERS = ("/search/?q=library", "/search/?q=zebra", "/quotes/?q=we+will+not+share+that", "/nothing/here/")
# In pages of each kind.
FEWEST = 30
# Scores that do not depend on the load of the machine. tests/benchmarks/lighthouse.py measures performance.
LIGHTHOUSE_CATEGORIES = ("accessibility", "best-practices", "seo")


@pytest.fixture(autouse=True)
def auditors() -> None:
    """Fail if the auditors are not installed."""
    if not (AXE.exists() and shutil.which("node")):
        pytest.fail("The auditors are not installed (make audit does it; it needs Node.js 18.16 or newer with npm).")


@pytest.fixture
def paths(client: Client, demo: None) -> list[str]:
    """Paths of one page of every kind that answers with HTML, of answers, of a passage and of a withdrawn statement."""
    gone = make_statement("Nothing of this stays.")
    withdraw(statement=gone, category="privacy", reason="Published in error.")
    shown = one_of_every_kind(client)
    assert len(shown) >= FEWEST
    passage = f"{Revision.objects.published().first().get_absolute_url()}?quote=0-20"
    return [*shown, *ANSWERS, passage, gone.get_absolute_url()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_any_kind_of_page(
    window: Chrome, live_server: LiveServer, paths: list[str], scheme: str
):
    axe = AXE.read_text()
    features = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    window.execute_cdp_cmd("Emulation.setEmulatedMedia", features)
    window.set_script_timeout(LIMIT)
    found = {}
    for path in paths:
        window.get(f"{live_server.url}{path}")
        window.execute_script(axe)
        if violations := window.execute_async_script(AXE_RUN):
            found[path] = violations
    assert not found


def test_html_validate_finds_no_error_on_any_kind_of_page(client: Client, paths: list[str], tmp_path: Path):
    for number, path in enumerate(paths):
        (tmp_path / f"{number}.html").write_bytes(client.get(path).content)
    command = [INSTALLED / ".bin" / "html-validate", "--config", AUDITORS / "htmlvalidate.config.mjs"]
    told = subprocess.run(
        [*command, "--formatter", "json", *sorted(tmp_path.glob("*.html"))], capture_output=True, text=True, check=False
    )
    faults = {
        paths[int(Path(page["filePath"]).stem)]: [
            f"{fault['line']}:{fault['column']} {fault['ruleId']}: {fault['message']}" for fault in page["messages"]
        ]
        for page in json.loads(told.stdout)
    }
    assert not faults, told.stderr


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lighthouse_gives_full_marks_on_a_phone(
    window: Chrome, live_server: LiveServer, client: Client, paths: list[str], scheme: str
):
    responses = {f"{live_server.url}{path}": client.get(path) for path in paths}
    # Search engines are asked not to list answers and forms, which are for people.
    found = {url: response for url, response in responses.items() if response.status_code == 200}
    unlisted = {url: b"noindex" in response.content for url, response in found.items()}
    port = window.capabilities["goog:chromeOptions"]["debuggerAddress"].rpartition(":")[2]
    told = subprocess.run(
        ["node", AUDITORS / "lighthouse.mjs", port, scheme, ",".join(LIGHTHOUSE_CATEGORIES), *unlisted],
        capture_output=True,
        text=True,
        check=True,
    )
    reports = json.loads(told.stdout)
    assert list(reports) == list(unlisted)
    assert len(reports) >= FEWEST
    faults = {
        url: failed
        for url, report in reports.items()
        if (failed := failed_audits(report)) != ({"is-crawlable"} if unlisted[url] else set())
    }
    assert not faults


def failed_audits(report: dict[str, Any]) -> set[str]:
    """Return the audits without full marks, or what kept Lighthouse from auditing."""
    if error := report.get("runtimeError"):
        return {error["code"]}
    return {name for name, audit in report["audits"].items() if audit["score"] is not None and audit["score"] < 1}
