"""Uploads in S3-compatible storage are sent only after the permission check, and backed up like others."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import boto3
import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from moto import mock_aws

from archive.upkeep.backups import BackupFolder
from archive.upkeep.backups.manifest import Manifest
from archive.upkeep.backups.uploads import put_back, stored_names
from tests.record import make_document, make_meeting, make_statement

pytestmark = pytest.mark.django_db
BUCKET = "sample-archive"


@pytest.fixture
def bucket(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "sample")
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket=BUCKET)
        options = {"bucket_name": BUCKET, "region_name": "us-east-1", "default_acl": "private", "file_overwrite": False}
        backend = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
        settings.STORAGES = {**settings.STORAGES, "default": backend}
        yield client


def test_a_file_is_sent_only_while_its_meeting_is_public(bucket: object, client: Client) -> None:
    meeting = make_meeting()
    document = make_document(meeting, content=b"1. Roll call")
    assert bucket.get_object(Bucket=BUCKET, Key=document.file.name)["Body"].read() == b"1. Roll call"
    path = f"/meetings/{meeting.pk}/documents/{document.pk}/"
    assert client.get(path).status_code == 404
    make_statement(meeting=meeting)
    answer = client.get(path)
    assert answer.status_code == 200
    assert b"".join(answer) == b"1. Roll call"
    answer.close()
    assert b"amazonaws" not in client.get(meeting.get_absolute_url()).content


def test_two_files_with_the_same_name_are_both_kept(bucket: object) -> None:
    first, second = (make_document(make_meeting(), content=content) for content in (b"first", b"second"))
    assert first.file.name != second.file.name
    with first.file.open("rb") as kept:
        assert kept.read() == b"first"


def test_a_backup_holds_uploads_in_s3_and_a_restore_brings_them_back(bucket: object, tmp_path: Path) -> None:
    document = make_document(make_meeting(), content=b"1. Roll call")
    call_command("backup", str(tmp_path / "backups"), stdout=StringIO(), stderr=StringIO())
    folder = BackupFolder(tmp_path / "backups")
    uploads = Manifest.read(folder.newest()).uploads
    assert set(uploads) == {document.file.name}
    default_storage.delete(document.file.name)
    assert list(stored_names()) == []
    put_back(folder, uploads)
    assert list(stored_names()) == [document.file.name]
    with default_storage.open(document.file.name) as kept:
        assert kept.read() == b"1. Roll call"
