"""A source keeps its file outside the web, with its checksum, and hands it to staff as a download."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import Role, Source
from tests.admin.form import send, words
from tests.record import make_document, make_meeting, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
CONTENT = b"<script>alert(1)</script>"


def upload(staff, name: str = "minutes.html", **typed: object) -> Source:
    known = {"kind": "minutes", "title": "Minutes", "file": SimpleUploadedFile(name, CONTENT, "text/html")}
    answer = send(staff, reverse("admin:archive_source_add"), **(known | typed))
    assert "added successfully" in words(answer)
    return Source.objects.get()


def test_a_file_is_kept_with_its_checksum_and_sent_as_a_download(staff):
    source = upload(staff, url="https://example.org/minutes", published="2017-02")
    assert source.file_sha256 == hashlib.sha256(CONTENT).hexdigest()
    shown = words(staff.get(reverse("admin:archive_source_change", args=[source.pk])))
    assert source.file_sha256 in shown
    sent = staff.get(reverse("admin:archive_source_file", args=[source.pk]))
    assert b"".join(sent.streaming_content) == CONTENT
    assert sent["Content-Disposition"].startswith('attachment; filename="minutes')
    assert sent["Content-Type"] == "application/octet-stream"
    assert sent["X-Content-Type-Options"] == "nosniff"


def test_nobody_else_gets_the_file(staff, client):
    source = upload(staff)
    address = reverse("admin:archive_source_file", args=[source.pk])
    assert client.get(address).status_code == 302
    assert signed_in(make_person(is_staff=True)).get(address).status_code == 403
    assert client.get(f"/{source.file.name}").status_code == 404


def test_a_kept_file_is_never_replaced(staff):
    source = upload(staff)
    other = SimpleUploadedFile("other.html", b"other")
    send(staff, reverse("admin:archive_source_change", args=[source.pk]), title="Approved minutes", file=other)
    source.refresh_from_db()
    assert (source.title, source.file_sha256) == ("Approved minutes", hashlib.sha256(CONTENT).hexdigest())


def test_a_source_without_a_file_gets_one_later(staff):
    source = upload(staff, file=None)
    assert not source.file
    typed = {"file": SimpleUploadedFile("minutes.txt", CONTENT)}
    send(staff, reverse("admin:archive_source_change", args=[source.pk]), **typed)
    source.refresh_from_db()
    assert source.file_sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_a_file_that_is_gone_is_said_to_be(staff):
    source = upload(staff)
    Path(source.file.path).unlink()
    assert "is missing from the uploads" in words(staff.get(reverse("admin:archive_source_change", args=[source.pk])))
    assert staff.get(reverse("admin:archive_source_file", args=[source.pk])).status_code == 404
    assert staff.get(reverse("admin:archive_source_file", args=[source.pk + 1])).status_code == 404


@pytest.mark.parametrize(
    "name", ["..\\..\\boot.ini", "../../etc/passwd", "<b>.html", "\u202efdp.exe", "a" * 90 + ".pdf"]
)
def test_a_hostile_file_name_stays_under_the_uploads(staff, settings, name):
    source = upload(staff, name)
    assert Path(source.file.path).resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve() / "sources")
    assert "<b>" not in staff.get(reverse("admin:archive_source_change", args=[source.pk])).content.decode()


def test_a_document_of_a_meeting_is_not_deleted(staff):
    meeting = make_meeting()
    source = make_document(meeting)
    address = reverse("admin:archive_source_delete", args=[source.pk])
    assert f"is a document of {meeting}." in words(staff.get(address))
    staff.post(address, {"post": "yes"})
    assert Source.objects.exists()


def test_documents_of_a_public_meeting_are_chosen_by_those_who_publish():
    address = reverse("admin:archive_meeting_change", args=[make_statement().meeting_id])
    for role, offered in ((Role.CLERK, False), (Role.EDITOR, True)):
        person = signed_in(make_person(role, is_staff=True))
        assert ('name="documents"' in person.get(address).content.decode()) == offered
