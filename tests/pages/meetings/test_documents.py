"""What readers see of a meeting's documents, and how kept files are sent."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.pages.page import Page
from tests.record import make_document, make_meeting, make_statement

pytestmark = pytest.mark.django_db


def test_the_meeting_lists_its_documents_with_kind_publisher_and_links(client: Client):
    meeting = make_statement().meeting
    kept = make_document(meeting, "Agenda <b>", publisher="Sample Board")
    meeting.documents.create(kind="presentation", title="Slides", url="https://example.org/slides")
    page = Page(client.get(meeting.get_absolute_url()).content.decode())
    said = " ".join(page.one("section", **{"class": "documents"}).text.split())
    assert "Agenda Agenda <b>, Sample Board" in said
    assert "Presentation Slides" in said
    assert f"/meetings/{meeting.pk}/documents/{kept.pk}/" in page.html
    assert "https://example.org/slides" in page.html


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("agenda.pdf", "application/pdf"),
        ("agenda.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("agenda.txt", "text/plain"),
        ("agenda.vtt", "text/vtt"),
        ("agenda.html", "application/octet-stream"),
    ],
)
def test_a_stored_file_is_sent_as_a_download_with_its_type(client: Client, name: str, media_type: str):
    meeting = make_statement().meeting
    document = make_document(meeting, content=b"1. Roll call", file_name=name)
    sent = client.get(reverse("pages:meeting-document", args=[meeting.pk, document.pk]))
    assert sent.getvalue() == b"1. Roll call"
    assert sent["Content-Type"] == media_type
    assert sent["Content-Disposition"] == f'attachment; filename="{document.file_name}"'
    assert sent["X-Content-Type-Options"] == "nosniff"


def test_a_missing_file_is_not_found(client: Client):
    meeting = make_statement().meeting
    linked = meeting.documents.create(kind="minutes", title="Minutes", url="https://example.org/minutes")
    elsewhere, lost = make_document(make_meeting()), make_document(meeting)
    lost.file.storage.delete(lost.file.name)
    for document in (linked, lost, elsewhere):
        assert client.get(f"/meetings/{meeting.pk}/documents/{document.pk}/").status_code == 404
    assert client.get(f"/meetings/{meeting.pk}/documents/{2**70}/").status_code == 404
