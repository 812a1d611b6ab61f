"""Statements, their revisions, meetings and decisions as objects of the API."""

from functools import cached_property
from typing import Any

from rest_framework import serializers

from archive.api.serializers.directory import SourceSerializer
from archive.api.serializers.fields import (
    Brief,
    DescribedSerializer,
    FormedUrl,
    PartialDateField,
    PermanentUrl,
    Reader,
    RecordSerializer,
    once_each,
)
from archive.models import Ballot, Decision, Meeting, Revision, Statement

SALT = "Random digits that the hash of these words begins with. A redaction destroys the salt of the words before it."
REMAINING = "The hash of what a redaction left; empty if nothing was redacted."


class BriefMeeting(RecordSerializer):
    """A meeting as a statement names it."""

    id = serializers.IntegerField(read_only=True)
    title = serializers.SerializerMethodField()
    url = PermanentUrl()

    def get_title(self, meeting: Meeting) -> str:
        """Return its own title, or one of board and date."""
        return str(meeting)


class BriefSource(RecordSerializer):
    """A source as a statement names it."""

    id = serializers.IntegerField(read_only=True)
    kind = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    publisher = serializers.CharField(read_only=True)
    url = serializers.CharField(read_only=True)


class BriefAgendaItem(RecordSerializer):
    """An agenda item as a statement names it."""

    id = serializers.IntegerField(read_only=True)
    label = serializers.CharField(  # type: ignore[assignment]  # the framework has an attribute of that name
        read_only=True, help_text="Its number as printed, such as 8.D."
    )
    title = serializers.CharField(read_only=True)


class StatementSpeaker(Brief):
    """Who said a statement, and the office held on that day."""

    office = serializers.CharField(read_only=True, help_text="Held on that day; empty if none is on record.")

    def to_representation(self, instance: Statement) -> Any:
        """Return the speaker of the statement with the office held that day; None if nobody is on record."""
        if instance.speaker is None:
            return None
        office = instance.office
        return {**self._speaker(instance.speaker), "office": office.title if office else ""}

    @cached_property
    def _speaker(self) -> Reader:
        return once_each(Brief())


class OffsetTimeField(serializers.DateTimeField):
    """A moment with its offset from UTC in digits."""

    def to_representation(self, value: Any) -> str:
        """Return the moment in ISO 8601."""
        return value.isoformat()


class RevisionNumber(serializers.IntegerField):
    """Which revision has the current words of a statement."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, help_text="The number of the current revision.", **kwargs)


class RevisionUrl(FormedUrl):
    """The permanent URL of the current revision of a statement."""

    def __init__(self, **kwargs: Any) -> None:
        places = {"revision": "number", "number": "statement_id"}
        about = "The permanent address of exactly these words."
        super().__init__(page="statement-revision", places=places, help_text=about, **kwargs)


class StatementSerializer(DescribedSerializer):
    """One utterance or written text, with its current words."""

    table = Statement

    number = serializers.IntegerField(read_only=True, help_text="Its number. It never changes.")
    url = FormedUrl(page="statement-detail", places={"number": "number", "slug": "slug"})
    revision = RevisionNumber(source="current_revision.number")
    revision_url = RevisionUrl(source="current_revision")
    salt = serializers.CharField(source="current_revision.salt", read_only=True, help_text=SALT)
    sha256 = serializers.CharField(
        source="current_revision.sha256", read_only=True, help_text="The hash of the current revision (see About)."
    )
    remaining_sha256 = serializers.CharField(
        source="current_revision.remaining_sha256", read_only=True, help_text=REMAINING
    )
    title = serializers.CharField(
        source="current_revision.title", read_only=True, help_text="A title of its own, or nothing."
    )
    text = serializers.CharField(
        source="current_revision.text", read_only=True, help_text="The words. Redacted passages are blocks (U+2588)."
    )
    language = serializers.CharField(source="board.language", read_only=True, help_text="Of the board (BCP 47).")
    kind = serializers.ChoiceField(Statement.Kind.choices, read_only=True)
    text_status = serializers.ChoiceField(
        Statement.TEXT_STATUSES, read_only=True, help_text="How close the text is to what was said; empty if unsaid."
    )
    date = PartialDateField()
    board = Brief()
    meeting = BriefMeeting(allow_null=True)
    agenda_item = BriefAgendaItem(allow_null=True)
    position = serializers.IntegerField(read_only=True, help_text="Its place in the meeting.")
    start_seconds = serializers.FloatField(read_only=True, allow_null=True, help_text="In the recording.")
    end_seconds = serializers.FloatField(read_only=True, allow_null=True, help_text="In the recording.")
    speaker = StatementSpeaker(source="*", allow_null=True)
    attribution = serializers.CharField(read_only=True, help_text="The speaker as the source prints it.")
    source = BriefSource(allow_null=True)  # type: ignore[assignment]  # the framework has an attribute of that name
    licence = serializers.SerializerMethodField(help_text="Of its source; empty if none is stated.")
    topics = Brief(source="shown_topics", many=True)
    responds_to = serializers.IntegerField(
        source="public_response_to", read_only=True, allow_null=True, help_text="The number of a statement."
    )
    published_at = OffsetTimeField(read_only=True)

    def get_licence(self, statement: Statement) -> str:
        """Return the licence of the source."""
        return statement.source.licence if statement.source else ""


class RevisionSerializer(RecordSerializer):
    """One published wording of a statement. It never changes, unless a passage is redacted."""

    number = serializers.IntegerField(read_only=True)
    statement = serializers.IntegerField(source="statement_id", read_only=True, help_text="The statement's number.")
    url = PermanentUrl()
    is_current = serializers.SerializerMethodField(help_text="Whether these are the current words.")
    title = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)
    salt = serializers.CharField(read_only=True, help_text=SALT)
    sha256 = serializers.CharField(read_only=True)
    remaining_sha256 = serializers.CharField(read_only=True, help_text=REMAINING)
    previous_sha256 = serializers.CharField(source="previous_hash", read_only=True)
    reason = serializers.CharField(read_only=True, help_text="Why the words were corrected.")
    published_at = serializers.DateTimeField(read_only=True)

    def get_is_current(self, revision: Revision) -> bool:
        """Return whether these are the statement's current words."""
        return revision.statement.current_revision_id == revision.pk


class BallotSerializer(DescribedSerializer):
    """One line of a roll: a name as printed, and the vote, or whether they were there."""

    table = Ballot

    speaker = Brief(allow_null=True)


class DecisionSerializer(DescribedSerializer):
    """What was decided. Counts are as printed, and null where the source prints none."""

    table = Decision

    number = serializers.IntegerField(source="pk", read_only=True, help_text="The number of its statement.")
    url = PermanentUrl()
    revision = RevisionNumber(source="statement.current_revision.number")
    revision_url = RevisionUrl(source="statement.current_revision")
    heading = serializers.CharField(
        source="statement.title",
        read_only=True,
        help_text="Its title, its agenda item’s, or a sentence of it.",
    )
    text = serializers.CharField(source="statement.text", read_only=True, help_text="The motion as printed.")
    text_status = serializers.ChoiceField(
        Statement.TEXT_STATUSES,
        source="statement.text_status",
        read_only=True,
        help_text="How close the text is to what was said.",
    )
    date = PartialDateField(source="statement.date")
    board = Brief(source="statement.board")
    meeting = BriefMeeting(source="statement.meeting", allow_null=True)
    agenda_item = BriefAgendaItem(source="statement.agenda_item", allow_null=True)
    amends = serializers.IntegerField(source="public_amends", read_only=True, allow_null=True)
    mover = Brief(allow_null=True)
    seconder = Brief(allow_null=True)
    document = BriefSource(allow_null=True, help_text="Its official document, which is one of its meeting.")
    put_in = serializers.IntegerField(
        source="public_put_in", read_only=True, allow_null=True, help_text="The statement in which it was put."
    )
    roll = BallotSerializer(many=True, help_text="In the order of the source.")


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
