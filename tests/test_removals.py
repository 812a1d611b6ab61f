"""What a redaction removes is removed from the disk, at once or as soon as possible."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction

from archive import removals, upkeep
from archive.models import OutboxEntry
from tests.record import make_statement

pytestmark = pytest.mark.django_db(transaction=True)


def test_files_are_deleted_once_the_transaction_has_committed():
    statement = make_statement()
    name = default_storage.save("held.txt", ContentFile(b"words"))
    with transaction.atomic():
        removals.add(statement.pk, [name])
        assert default_storage.exists(name)
    assert not default_storage.exists(name)
    assert not removals.waiting(statement).exists()


def test_a_file_that_cannot_be_deleted_waits_and_says_why(monkeypatch):
    statement = make_statement()
    name = default_storage.save("held.txt", ContentFile(b"words"))

    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch, transaction.atomic():
        patch.setattr(FileSystemStorage, "delete", refuse)
        removals.add(statement.pk, [name])
    (row,) = removals.waiting(statement)
    assert (row.kind, row.attempts) == (OutboxEntry.Kind.DELETE_FILE, 1)
    assert "Input/output error" in row.last_error
    upkeep.drain(due_only=True)
    assert not default_storage.exists(name)
    assert not removals.waiting(statement).exists()


def test_a_file_that_is_gone_already_is_done(settings):
    statement = make_statement()
    OutboxEntry.objects.write_removals(statement.pk, ["never-there.txt"])
    assert removals.drain() == 2
    assert not Path(settings.MEDIA_ROOT, "never-there.txt").exists()
