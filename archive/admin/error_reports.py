"""Reports of errors: to look at; they are answered at the desk."""

from django.contrib import admin

from archive.admin.record import ReadOnlyAdmin
from archive.models import ErrorReport


@admin.register(ErrorReport)
class ErrorReportAdmin(ReadOnlyAdmin):
    """What readers reported and what became of it."""

    list_display = ["number", "statement", "status", "reported_at", "settled_at"]
    list_filter = ["status"]
    list_select_related = ["statement"]
    search_fields = ["problem", "outcome"]
    ordering = ["-number"]
