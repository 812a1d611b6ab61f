"""A tombstone says why a statement was withdrawn, who decided in which role, and its hash."""

import pytest
from django.test import Client

from archive.actions.rules import version_of
from archive.actions.statements import correct, withdraw
from archive.citations import FORMATS
from archive.models import Role, Statement
from tests.pages.page import Page
from tests.record import make_report, make_statement
from tests.staff import make_person

pytestmark = pytest.mark.django_db
REASON = "It gave the telephone number of a child."


@pytest.fixture
def withdrawn() -> Statement:
    statement = correct(statement=make_statement("Call Zanthrope."), text="Call Quillifer.", reason="Misheard.")
    editor = make_person(Role.EDITOR, username="editor.name")
    given = {"category": "privacy", "reason": REASON, "seen": version_of(statement)}
    return withdraw(statement=statement, actor=editor, **given)


def addresses(statement: Statement) -> list[str]:
    """Return every address that a statement has."""
    below = [
        "", "cite/", *(f"cite/{name}/" for name in FORMATS), "compare/1/2/", "report/", "timegate/", "timemap/",
        "r/1/", "r/2/", "r/1/quote/", "r/1/?quote=0-4", "any-words/",
    ]  # fmt: skip
    return [statement.get_absolute_url(), *(f"/statements/{statement.number}/{path}" for path in below)]


def test_every_url_of_a_withdrawn_statement_shows_its_tombstone(client: Client, withdrawn: Statement):
    for path in addresses(withdrawn):
        response = client.get(path)
        assert response.status_code == 410, path
        page = Page(response.content.decode())
        assert not page.faults
        for words in (
            "Remark, Tuesday 5 March 2024",
            "Personal privacy",
            REASON,
            "An archive editor",
            withdrawn.withdrawal.sha256,
            "revision 2",
        ):
            assert words in page.text
        for words in ("zanthrope", "quillifer", "editor.name"):
            assert words not in page.html.lower()


def test_the_page_of_a_report_on_it_shows_the_tombstone(client: Client):
    report = make_report()
    withdraw(statement=report.statement, category="law", reason="A court has ordered it.")
    response = client.get(report.get_absolute_url())
    assert response.status_code == 410
    page = Page(response.content.decode()).text
    assert "Court order or law. A court has ordered it." in page
    assert "The person who runs the archive" in page
