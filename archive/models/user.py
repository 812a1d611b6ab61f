"""The people who keep the archive."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import transaction

from archive.models.audit import AuditEntry


class AccountManager(UserManager["User"]):
    """Makes accounts; that a superuser was made is in the audit trail, whichever command made it."""

    use_in_migrations = False

    @transaction.atomic
    def create_superuser(self, *args: Any, **kwargs: Any) -> "User":
        """Create an account that may do everything."""
        person = super().create_superuser(*args, **kwargs)
        AuditEntry.objects.create(
            verb=AuditEntry.Verb.CREATED, subject="user", subject_id=person.pk, name=str(person), note="superuser"
        )
        return person


class User(AbstractUser):
    """A member of staff; readers need no account."""

    if TYPE_CHECKING:

        def is_verified(self) -> bool:
            """Return whether they showed a second factor in this session; django-otp's middleware adds it."""

    objects: ClassVar[AccountManager] = AccountManager()
