"""Meetings as objects of the API."""

from rest_framework import serializers

from archive.api.serializers.directory import SourceSerializer
from archive.api.serializers.fields import Brief, DescribedSerializer, PermanentUrl
from archive.api.serializers.statements import BriefAgendaItem
from archive.models import Meeting


class MeetingSerializer(DescribedSerializer):
    """One sitting of a board."""

    table = Meeting

    id = serializers.IntegerField(read_only=True)
    url = PermanentUrl()
    board = Brief()
    title = serializers.CharField(read_only=True, help_text="Empty if the board gave it none.")
    start = serializers.TimeField(read_only=True, allow_null=True, help_text="Local time of the board.")
    agenda_items = BriefAgendaItem(many=True, help_text="In the order of the agenda.")
    documents = SourceSerializer(many=True)
    published_at = serializers.DateTimeField(read_only=True)
