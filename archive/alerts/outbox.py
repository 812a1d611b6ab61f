"""Send the mails that wait: each once, again where it failed, none lost.

A mail is claimed by an update that only one process can win, sent outside any transaction, and its row deleted. A
process killed between the mail server's yes and that deletion leaves a claimed row, which is sent a second time once
the claim has run out, under the same Message-ID: in such a crash at least once, else once.
"""

import datetime
import logging
import smtplib
from collections.abc import Callable

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Min
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from archive import changes
from archive.alerts.following import tell
from archive.alerts.mails import compose
from archive.alerts.searches.due import due, note_told, write_due
from archive.alerts.searches.matching import match
from archive.alerts.signing_up import forget_unconfirmed
from archive.models import ChangeNote, CorrectionToTell, Mail, PublicationToTell
from archive.search import SearchUnavailable
from boardmeetings.counters import count_mail
from boardmeetings.failpoints import failpoint

logger = logging.getLogger(__name__)

# Longer than any mail server may take: EMAIL_TIMEOUT counts for each of the dozen steps of a delivery.
CLAIM = datetime.timedelta(minutes=15)
FIRST_WAIT = datetime.timedelta(minutes=1)
LONGEST_WAIT = datetime.timedelta(days=1)
LOOKED_AT = 20
# What the server says of one mail; anything else it, or the way to it, refuses holds for the next mail too.
OF_ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)


def never() -> bool:
    """Say no."""
    return False


def drain(should_stop: Callable[[], bool] = never) -> int:
    """Write the mails that corrections call for, send those that are due, and return how many were sent.

    A mail that is refused waits longer each time, up to a day, and is never given up; where the server cannot be
    reached, the others are left for the next drain. ``should_stop`` is asked before each mail.
    """
    tell()
    _tell_of_new_results()
    forget_unconfirmed()
    connection, sent = get_connection(), 0
    try:
        while not should_stop() and (mail := _claimed()):
            try:
                sent += _send(mail, connection)
            except OF_ONE_MAIL as refusal:
                _put_off(mail, refusal)
            except OSError as trouble:  # SMTPException is one.
                _put_off(mail, trouble)
                break
            except Exception as error:
                logger.exception("%s cannot be written.", mail)
                _put_off(mail, error)
    finally:
        _close(connection)
    return sent


def is_waiting() -> bool:
    """Return whether mails are due, or something happened of which nobody was told yet."""
    return (
        CorrectionToTell.objects.exists()
        or Mail.objects.due().exists()
        or ChangeNote.objects.exists()
        or PublicationToTell.objects.exists()
        or due().exists()
    )


def _tell_of_new_results() -> None:
    """List what changed, hold what was published against the alerts, and write the mails that are due."""
    changes.settle()
    try:
        match()
    except SearchUnavailable as trouble:
        logger.warning("New results wait until the index can be read: %s", trouble)
    write_due()


def next_due() -> datetime.datetime | None:
    """Return when the next mail can be tried; nothing if none waits."""
    free = Greatest("try_at", Coalesce("claimed_until", "try_at"))
    return Mail.objects.aggregate(next=Min(free))["next"]


def _claimed() -> Mail | None:
    """Take a due mail in hand, so that no other process does; nothing if there is none."""
    for pk in list(Mail.objects.due().values_list("pk", flat=True)[:LOOKED_AT]):
        claim = {"claimed_until": timezone.now() + CLAIM, "attempts": F("attempts") + 1}
        if Mail.objects.due().filter(pk=pk).order_by().update(**claim):
            mails = Mail.objects.select_related(
                "alert__statement__current_revision",
                "alert__revision",
                "correction__revision",
                "correction__statement",
                "account",
                "link__account",
                "search_alert",
            )
            return mails.get(pk=pk)
    return None


def _send(mail: Mail, connection: BaseEmailBackend) -> bool:
    """Send the mail and say whether there was anything to say; either way it is done."""
    failpoint("mail.claimed")
    message = compose(mail)
    if message:
        message.connection = connection
        connection.open()
        message.send()
        failpoint("mail.sent")
        count_mail()
    with transaction.atomic():
        note_told(mail)
        if mail.is_last:
            mail.reader_alert.delete()
        else:
            Mail.objects.filter(pk=mail.pk).delete()
    return message is not None


def _put_off(mail: Mail, trouble: Exception) -> None:
    wait = min(FIRST_WAIT * 2 ** min(mail.attempts - 1, 20), LONGEST_WAIT)
    logger.warning("%s was not sent (%s). It will be tried again in %s.", mail, type(trouble).__name__, wait)
    Mail.objects.filter(pk=mail.pk).update(
        try_at=timezone.now() + wait, claimed_until=None, last_error=f"{type(trouble).__name__}: {trouble}"[:2000]
    )


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError as trouble:
        logger.warning("The mail server did not say good-bye: %s", trouble)
