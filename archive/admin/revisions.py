"""Revisions: to look at, never to edit."""

from django.contrib import admin

from archive.admin.record import ReadOnlyAdmin, YetFilter
from archive.models import Revision


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """Every wording of every statement."""

    list_display = ["statement", "number", "headline", "reason", "author", "published_at"]
    list_filter = [("published_at", YetFilter)]
    list_select_related = ["statement", "author"]
    search_fields = ["title", "text", "reason", "sha256"]
    ordering = ["-id"]
    fields = [
        "statement",
        "number",
        "title",
        "text",
        "reason",
        "author",
        "created_at",
        "published_at",
        "sha256",
        "previous_hash",
    ]

    def view_on_site(self, obj: Revision) -> str | None:
        """Return the permanent address of a published wording."""
        return obj.get_absolute_url() if obj.published_at and obj.statement.is_public else None
