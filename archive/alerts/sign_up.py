"""From an address in a form to an alert, and to its end: the email that asks, the link that confirms, all alerts, stop.

An address only gets what its owner asks for: first a link to confirm, at most a few of them, and few sign-ups per hour
from one network. What is followed, a passage or a search, makes no difference here, nor whether the address is a
mailbox or a webhook.
"""

import datetime
from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from archive.alerts.passages import follow
from archive.machine.database import one_at_a_time
from archive.machine.web import HOUR, SignedToken, TokenIsNoGood, TooMany, give_back, take
from archive.machine.web.allowance import DAY, Allowance
from archive.machine.web.public_internet import NotPublic, check_url
from archive.models import WEB, Alert, Mail
from archive.models.alerts.alert import AlertQuerySet

SIGN_UPS_AN_HOUR = 5
SIGN_UPS = ("sign-ups", SIGN_UPS_AN_HOUR, HOUR)
# The most unanswered emails that ask one address to confirm, whoever typed it.
UNCONFIRMED_AN_ADDRESS = 3
MOST_SEARCHES_AN_ADDRESS = 100
# How many messages in a day ask the webhooks of one host to confirm, whoever gave their addresses.
ASKED_A_HOST = ("webhooks of a host", 20, DAY)
MOST_ALERTS_AN_ADDRESS = 1000
CONFIRM_WITHIN = datetime.timedelta(days=3)
CONFIRM = SignedToken("alert.confirm", CONFIRM_WITHIN)
# In emails that were sent when searches had alerts of their own.
CONFIRM_SEARCH = SignedToken("search_alert.confirm", CONFIRM_WITHIN)
# What programs send to list, add and stop alerts. It ends with its alert, and no link in an email has it.
PROGRAM = SignedToken("alert.program", None)
# How often, at most, a link to all alerts is emailed to an address.
LINK_EVERY = datetime.timedelta(minutes=10)
# How often one network may ask for such links, and how many of them one address gets, whoever asks.
LINKS_AN_HOUR = 5
LINKS_A_DAY = 3


class TooManySignUps(TooMany):
    """A network address has signed up as often in this hour as it may."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(
            gettext_lazy("Too many sign-ups have come from your network. Try again in an hour."), allowance
        )


class LinkHasExpired(Exception):
    """The link in an email confirms nothing: it is too old or cut off, or the alert no longer exists."""


@transaction.atomic
def sign_up(wished: Callable[[], Alert], *, address: str, client: str, language: str) -> None:
    """Send an email, or a message to the webhook, that asks its owner to confirm the alert that ``wished`` makes.

    ``client`` is the network address, which is not stored. The result looks the same whether or not the address has
    alerts. Raise what ``wished`` raises, which is called in the transaction, ValidationError for what is no address,
    and TooManySignUps.
    """
    alert = wished()
    alert.address, alert.language = _usual(address), language
    if (allowance := take(client, *SIGN_UPS, or_refuse=True)).is_used_up:
        raise TooManySignUps(allowance)
    _wait_for_others(alert.address)
    forget_unconfirmed()
    unconfirmed = Alert.objects.filter(address=alert.address, confirmed_at=None)
    if unconfirmed.count() >= UNCONFIRMED_AN_ADDRESS or _has_all(alert):
        return
    if alert.is_to_webhook:
        host = (urlsplit(alert.address).hostname or "").rstrip(".")
        if take(host, *ASKED_A_HOST, or_refuse=True).is_used_up:
            return
    alert.full_clean()
    alert.save()
    Mail.objects.create(alert=alert)


@transaction.atomic
def add(wished: Callable[[], Alert], *, token: str) -> Alert:
    """Store the alert that ``wished`` makes for the address of a token, whose owner has confirmed it; return it.

    Raise TokenIsNoGood, what ``wished`` raises, and ValidationError if the address has as many alerts as it may.
    """
    known = alerts_of_token(token)[0]
    alert = wished()
    alert.address, alert.language = known.address, known.language
    _wait_for_others(alert.address)
    if _has_all(alert):
        raise ValidationError("This address has as many alerts as it may. Stop one first.")
    alert.full_clean()
    alert.save()
    _begin(alert)
    return alert


def token_of(alert: Alert) -> str:
    """Return the token with which a program lists, adds and stops the alerts of the address."""
    return PROGRAM.write(alert.key)


def alerts_of_token(token: str) -> AlertQuerySet:
    """Return the confirmed alerts of the address that a token is for; raise TokenIsNoGood if its alert has ended."""
    alerts = alerts_of(PROGRAM.read(token))
    if not alerts.exists():
        raise TokenIsNoGood
    return alerts


def confirmation_token(alert: Alert) -> str:
    """Return the token in the email's link: signed, and valid for CONFIRM_WITHIN."""
    return CONFIRM.write(alert.key)


def alert_to_confirm(token: str) -> Alert:
    """Return the alert that a link names; raise LinkHasExpired if there is none any more."""
    for kind in (CONFIRM, CONFIRM_SEARCH):
        try:
            key = kind.read(token)
        except TokenIsNoGood:
            continue
        if alert := Alert.objects.select_related("statement__board", "revision").filter(key=key).first():
            return alert
    raise LinkHasExpired


@transaction.atomic
def confirm(token: str, *, client: str) -> Alert:
    """Confirm the alert of the link and return it. Changes of its passage since the sign-up are told now.

    It replaces an earlier alert of the address on the same, and what that one has told is not told again. If readers
    sign up and confirm within the same hour, the sign-up no longer counts. Raise LinkHasExpired.
    """
    alert = Alert.objects.select_for_update(of=("self",)).get(pk=alert_to_confirm(token).pk)
    if alert.confirmed_at is not None:
        return alert
    _begin(alert)
    if not alert.is_to_webhook:  # a program confirms at once, and would have as many as it likes
        # Links kept from other hours would buy more sign-ups in this one.
        give_back(client, *SIGN_UPS, taken_at=alert.created_at)
    return alert


def _begin(alert: Alert) -> None:
    """Confirm the alert in place of an earlier one of the address on the same."""
    earlier = Alert.objects.confirmed().filter(address=alert.address, **alert.followed)
    hits = {hit.statement_id: hit for one in earlier for hit in one.hits.all()}
    for hit in hits.values():
        hit.pk, hit.alert = None, alert
    alert.hits.bulk_create(hits.values())
    if replaced := earlier.order_by("-pk").first():
        # What waits to be told is told, too.
        replaced.mails.filter(correction__isnull=False, is_last=False).update(alert=alert)
    earlier.delete()
    alert.confirmed_at = timezone.now()
    alert.save(update_fields=["confirmed_at"])
    if alert.statement:
        follow(alert)


@transaction.atomic
def stop(key: str) -> None:
    """Delete the alert with that key, with its address and waiting emails. Do nothing if it is already deleted."""
    Alert.objects.filter(key=key).delete()


def alerts_of(key: str) -> AlertQuerySet:
    """Return all confirmed alerts of the address that has the confirmed alert with that key."""
    of_address = Alert.objects.confirmed().filter(key=key).values("address")
    return Alert.objects.confirmed().filter(address__in=of_address).select_related("statement__board", "revision")


@transaction.atomic
def stop_all(key: str) -> None:
    """Delete all alerts of the address that has the alert with that key."""
    Alert.objects.filter(pk__in=[alert.pk for alert in alerts_of(key)]).delete()


@transaction.atomic
def send_link_to_all(*, email: str, client: str, language: str) -> None:
    """Email the address a link to all its alerts, if it has any. Nothing reveals whether it has.

    Raise TooManySignUps if the network has asked for too many.
    """
    if (allowance := take(client, "links to all alerts", LINKS_AN_HOUR, HOUR, or_refuse=True)).is_used_up:
        raise TooManySignUps(allowance)
    email = email.lower()
    _wait_for_others(email)
    if take(email, "link to all alerts of an address", LINKS_A_DAY, DAY, or_refuse=True).is_used_up:
        return
    recent = Mail.objects.filter(
        notice=Mail.Notice.ALL_ALERTS, address=email, created_at__gt=timezone.now() - LINK_EVERY
    )
    if Alert.objects.confirmed().filter(address=email).exists() and not recent.exists():
        Mail.objects.create(notice=Mail.Notice.ALL_ALERTS, address=email, language=language)


def forget_unconfirmed() -> None:
    """Delete alerts, with their addresses, whose links have expired."""
    Alert.objects.filter(confirmed_at=None, created_at__lt=timezone.now() - CONFIRM_WITHIN).delete()


@transaction.atomic
def forget_webhook(address: str) -> None:
    """Delete all alerts of a webhook that takes no messages, with what waits for it."""
    Alert.objects.filter(address=address).delete()
    Mail.objects.filter(address=address).delete()


def _usual(typed: str) -> str:
    """Return an address as it is stored: an email address in lower case, or an https address. Raise ValidationError."""
    if typed.startswith(WEB):
        try:
            check_url(typed)
        except NotPublic as error:
            raise ValidationError(str(error)) from error
        return typed
    validate_email(typed)
    return typed.lower()


def _has_all(alert: Alert) -> bool:
    of_address = Alert.objects.filter(address=alert.address)
    has_all_searches = bool(alert.query) and of_address.on_searches().count() >= MOST_SEARCHES_AN_ADDRESS
    return has_all_searches or of_address.count() >= MOST_ALERTS_AN_ADDRESS


def _wait_for_others(address: str) -> None:
    """Wait until no other transaction is about the alerts of the address."""
    one_at_a_time(f"alert to {address}")
