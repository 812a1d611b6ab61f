"""From an address in a form to an alert on a search: the links to confirm it, and to list all alerts."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from archive.alerts.searches.asked import narrowed
from archive.alerts.signing_up import TooManySignUps, alert_of, may_be_asked, note_confirmed, wait_for_others
from archive.models import LONGEST_QUERY, Alert, Mail, SearchAlert
from archive.search import SearchRequest, Sort, query_string
from archive.web.allowance import DAY, HOUR, take

MOST_AN_ADDRESS = 100
# How often, at most, a link to all alerts is emailed to an address.
LINK_EVERY = datetime.timedelta(minutes=10)
# How often one network may ask for such links, and how many of them one address gets, whoever asks.
LINKS_AN_HOUR = 5
LINKS_A_DAY = 3


@transaction.atomic
def sign_up_for_search(
    *, request: SearchRequest, with_procedural: bool, frequency: str, email: str, client: str, language: str
) -> None:
    """Send an email that asks the owner of the address to confirm the alert on the search.

    ``client`` is the network address, which is not stored. The result looks the same whether or not the address has
    alerts. Raise ValidationError for a search that is too long, and TooManySignUps.
    """
    query = query_string(narrowed(request, with_procedural=True).changed(sort=Sort.RELEVANCE))
    if len(query) > LONGEST_QUERY:
        raise ValidationError(gettext("This search is too long. Make it shorter."))
    email = email.lower()
    if not may_be_asked(email, client) or SearchAlert.objects.filter(email=email).count() >= MOST_AN_ADDRESS:
        return
    alert = SearchAlert(
        query=query,
        with_procedural=with_procedural,
        frequency=frequency,
        email=email,
        language=language,
    )
    alert.full_clean()
    alert.save()
    Mail.objects.create(notice=Mail.Notice.CONFIRM_SEARCH, search_alert=alert, email=email, language=language)


def search_alert_to_confirm(token: str) -> SearchAlert:
    """Return the alert that a link names; raise LinkHasExpired if there is none any more."""
    return alert_of(token, SearchAlert.objects.all())


@transaction.atomic
def confirm_search(token: str, *, client: str) -> SearchAlert:
    """Confirm the alert of the link and return it. It replaces an earlier alert of the address on the same search.

    What the earlier one has told is not told again. Raise LinkHasExpired.
    """
    alert = SearchAlert.objects.select_for_update().get(pk=search_alert_to_confirm(token).pk)
    if alert.confirmed_at is None:
        same = SearchAlert.objects.confirmed().filter(email=alert.email, query=alert.query)
        earlier_hits = {hit.statement_id: hit for earlier in same for hit in earlier.hits.all()}
        for hit in earlier_hits.values():
            hit.pk, hit.alert = None, alert
        alert.hits.bulk_create(earlier_hits.values())
        same.delete()
        note_confirmed(alert, client)
    return alert


def alerts_of(key: str) -> tuple[list[SearchAlert], list[Alert]]:
    """Return all confirmed alerts of the address that has the alert with that key: on searches, and on passages."""
    search_alert = SearchAlert.objects.confirmed().filter(key=key).first()
    alert = None if search_alert else Alert.objects.confirmed().filter(key=key).first()
    own = search_alert or alert
    if own is None:
        return [], []
    email = own.email
    passages = Alert.objects.confirmed().filter(email__iexact=email).select_related("statement__board", "revision")
    return list(SearchAlert.objects.confirmed().filter(email=email.lower())), list(passages)


@transaction.atomic
def stop_all(key: str) -> None:
    """Delete all alerts of the address that has the alert with that key."""
    searches, passages = alerts_of(key)
    SearchAlert.objects.filter(pk__in=[alert.pk for alert in searches]).delete()
    Alert.objects.filter(pk__in=[alert.pk for alert in passages]).delete()


@transaction.atomic
def send_link_to_all(*, email: str, client: str, language: str) -> None:
    """Email the address a link to all its alerts, if it has any. Nothing reveals whether it has.

    Raise TooManySignUps if the network has asked for too many.
    """
    if take(client, "links to all alerts", LINKS_AN_HOUR, HOUR, or_refuse=True).is_used_up:
        raise TooManySignUps
    email = email.lower()
    wait_for_others(email)
    if take(email, "link to all alerts of an address", LINKS_A_DAY, DAY, or_refuse=True).is_used_up:
        return
    has_any = SearchAlert.objects.confirmed().filter(email=email).exists()
    has_any |= Alert.objects.confirmed().filter(email__iexact=email).exists()
    recent = Mail.objects.filter(notice=Mail.Notice.ALL_ALERTS, email=email, created_at__gt=timezone.now() - LINK_EVERY)
    if has_any and not recent.exists():
        Mail.objects.create(notice=Mail.Notice.ALL_ALERTS, email=email, language=language)
