"""The audit trail: who did what to which object, and when. Entries are only ever added."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from archive.models.fields import ChoiceField, Columns, Described, Rule, TextKind


class AuditIsAppendOnly(Exception):
    """An attempt to change or remove an entry of the audit trail."""

    def __init__(self) -> None:
        super().__init__("An entry of the audit trail is never changed and never removed.")


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Entries of the audit trail; they can only be read and added."""

    def about(self, instance: models.Model) -> Self:
        """Return what was done to one object, the latest first."""
        return self.filter(subject=instance._meta.model_name, subject_id=instance.pk)

    def acts(self) -> Self:
        """Return what was done, counting an act on many objects once."""
        return self.filter(act=None)

    def update(self, **_: Any) -> int:
        """Raise AuditIsAppendOnly."""
        raise AuditIsAppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raise AuditIsAppendOnly."""
        raise AuditIsAppendOnly

    def bulk_update(self, *_: Any, **__: Any) -> int:
        """Raise AuditIsAppendOnly."""
        raise AuditIsAppendOnly

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list["AuditEntry"]:
        """Add entries; raise AuditIsAppendOnly if this would overwrite existing ones."""
        if kwargs.get("update_conflicts"):
            raise AuditIsAppendOnly
        return super().bulk_create(objs, *args, **kwargs)


class AuditEntry(models.Model):
    """One thing done to one object, under the name it had then. Without an actor, a command of the site did it."""

    class Verb(models.TextChoices):
        CREATED = "created", "created"
        CHANGED = "changed", "changed"
        SUBMITTED = "submitted", "submitted for review"
        RETURNED = "returned", "sent back"
        COMMENTED = "commented", "wrote a note about"
        SCHEDULED = "scheduled", "scheduled"
        UNSCHEDULED = "unscheduled", "unscheduled"
        PUBLISHED = "published", "published"
        CORRECTED = "corrected", "corrected"
        WITHDRAWN = "withdrawn", "withdrew"
        REINSTATED = "reinstated", "reinstated"
        REDACTED = "redacted", "redacted"
        DELETED = "deleted", "deleted"
        IMPORTED = "imported", "imported"
        TAKEN_BACK = "taken_back", "undid the import"
        MERGED = "merged", "merged"
        UNMERGED = "unmerged", "unmerged"
        SPLIT = "split", "split"
        SETTLED = "settled", "resolved"
        # Verbs for accounts.
        SIGNED_IN = "signed_in", "signed in as"
        SIGNED_OUT = "signed_out", "signed out as"
        SIGN_IN_REFUSED = "sign_in_refused", "rejected a sign-in for"
        REFUSED = "refused", "was denied access as"
        INVITED = "invited", "invited"
        LINK_SENT = "link_sent", "sent a password reset link to"
        PASSWORD_CHANGED = "password_changed", "changed the password of"
        SECOND_FACTOR_SET = "second_factor_set", "changed the second factor of"
        SECOND_FACTOR_RESET = "second_factor_reset", "reset the second factor of"
        ROLES_CHANGED = "roles_changed", "changed the roles of"
        CONNECTED = "connected", "connected the single sign-on of"
        DISCONNECTED = "disconnected", "disconnected the single sign-on of"
        DEACTIVATED = "deactivated", "closed the account of"
        SESSIONS_ENDED = "sessions_ended", "ended the sessions of"

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="audit_entries"
    )
    verb = ChoiceField(max_length=20, choices=Verb)
    subject = models.CharField(max_length=40, help_text="The kind of object, such as statement.")
    subject_id = models.BigIntegerField()
    name = models.CharField(max_length=300, help_text="Its name at that time.")
    note = models.TextField(blank=True, help_text="The reason given, or what changed.")
    act = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        help_text="The entry of the act on many objects that this entry is part of.",
    )

    described = Described(
        Columns("id at actor verb subject_id act", Rule.KEPT),
        Columns("subject", Rule.KEPT, TextKind.CODE),
        Columns("name note", Rule.KEPT, TextKind.LOG),
        shown=None,
    )

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "audit entries"
        default_permissions = ["view"]
        indexes = [models.Index(fields=["subject", "subject_id", "-id"], name="audit_subject")]
        constraints = [models.CheckConstraint(condition=~Q(subject=""), name="audit_has_subject")]

    def __str__(self) -> str:
        return f"{self.actor or 'The site'} {self.get_verb_display()} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; raise AuditIsAppendOnly if it is already stored."""
        if not self._state.adding:
            raise AuditIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        """Raise AuditIsAppendOnly."""
        raise AuditIsAppendOnly
