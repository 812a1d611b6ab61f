"""Messages to webhooks are signed, contain no words, are retried for three days and logged for thirty."""

import base64
import datetime
import json
from unittest.mock import Mock

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from archive.actions.site import send_test, turn_on
from archive.actions.statements import correct
from archive.alerts import outbox
from archive.alerts.webhooks import delivery
from archive.alerts.webhooks.delivery import deliver_due
from archive.alerts.webhooks.signature import new_secret
from archive.log.changes import settle
from archive.models import Correction, Mail, Role, Webhook, WebhookDelivery
from tests.alerts.webhooks.receiver import Receiver, receiver
from tests.desk.acting import press
from tests.hidden_record import TELLING
from tests.record import make_statement, make_webhook
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program that receives webhooks."""
    with receiver(tmp_path, monkeypatch) as one:
        yield one


def fail_until_off(webhook: Webhook) -> datetime.timedelta:
    """Retry as time passes until the webhook is off, and return how long that took."""
    waited = datetime.timedelta()
    while not Webhook.objects.get(pk=webhook.pk).off_at:
        now = timezone.now()
        deliver_due()
        waiting = WebhookDelivery.objects.waiting().first()
        if waiting:
            waited += waiting.try_at - now
            WebhookDelivery.objects.waiting().update(try_at=timezone.now())
    return waited


def test_a_change_is_sent_signed_and_without_words(program: Receiver):
    secret = new_secret()
    make_webhook(program.url, secret=secret)
    one = make_statement(f"The {TELLING} runs.")
    correct(statement=one, text=f"The {TELLING} ran.", reason=f"The {TELLING} was heard again.")
    settle()
    assert deliver_due() == 1
    ((headers, body),) = program.received
    told = Verifier(secret).verify(body, {name.lower(): value for name, value in headers.items()})
    assert told["type"] == "record.changed"
    changes = [(change["type"], change["kind"], change["id"]) for change in told["data"]["changes"]]
    why = Correction.objects.get()
    assert changes[-3:] == [
        ("statement", "published", one.pk),
        ("statement", "corrected", one.pk),
        ("correction", "published", why.pk),
    ]
    assert TELLING not in body.decode()
    with pytest.raises(WebhookVerificationError):
        Verifier(new_secret()).verify(body, {name.lower(): value for name, value in headers.items()})
    assert deliver_due() == 0
    assert len(program.received) == 1


def test_secrets_are_stored_encrypted():
    secret = new_secret()
    webhook = make_webhook(secret=secret)
    webhook.refresh_from_db()
    assert secret not in str(webhook.secret)
    assert webhook.secret.open() == secret
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32


@pytest.mark.slow
def test_a_long_list_of_changes_stays_a_short_message(program: Receiver):
    make_webhook(program.url)
    for _ in range(60):
        make_statement()
    settle()
    deliver_due()
    ((_, body),) = program.received
    told = json.loads(body)["data"]
    assert len(told["changes"]) == 100
    assert told["left_out"] == told["last"] - told["first"] + 1 - 100
    assert len(body) < 20_000


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 500, 503])
def test_a_refused_message_is_retried_for_three_days_and_then_the_webhook_is_turned_off(program: Receiver, status):
    program.status = status
    webhook = make_webhook(program.url)
    make_statement()
    settle()
    waited = fail_until_off(webhook)
    assert datetime.timedelta(days=3) <= waited < datetime.timedelta(days=4)
    assert len(program.received) > 10
    assert len({headers["webhook-id"] for headers, _ in program.received}) == 1
    assert Mail.objects.get().notice == Mail.Notice.WEBHOOK_OFF
    outbox.drain()
    assert "turned off" in mail.outbox[0].body
    make_statement()
    settle()
    assert deliver_due() == 0


def test_what_fails_here_for_days_turns_no_webhook_off(program: Receiver, monkeypatch: pytest.MonkeyPatch):
    webhook = make_webhook(program.url)
    make_statement()
    settle()
    WebhookDelivery.objects.update(attempts=40)
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "body_of", Mock(side_effect=LookupError("a fault of this site")))
        assert deliver_due() == 0
    assert Webhook.objects.on().get() == webhook
    WebhookDelivery.objects.update(try_at=None)
    assert deliver_due() == 1


def test_a_redirect_is_not_followed(program: Receiver):
    program.status = 302
    make_webhook(program.url)
    make_statement()
    settle()
    deliver_due()
    assert len(program.received) == 1
    assert "Redirects are not followed" in WebhookDelivery.objects.get().last_error


def test_the_status_410_turns_the_webhook_off(program: Receiver):
    program.status = 410
    webhook = make_webhook(program.url)
    make_statement()
    settle()
    deliver_due()
    webhook.refresh_from_db()
    assert webhook.off_at


def test_the_site_does_not_connect_to_an_address_that_became_private(program: Receiver, monkeypatch):
    monkeypatch.setattr("archive.machine.web.public_internet.is_public", lambda _address: False)
    make_webhook(program.url)
    make_statement()
    settle()
    deliver_due()
    assert program.received == []
    assert "not on the public internet" in WebhookDelivery.objects.get().last_error


def test_the_log_is_kept_for_thirty_days(program: Receiver):
    webhook = make_webhook(program.url)
    for days in (29, 31):
        send_test(webhook=webhook, actor=webhook.registered_by)
        deliver_due()
        past = timezone.now() - datetime.timedelta(days=days)
        WebhookDelivery.objects.order_by("-id")[:1].get()
        WebhookDelivery.objects.filter(pk=WebhookDelivery.objects.latest("id").pk).update(done_at=past)
    deliver_due()
    assert WebhookDelivery.objects.count() == 1


def test_a_message_claimed_by_another_process_is_not_sent(program: Receiver):
    make_webhook(program.url)
    make_statement()
    settle()
    WebhookDelivery.objects.update(claimed_until=timezone.now() + datetime.timedelta(minutes=1))
    assert deliver_due() == 0
    WebhookDelivery.objects.update(claimed_until=timezone.now() - datetime.timedelta(minutes=1))
    assert deliver_due() == 1


def test_webhooks_can_be_registered_tested_and_removed_at_the_desk(program: Receiver):
    person = make_person(Role.ADMINISTRATOR, email="admin@example.org")
    client: Client = signed_in(person)
    refused = client.post(reverse("desk:webhook-new"), {"name": "Copy", "url": "http://example.org/"})
    assert "Give an https address" in refused.content.decode()
    made = client.post(reverse("desk:webhook-new"), {"name": "Copy", "url": program.url})
    assert "whsec_" in made.content.decode()
    webhook = Webhook.objects.get()
    page = reverse("desk:webhook", args=[webhook.pk])
    assert "whsec_" not in client.get(page).content.decode()
    press(client, "webhook:test", webhook.pk)
    deliver_due()
    assert json.loads(program.received[0][1])["type"] == "webhook.test"
    assert "Answered 200." in client.get(page).content.decode()
    assert "Copy" in client.get(reverse("desk:webhooks")).content.decode()
    assert "no more changes" in press(client, "webhook:remove", webhook.pk).content.decode()
    press(client, "webhook:remove", webhook.pk, {"sure": "yes"})
    assert not Webhook.objects.exists()


def test_a_webhook_that_is_turned_on_again_gets_only_later_changes(program: Receiver):
    webhook = make_webhook(program.url)
    make_statement()
    settle()
    Webhook.objects.update(off_at=timezone.now())
    assert deliver_due() == 0
    turn_on(webhook=webhook, actor=webhook.registered_by)
    assert deliver_due() == 0
    make_statement()
    settle()
    assert deliver_due() == 1
