"""Documents of a meeting are added by URL or file and removed. Once it is public, only editors do this."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.actions.rules import version_of
from archive.desk.forms import document as document_form
from archive.models import AuditEntry, Meeting, Role, Source
from tests.desk.acting import do, press, send
from tests.record import make_board, make_document, make_meeting, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


def add(client, meeting, **data):
    data = {"kind": "packet", "title": "Board packet", "seen": version_of(meeting)} | data
    return press(client, "meeting:document", meeting.pk, data, follow=True)


def pdf(name="packet.pdf", content=b"%PDF-1.7 sample"):
    return SimpleUploadedFile(name, content)


def told_of(instance):
    return list(AuditEntry.objects.about(instance).values_list("note", flat=True))


def test_a_new_meeting_leads_to_its_documents_on_request(clerk):
    data = {"board": make_board().pk, "date": "2024-03-05", "kind": "regular", "status": "held", "then": "documents"}
    response = clerk.post(reverse("desk:meeting-new"), data, follow=True)
    assert response.redirect_chain[-1][0] == f"/desk/meetings/{Meeting.objects.get().pk}/?add=document"


def test_a_file_is_stored_with_its_checksum_and_a_link_with_its_url(clerk, settings):
    meeting = make_meeting()
    add(clerk, meeting, file=pdf(), publisher="Sample Board")
    page = add(clerk, meeting, title="Slides", kind="presentation", url="slides.example/1").content.decode()
    kept, linked = meeting.documents.order_by("pk")
    assert kept.file_sha256 == hashlib.sha256(b"%PDF-1.7 sample").hexdigest()
    assert Path(kept.file.path).resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve())
    assert (linked.url, linked.file_sha256) == ("https://slides.example/1", "")
    assert "Board packet" in page
    assert "Slides" in page
    assert told_of(meeting) == ["Document added: Slides.", "Document added: Sample Board: Board packet."]
    sent = clerk.get(reverse("desk:document-file", args=[meeting.pk, kept.pk]))
    assert sent.getvalue() == b"%PDF-1.7 sample"
    assert sent["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Give the address of the document, or choose its file."),
        ({"url": "javascript:alert(1)"}, "Enter a web address"),
        ({"file": pdf(content=b"")}, "The file is empty"),
        ({"file": pdf("page.html", b"x")}, "Readers cannot download files such as"),
        ({"file": pdf(".pdf", b"x")}, "Readers cannot download files such as"),
        ({"file": pdf(content=b"x" * 11)}, "Give its address instead"),
        ({"url": "https://example.org/there"}, "The meeting has this document already: There."),
    ],
)
def test_a_refusal_is_explained_and_keeps_what_was_typed(clerk, monkeypatch, data, sentence):
    monkeypatch.setattr(document_form, "LARGEST_UPLOAD", 10)
    meeting = make_meeting()
    meeting.documents.create(kind="other", title="There", url="https://example.org/there")
    page = add(clerk, meeting, title="Typed with care", **data).content.decode()
    assert sentence in page
    assert 'value="Typed with care"' in page
    assert Source.objects.count() == 1


def test_the_same_file_is_not_added_twice(clerk):
    meeting = make_meeting()
    add(clerk, meeting, file=pdf())
    assert "has this document already" in add(clerk, meeting, file=pdf("again.pdf")).content.decode()


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.pdf", "..\\..\\boot.pdf", "???.pdf", "a" * 250 + ".pdf", "<b>&\u202ex.pdf", "議事録.pdf"],
)
def test_no_file_name_escapes_the_uploads_or_loses_its_extension(clerk, settings, name):
    meeting = make_meeting()
    add(clerk, meeting, file=pdf(name))
    document = meeting.documents.get()
    assert Path(document.file.path).resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve() / "sources")
    assert document.media_type == "application/pdf"
    sent = clerk.get(reverse("desk:document-file", args=[meeting.pk, document.pk]))
    assert sent.getvalue() == b"%PDF-1.7 sample"


def test_a_removed_document_remains_a_source(clerk):
    meeting = make_meeting()
    document = make_document(meeting)
    send(clerk, "meeting:remove-document", meeting, document=document.pk)
    assert not meeting.documents.exists()
    assert Source.objects.get().file_is_there
    assert told_of(meeting) == ["Document removed: Agenda."]
    again = do(clerk, "meeting:remove-document", meeting, document=document.pk)
    assert "is not a document of this meeting" in again.content.decode()


def test_only_editors_change_documents_of_a_public_meeting(clerk):
    meeting = make_statement().meeting
    document = make_document(meeting)
    assert add(clerk, meeting, url="https://example.org/").status_code == 403
    assert send(clerk, "meeting:remove-document", meeting, document=document.pk).status_code == 403
    editor = signed_in(make_person(Role.EDITOR))
    add(editor, meeting, url="https://example.org/")
    assert meeting.documents.count() == 1
    add(editor, meeting, url="https://example.org/", reason="It came late.")
    assert meeting.documents.count() == 2
    assert meeting.corrections.public().get().changes == [["document", "", "Board packet"]]
