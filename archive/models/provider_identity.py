"""Who a member of staff is at the organisation's identity provider, for single sign-on."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django_otp.models import Device


class ProviderIdentity(Device):
    """One person at one provider, and the account that they open here.

    The subject never changes and is never given to another person, unlike an email address. An identity is a device of
    django-otp, because a site may count a sign-in at the provider as the second factor.
    """

    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    connected_at = models.DateTimeField(default=timezone.now)

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
