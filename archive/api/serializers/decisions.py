"""Decisions and their rolls as objects of the API."""

from rest_framework import serializers

from archive.api.serializers.fields import Brief, DescribedSerializer, PartialDateField, PermanentUrl
from archive.api.serializers.statements import BriefAgendaItem, BriefMeeting
from archive.models import Ballot, Decision


class BallotSerializer(DescribedSerializer):
    """One line of a roll: a name as printed, and the vote, or whether they were there."""

    table = Ballot

    speaker = Brief(allow_null=True)


class DecisionSerializer(DescribedSerializer):
    """What was decided. Counts are as printed, and null where the source prints none."""

    table = Decision

    number = serializers.IntegerField(source="pk", read_only=True, help_text="The number of its statement.")
    url = PermanentUrl()
    text = serializers.CharField(source="statement.text", read_only=True, help_text="The motion as printed.")
    date = PartialDateField(source="statement.date")
    board = Brief(source="statement.board")
    meeting = BriefMeeting(source="statement.meeting", allow_null=True)
    agenda_item = BriefAgendaItem(source="statement.agenda_item", allow_null=True)
    amends = serializers.IntegerField(source="public_amends", read_only=True, allow_null=True)
    mover = Brief(allow_null=True)
    seconder = Brief(allow_null=True)
    put_in = serializers.IntegerField(
        source="public_put_in", read_only=True, allow_null=True, help_text="The statement in which it was put."
    )
    roll = BallotSerializer(many=True, help_text="In the order of the source.")
