"""Sources as objects of the API."""

from rest_framework import serializers

from archive.api.serializers.fields import DescribedSerializer
from archive.models import Source


class SourceSerializer(DescribedSerializer):
    """Where texts come from."""

    table = Source

    kind = serializers.CharField(read_only=True, help_text="What it is, such as official_transcript or minutes.")
    url = serializers.CharField(read_only=True, help_text="Where it was published; empty if unknown.")
    licence = serializers.CharField(read_only=True, help_text="Its licence; empty if none is stated.")
    file_sha256 = serializers.CharField(read_only=True, help_text="Of the file the archive keeps.")
