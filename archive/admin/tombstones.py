"""Tombstones: to look at; they are made by withdrawing and redacting."""

from django.contrib import admin

from archive.admin.record import ReadOnlyAdmin
from archive.models import RedactedPassage, Tombstone


@admin.register(Tombstone)
class TombstoneAdmin(ReadOnlyAdmin):
    """What was taken out of public view, why and by whom."""

    list_display = ["statement", "what", "category", "reason", "decided_at", "decided_by"]
    list_filter = ["what", "category"]
    list_select_related = ["statement", "decided_by"]
    search_fields = ["reason", "sha256"]
    ordering = ["-id"]


@admin.register(RedactedPassage)
class RedactedPassageAdmin(ReadOnlyAdmin):
    """Where words were redacted."""

    list_display = ["revision", "in_title", "start", "end", "tombstone"]
    search_fields = ["tombstone__reason"]
    list_select_related = ["revision", "tombstone__statement"]
    ordering = ["-id"]
