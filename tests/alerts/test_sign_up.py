"""Sign-up is double opt-in: nobody gets a second email without confirming, and nothing reveals who follows what."""

import datetime

import pytest
from django.core import mail
from django.core.signing import TimestampSigner
from django.test import Client
from django.utils import timezone

from archive.actions.statements import correct, withdraw
from archive.alerts import outbox
from archive.alerts.sign_up import CONFIRM_WITHIN, SIGN_UPS_AN_HOUR, UNCONFIRMED_AN_ADDRESS
from archive.machine.web import HOUR
from archive.models import Alert
from tests.alerts.reader import ADDRESS, delivered, link_in, sign_up, text_of, told_of
from tests.pages.page import Page
from tests.record import make_draft, make_statement

pytestmark = pytest.mark.django_db
WORDS = "We open on Saturdays. We close on Sundays."


def test_only_pressing_the_button_confirms(client):
    statement = make_statement(WORDS)
    sent = sign_up(statement, "?r=1&quote=11-20")
    assert sent.status_code == 202
    page = Page(sent.content.decode())
    assert page.one("b").text == ADDRESS
    assert page.one("p", **{"class": "lede"}).text == "“Saturdays”"
    (asked,) = delivered()
    assert asked["To"] == ADDRESS
    assert "“Saturdays”" in text_of(asked)
    link = link_in(asked, "/confirm/")
    for method in (client.head, client.get, client.get):
        response = method(link)
        assert response.status_code == 200
        assert "no-store" in response.headers["Cache-Control"]
    assert not Alert.objects.confirmed().exists()
    page = Page(response.content.decode())
    assert not page.faults
    assert page.one("blockquote").text == "Saturdays"
    # No cookie is needed, because the reader may open the link elsewhere.
    assert Client(enforce_csrf_checks=True).post(link).status_code == 200
    assert "You are signed up" in client.get(link).content.decode()
    assert Alert.objects.confirmed().exists()


def test_the_answer_does_not_reveal_whether_the_address_has_alerts():
    statement = make_statement(WORDS)
    told_of(statement)
    answers = [(email, sign_up(statement, email=email)) for email in (ADDRESS, ADDRESS.upper(), "other@example.org")]
    told = {(one.status_code, one.content.decode().replace(email, "the address")) for email, one in answers}
    assert len(told) == 1


def test_the_number_of_confirmation_emails_to_an_address_is_limited():
    statement = make_statement(WORDS)
    for number in range(UNCONFIRMED_AN_ADDRESS + 2):
        assert sign_up(statement, REMOTE_ADDR=f"192.0.2.{number}", email=ADDRESS.title()).status_code == 202
    assert len(delivered()) == UNCONFIRMED_AN_ADDRESS


def test_sign_ups_from_one_network_address_are_limited_per_hour():
    statement = make_statement(WORDS)
    for number in range(SIGN_UPS_AN_HOUR):
        assert sign_up(statement, email=f"reader{number}@example.org").status_code == 202
    refused = sign_up(statement, email="more@example.org")
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= HOUR
    assert "more@example.org" in refused.content.decode()
    assert sign_up(statement, email="more@example.org", REMOTE_ADDR="192.0.2.7").status_code == 202
    assert "192.0.2.7" not in str(Alert.objects.values_list())


def test_a_confirmed_sign_up_no_longer_counts():
    statement = make_statement(WORDS)
    for number in range(SIGN_UPS_AN_HOUR + 2):
        told_of(statement, email=f"reader{number}@example.org")
    for number in range(SIGN_UPS_AN_HOUR + 2):
        sign_up(statement, email=f"more{number}@example.org")
    asked = delivered()
    assert len(asked) == SIGN_UPS_AN_HOUR
    # The link can be opened twice, but gives back one sign-up.
    for _ in range(2):
        Client().post(link_in(asked[0], "/confirm/"), secure=True)
    answers = [sign_up(statement, email=f"last{number}@example.org").status_code for number in range(2)]
    assert answers == [202, 429]


def test_links_kept_from_another_hour_buy_no_more_sign_ups():
    statement = make_statement(WORDS)
    sign_up(statement, email="early@example.org")
    Alert.objects.update(created_at=timezone.now() - datetime.timedelta(hours=1))
    for number in range(SIGN_UPS_AN_HOUR - 1):
        sign_up(statement, email=f"reader{number}@example.org")
    Client().post(link_in(delivered()[0], "/confirm/"), secure=True)
    assert Alert.objects.confirmed().count() == 1
    assert sign_up(statement, email="more@example.org").status_code == 429


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nowhere"},
        {"email": ""},
        {"email": "a@example.org\r\nBcc: b@example.org"},
        {"email": f"{'x' * 250}@example.org"},
        {"email": "a\0@example.org"},
        {"website": "buy"},
    ],
)
def test_an_invalid_address_is_reported_and_nothing_is_sent(client, wrong):
    response = client.post(f"/statements/{make_statement().pk}/alert/", {"email": ADDRESS, "website": ""} | wrong)
    assert response.status_code == 200
    page = Page(response.content.decode())
    assert not page.faults
    assert page.all("b")
    assert not Alert.objects.exists()


def test_a_link_expires_and_its_address_is_forgotten(client, monkeypatch):
    sign_up(make_statement(WORDS))
    (asked,) = delivered()
    link = link_in(asked, "/confirm/")
    later = timezone.now() + CONFIRM_WITHIN + datetime.timedelta(minutes=1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    assert client.post(link).status_code == 404
    monkeypatch.undo()
    Alert.objects.update(created_at=timezone.now() - CONFIRM_WITHIN - datetime.timedelta(minutes=1))
    outbox.drain()
    assert not Alert.objects.exists()
    assert client.post(link).status_code == 404


def test_a_truncated_or_forged_link_confirms_nothing(client):
    sign_up(make_statement(WORDS))
    (asked,) = delivered()
    forged = TimestampSigner(salt="other").sign("x")
    for link in (link_in(asked, "/confirm/")[:-3] + "/", "/alerts/confirm/x/", f"/alerts/confirm/{forged}/"):
        for answer in (client.get(link), client.post(link)):
            assert answer.status_code == 404
            assert "no longer works" in answer.content.decode()
    assert not Alert.objects.confirmed().exists()


def test_confirming_the_same_passage_twice_makes_one_alert():
    statement = make_statement(WORDS)
    told_of(statement, "?quote=11-20")
    told_of(statement, "?quote=11-20", ADDRESS.upper())
    told_of(statement)
    assert Alert.objects.count() == 2


def test_a_change_between_signing_up_and_confirming_is_emailed():
    statement = make_statement(WORDS)
    sign_up(statement, "?quote=11-20")
    (asked,) = delivered()
    correct(statement=statement, text=WORDS.replace("Saturdays", "Fridays"), reason="Misheard.")
    assert not delivered()
    Client().post(link_in(asked, "/confirm/"), secure=True)
    (told,) = delivered()
    assert "“Fridays”" in text_of(told)


def test_words_of_an_earlier_wording_are_found_in_the_current_one_or_refused():
    statement = make_statement(WORDS)
    correct(statement=statement, text=f"Good evening. {WORDS.replace('Sundays', 'Mondays')}", reason="Misheard.")
    told_of(statement, "?r=1&quote=11-20")
    alert = Alert.objects.get()
    assert alert.revision.text[alert.start : alert.end] == "Saturdays"
    refused = sign_up(statement, "?r=1&quote=34-41")
    assert "have already changed" in refused.content.decode()
    assert Alert.objects.count() == 1


def test_an_unpublished_statement_accepts_no_sign_up(client):
    assert sign_up(make_draft()).status_code == 404
    statement = make_statement(WORDS)
    sign_up(statement)
    (asked,) = delivered()
    withdraw(statement=statement, category="privacy", reason="It named a child.")
    assert sign_up(statement).status_code == 410
    for answer in (client.get(link_in(asked, "/confirm/")), client.post(link_in(asked, "/confirm/"))):
        assert answer.status_code == 410
        assert "Saturdays" not in answer.content.decode()


def test_the_form_is_linked_where_words_are_cited_and_on_the_statement(client):
    statement = make_statement(WORDS)
    for path in (f"/statements/{statement.pk}/cite/?r=1&quote=11-20", f"/statements/{statement.pk}/r/1/?quote=11-20"):
        assert f"/statements/{statement.pk}/alert/?r=1&quote=11-20" in Page(client.get(path).content.decode()).links()
    page = Page(client.get(f"/statements/{statement.pk}/alert/?r=1&quote=11-20").content.decode())
    assert not page.faults
    assert page.one("blockquote").text == "Saturdays"


def test_a_sign_up_from_another_site_is_refused():
    assert sign_up(make_statement(), client=Client(enforce_csrf_checks=True)).status_code == 403
    assert not mail.outbox
