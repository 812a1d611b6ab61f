"""A statement's number is never given to another one, whatever happens to the database."""

import errno
import os
import re
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.db import OperationalError
from django.urls import get_resolver

from archive.machine.database import Trouble, trouble_with_writing
from archive.machine.database.sqlite.base import DatabaseWrapper
from archive.machine.database.sqlite.numbers import PERMANENT
from tests.machine.database.site import connected

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path, empty_file: Path) -> Path:
    return Path(shutil.copy(empty_file, tmp_path / "site.sqlite3"))


def add(database: DatabaseWrapper, *, in_a_transaction: bool = True) -> int:
    """Add a row to a numbered table and return its number."""
    if in_a_transaction:
        database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        with database.cursor() as cursor:
            cursor.execute(
                "INSERT INTO archive_source (kind, title, publisher, url, licence, made_with, file, file_sha256)"
                " VALUES ('minutes', 'Minutes', '', '', '', '', '', '')"
            )
            number = cursor.lastrowid
        if in_a_transaction:
            database.commit()
    except BaseException:
        database.rollback()
        raise
    finally:
        database.set_autocommit(True)
    return number


@pytest.mark.parametrize("in_a_transaction", [True, False])
def test_after_a_restore_numbers_continue_after_the_highest_ever_assigned(file: Path, in_a_transaction: bool) -> None:
    with connected(file) as database:
        add(database)
    backup = shutil.copy(file, file.with_name("backup"))
    with connected(file) as database:
        given = [add(database, in_a_transaction=in_a_transaction) for _ in range(3)]
    Path(backup).replace(file)
    with connected(file) as database:
        assert add(database, in_a_transaction=in_a_transaction) == max(given) + 1


def test_a_running_site_whose_database_is_replaced_assigns_no_number_twice(file: Path) -> None:
    with connected(file) as database:
        add(database)
        database.close()
        backup = shutil.copy(file, file.with_name("backup"))
        given = [add(database) for _ in range(3)]
        Path(backup).replace(file)
        assert add(database) == max(given) + 1


def test_an_empty_database_continues_the_numbers_too(file: Path, empty_file: Path) -> None:
    with connected(file) as database:
        given = [add(database) for _ in range(3)]
    shutil.copy(empty_file, file)
    with connected(file) as database:
        assert add(database) == max(given) + 1


def test_numbers_have_no_gaps_if_nothing_was_restored(file: Path) -> None:
    numbers = []
    for _ in range(3):
        with connected(file) as database, connected(file) as other:
            numbers += [add(database), add(other), add(database, in_a_transaction=False)]
    assert numbers == list(range(numbers[0], numbers[0] + 9))


def test_nothing_is_committed_if_its_number_cannot_be_noted(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with connected(file) as database:
        add(database)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(OperationalError) as caught:
                add(database)
        assert trouble_with_writing(caught.value) is Trouble.FULL
        with database.cursor() as cursor:
            assert cursor.execute("SELECT count(*) FROM archive_source").fetchone() == (1,)
        assert add(database) == 2


def test_every_number_in_a_public_address_is_kept() -> None:
    """If this fails for a new URL with a number, add its table to PERMANENT, or add here what the number counts."""
    # A revision's number counts within its statement; a tile or an entry of the log is named by its place in it.
    other = {"archive_revision", "old", "new", "level", "width", "position"}
    called = {"pk": "meeting", "number": "statement", "document": "source", "report": "errorreport"}
    named = set()
    for pattern in get_resolver("archive.pages.urls").url_patterns:
        for name in re.findall(r"<int:(\w+)>", str(pattern.pattern)):
            model = called.get(name, name)
            known = model in apps.get_app_config("archive").models
            named.add(apps.get_model("archive", model)._meta.db_table if known else name)
    assert named - other == set(PERMANENT)
