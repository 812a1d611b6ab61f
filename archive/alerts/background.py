"""Drains the outbox of emails in a thread of the site's process, after commits that leave work for it.

No request waits for a mail server, even a dead one. The thread ends when nothing waits. While emails wait for another
attempt, it looks every second whether one is due. A process that ends gives the thread only a moment to finish the
current email, because a dead mail server would delay the end. What is left stays in the outbox for the next commit, or
for ``manage.py send_mail_pending``; the unfinished email is sent again when its claim expires.
"""

import atexit
import datetime
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.models.signals import post_save
from django.utils import timezone

from archive.alerts import outbox
from archive.alerts.webhooks.delivery import deliver_due, is_due
from archive.models import CorrectionToTell, Mail, WebhookDelivery
from archive.models.change import noted

logger = logging.getLogger(__name__)

SECONDS = 1.0
PAUSE = datetime.timedelta(minutes=1)
GRACE_SECONDS = 1.0


class Background:
    """At most one thread, started when there is work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._work = threading.Event()
        self._thread: threading.Thread | None = None
        self._is_held = False

    def wake(self) -> None:
        """Start to drain the outbox, and return at once."""
        with self._lock:
            if self._is_held:
                return
            self._work.set()
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="mails", daemon=True)
                self._thread.start()

    def look(self) -> None:
        """Start to drain what waits, if the site sends its own emails and no thread is doing so here."""
        if not settings.SEND_MAIL_IN_SITE:
            return
        with self._lock:
            is_at_it = self._thread is not None and self._thread.is_alive()
        if not is_at_it and (outbox.is_waiting() or is_due()):
            self.wake()

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Within this context, commits do not wake the thread. Afterwards, look what they left.

        A long import takes a third less processor time if no thread lists its changes meanwhile.
        """
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
            self.look()

    def finish(self) -> None:
        """Wait a moment for the current email, at the end of the process."""
        thread = self._thread
        self._work.set()
        if thread is not None:
            thread.join(GRACE_SECONDS)

    def _run(self) -> None:
        while not _is_over():
            self._work.clear()
            try:
                outbox.drain(should_stop=_is_over)
                deliver_due(should_stop=_is_over)
                due = outbox.next_due()
                # Due emails are only left if the server could not be reached.
                due = due and max(due, timezone.now() + PAUSE)
            except DatabaseError:
                logger.exception("Emails cannot be sent now. They stay in the outbox.")
                due = None
            finally:
                connections.close_all()
            while due and due > timezone.now() and not _is_over() and not self._work.wait(SECONDS):
                pass
            with self._lock:
                if not due and not self._work.is_set():
                    self._thread = None
                    return


background = Background()
atexit.register(background.finish)


def connect() -> None:
    """Wake the thread whenever work was left and committed."""
    for model in (CorrectionToTell, Mail, WebhookDelivery):
        post_save.connect(work_left, sender=model, dispatch_uid=f"send mails after {model.__name__}")
    noted.connect(changes_left, dispatch_uid="send mails after changes")


def changes_left(**_: Any) -> None:
    """Wake the thread after a commit, if the site sends its own emails."""
    if settings.SEND_MAIL_IN_SITE:
        background.wake()


def work_left(created: bool, **_: Any) -> None:
    """Wake the thread once the row is committed, if the site sends its own emails."""
    if created and settings.SEND_MAIL_IN_SITE:
        transaction.on_commit(background.wake, robust=True)


def _is_over() -> bool:
    """Return whether the process is about to end."""
    return not threading.main_thread().is_alive()
