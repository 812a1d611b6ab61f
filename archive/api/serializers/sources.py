"""Sources as objects of the API."""

from rest_framework import serializers

from archive.api.serializers.fields import PartialDateField


class SourceSerializer(serializers.Serializer):
    """Where texts come from."""

    id = serializers.IntegerField(read_only=True)
    kind = serializers.CharField(read_only=True, help_text="What it is, such as official_transcript or minutes.")
    title = serializers.CharField(read_only=True)
    publisher = serializers.CharField(read_only=True)
    url = serializers.CharField(read_only=True, help_text="Where it was published; empty if unknown.")
    published = PartialDateField(allow_null=True)
    accessed = PartialDateField(allow_null=True)
    licence = serializers.CharField(read_only=True, help_text="Its licence; empty if none is stated.")
    file_sha256 = serializers.CharField(read_only=True, help_text="Of the file the archive keeps.")
