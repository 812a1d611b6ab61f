"""The outbox: the work that follows commits, what waits of it and what was done."""

from django.contrib import admin

from archive.admin.record import ReadOnlyAdmin, YetFilter
from archive.models import OutboxEntry


@admin.register(OutboxEntry)
class OutboxEntryAdmin(ReadOnlyAdmin):
    """Rows that the site works off by itself; one that fails keeps its error here."""

    list_display = ["id", "kind", "subject", "subject_id", "created_at", "done_at", "attempts", "last_error"]
    list_filter = [("done_at", YetFilter), "kind", "subject"]
    search_fields = ["subject_id__exact", "last_error"]
    ordering = ["-id"]
