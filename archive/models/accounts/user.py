"""The staff of the archive, and who they are at the organisation's identity provider."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models, transaction
from django.utils import timezone
from django_otp.models import Device

from archive.models.accounts.audit import AuditEntry
from archive.models.fields.described import Columns, Described, Rule, TextKind


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

    described = Described(
        Columns(
            "id last_login is_superuser is_staff is_active date_joined mail_about_reviews groups user_permissions",
            Rule.KEPT,
        ),
        Columns("password username first_name last_name email", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    objects: ClassVar[AccountManager] = AccountManager()


class ProviderIdentity(Device):
    """One person at one provider, and the account that they open here.

    The subject never changes and is never given to another person, unlike an email address. An identity is a device of
    django-otp, because a site may count a sign-in at the provider as the second factor.
    """

    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    connected_at = models.DateTimeField(default=timezone.now)

    described = Described(
        Columns("id user confirmed connected_at", Rule.KEPT),
        Columns("name issuer subject", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]
        verbose_name_plural = "provider identities"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="provider_identity_opens_one_account"),
            models.UniqueConstraint(fields=["issuer", "user"], name="provider_identity_one_an_account"),
            models.CheckConstraint(
                condition=~models.Q(issuer="") & ~models.Q(subject=""), name="provider_identity_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.issuer}"


def provider_is_second_factor_of(user: Any) -> bool:
    """Return whether the person opens the account at the site's provider, and the site counts that as second factor."""
    known = ProviderIdentity.objects.filter(user=user, issuer=settings.OIDC_ISSUER)
    return settings.OIDC_IS_SECOND_FACTOR and known.exists()
