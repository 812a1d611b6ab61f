"""Boards."""

from django.contrib import admin

from archive.admin.record import RecordAdmin
from archive.models import Board


@admin.register(Board)
class BoardAdmin(RecordAdmin):
    """Public bodies, and committees of them."""

    list_display = ["name", "kind", "parent", "place", "language"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "place"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "kind", "parent", "place", "timezone", "language", "website", "description"]
