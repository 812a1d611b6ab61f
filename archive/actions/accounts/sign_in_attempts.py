"""Slow down the guessing of passwords, without locking anybody out for good.

Failures of the last quarter of an hour are counted in four ways. In a browser that the person has signed in with
before, only the failures of that browser count. So strangers who guess at a name, or at other names from the same
address, never lock out its owner. For any other browser there are three counts: of the name at the address, of the
address (one password tried on many names) and of the name (one name tried from many addresses). A refused attempt is
not counted, so each lock ends by itself. A person who is locked out and in a hurry can ask an administrator for a link
by email, which makes their browser a known one.
"""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.machine.database import one_at_a_time
from archive.machine.web.allowance import keyed_hash, network_of
from archive.models import SignInFailure

WINDOW = datetime.timedelta(minutes=15)
FAILURES_KEPT = datetime.timedelta(days=1)
FAILURES_OF_A_NAME_AT_AN_ADDRESS = 5
FAILURES_OF_A_BROWSER = 10
FAILURES_OF_AN_ADDRESS = 10
FAILURES_OF_A_NAME = 20


class TooManyFailures(Exception):
    """The attempt is refused before the password is checked; ``until`` is when the next one is allowed."""

    def __init__(self, until: datetime.datetime) -> None:
        super().__init__(f"Too many attempts failed. Try again after {until:%H:%M} UTC.")
        self.until = until


@transaction.atomic
def begin(*, name: str, address: str, browser: str = "") -> SignInFailure:
    """Count an attempt as failed before it is made, so that simultaneous attempts count too; raise TooManyFailures.

    ``browser`` is the token of a browser that this person has signed in with before, and empty for any other.
    """
    hashes = _hashes(name, address, browser)
    one_at_a_time(hashes["name"], hashes["address"])
    check(name=name, address=address, browser=browser)
    SignInFailure.objects.filter(at__lt=timezone.now() - FAILURES_KEPT).delete()
    return SignInFailure.objects.create(**hashes)


def check(*, name: str, address: str, browser: str = "") -> None:
    """Raise TooManyFailures if an attempt would be refused."""
    hashes = _hashes(name, address, browser)
    by_name, by_address = Q(name=hashes["name"]), Q(address=hashes["address"])
    if browser:
        limits = [(Q(browser=hashes["browser"]), FAILURES_OF_A_BROWSER)]
    else:
        limits = [
            (by_name & by_address, FAILURES_OF_A_NAME_AT_AN_ADDRESS),
            (by_address, FAILURES_OF_AN_ADDRESS),
            (by_name, FAILURES_OF_A_NAME),
        ]
    now = timezone.now()
    for counted, limit in limits:
        recent = SignInFailure.objects.filter(counted, at__gt=now - WINDOW)
        times = list(recent.order_by("-at", "-id").values_list("at", flat=True)[:limit])
        if len(times) == limit:
            raise TooManyFailures(times[-1] + WINDOW)


@transaction.atomic
def succeed(attempt: SignInFailure) -> None:
    """Delete an attempt that succeeded, and earlier failures of this name at this address or in this browser.

    Failures of other names at the address stay. Otherwise a person with one account could reset the lock.
    """
    own = Q(address=attempt.address)
    if attempt.browser:
        own |= Q(browser=attempt.browser)
    SignInFailure.objects.filter(own, name=attempt.name).delete()


def _hashes(name: str, address: str, browser: str) -> dict[str, str]:
    return {
        "name": keyed_hash("sign-in.name", name.strip().casefold()),
        "address": keyed_hash("sign-in.address", network_of(address)),
        "browser": keyed_hash("sign-in.browser", browser) if browser else "",
    }
