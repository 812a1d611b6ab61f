"""Redacted words are removed from the disk, at once or as soon as possible."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction
from django.db.models import QuerySet

from archive.actions.removed_words import disk
from archive.models import OutboxEntry, Statement
from archive.upkeep.drain import drain
from tests.record import make_statement

pytestmark = pytest.mark.django_db(transaction=True)


def files_waiting(statement: Statement) -> QuerySet[OutboxEntry]:
    """Return the files to delete, ignoring PostgreSQL tables that wait for a transaction of PostgreSQL itself."""
    return disk.waiting(statement).filter(kind=OutboxEntry.Kind.DELETE_FILE)


def test_files_are_deleted_once_the_transaction_has_committed():
    statement = make_statement()
    name = default_storage.save("held.txt", ContentFile(b"words"))
    with transaction.atomic():
        disk.add(statement.pk, [name])
        assert default_storage.exists(name)
    assert not default_storage.exists(name)
    assert not files_waiting(statement).exists()


def test_a_file_that_cannot_be_deleted_waits_and_says_why(monkeypatch):
    statement = make_statement()
    name = default_storage.save("held.txt", ContentFile(b"words"))

    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch, transaction.atomic():
        patch.setattr(FileSystemStorage, "delete", refuse)
        disk.add(statement.pk, [name])
    (row,) = files_waiting(statement)
    assert row.attempts == 1
    assert "Input/output error" in row.last_error
    drain(due_only=True)
    assert not default_storage.exists(name)
    assert not files_waiting(statement).exists()


def test_a_file_that_no_longer_exists_counts_as_deleted(settings):
    statement = make_statement()
    OutboxEntry.objects.write_removals(statement.pk, ["never-there.txt"])
    assert disk.drain() >= 1
    assert not files_waiting(statement).exists()
    assert not Path(settings.MEDIA_ROOT, "never-there.txt").exists()
