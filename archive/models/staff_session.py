"""Sessions of the staff. A session without its row has ended."""

from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models


class StaffSession(AbstractBaseSession):
    """A session of one person. ``expire_date`` is the idle limit or the absolute limit, whichever comes first."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="staff_sessions"
    )
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    address = models.CharField(max_length=64, blank=True)
    browser = models.CharField(max_length=200, blank=True)

    objects: ClassVar[BaseSessionManager[Any]] = BaseSessionManager()

    class Meta(AbstractBaseSession.Meta):  # type: ignore[name-defined]  # the stubs leave it out
        abstract = False
        ordering = ["-last_seen_at"]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return f"Session of {self.user or 'nobody'}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the session store that the settings name."""
        return import_module(settings.SESSION_ENGINE).SessionStore
