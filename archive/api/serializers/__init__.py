"""The objects of the API: their fields, and where these come from."""

from archive.api.serializers.alerts import AlertSerializer
from archive.api.serializers.directory import BoardSerializer, SourceSerializer, SpeakerSerializer, TopicSerializer
from archive.api.serializers.log import (
    ChangeSerializer,
    CitingLinkSerializer,
    CorrectionSerializer,
    TombstoneSerializer,
)
from archive.api.serializers.statements import (
    DecisionSerializer,
    MeetingSerializer,
    RevisionSerializer,
    StatementSerializer,
)
