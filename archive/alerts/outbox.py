"""Emails and messages to programs: written for new corrections and new results, and sent when they are due.

The Message-ID belongs to the row, so that an email which a killed process sent is recognised when it is sent again. So
does the id of a message.
"""

import logging
import smtplib
from collections.abc import Callable
from functools import partial

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive.alerts.delivery import deliver, never
from archive.alerts.mail_server import mail_server
from archive.alerts.mails import compose, letter_of
from archive.alerts.passages import tell
from archive.alerts.searches.matching import match
from archive.alerts.sign_up import forget_unconfirmed, forget_webhook
from archive.alerts.webhooks.posting import body_of, post, try_again
from archive.alerts.webhooks.signature import secret_of
from archive.log import changes
from archive.models import WEB, AlertHit, Mail
from archive.search import SearchUnavailable
from boardmeetings.counters import count_mail
from boardmeetings.failpoints import failpoint

logger = logging.getLogger(__name__)

SHOWN_IN_MAILS = (
    "alert__statement__current_revision",
    "alert__revision",
    "correction__revision",
    "correction__statement",
    "account",
    "link__account",
)
# Errors of the mail server that concern one email. Any other would also concern the next one.
OF_ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)


def drain(should_stop: Callable[[], bool] = never) -> int:
    """Write the emails for new corrections, send those that are due, and return how many were sent.

    A refused email waits longer each time, up to a day, and is never given up. If the server cannot be reached, the
    others are left for the next run. ``should_stop`` is asked before each email.
    """
    tell()
    _tell_of_new_results()
    forget_unconfirmed()
    connection = mail_server()
    send = partial(_send, connection=connection)
    try:
        return deliver(Mail.objects.emails(), *SHOWN_IN_MAILS, send=send, fail=_put_off, should_stop=should_stop)
    finally:
        _close(connection)


def tell_programs(should_stop: Callable[[], bool] = never) -> int:
    """Send what is due to the webhooks of alerts, and return how much was sent.

    If a webhook refuses a message for three days, or answers 410, all its alerts are deleted.
    """
    return deliver(Mail.objects.to_webhooks(), *SHOWN_IN_MAILS, send=_post, fail=_put_off, should_stop=should_stop)


def _tell_of_new_results() -> None:
    """List the changes, compare publications with the alerts, and write the emails that are due."""
    changes.settle()
    try:
        match()
    except SearchUnavailable as trouble:
        logger.warning("New results wait until the index can be read: %s", trouble)
    write_due()


def _send(mail: Mail, connection: BaseEmailBackend) -> bool:
    """Send the email and return whether there was anything to say. In both cases it is done."""
    failpoint("mail.claimed")
    message = compose(mail)
    if message:
        connection.open()
        connection.send_messages([message])
        failpoint("mail.sent")
        count_mail()
    _done(mail)
    return message is not None


def _post(mail: Mail) -> bool:
    """Do what ``_send`` does, with a message to a webhook."""
    failpoint("mail.claimed")
    if letter := letter_of(mail):
        body = body_of(letter.kind, mail.created_at, letter.data)
        post(mail.receiver, body, secret=secret_of(letter.key), key=mail.key)
        failpoint("mail.sent")
    _done(mail)
    return letter is not None


@transaction.atomic
def _done(mail: Mail) -> None:
    AlertHit.objects.filter(mail=mail).update(told_at=timezone.now(), mail=None)
    if mail.is_last:
        mail.reader_alert.delete()
    else:
        Mail.objects.filter(pk=mail.pk).delete()


def _put_off(mail: Mail, trouble: Exception) -> bool:
    """Plan another attempt, and return whether others would fail too. A webhook is given up after three days."""
    if mail.receiver.startswith(WEB):
        return try_again(mail, trouble, lambda _: _give_up(mail))
    wait = Mail.wait_after(mail.attempts)
    logger.warning("%s was not sent (%s). It will be tried again in %s.", mail, type(trouble).__name__, wait)
    mail.put_off(f"{type(trouble).__name__}: {trouble}")
    # SMTPException is an OSError.
    return isinstance(trouble, OSError) and not isinstance(trouble, OF_ONE_MAIL)


def _give_up(mail: Mail) -> None:
    """Delete what a webhook follows that takes no messages."""
    if mail.alert and not mail.alert.confirmed_at:
        # Anybody can have it asked. What its owner has confirmed stays.
        mail.alert.delete()
    else:
        forget_webhook(mail.receiver)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError as trouble:
        logger.warning("The mail server did not say good-bye: %s", trouble)


def write_due() -> int:
    """Write one email or message for each address that has due results, each in a transaction; return how many."""
    written = 0
    for address in list(due().order_by().values_list("alert__address", flat=True).distinct()):
        with transaction.atomic():
            hits = list(due().filter(alert__address=address).select_for_update(of=("self",)).select_related("alert"))
            if not hits:  # another process did it meanwhile
                continue
            language = hits[0].alert.language
            mail = Mail.objects.create(notice=Mail.Notice.NEW_RESULTS, address=address, language=language)
            AlertHit.objects.filter(pk__in=[hit.pk for hit in hits]).update(mail=mail)
            written += 1
    return written


def due() -> QuerySet[AlertHit]:
    """Return the results that should be emailed now and are not in an email yet."""
    return AlertHit.objects.filter(
        mail=None, told_at=None, due_at__lte=timezone.now(), alert__confirmed_at__isnull=False
    )
