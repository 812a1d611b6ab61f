"""Every saved change to data in the index notifies the index, once. Nothing else does."""

import pytest
from django.core import serializers

from archive.models import OutboxEntry, Speaker, SpeakerName, Topic
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, int]]:
    """Return the notifications of the index since the last call."""
    rows = list(OutboxEntry.objects.order_by("id").values_list("subject", "subject_id"))
    OutboxEntry.objects.all().delete()
    return rows


@pytest.mark.parametrize(
    ("make", "field", "subject"),
    [
        (make_board, "name", "board"),
        (make_board, "language", "board"),
        (make_speaker, "name", "speaker"),
        (make_topic, "name", "topic"),
    ],
)
def test_renaming_an_object_notifies_the_index(make, field, subject):
    instance = make()
    assert told() == []
    setattr(instance, field, "de")
    instance.save()
    assert told() == [(subject, instance.pk)]
    instance.description = "Of no matter to the index."
    instance.save()
    assert told() == []


def test_another_name_of_a_speaker_notifies_the_index():
    speaker, other = make_speaker(), make_speaker()
    name = SpeakerName.objects.create(speaker=speaker, name="Drier")
    assert told() == [("speaker", speaker.pk)]
    name.save()
    assert told() == []
    name.name = "Dryer"
    name.save()
    assert told() == [("speaker", speaker.pk)]
    name.speaker = other
    name.save()
    assert sorted(told()) == [("speaker", speaker.pk), ("speaker", other.pk)]
    name.delete()
    assert told() == [("speaker", other.pk)]


def test_changes_to_public_statements_but_not_to_drafts_notify_the_index():
    statement, draft = make_statement(), make_draft()
    told()
    for row in (statement, draft):
        row.attribution = "The chair"
        row.save()
    assert told() == [("statement", statement.number)]


def test_adding_topics_from_either_side_notifies_the_index():
    statement, draft, topic = make_statement(), make_draft(), make_topic()
    told()
    only_the_public_one = [("statement", statement.number)]
    statement.topics.add(topic)
    assert told() == only_the_public_one
    statement.topics.clear()
    assert told() == only_the_public_one
    topic.statements.add(statement, draft)
    assert told() == only_the_public_one
    topic.statements.remove(statement)
    assert told() == only_the_public_one
    topic.statements.add(statement)
    told()
    topic.statements.clear()
    assert told() == only_the_public_one


@pytest.mark.parametrize("by", ["row", "query"])
def test_deleting_a_topic_notifies_the_index(by):
    topic = make_topic()
    statement = make_statement(topics=[topic])
    told()
    if by == "row":
        topic.delete()
    else:
        Topic.objects.filter(pk=topic.pk).delete()
    assert told() == [("statement", statement.number)]


def test_changing_the_place_of_a_meeting_does_not_notify_the_index():
    meeting = make_statement(meeting=make_meeting()).meeting
    told()
    meeting.place = "Room 5"
    meeting.save()
    assert told() == []


def test_loading_a_fixture_does_not_notify_the_index():
    speaker = make_speaker()
    [read] = serializers.deserialize("json", serializers.serialize("json", [speaker]))
    read.object.name = "Renamed"
    read.save()
    assert Speaker.objects.get().name == "Renamed"
    assert told() == []
