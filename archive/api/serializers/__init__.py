"""The objects of the API: their fields, and where these come from."""

from archive.api.serializers.decisions import DecisionSerializer
from archive.api.serializers.directory import BoardSerializer, SourceSerializer, SpeakerSerializer, TopicSerializer
from archive.api.serializers.log import (
    ChangeSerializer,
    CitingLinkSerializer,
    CorrectionSerializer,
    TombstoneSerializer,
)
from archive.api.serializers.meetings import MeetingSerializer
from archive.api.serializers.statements import RevisionSerializer, StatementSerializer
