"""Boards, speakers and topics as objects of the API."""

from typing import Any

from rest_framework import serializers

from archive.api.serializers.fields import Brief, DescribedSerializer, PartialDateField, PermanentUrl, RecordSerializer
from archive.models import Board, Source, Speaker, Topic


class NamedSerializer(DescribedSerializer):
    """An object with a name and a page."""

    id = serializers.IntegerField(read_only=True)
    slug = serializers.CharField(read_only=True)
    url = PermanentUrl()
    name = serializers.CharField(read_only=True)


class BoardSerializer(NamedSerializer):
    """A public body that meets."""

    table = Board

    parent = serializers.SerializerMethodField(  # type: ignore[assignment]  # the framework has a property of that name
        help_text="The slug of the board that it is a committee of."
    )
    language = serializers.CharField(read_only=True, help_text="BCP 47.")

    def get_parent(self, board: Any) -> str | None:
        """Return the slug of a parent that readers see too."""
        return board.public_parent


class OfficeSerializer(RecordSerializer):
    """An office that a speaker held."""

    title = serializers.CharField(read_only=True)
    board = Brief(allow_null=True)
    organisation = serializers.CharField(read_only=True, help_text="If the office is not at a board of the archive.")
    since = PartialDateField(source="from_date", allow_null=True)
    until = PartialDateField(source="to_date", allow_null=True)


class SpeakerSerializer(NamedSerializer):
    """A person or an organisation that said something."""

    table = Speaker

    other_names = serializers.SerializerMethodField(help_text="Other spellings on record.")
    offices = OfficeSerializer(source="public_offices", many=True)
    website = serializers.CharField(read_only=True)
    description = serializers.CharField(read_only=True)

    def get_other_names(self, speaker: Any) -> list[str]:
        """Return the spellings that readers may see."""
        return [name.name for name in speaker.public_names]


class TopicSerializer(NamedSerializer):
    """A subject that statements are filed under."""

    table = Topic


class SourceSerializer(DescribedSerializer):
    """Where texts come from."""

    table = Source

    kind = serializers.CharField(read_only=True, help_text="What it is, such as official_transcript or minutes.")
    url = serializers.CharField(read_only=True, help_text="Where it was published; empty if unknown.")
    licence = serializers.CharField(read_only=True, help_text="Its licence; empty if none is stated.")
    file_sha256 = serializers.CharField(read_only=True, help_text="Of the file the archive keeps.")
