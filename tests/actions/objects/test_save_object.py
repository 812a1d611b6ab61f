"""Objects without words of their own: an editor changes what readers see of them in public, with a reason."""

import pytest
from django.core.exceptions import ValidationError

from archive.actions.objects import delete_object, save_object
from archive.actions.rules import ChangedMeanwhile, NotAllowed, Why, version_of
from archive.models import AgendaItem, Office, OutboxEntry, PartialDate, Role, Source, Statement
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic
from tests.staff import make_person

pytestmark = pytest.mark.django_db
WHY = Why("The notice says so.", "Page 2.", "https://example.org/notice")


def test_statements_follow_their_meeting_and_the_index_is_notified_once():
    meeting, board = make_meeting(date="2017-02"), make_board()
    statements = [make_statement(meeting=meeting), make_statement(meeting=meeting), make_draft(meeting=meeting)]
    other = make_statement()
    OutboxEntry.objects.all().delete()
    meeting.board, meeting.date = board, PartialDate(2017, 2, 23)
    save_object(instance=meeting, why=WHY)
    for statement in statements:
        statement.refresh_from_db()
        assert (statement.board, statement.date) == (board, PartialDate(2017, 2, 23))
    assert Statement.objects.get(pk=other.pk).board == other.board
    assert list(OutboxEntry.objects.values_list("subject", "subject_id")) == [("meeting", meeting.pk)]


def test_a_change_that_affects_only_drafts_does_not_notify_the_index():
    meeting = make_draft().meeting
    meeting.date = PartialDate(2020)
    save_object(instance=meeting)
    assert not OutboxEntry.objects.exists()


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060 \ufeff", "\u00ad", " "])
def test_a_name_of_invisible_characters_is_refused(unseen: str):
    speaker, topic = make_speaker(), make_topic()
    speaker.name = topic.name = unseen
    for instance in (speaker, topic, Source(title=unseen, kind=Source.Kind.OTHER)):
        with pytest.raises(ValidationError):
            save_object(instance=instance, why=WHY)


def test_a_meeting_cannot_lose_its_date():
    meeting = make_meeting()
    meeting.date = None
    with pytest.raises(ValidationError):
        save_object(instance=meeting)
    meeting.refresh_from_db()
    assert meeting.date == PartialDate(2024, 3, 5)


def public_objects():
    """Return one record of each table that readers see, with a field and another value of it."""
    topic, speaker, source = make_topic(), make_speaker("Ann Lee"), Source.objects.create(kind="minutes", title="Old")
    meeting = make_meeting()
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Roll call")
    office = Office.objects.create(speaker=speaker, title="Chair", board=meeting.board)
    name = speaker.names.create(name="A. Lee")
    make_statement(meeting=meeting, speaker=speaker, source=source, topics=[topic], agenda_item=item)
    return [
        (meeting.board, "name", "Another Board", meeting.board),
        (meeting, "recording_url", "https://example.org/other", meeting),
        (item, "title", "Another item", meeting),
        (speaker, "name", "Zoe Lee", speaker),
        (name, "name", "Z. Lee", speaker),
        (office, "title", "Clerk", speaker),
        (source, "url", "https://example.org/source", source),
        (topic, "name", "Another topic", topic),
    ]


def test_changing_what_readers_see_takes_a_reason_which_the_log_shows():
    for instance, field, value, subject in public_objects():
        before = getattr(instance, field)
        setattr(instance, field, value)
        with pytest.raises(ValidationError, match="Give a reason"):
            save_object(instance=instance)
        assert getattr(type(instance).objects.get(pk=instance.pk), field) == before
        save_object(instance=instance, why=WHY)
        correction = subject.corrections.public().first()
        assert (correction.reason, correction.evidence, correction.evidence_url) == (
            WHY.reason,
            "Page 2.",
            WHY.evidence_url,
        )
        [[label, was, now]] = correction.changes
        assert (was, now) == (before, value)
        assert field.split("_")[0] in label


def test_a_clerk_changes_nothing_that_readers_see():
    clerk = make_person(Role.CLERK)
    for instance, field, value, subject in public_objects():
        seen = version_of(instance)
        setattr(instance, field, value)
        with pytest.raises(NotAllowed):
            save_object(instance=instance, why=WHY, seen=seen, actor=clerk)
        with pytest.raises(NotAllowed):
            delete_object(instance=instance, why=WHY, seen=seen, actor=clerk)
        assert not subject.corrections.exists()


def test_facts_on_a_public_page_are_added_and_removed_in_public():
    speaker = make_statement(speaker=make_speaker()).speaker
    office = Office(speaker=speaker, title="Chair", organisation="A club")
    with pytest.raises(ValidationError, match="Give a reason"):
        save_object(instance=office)
    save_object(instance=office, why=WHY)
    with pytest.raises(ValidationError, match="Give a reason"):
        delete_object(instance=office)
    delete_object(instance=office, why=WHY)
    changes = [correction.changes for correction in speaker.corrections.order_by("id")]
    assert changes == [[["office", "", "Chair, A club"]], [["office", "Chair, A club", ""]]]


def test_an_object_with_a_public_page_is_not_deleted():
    topic = make_topic()
    make_statement(topics=[topic])
    with pytest.raises(ValidationError, match="so it cannot be deleted"):
        delete_object(instance=topic, why=WHY)


def test_values_that_others_saved_meanwhile_are_not_overwritten():
    clerk, topic = make_person(Role.CLERK), make_topic("Libraries")
    seen = version_of(topic)
    topic.name = "Public libraries"
    save_object(instance=topic, seen=seen, actor=clerk)
    topic.name = "Parks"
    for stale in (seen, "", None):
        with pytest.raises(ChangedMeanwhile):
            save_object(instance=topic, seen=stale, actor=clerk)
    topic.refresh_from_db()
    assert topic.name == "Public libraries"


def test_save_object_ignores_fields_that_people_cannot_edit():
    meeting = make_meeting()
    stale = type(meeting).objects.get(pk=meeting.pk)
    make_statement(meeting=meeting)
    stale.external_id, stale.place = "Another's", "Room 2"
    save_object(instance=stale, why=WHY)
    meeting.refresh_from_db()
    assert (meeting.external_id, meeting.place) == (None, "Room 2")
    assert meeting.published_at
