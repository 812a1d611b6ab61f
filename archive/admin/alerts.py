"""Alerts of readers and the mails that wait: to look at. Addresses are for whoever must help a reader, no one else."""

from django.contrib import admin
from django.http import HttpRequest

from archive.admin.record import ReadOnlyAdmin, YetFilter
from archive.models import Alert, CorrectionToTell, Mail


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    """Who asked to be told of what; a reader stops one by the link in each mail."""

    list_display = ["id", "statement", "created_at", "confirmed_at"]
    list_filter = [("confirmed_at", YetFilter)]
    list_select_related = ["statement"]
    search_fields = ["email", "statement__number__exact"]
    ordering = ["-id"]
    fields = ["statement", "revision", "start", "end", "email", "language", "created_at", "confirmed_at"]


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """Mails that are not sent yet; one that fails keeps its error here."""

    list_display = ["id", "alert", "correction", "attempts", "try_at", "last_error"]
    list_select_related = ["alert__statement", "correction__statement", "correction__revision"]
    search_fields = ["last_error"]
    ordering = ["-id"]
    fields = ["alert", "correction", "is_last", "created_at", "attempts", "try_at", "claimed_until", "last_error"]


@admin.register(CorrectionToTell)
class CorrectionToTellAdmin(ReadOnlyAdmin):
    """Corrections that were not looked at for alerts yet."""

    list_display = ["correction"]
    list_select_related = ["correction__statement", "correction__revision"]
    search_fields = ["correction__own_reason"]
    ordering = ["-correction"]

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> CorrectionToTell | None:
        """Find none of a number that no database holds: Django looks before it leaps only where the key is a number."""
        is_number = object_id.isdecimal() and len(object_id) < len(str(2**63))
        return super().get_object(request, object_id, from_field) if is_number else None
