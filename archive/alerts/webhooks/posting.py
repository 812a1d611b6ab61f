"""Posts one message to a webhook: signed, to an address that was checked, within a limited time."""

import http.client
import json
import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from archive.alerts.webhooks.signature import signed_headers
from archive.machine.web.public_internet import CheckedConnection, NotPublic
from archive.models.upkeep.due import Due

logger = logging.getLogger(__name__)

SECONDS_IN_ALL = 20
LONGEST_ANSWER = 1000
# For how long a message is tried.
TRIED = timedelta(days=3)


class NotDelivered(OSError):
    """The other side did not take a message. The sentence says what it answered."""


class WantsNoMore(NotDelivered):
    """The other side answered 410."""


def post(url: str, body: bytes, *, secret: str, key: str) -> int:
    """Post a message with that id and return the status; raise WantsNoMore, NotDelivered, or another OSError."""
    try:
        status = _status_of_post(url, body, signed_headers(secret, key, int(timezone.now().timestamp()), body))
    except (http.client.HTTPException, NotPublic) as trouble:
        raise NotDelivered(f"{type(trouble).__name__}: {trouble}") from trouble
    if status == HTTPStatus.GONE:
        raise WantsNoMore("It answered 410, which asks us to send no more messages.")
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        redirected = " Redirects are not followed." if status < HTTPStatus.BAD_REQUEST else ""
        raise NotDelivered(f"Answered {status}.{redirected}")
    return status


def try_again(message: Due, error: Exception, give_up: Callable[[str], None]) -> bool:
    """Put off a message that was not taken, or give its webhook up with the reason. Return that others are not held up.

    Only an OSError is of the webhook. For any other error, which is of this site, no webhook is blamed.
    """
    trouble = str(error) if isinstance(error, NotDelivered) else f"{type(error).__name__}: {error}"
    logger.warning("%s was not delivered: %s", message, trouble)
    if isinstance(error, WantsNoMore) or (isinstance(error, OSError) and message.waited >= TRIED):
        give_up(trouble)
    else:
        message.put_off(trouble)
    return False


def body_of(kind: str, at: datetime, data: Mapping[str, Any]) -> bytes:
    """Return the body of a message. Its data say what happened, and have none of the words."""
    message = {"type": kind, "timestamp": at.isoformat(), "data": data}
    return json.dumps(message, separators=(",", ":")).encode()


def _status_of_post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    connection = CheckedConnection(url, is_near=urlsplit(url).hostname in settings.WEBHOOK_HOSTS)
    is_late = threading.Event()

    def hang_up() -> None:
        is_late.set()
        connection.hang_up()

    # A slow answer is cut off here, because the connection's timeout applies to each part of it.
    cut_off = threading.Timer(SECONDS_IN_ALL, hang_up)
    cut_off.daemon = True
    cut_off.start()
    try:
        connection.request("POST", connection.target, body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        answer.read(LONGEST_ANSWER)
    except (OSError, http.client.HTTPException):
        if not is_late.is_set():
            raise
    finally:
        cut_off.cancel()
        connection.close()
    if is_late.is_set():
        raise NotDelivered(f"It took more than {SECONDS_IN_ALL} seconds to answer.")
    return answer.status
