"""The version of the record, and whether the caches in front of the site were told of it."""

from django.contrib import admin

from archive.admin.record import ReadOnlyAdmin
from archive.models import RecordVersion


@admin.register(RecordVersion)
class RecordVersionAdmin(ReadOnlyAdmin):
    """To look at only: the database changes it."""

    list_display = ["token", "purged"]
    search_fields = ["token"]
