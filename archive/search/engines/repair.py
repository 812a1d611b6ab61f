"""Rebuild a missing or damaged index as soon as a search finds it so, without waiting for the next change."""

import logging
from threading import Lock
from time import monotonic

from django.db import DatabaseError

from archive.search.engines import SearchBackend, get_backend
from archive.search.engines.outbox import keep_up
from archive.search.engines.rebuild import RebuildUnderway
from archive.search.engines.results import SearchUnavailable

logger = logging.getLogger(__name__)

# A full disk stays full for a while, so a failed build is not started again with every search.
REST_SECONDS = 60

_attempt = Lock()
_rest_until: dict[SearchBackend, float] = {}


def repair() -> bool:
    """Rebuild the index and return whether this was done. A problem is logged, and the next try comes later.

    Only one process builds at a time. Others return at once, and so does a call within a minute of a failed build.
    """
    backend = get_backend()
    if monotonic() < _rest_until.get(backend, 0) or not _attempt.acquire(blocking=False):
        return False
    try:
        keep_up()
    except RebuildUnderway as underway:
        logger.info("%s", underway)
        return False
    except (SearchUnavailable, OSError, DatabaseError):
        logger.exception("The index cannot be built now. It will be tried again in a minute.")
        _rest_until[backend] = monotonic() + REST_SECONDS
        return False
    finally:
        _attempt.release()
    return True
