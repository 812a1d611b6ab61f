"""From an address typed into a form to an alert: the mail that asks, the link that confirms, the one that stops."""

import datetime

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.actions.client_hash import hash_of
from archive.alerts.following import follow
from archive.citations.difference import follow_passage
from archive.citations.quote_range import QuoteRange
from archive.database import one_at_a_time
from archive.models import Alert, Correction, Mail, Revision, Statement

SIGN_UPS_AN_HOUR = 5
# Mails that ask one address to confirm and wait for it: so many, whoever typed it.
UNCONFIRMED_AN_ADDRESS = 3
CONFIRM_WITHIN = datetime.timedelta(days=3)
SALT = "archive.alert.confirm"


class TooManySignUps(ValidationError):
    """One network address has signed up as often in this hour as it may."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Too many sign-ups have come from your network. Try again in an hour."))


class LinkHasExpired(Exception):
    """The link of a mail confirms nothing: it is too old, was cut, or the alert is no longer there."""


@transaction.atomic
def sign_up(*, revision: Revision, passage: QuoteRange | None, email: str, client: str, language: str) -> None:
    """Send a mail that asks the address to confirm that it wants to be told when the passage, or the whole, changes.

    ``client`` is the network address, of which only a hash is kept.
    What happens is the same for an address that has alerts and one that has none, and nothing says which it was. Raise
    ValidationError where the statement is not public, or where the passage has changed already, and TooManySignUps.
    """
    statement = (
        Statement.objects.select_for_update(of=("self",))
        .select_related("current_revision")
        .get(pk=revision.statement_id)
    )
    if not statement.is_public:
        raise ValidationError(_("This statement is not public."))
    current = statement.published_revision
    if passage and revision.pk != current.pk:
        passage = follow_passage(passage, revision.text, current.text)
        if passage is None:
            raise ValidationError(_("These words have already changed in the current text."))
    forget_unconfirmed()
    origin = hash_of(client, "alert")
    one_at_a_time(origin, f"alert to {email.casefold()}")
    if Alert.objects.filter(client_hash=origin).count() >= SIGN_UPS_AN_HOUR:
        raise TooManySignUps
    if Alert.objects.filter(email__iexact=email, confirmed_at=None).count() >= UNCONFIRMED_AN_ADDRESS:
        return
    last = Correction.objects.filter(statement=statement, at__isnull=False).order_by("-pk").first()
    alert = Alert(
        statement=statement,
        revision=current,
        start=passage.start if passage else None,
        end=passage.end if passage else None,
        email=email,
        language=language,
        seen=last.pk if last else 0,
        client_hash=origin,
    )
    alert.full_clean()
    alert.save()
    Mail.objects.create(alert=alert)


def confirmation_token(alert: Alert) -> str:
    """Return what the link of the mail carries: signed, and good for CONFIRM_WITHIN."""
    return signing.dumps(alert.key, salt=SALT)


def alert_to_confirm(token: str) -> Alert:
    """Return the alert that a link names; raise LinkHasExpired where it names none any more."""
    try:
        key = signing.loads(token, salt=SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature as error:
        raise LinkHasExpired from error
    alert = Alert.objects.select_related("statement__board", "revision").filter(key=key).first()
    if alert is None:
        raise LinkHasExpired
    return alert


@transaction.atomic
def confirm(token: str) -> Alert:
    """Confirm the alert of the link and return it; what changed since it was asked for is told now.

    An earlier alert of the same address for the same words goes. Raise LinkHasExpired.
    """
    alert = Alert.objects.select_for_update(of=("self",)).get(pk=alert_to_confirm(token).pk)
    if alert.confirmed_at is None:
        same = {"statement": alert.statement_id, "revision": alert.revision_id, "start": alert.start, "end": alert.end}
        Alert.objects.confirmed().filter(email__iexact=alert.email, **same).delete()
        alert.confirmed_at = timezone.now()
        alert.client_hash = ""
        alert.save(update_fields=["confirmed_at", "client_hash"])
        follow(alert)
    return alert


@transaction.atomic
def stop(key: str) -> None:
    """Delete the alert of that key, with its address and the mails that wait; nothing where it is gone already."""
    Alert.objects.filter(key=key).delete()


def forget_unconfirmed() -> None:
    """Delete alerts, with their addresses, whose links have expired."""
    Alert.objects.filter(confirmed_at=None, created_at__lt=timezone.now() - CONFIRM_WITHIN).delete()
