"""Readers are told of decisions as of other statements, and of an agenda item before it is decided."""

import pytest
from django.test import Client
from django.utils import timezone

from archive.actions.redaction import redact
from archive.actions.statements import NewDecision, correct, publish_meeting
from archive.citations.passages.quote_range import QuoteRange
from archive.ingest.staging.commit import save_as_drafts
from archive.log.changes import settle
from archive.models import Filing, ImportBatch, Meeting, Statement
from archive.search.engines import outbox as index
from tests.alerts import reader as passages
from tests.alerts.reader import text_of
from tests.alerts.searches.reader import delivered, follow
from tests.ingest.folder.test_agendas import AGENDA
from tests.ingest.folder.test_staging import imported
from tests.record import make_board, make_decision, make_meeting, make_topic

pytestmark = pytest.mark.django_db
MOVED = "Moved to lease the boathouse to the rowing club."


@pytest.fixture
def meeting() -> Meeting:
    """A meeting of today."""
    index.keep_up()
    return make_meeting(make_board("Open Board"), date=timezone.localdate().isoformat())


def changes(client: Client, kind: str) -> list[tuple[str, int]]:
    settle()
    found = client.get(f"/api/v1/changes/?kind={kind}").json()["results"]
    return [(one["type"], one["id"]) for one in found if one["type"] in {"statement", "decision"}]


def test_a_decision_is_emailed_once_and_is_in_the_feed_and_the_list_of_changes(client: Client, meeting: Meeting):
    follow({"q": "result:failed"})
    carried = make_decision(MOVED, meeting=meeting)
    failed = make_decision("Moved to sell the boathouse.", meeting=meeting, facts={"result": "failed"})
    (message,) = delivered()
    assert failed.get_absolute_url() in text_of(message)
    assert carried.get_absolute_url() not in text_of(message)
    feed = client.get("/search/feed/?q=result:failed").content.decode()
    assert "sell the boathouse" in feed
    assert "rowing club" not in feed
    published = changes(client, "published")
    assert {("statement", failed.pk), ("decision", failed.pk)} <= set(published)


def test_a_new_result_of_a_decision_is_told_as_a_correction(client: Client, meeting: Meeting):
    decision = make_decision(MOVED, meeting=meeting)
    passages.told_of(decision)
    new = NewDecision({"result": "failed"})
    correct(statement=decision, text=MOVED, decision=new, reason="The clerk counted again.")
    (message,) = passages.delivered()
    assert f"/statements/{decision.pk}/" in passages.text_of(message)
    assert "The clerk counted again." in passages.text_of(message)
    assert "decision: result: Carried → Failed" in passages.text_of(message)
    assert ("statement", decision.pk) in changes(client, "corrected")


def test_redacted_words_of_a_decision_are_in_no_email_and_the_redaction_is_listed(client: Client, meeting: Meeting):
    follow({"q": "boathouse"})
    decision = make_decision(MOVED, meeting=meeting)
    start = MOVED.index("rowing")
    passage = QuoteRange(start, start + len("rowing club"))
    redact(revision=decision.current_revision, passage=passage, category="privacy", reason="It was private.")
    (message,) = delivered()
    assert "rowing" not in message.as_string()
    assert ("statement", decision.pk) in changes(client, "redacted")


def test_an_agenda_item_is_emailed_and_filed_under_a_topic_before_it_is_decided(client: Client):
    index.keep_up()
    buses = make_topic("Buses", slug="buses", rule='"electric buses"')
    make_board("Sample Elm School Board")
    follow({"q": "superintendent buses"})
    imported("agenda.txt", AGENDA)
    batch = ImportBatch.objects.get()
    save_as_drafts(batch=batch)
    publish_meeting(meeting=batch.meeting)
    (message,) = delivered()
    assert "two electric *buses*" in text_of(message).replace("\n", " ")
    item = Statement.objects.get(agenda_item__title__contains="buses")
    assert item.meeting.date.first > timezone.localdate()
    assert list(Filing.objects.values_list("statement", "topic", "how")) == [(item.pk, buses.pk, "rule")]
    assert item.get_absolute_url() in client.get(buses.get_absolute_url()).content.decode()
    assert "electric buses" in client.get("/topics/buses/feed/").content.decode()
