"""Delivers messages to webhooks: signed, without words, tried for three days, each by one process at a time."""

import datetime
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from archive.alerts.delivery import deliver, never
from archive.alerts.webhooks.posting import body_of, post, try_again
from archive.log import changes
from archive.models import Change, Mail, Webhook, WebhookDelivery
from boardmeetings.failpoints import failpoint

DELIVERIES_KEPT = datetime.timedelta(days=30)
TOLD_AT_MOST = 100


def deliver_due(should_stop: Callable[[], bool] = never) -> int:
    """Send what is due, and return how many messages were delivered. Delete messages that were done thirty days ago.

    A failed message is tried again after longer and longer waits, for three days. Then its webhook is turned off, and
    the person who registered it gets an email.
    """
    changes.settle()
    rows = WebhookDelivery.objects.all()
    delivered = deliver(rows, "webhook__registered_by", send=_deliver, fail=_put_off, should_stop=should_stop)
    WebhookDelivery.objects.filter(done_at__lt=timezone.now() - DELIVERIES_KEPT).delete()
    return delivered


def payload(delivery: WebhookDelivery) -> bytes:
    """Return the body of a message: what changed, and how, without any of the words."""
    data: dict[str, object] = {"changes_url": f"{settings.SITE_URL}/api/v1/changes/"}
    if delivery.first is not None:
        rows = Change.objects.filter(pk__gte=delivery.first, pk__lte=delivery.last).order_by("pk")
        data |= {
            "first": delivery.first,
            "last": delivery.last,
            "changes": [
                {"position": row.pk, "kind": row.kind, "type": row.subject, "id": row.subject_id}
                for row in rows[:TOLD_AT_MOST]
            ],
            "left_out": max(0, rows.count() - TOLD_AT_MOST),
        }
    kind = "webhook.test" if delivery.first is None else "record.changed"
    return body_of(kind, delivery.created_at, data)


def _deliver(delivery: WebhookDelivery) -> bool:
    """Send the message; raise an OSError that says why it was not delivered."""
    failpoint("webhook.claimed")
    webhook = delivery.webhook
    status = post(webhook.url, payload(delivery), secret=webhook.secret.open(), key=delivery.key)
    failpoint("webhook.sent")
    _done(delivery, answer=f"Answered {status}.", last_error="", was_delivered=True)
    return True


def _done(delivery: WebhookDelivery, **fields: object) -> None:
    WebhookDelivery.objects.filter(pk=delivery.pk).update(done_at=timezone.now(), claimed_until=None, **fields)


def _put_off(delivery: WebhookDelivery, error: Exception) -> bool:
    """Plan another attempt, but not at a test, or turn the webhook off."""
    try_again(delivery, error, partial(_turn_off, delivery))
    if delivery.first is None:
        _done(delivery)
    return False


@transaction.atomic
def _turn_off(delivery: WebhookDelivery, trouble: str) -> None:
    """Turn the webhook off, and tell the person who registered it."""
    _done(delivery, last_error=trouble)
    webhook = delivery.webhook
    if Webhook.objects.on().filter(pk=webhook.pk).update(off_at=timezone.now()) and webhook.registered_by.email:
        Mail.objects.create(
            account=webhook.registered_by, address=webhook.registered_by.email, notice=Mail.Notice.WEBHOOK_OFF
        )
