"""What the desk is working on: to look at here, to work with there."""

from django.contrib import admin

from archive.admin.record import ReadOnlyAdmin
from archive.models import ImportBatch, ScheduledPublication, SpeakerMerge, StagedItem, StagedLabel, StagedTurn


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """Transcript files on their way in."""

    list_display = ["file_name", "meeting", "status", "uploaded_by", "uploaded_at"]
    list_filter = ["status"]
    list_select_related = ["meeting__board", "uploaded_by"]
    search_fields = ["file_name", "file_sha256", "meeting__board__name"]
    exclude = ["file"]


@admin.register(StagedItem, StagedLabel, StagedTurn)
class StagedAdmin(ReadOnlyAdmin):
    """What was read from such a file."""

    list_display = ["__str__", "batch"]
    list_select_related = ["batch"]
    search_fields = ["batch__file_name"]


@admin.register(ScheduledPublication)
class ScheduledPublicationAdmin(ReadOnlyAdmin):
    """What becomes public at a time to come."""

    list_display = ["__str__", "decided_by", "done_at", "failure"]
    list_select_related = ["meeting__board", "statement", "decided_by"]
    search_fields = ["meeting__board__name", "failure"]


@admin.register(SpeakerMerge)
class SpeakerMergeAdmin(ReadOnlyAdmin):
    """Speakers found to be the same."""

    list_display = ["__str__", "at", "actor", "undone_at"]
    list_select_related = ["kept", "gone", "actor"]
    search_fields = ["kept__name", "gone__name"]
