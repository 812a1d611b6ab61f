"""Tells the caches in front of the site that pages have changed, after each commit, and retries until they accept it.

A purge names no URLs, because any change may affect any page: pages show neighbours, names, counts and responses. It
names one state. The database changes it in the transaction that changes the record
(``archive.models.upkeep.record_version``).
``purged`` is the state that the caches were last told of. If the two differ, a purge is due, whatever wrote the change.
The process that notices this sends it: the process that answered the request with the change, at the end of the
request; any later request; or a command. The purge is noted once the caches have accepted it, so none is lost.
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
    """The caches did not accept a purge. The message says why, and how long they may show old pages."""

    def __init__(self, why: object) -> None:
        super().__init__(
            f"The caches in front of the site were not told of a change: {why}. The site tries again. "
            f"The caches may show a page for at most {settings.CDN_MAX_AGE} seconds after they fetched it."
        )


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Counts a redirect as a refusal, because the token is only for the operator's URL."""

    def redirect_request(self, *_: Any) -> None:
        """Follow no redirects."""


_without_redirects = urllib.request.build_opener(_NoRedirect)


def headers(state: State) -> dict[str, str]:
    """Return the headers for caches in front of the site: store pages, except while a purge is pending."""
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
    """Purge the caches if a purge is due, and return whether it was; raise PurgeFailed if they refuse."""
    state = read_state()
    if state is None or not state.purge_is_due:
        return False
    _send()
    # This state was read before the purge, so a later change makes another purge due.
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
        if isinstance(error, urllib.error.HTTPError):
            # It is the answer too, with an open connection.
            error.close()
        raise PurgeFailed(error) from error


class _Turns:
    """Lets one thread at a time purge, and waits after failures, so that a broken cache does not delay requests."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.failures = 0
        self.rests_until = 0.0

    def take(self) -> None:
        """Purge if it is due, unless another thread is doing it or the last failure was too recent."""
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
    """After a response is sent, purge if this or an earlier request changed something."""
    if settings.CDN_PURGE_URL:
        _turns.take()
