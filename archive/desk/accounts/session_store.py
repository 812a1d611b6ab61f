"""Sessions of the staff. Each is a row that names its person, with an idle limit and an absolute limit."""

import datetime
import logging
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from archive.machine.database import trouble_with_writing
from archive.models import StaffSession

logger = logging.getLogger(__name__)

# Stored in the session itself, so that they survive a new session key. Times are ISO 8601.
SIGNED_IN_AT, ADDRESS, BROWSER = "signed_in_at", "address", "browser"
# How often a session that is in use is written.
TOUCH_EVERY = datetime.timedelta(minutes=1)


class SessionStore(DatabaseStore):
    """A session ends when it was idle for too long, and at the latest a working day after the sign-in."""

    last_seen_at: datetime.datetime | None = None
    ends_at: datetime.datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[StaffSession]:
        """Return the table of the sessions."""
        return StaffSession

    def get_expiry_date(self, **_: Any) -> datetime.datetime:
        """Return when the session ends if it is not used again."""
        now = timezone.now()
        idle = now + datetime.timedelta(minutes=settings.SESSION_IDLE_MINUTES)
        return min(idle, self._signed_in_at(now) + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE))

    def create_model_instance(self, data: dict[str, Any]) -> StaffSession:
        """Return the row, with what the person sees of it."""
        now = timezone.now()
        data.setdefault(SIGNED_IN_AT, now.isoformat())
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.signed_in_at, row.last_seen_at = self._signed_in_at(now), now
        row.address, row.browser = data.get(ADDRESS, ""), data.get(BROWSER, "")
        return row

    def save(self, must_create: bool = False) -> None:
        """Store the session. If one that is stored cannot be written, the answer goes without what it would have held.

        What the person did is done by then. Django would answer that they had signed out.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            refused = error.__context__
            if refused is None or not trouble_with_writing(refused):
                raise
            logger.warning("A session could not be written: %s", refused)

    def touch(self) -> None:
        """Extend the idle limit, because the session was used."""
        now = timezone.now()
        if self.session_key and self.last_seen_at and now - self.last_seen_at >= TOUCH_EVERY:
            self.last_seen_at, self.ends_at = now, self.get_expiry_date()
            StaffSession.objects.filter(pk=self.session_key).update(last_seen_at=now, expire_date=self.ends_at)

    def leave_alone(self) -> None:
        """Let this request not count as use."""
        self.last_seen_at = None

    @property
    def seconds_left(self) -> int:
        """How long the session lasts if it is not used again, in seconds."""
        ends_at = self.ends_at or self.get_expiry_date()
        return max(0, int((ends_at - timezone.now()).total_seconds()))

    def _get_session_from_db(self) -> StaffSession | None:
        row: StaffSession | None = super()._get_session_from_db()  # type: ignore[misc]  # the stubs leave it out
        if row:
            self.last_seen_at, self.ends_at = row.last_seen_at, row.expire_date
        return row

    def _signed_in_at(self, otherwise: datetime.datetime) -> datetime.datetime:
        stored = self.get(SIGNED_IN_AT)
        return datetime.datetime.fromisoformat(stored) if stored else otherwise
