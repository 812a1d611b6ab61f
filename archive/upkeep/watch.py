"""A thread in each serving process that every few seconds does what a dead process has left undone."""

import atexit
import logging
import os
import threading
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connections

from archive.alerts.background import background
from archive.models import current_site
from archive.search import SearchUnavailable, warm_up
from archive.search.rebuild import RebuildUnderway
from archive.upkeep.drain import drain
from archive.upkeep.slow_pages import of_this_process

logger = logging.getLogger(__name__)

SECONDS = 3.0
# How long the end of the process waits for the current work, which is safe to kill.
GRACE_SECONDS = 0.5


class Watch:
    """Does ``first`` once and then the work repeatedly, until it is stopped."""

    def __init__(
        self, work: Callable[[], object], seconds: float = SECONDS, first: Callable[[], object] | None = None
    ) -> None:
        self._work = work
        self._first = first
        self._seconds = seconds
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        """Start, and return at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop, and wait a moment for the current work."""
        self._stopped.set()
        self._thread.join(GRACE_SECONDS)

    def _run(self) -> None:
        if self._first is not None:
            self.do(self._first)
        while not self._stopped.wait(self._seconds):
            close_old_connections()
            self.do(self._work)
        connections.close_all()

    def do(self, work: Callable[[], object]) -> None:
        """Do the work. A problem is logged, and may be gone the next time."""
        try:
            work()
        except RebuildUnderway as underway:
            logger.info("%s", underway)
        except (SearchUnavailable, OSError, DatabaseError) as error:
            logger.error("Upkeep cannot be done now: %s", error)
        except Exception:
            logger.exception("Upkeep has failed. Pending work will be tried again.")


def look() -> None:
    """Do the regular work of every few seconds."""
    of_this_process.write_down()
    # Keeps the site's name for pages that must not use the database.
    current_site()
    background.look()
    drain(due_only=True)


_watches: dict[int, Watch] = {}


def start_watch() -> None:
    """Start a thread of this process that does what waits, only once per process. It ends with the process."""
    if os.getpid() not in _watches:
        _watches.clear()
        watch = _watches[os.getpid()] = Watch(look, first=warm_up)
        atexit.register(watch.stop)
        watch.start()
