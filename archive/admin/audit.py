"""The audit trail: to look at, never to edit."""

from django.contrib import admin

from archive.admin.record import ReadOnlyAdmin
from archive.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what, when, to which record."""

    list_display = ["at", "actor", "verb", "name", "note"]
    list_filter = ["verb", "subject"]
    list_select_related = ["actor"]
    search_fields = ["name", "note", "actor__username"]
    ordering = ["-id"]
