"""Sessions of the staff, and recent failed sign-ins. A session without its row has ended."""

from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone

from archive.models.fields.described import Columns, Described, Rule, TextKind


class StaffSession(AbstractBaseSession):
    """A session of one person. ``expire_date`` is the idle limit or the absolute limit, whichever comes first."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="staff_sessions"
    )
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    address = models.CharField(max_length=64, blank=True)
    browser = models.CharField(max_length=200, blank=True)

    described = Described(
        Columns("session_key session_data address browser", Rule.KEPT, TextKind.CODE),
        Columns("expire_date user signed_in_at last_seen_at", Rule.KEPT),
        shown=None,
    )

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


class SignInFailure(models.Model):
    """One failed sign-in, which slows down guessing.

    Name, address and browser are keyed hashes, because people type passwords into the name field.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    name = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    browser = models.CharField(max_length=64, blank=True, help_text="A browser that the person has used before.")

    described = Described(
        Columns("id at", Rule.KEPT),
        Columns("name address browser", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["-at", "-id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["name", "at"], name="sign_in_failure_name"),
            models.Index(fields=["address", "at"], name="sign_in_failure_address"),
            models.Index(fields=["browser", "at"], name="sign_in_failure_browser"),
        ]

    def __str__(self) -> str:
        return f"Failed sign-in at {self.at:%Y-%m-%d %H:%M}"
