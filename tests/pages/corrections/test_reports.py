"""Readers report errors and see how they are settled."""

import pytest
from django.test import Client

from archive.actions.reports.errors import REPORTS_AN_HOUR
from archive.actions.statements import withdraw
from archive.machine.web import HOUR
from archive.models import AuditEntry, ErrorReport
from tests.pages.page import Page
from tests.record import make_draft, make_report, make_statement

pytestmark = pytest.mark.django_db
GIVEN = {"problem": "He said Sundays.\r\nI was there.", "email": "reader@example.org"}


def test_a_report_keeps_the_selected_words_and_leads_to_its_page(client):
    statement = make_statement("We will open on Saturdays.")
    path = f"/statements/{statement.pk}/report/?r=1&quote=16-25"
    page = Page(client.get(path).content.decode())
    assert not page.faults
    assert page.one("blockquote").text == "Saturdays"
    response = client.post(path, GIVEN)
    report = ErrorReport.objects.get()
    assert response.url == f"/reports/{report.pk}/"
    assert (report.words, report.problem) == ("Saturdays", "He said Sundays.\nI was there.")
    shown = client.get(response.url).content.decode()
    assert not Page(shown).faults
    assert "Saturdays" in shown
    # No reader's words appear on the site before an editor has read them.
    assert "Sundays" not in shown
    assert "reader@example.org" not in shown
    entry = AuditEntry.objects.about(report).get()
    assert "reader@example.org" not in f"{entry.name} {entry.note}"


@pytest.mark.parametrize(
    "wrong",
    [{"problem": " "}, {"problem": "x" * 2001}, {"problem": "a\0b"}, {"email": "nowhere"}, {"website": "buy"}],
)
def test_bad_input_is_reported_and_nothing_is_lost(client, wrong):
    path = f"/statements/{make_statement().pk}/report/"
    page = Page(client.post(path, GIVEN | {"website": ""} | wrong).content.decode())
    assert not ErrorReport.objects.exists()
    assert not page.faults
    assert page.all("b")
    assert "problem" in wrong or "I was there." in page.one("textarea").text


def test_reports_from_one_address_are_limited_per_hour(client):
    path = f"/statements/{make_statement().pk}/report/"
    for _ in range(REPORTS_AN_HOUR):
        assert client.post(path, GIVEN).status_code == 302
    response = client.post(path, GIVEN)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= HOUR
    assert "I was there." in response.content.decode()
    assert client.post(path, GIVEN, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert ErrorReport.objects.count() == REPORTS_AN_HOUR + 1


def test_a_report_from_another_site_is_refused():
    assert Client(enforce_csrf_checks=True).post(f"/statements/{make_statement().pk}/report/", GIVEN).status_code == 403


def test_an_unpublished_statement_accepts_and_shows_no_reports(client):
    assert client.post(f"/statements/{make_draft().pk}/report/", GIVEN).status_code == 404
    report = make_report()
    withdraw(statement=report.statement, category="privacy", reason="It named a child.")
    assert client.post(f"/statements/{report.statement_id}/report/", GIVEN).status_code == 410
    assert client.get(report.get_absolute_url()).status_code == 410
    assert client.get("/reports/99999999999999999999/").status_code == 404


def test_a_passage_outside_the_text_is_reported(client):
    response = client.get(f"/statements/{make_statement().pk}/report/?quote=4-9999")
    assert "outside the text" in response.content.decode()
