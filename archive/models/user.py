"""The staff of the archive."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models, transaction

from archive.models.audit import AuditEntry


class AccountManager(UserManager["User"]):
    """Creates accounts. The creation of a superuser is in the audit trail, whichever command did it."""

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
    """A member of staff. Readers need no account."""

    if TYPE_CHECKING:

        def is_verified(self) -> bool:
            """Return whether the person used a second factor in this session. django-otp's middleware replaces this."""

    mail_about_reviews = models.BooleanField(
        default=True, help_text="Whether the person gets an email when a statement is sent back to them or answered."
    )

    objects: ClassVar[AccountManager] = AccountManager()
