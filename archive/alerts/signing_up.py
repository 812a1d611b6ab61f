"""What all alerts share: who may get emails, the link that confirms, and the end.

An address only gets emails that its owner asks for: first a link to confirm, at most a few of them, and few sign-ups
per hour from one network, for passages and searches together.
"""

import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from archive.database import one_at_a_time
from archive.models import Alert, SearchAlert
from archive.web import HOUR, SignedToken, TokenIsNoGood, TooMany, give_back, take

SIGN_UPS_AN_HOUR = 5
SIGN_UPS = ("sign-ups", SIGN_UPS_AN_HOUR, HOUR)
# The most unanswered emails that ask one address to confirm, whoever typed it.
UNCONFIRMED_AN_ADDRESS = 3
CONFIRM_WITHIN = datetime.timedelta(days=3)
# Each kind of alert, with the token in the link of its email.
CONFIRM: dict[type[Alert] | type[SearchAlert], SignedToken] = {
    Alert: SignedToken("alert.confirm", CONFIRM_WITHIN),
    SearchAlert: SignedToken("search_alert.confirm", CONFIRM_WITHIN),
}
AnyAlert = TypeVar("AnyAlert", Alert, SearchAlert)


class TooManySignUps(TooMany):
    """A network address has signed up as often in this hour as it may."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Too many sign-ups have come from your network. Try again in an hour."))


class LinkHasExpired(Exception):
    """The link in an email confirms nothing: it is too old or cut off, or the alert no longer exists."""


def may_be_asked(email: str, client: str) -> bool:
    """Return whether the address may get another link to confirm; raise TooManySignUps of the network ``client``.

    Other sign-ups for the address wait for the caller's transaction.
    """
    if take(client, *SIGN_UPS, or_refuse=True).is_used_up:
        raise TooManySignUps
    wait_for_others(email)
    forget_unconfirmed()
    waiting = (model.objects.filter(email__iexact=email, confirmed_at=None).count() for model in CONFIRM)
    return sum(waiting) < UNCONFIRMED_AN_ADDRESS


def confirmation_token(alert: Alert | SearchAlert) -> str:
    """Return the token in the email's link: signed, and valid for CONFIRM_WITHIN."""
    return CONFIRM[type(alert)].write(alert.key)


def alert_of(token: str, alerts: QuerySet[AnyAlert]) -> AnyAlert:
    """Return the alert that a link names; raise LinkHasExpired if there is none any more."""
    try:
        key = CONFIRM[alerts.model].read(token)
    except TokenIsNoGood as error:
        raise LinkHasExpired from error
    alert = alerts.filter(key=key).first()
    if alert is None:
        raise LinkHasExpired
    return alert


def wait_for_others(email: str) -> None:
    """Wait until no other transaction is about the alerts of the address."""
    one_at_a_time(f"alert to {email.casefold()}")


def note_confirmed(alert: Alert | SearchAlert, client: str) -> None:
    """Note that the address is the reader's. If they sign up and confirm within the same hour, it no longer counts."""
    alert.confirmed_at = timezone.now()
    alert.save(update_fields=["confirmed_at"])
    # Links kept from other hours would buy more sign-ups in this one.
    give_back(client, *SIGN_UPS, taken_at=alert.created_at)


@transaction.atomic
def stop(key: str) -> None:
    """Delete the alert with that key, with its address and waiting emails. Do nothing if it is already deleted."""
    for model in CONFIRM:
        model.objects.filter(key=key).delete()


def forget_unconfirmed() -> None:
    """Delete alerts, with their addresses, whose links have expired."""
    for model in CONFIRM:
        model.objects.filter(confirmed_at=None, created_at__lt=timezone.now() - CONFIRM_WITHIN).delete()
