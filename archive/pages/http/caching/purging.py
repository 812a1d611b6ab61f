"""Tells the caches in front of the site that pages have changed, after the change is committed, until they took it.

What is to be told is no list of addresses but one state: a page shows its neighbours, names, counts and what responds
to it, so any change may be on any page. The state is changed by the database with the record, in one transaction
(``archive.models.record_version``); the caches were told of the one in ``purged``. Where the two differ, a purge is
due, whoever wrote, and whoever notices sends it: the process that answered the request which changed something, at its
end; any request after that; a command. It is noted once the caches have taken it, so that none is ever lost.
"""

import json
import logging
import time
import urllib.error
import urllib.request
from threading import Lock
from typing import Any

from django.conf import settings

from archive.models import RecordVersion
from archive.pages.http.caching.state import State, read_state

logger = logging.getLogger(__name__)

TAG = "record"
TIMEOUT_SECONDS = 10
LONGEST_REST_SECONDS = 60


class PurgeFailed(Exception):
    """The caches did not take a purge; says why, and how long they may show what is gone."""

    def __init__(self, why: object) -> None:
        super().__init__(
            f"The caches in front of the site were not told of a change: {why}. It is tried again. "
            f"What they hold they may show for at most {settings.CDN_MAX_AGE} seconds after it was fetched."
        )


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for a refusal: the token is for the operator's address alone."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none."""


_without_redirects = urllib.request.build_opener(_NoRedirect)


def headers(state: State) -> dict[str, str]:
    """Return what caches in front of the site alone are told: keep it, or not while they cannot be told of changes."""
    if not settings.CDN_PURGE_URL:
        return {}
    permission = "no-store" if state.purge_is_due else f"max-age={settings.CDN_MAX_AGE}"
    return {
        "CDN-Cache-Control": permission,
        "Surrogate-Control": permission,
        "Cache-Tag": TAG,
        "Surrogate-Key": TAG,
    }


def purge_if_due() -> bool:
    """Tell the caches where they have to be told, and say whether they had to; raise PurgeFailed if they refuse."""
    state = read_state()
    if state is None or not state.purge_is_due:
        return False
    _send()
    # The state that was read before: what was changed since is due again.
    RecordVersion.objects.update(purged=state.name)
    logger.info("The caches in front of the site were told of a change.")
    return True


def _send() -> None:
    request = urllib.request.Request(  # noqa: S310 - the operator's own address, http or https
        settings.CDN_PURGE_URL,
        data=json.dumps({"tags": [TAG]}).encode(),
        headers={"Content-Type": "application/json", "Surrogate-Key": TAG, "User-Agent": "Boardmeetings"},
        method="POST",
    )
    if settings.CDN_PURGE_TOKEN:
        header = settings.CDN_PURGE_TOKEN_HEADER
        request.add_header(header, f"{'Bearer ' if header == 'Authorization' else ''}{settings.CDN_PURGE_TOKEN}")
    try:
        with _without_redirects.open(request, timeout=TIMEOUT_SECONDS):
            pass
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise PurgeFailed(error) from error


class _Turns:
    """One thread at a time tries, and after failures only now and then: a cache that is down holds up no request."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.failures = 0
        self.rests_until = 0.0

    def take(self) -> None:
        """Purge if it is due, unless another thread does or the last failures are too near."""
        if time.monotonic() < self.rests_until or not self.lock.acquire(blocking=False):
            return
        try:
            purge_if_due()
            self.failures = 0
        except PurgeFailed as failed:
            self.failures += 1
            self.rests_until = time.monotonic() + min(2**self.failures, LONGEST_REST_SECONDS)
            logger.error("%s", failed)
        finally:
            self.lock.release()


_turns = _Turns()


def after_request(**_: Any) -> None:
    """Purge, once an answer is sent, what it or anyone before it has changed."""
    if settings.CDN_PURGE_URL:
        _turns.take()
