"""What changed in the record."""

from typing import Any

from rest_framework import serializers

from archive.api.serializers.fields import RecordSerializer
from archive.models import Change
from archive.text.addresses import permanent_url


class ChangeSerializer(RecordSerializer):
    """One change of one object, and the object as it is now. Neither contains words that were removed."""

    position = serializers.IntegerField(source="pk", read_only=True, help_text="Its place in the order.")
    at = serializers.DateTimeField(read_only=True)
    kind = serializers.ChoiceField(Change.Kind.choices, read_only=True, help_text="What happened.")
    type = serializers.ChoiceField(
        Change.Subject.choices, source="subject", read_only=True, help_text="What kind of object it is."
    )
    id = serializers.IntegerField(
        source="subject_id", read_only=True, help_text="The number of a statement, or the id of another object."
    )
    url = serializers.SerializerMethodField(help_text="Its page; null if it has none now.")
    correction = serializers.IntegerField(
        source="correction_id", read_only=True, allow_null=True, help_text="The id of the entry that says why."
    )
    object = serializers.SerializerMethodField(
        help_text="The object as it is now, as its own address shows it; null if readers can no longer see it."
    )

    def get_url(self, change: Any) -> str | None:
        """Return the URL of the object; for a withdrawn statement, the URL of its tombstone."""
        if change.instance is not None and change.subject != Change.Subject.SOURCE:
            return permanent_url(change.instance.get_absolute_url())
        return permanent_url(f"/statements/{change.subject_id}/") if change.subject == "statement" else None

    def get_object(self, change: Any) -> dict[str, Any] | None:
        """Return the object, read once for all changes of a page."""
        return change.shown
