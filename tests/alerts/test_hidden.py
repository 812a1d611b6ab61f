"""What is not public, or no longer, is in no mail, preview or webhook: not a word of it, nor that it is there."""

import pytest
from django.core import mail
from django.core.serializers import serialize
from django.test import Client
from django.utils import timezone

from archive.actions.redact import redact
from archive.alerts import outbox
from archive.alerts.webhooks.delivery import payload
from archive.changes import settle
from archive.citations.quote_range import QuoteRange
from archive.models import AlertHit, Change, Mail, WebhookDelivery
from archive.search import outbox as index
from tests.alerts.searches.reader import delivered, follow
from tests.hidden_record import TELLING, make_hidden_record
from tests.record import make_meeting, make_statement, make_webhook

pytestmark = pytest.mark.django_db


def test_nothing_hidden_is_told(monkeypatch, settings):
    monkeypatch.setattr("archive.alerts.searches.matching.is_news", lambda _date: True)
    make_webhook()
    make_statement("We met before.", meeting=make_meeting())
    index.keep_up()
    follow({"q": "nobody OR buses OR open"})
    follow({"q": TELLING}, "curious@example.org")
    settings.EMAIL_BACKEND = "tests.alerts.backends.Unreachable"
    hidden = make_hidden_record()
    one = make_statement(f"We open the {TELLING} today.")
    assert delivered() == []
    passage = QuoteRange(12, 12 + len(TELLING))
    redact(revision=one.current_revision, passage=passage, category="privacy", reason="It named a child.")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Mail.objects.update(try_at=timezone.now())
    index.drain()
    outbox.drain()
    (sent,) = mail.outbox
    assert sent.to == ["reader@example.org"]
    assert "We *open* the" in sent.body
    assert TELLING not in sent.message().as_string().lower()
    assert not AlertHit.objects.filter(statement__in=hidden).exists()
    assert TELLING not in serialize("json", [*Mail.objects.all(), *Change.objects.all()])
    page = Client().get("/alerts/new/?q=nobody").content.decode().lower()
    assert TELLING not in page
    assert "nothing matched" in page
    settle()
    assert WebhookDelivery.objects.exists()
    for delivery in WebhookDelivery.objects.all():
        assert TELLING.encode() not in payload(delivery)
    told = {change.subject_id for change in Change.objects.filter(subject="statement", stands=True)}
    assert not told & hidden
