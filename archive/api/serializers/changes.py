"""What changed in the record."""

from typing import Any

from rest_framework import serializers

from archive.addresses import permanent_url
from archive.models import Change


class ChangeSerializer(serializers.Serializer):
    """One change of one record, and the record as it stands now. What was removed is in neither."""

    position = serializers.IntegerField(source="pk", read_only=True, help_text="Its place in the order.")
    at = serializers.DateTimeField(read_only=True)
    kind = serializers.ChoiceField(Change.Kind.choices, read_only=True, help_text="What happened.")
    type = serializers.ChoiceField(
        Change.Subject.choices, source="subject", read_only=True, help_text="What kind of record it is."
    )
    id = serializers.IntegerField(
        source="subject_id", read_only=True, help_text="The number of a statement, the id of another record."
    )
    url = serializers.SerializerMethodField(help_text="Its page; null if it has none now.")
    correction = serializers.IntegerField(
        source="correction_id", read_only=True, allow_null=True, help_text="The id of the entry that says why."
    )
    object = serializers.SerializerMethodField(
        help_text="The record as it stands now, as its own address shows it; null where readers can no longer see it."
    )

    def get_url(self, change: Any) -> str | None:
        """Return the address of the record; of a statement that was withdrawn that of its tombstone."""
        if change.record is not None and change.subject != Change.Subject.SOURCE:
            return permanent_url(change.record.get_absolute_url())
        return permanent_url(f"/statements/{change.subject_id}/") if change.subject == "statement" else None

    def get_object(self, change: Any) -> dict[str, Any] | None:
        """Return the record, read once for all changes of a page."""
        return change.shown
