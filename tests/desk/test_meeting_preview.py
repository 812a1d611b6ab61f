"""The preview of a meeting: the page that readers will get, which nobody else can see or cache."""

import pytest
from django.urls import reverse

from archive.actions.statements import withdraw
from archive.desk import meeting_preview
from archive.models import AuditEntry, ChangeNote, OutboxEntry, RecordVersion, Statement
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def preview(client, meeting):
    return client.get(reverse("desk:meeting-preview", args=[meeting.pk]))


def test_it_shows_what_waits_and_what_is_public_but_nothing_withdrawn(clerk):
    meeting = make_meeting()
    make_statement("A public word about roofs.", meeting=meeting)
    make_draft("A draft about buses.", meeting=meeting, speaker=make_speaker("Robin Sample"))
    withdraw(statement=make_statement("A withdrawn word.", meeting=meeting), category="privacy", reason="A child.")
    page = preview(clerk, meeting).content.decode()
    for said in ("This is a preview.", "A public word about roofs.", "A draft about buses.", "Robin Sample"):
        assert said in page
    assert "A withdrawn word." not in page


def test_nothing_of_it_stays_or_is_let_out(clerk, client):
    statement = make_draft("A draft about buses.", meeting=make_meeting(make_board("Elm Board")))
    counted = (AuditEntry, ChangeNote, OutboxEntry)
    before = [RecordVersion.objects.get().token, *(model.objects.count() for model in counted)]
    response = preview(clerk, statement.meeting)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response
    assert "noindex" in response["X-Robots-Tag"]
    assert [RecordVersion.objects.get().token, *(model.objects.count() for model in counted)] == before
    assert not Statement.objects.public().exists()
    assert client.get(statement.meeting.get_absolute_url()).status_code == 404
    assert "This is a preview." not in client.get("/").content.decode()
    statement.refresh_from_db()
    assert statement.status == "draft"
    assert preview(client, statement.meeting).status_code == 302


def test_a_public_meeting_in_which_nothing_waits_has_one_too(clerk):
    meeting = make_statement("A public word about roofs.", meeting=make_meeting()).meeting
    assert "A public word about roofs." in preview(clerk, meeting).content.decode()


def test_a_long_meeting_shows_its_beginning_and_says_so(clerk, monkeypatch):
    """Others wait for the lock of a preview, which is short whatever the length of the meeting."""
    monkeypatch.setattr(meeting_preview, "MOST", 2)
    meeting = make_meeting()
    said = make_statement("A public word about roofs.", meeting=meeting)
    for words in ("A first draft.", "A second draft.", "A third draft."):
        make_draft(words, meeting=meeting)
    page = preview(clerk, meeting).content.decode()
    assert "It has the first 2 of 3 statements that wait." in page
    assert [words in page for words in (said.text, "A first draft.", "A second draft.", "A third draft.")] == [
        True,
        True,
        True,
        False,
    ]
    monkeypatch.setattr(meeting_preview, "MOST", 3)
    assert "statements that wait." not in preview(clerk, meeting).content.decode()
