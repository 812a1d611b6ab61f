"""Links to where statements were quoted: to look at; they are decided at the desk."""

from django.contrib import admin

from archive.admin.record import ReadOnlyAdmin
from archive.models import CitingLink


@admin.register(CitingLink)
class CitingLinkAdmin(ReadOnlyAdmin):
    """What was suggested, and what became of it."""

    list_display = ["title", "publisher", "statement", "status", "suggested_at"]
    list_filter = ["status"]
    list_select_related = ["statement"]
    search_fields = ["title", "publisher", "url"]
    ordering = ["-id"]
