"""The outbox: what the index still has to be told, and what it was told."""

from django.contrib import admin

from archive.admin.record import ReadOnlyAdmin, YetFilter
from archive.models import OutboxEntry


@admin.register(OutboxEntry)
class OutboxEntryAdmin(ReadOnlyAdmin):
    """Rows that the index works off by itself; one that fails keeps its error here."""

    list_display = ["id", "subject", "subject_id", "created_at", "done_at", "attempts", "last_error"]
    list_filter = [("done_at", YetFilter), "subject"]
    search_fields = ["subject_id__exact", "last_error"]
    ordering = ["-id"]
