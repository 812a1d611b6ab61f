"""The public log, and the list of what changed: corrections, tombstones, pages that quote a statement, changes."""

from typing import Any

from rest_framework import serializers

from archive.api.serializers.fields import PartialDateField, PermanentUrl, RecordSerializer
from archive.exports.addresses import permanent_url
from archive.models import Change, Correction, Tombstone


def _id_of(name: str) -> Any:
    about = f"The id, if a {name} was corrected; null otherwise."
    return serializers.IntegerField(source=f"{name}_id", read_only=True, allow_null=True, help_text=about)


class CorrectionSerializer(RecordSerializer):
    """A change of the public record, with its reason."""

    id = serializers.IntegerField(read_only=True)
    url = PermanentUrl()
    statement = serializers.IntegerField(source="statement_id", read_only=True, allow_null=True)
    meeting = _id_of("meeting")
    board = _id_of("board")
    speaker = _id_of("speaker")
    source = _id_of("source")
    topic = _id_of("topic")
    kind = serializers.ChoiceField(Correction.Kind.choices, read_only=True)
    at = serializers.DateTimeField(read_only=True)
    reason = serializers.CharField(read_only=True)
    evidence = serializers.CharField(read_only=True)
    evidence_url = serializers.CharField(read_only=True)
    revision = serializers.SerializerMethodField(help_text="The number of the revision that it published.")
    speaker_before = serializers.CharField(read_only=True)
    speaker_after = serializers.CharField(read_only=True)
    attribution_before = serializers.CharField(read_only=True)
    attribution_after = serializers.CharField(read_only=True)
    changes = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()),
        read_only=True,
        help_text="What changed besides: the name of each field, its value before, and its value after.",
    )

    def get_revision(self, correction: Correction) -> int | None:
        """Return the number of the revision, if words were published."""
        return correction.revision.number if correction.revision else None


class TombstoneSerializer(RecordSerializer):
    """The notice in place of words that were removed from public view. It contains none of them."""

    id = serializers.IntegerField(read_only=True)
    statement = serializers.IntegerField(source="statement_id", read_only=True)
    url = serializers.SerializerMethodField(help_text="The permanent address of the page that it stands on.")
    what = serializers.ChoiceField(Tombstone.What.choices, read_only=True)
    category = serializers.ChoiceField(Tombstone.Category.choices, read_only=True)
    reason = serializers.CharField(read_only=True)
    decided_at = serializers.DateTimeField(read_only=True)
    decided_by = serializers.CharField(source="decider", read_only=True, help_text="In which role.")
    sha256 = serializers.CharField(read_only=True, help_text="The hash of the wording that stood then.")

    def get_url(self, tombstone: Tombstone) -> str:
        """Return the URL without a title, because the title may be what was removed."""
        return permanent_url(f"/statements/{tombstone.statement_id}/")


class CitingLinkSerializer(RecordSerializer):
    """A page elsewhere that quotes a statement. The archive keeps none any more."""

    id = serializers.IntegerField(read_only=True)
    statement = serializers.IntegerField(source="statement_id", read_only=True)
    statement_url = PermanentUrl(source="statement")
    url = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    publisher = serializers.CharField(read_only=True)
    published = PartialDateField(allow_null=True)


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
        if change.shown is None:
            is_statement = change.subject == Change.Subject.STATEMENT
            return permanent_url(f"/statements/{change.subject_id}/") if is_statement else None
        # The “url” of a source is not here.
        return None if change.subject == Change.Subject.SOURCE else change.shown["url"]

    def get_object(self, change: Any) -> dict[str, Any] | None:
        """Return the object, read once for all changes of a page."""
        return change.shown
