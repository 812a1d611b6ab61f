"""Delivers messages to webhooks: signed, without words, tried for three days, each by one process at a time."""

import datetime
import http.client
import json
import logging
import threading
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from archive.alerts.webhooks.signature import signed_headers
from archive.models import Change, Mail, Webhook, WebhookDelivery
from archive.public_internet import CheckedConnection, NotPublic
from boardmeetings.failpoints import failpoint

logger = logging.getLogger(__name__)

CLAIM = datetime.timedelta(minutes=5)
# The wait after each failure before the next attempt: three days in total.
WAITS = [
    *(datetime.timedelta(seconds=5), datetime.timedelta(minutes=5), datetime.timedelta(minutes=30)),
    *(datetime.timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 20)),
]
KEPT = datetime.timedelta(days=30)
SECONDS_IN_ALL = 20
TOLD_AT_MOST = 100
LONGEST_ANSWER = 1000
LOOKED_AT = 20


def never() -> bool:
    """Return False."""
    return False


def deliver_due(should_stop: Callable[[], bool] = never) -> int:
    """Send what is due, and return how many messages were handled. Delete messages that were done thirty days ago.

    A failed message is tried again after longer and longer waits, for three days. Then its webhook is turned off, and
    the person who registered it gets an email.
    """
    taken = 0
    while not should_stop() and (delivery := _claimed()):
        taken += int(_deliver(delivery))
    WebhookDelivery.objects.filter(done_at__lt=timezone.now() - KEPT).delete()
    return taken


def is_due() -> bool:
    """Return whether a message is due."""
    return WebhookDelivery.objects.due().exists()


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
    message = {"type": kind, "timestamp": delivery.created_at.isoformat(), "data": data}
    return json.dumps(message, separators=(",", ":")).encode()


def _claimed() -> WebhookDelivery | None:
    """Claim a due message, so that no other process sends it; None if there is none."""
    for pk in list(WebhookDelivery.objects.due().values_list("pk", flat=True)[:LOOKED_AT]):
        claim = {"claimed_until": timezone.now() + CLAIM, "attempts": F("attempts") + 1}
        if WebhookDelivery.objects.due().filter(pk=pk).order_by().update(**claim):
            return WebhookDelivery.objects.select_related("webhook__registered_by").get(pk=pk)
    return None


def _deliver(delivery: WebhookDelivery) -> bool:
    """Send the message and return whether it was delivered."""
    failpoint("webhook.claimed")
    try:
        status = _send(delivery.webhook, delivery.key, payload(delivery))
    except (OSError, http.client.HTTPException, NotPublic) as trouble:
        return _put_off(delivery, f"{type(trouble).__name__}: {trouble}")
    failpoint("webhook.sent")
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        _done(delivery, f"Answered {status}.", was_delivered=True)
        return True
    if status == HTTPStatus.GONE:
        return _turn_off(delivery, "It answered 410, which asks us to send no more messages.")
    redirected = " Redirects are not followed." if status < HTTPStatus.BAD_REQUEST else ""
    return _put_off(delivery, f"Answered {status}.{redirected}")


def _send(webhook: Webhook, key: str, body: bytes) -> int:
    """Post the message to the checked address and return the status; raise OSError, HTTPException or NotPublic."""
    headers = signed_headers(webhook.secret.open(), key, int(timezone.now().timestamp()), body)
    connection = CheckedConnection(webhook.url)
    # A slow answer is cut off here, because the connection's timeout applies to each part of it.
    cut_off = threading.Timer(SECONDS_IN_ALL, connection.close)
    cut_off.daemon = True
    cut_off.start()
    try:
        connection.request("POST", connection.target, body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        answer.read(LONGEST_ANSWER)
        return answer.status
    finally:
        cut_off.cancel()
        connection.close()


def _done(delivery: WebhookDelivery, answer: str, *, was_delivered: bool) -> None:
    WebhookDelivery.objects.filter(pk=delivery.pk).update(
        done_at=timezone.now(), was_delivered=was_delivered, answer=answer[:300], claimed_until=None
    )


def _put_off(delivery: WebhookDelivery, trouble: str) -> bool:
    """Plan another attempt, or give up after three days. A test is tried only once."""
    logger.warning("%s was not delivered: %s", delivery, trouble)
    if delivery.first is None:
        _done(delivery, trouble, was_delivered=False)
    elif delivery.attempts > len(WAITS):
        _turn_off(delivery, trouble)
    else:
        WebhookDelivery.objects.filter(pk=delivery.pk).update(
            try_at=timezone.now() + WAITS[delivery.attempts - 1], claimed_until=None, answer=trouble[:300]
        )
    return False


@transaction.atomic
def _turn_off(delivery: WebhookDelivery, trouble: str) -> bool:
    """Turn the webhook off, and tell the person who registered it."""
    _done(delivery, trouble, was_delivered=False)
    webhook = delivery.webhook
    if Webhook.objects.on().filter(pk=webhook.pk).update(off_at=timezone.now()) and webhook.registered_by.email:
        Mail.objects.create(
            account=webhook.registered_by, email=webhook.registered_by.email, notice=Mail.Notice.WEBHOOK_OFF
        )
    return False
