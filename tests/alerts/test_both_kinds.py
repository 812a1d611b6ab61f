"""Alerts on passages and on searches are one: signed up, confirmed, listed and stopped in the same way."""

import pytest
from django.test import Client
from django.utils import timezone

from archive.alerts.sign_up import CONFIRM_SEARCH
from archive.models import Alert, AlertHit
from archive.search.engines import outbox as index
from tests.alerts.reader import ADDRESS, link_in, sign_up, text_of, told_of
from tests.alerts.searches.reader import delivered, follow
from tests.alerts.searches.reader import sign_up as sign_up_for_search
from tests.pages.page import Page
from tests.record import make_meeting, make_statement

pytestmark = pytest.mark.django_db


def test_one_page_lists_both_and_one_press_stops_both():
    index.keep_up()
    statement = make_statement("We open on Saturdays.")
    told_of(statement, email=ADDRESS.title())
    follow("q=library", ADDRESS.upper())
    follow("q=library", "other@example.org")
    key = Alert.objects.filter(address=ADDRESS).earliest("pk").key
    page = Page(Client().get(f"/alerts/all/{key}/").content.decode())
    assert not page.faults
    stops = [link for link in page.links() if "/alerts/stop/" in link]
    assert len(stops) == 2
    assert "“library”" in page.text
    for path in stops:
        assert Page(Client().get(path).content.decode()).one("button", class_="button").text == "Stop these emails"
    Client(enforce_csrf_checks=True).post(f"/alerts/all/{key}/stop/")
    assert [alert.address for alert in Alert.objects.all()] == ["other@example.org"]


def test_the_email_that_asks_says_what_is_followed():
    index.keep_up()
    sign_up(make_statement("We open on Saturdays.", text_status="minutes"), "?quote=11-20")
    sign_up_for_search("q=library", frequency="weekly")
    passage, search = map(text_of, delivered())
    assert "when these words change" in passage
    assert "“Saturdays”\n" in passage
    assert "when this search has new results" in search
    assert "“library” (Weekly)\n" in search


def test_links_in_emails_from_when_searches_had_alerts_of_their_own_still_work():
    index.keep_up()
    sign_up_for_search("q=library")
    delivered()
    alert = Alert.objects.get()
    path = f"/alerts/new/confirm/{CONFIRM_SEARCH.write(alert.key)}/"
    assert "“library”" in Client().get(path).content.decode()
    assert Client(enforce_csrf_checks=True).post(path).status_code == 200
    assert Alert.objects.confirmed().get() == alert
    path = f"/alerts/new/stop/{alert.key}/"
    assert "new results of this search" in Client().get(path).content.decode()
    stopped = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert stopped.status_code == 200
    assert not Alert.objects.exists()


def test_an_alert_on_a_search_knows_no_passage_and_stays_when_words_change():
    index.keep_up()
    follow("q=library")
    meeting = make_meeting(date=timezone.localdate().isoformat())
    make_statement("The library is open.", meeting=meeting)
    (told,) = delivered()
    assert link_in(told, "/alerts/stop/") == f"/alerts/stop/{Alert.objects.get().key}/"
    assert AlertHit.objects.get().told_at
    assert Alert.objects.get().statement is None
