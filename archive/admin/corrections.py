"""Corrections: to look at; they are made where the statement is."""

from django.contrib import admin

from archive.admin.record import ReadOnlyAdmin
from archive.models import Correction


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    """What was changed in public, and what is prepared to be."""

    list_display = ["id", "statement", "kind", "reason", "at"]
    list_filter = ["kind"]
    list_select_related = ["statement", "revision", "tombstone"]
    search_fields = ["own_reason", "revision__reason", "tombstone__reason", "evidence"]
    ordering = ["-id"]

    def view_on_site(self, obj: Correction) -> str | None:
        """Return its place in the public log."""
        return obj.get_absolute_url() if Correction.objects.public().filter(pk=obj.pk).exists() else None
