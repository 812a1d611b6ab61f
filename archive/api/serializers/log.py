"""The public log: corrections, tombstones, and pages that quote a statement."""

from rest_framework import serializers

from archive.api.serializers.fields import PartialDateField, PermanentUrl, RecordSerializer
from archive.models import Correction, Tombstone
from archive.text.addresses import permanent_url


class CorrectionSerializer(RecordSerializer):
    """A change of the public record, with its reason."""

    id = serializers.IntegerField(read_only=True)
    url = PermanentUrl()
    statement = serializers.IntegerField(source="statement_id", read_only=True, allow_null=True)
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
    """A page elsewhere that quotes a statement."""

    id = serializers.IntegerField(read_only=True)
    statement = serializers.IntegerField(source="statement_id", read_only=True)
    statement_url = PermanentUrl(source="statement")
    url = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    publisher = serializers.CharField(read_only=True)
    published = PartialDateField(allow_null=True)
