"""Connections to a database in a file: writers queue, and a file that was replaced is reopened."""

import shutil
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError

from archive.machine.database import Trouble, trouble_with_writing
from archive.machine.database.sqlite.base import DatabaseWrapper
from archive.models import Decision
from tests.machine.database.site import connected

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path, empty_file: Path) -> Path:
    return Path(shutil.copy(empty_file, tmp_path / "site.sqlite3"))


def add(wrapper: DatabaseWrapper, name: str) -> None:
    with wrapper.cursor() as cursor:
        cursor.execute(
            "INSERT INTO archive_topic (name, slug, description, rule) VALUES (%s, %s, '', '')", [name, name]
        )


def names(wrapper: DatabaseWrapper) -> list[str]:
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT name FROM archive_topic ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def begin(wrapper: DatabaseWrapper) -> None:
    wrapper.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def commit(wrapper: DatabaseWrapper) -> None:
    wrapper.commit()
    wrapper.set_autocommit(True)


def test_a_writer_that_waits_too_long_is_told_that_others_are_writing(file: Path) -> None:
    with connected(file) as busy, connected(file, timeout=0) as other:
        begin(busy)
        with pytest.raises(OperationalError) as caught:
            add(other, "late")
        assert trouble_with_writing(caught.value) is Trouble.BUSY
        busy.rollback()
        busy.set_autocommit(True)
        add(other, "late")
        assert names(busy) == ["late"]


def test_a_connection_closed_in_a_transaction_blocks_nobody(file: Path) -> None:
    with connected(file) as gone, connected(file, timeout=0) as other:
        begin(gone)
        gone.close()
        add(other, "next")
        assert names(other) == ["next"]


def test_readers_never_wait(file: Path) -> None:
    with connected(file) as busy, connected(file, timeout=0) as reader:
        begin(busy)
        assert names(reader) == []


@pytest.mark.parametrize("in_a_transaction", [True, False])
def test_writes_after_the_file_was_replaced_go_to_the_new_one(file: Path, in_a_transaction: bool) -> None:
    new = Path(shutil.copy(file, file.with_name("new")))
    with connected(file) as site, connected(new) as other:
        assert names(site) == []
        add(other, "kept")
        other.close()
        new.replace(file)
        if in_a_transaction:
            begin(site)
        add(site, "written")
        if in_a_transaction:
            commit(site)
        assert names(site) == ["kept", "written"]


def test_a_reader_uses_the_new_file_from_the_next_request(file: Path) -> None:
    new = Path(shutil.copy(file, file.with_name("new")))
    with connected(file) as site, connected(new) as other:
        assert names(site) == []
        add(other, "kept")
        other.close()
        new.replace(file)
        site.close_if_unusable_or_obsolete()
        assert names(site) == ["kept"]


def test_a_full_disk_is_distinguished_from_a_read_only_one(file: Path) -> None:
    for pragma, trouble in (("max_page_count = 1", Trouble.FULL), ("query_only = ON", Trouble.READ_ONLY)):
        with connected(file) as site:
            with site.cursor() as cursor:
                cursor.execute(f"PRAGMA {pragma}")
            with pytest.raises(OperationalError) as caught:
                add(site, "too much for one page " * 1000)
            assert trouble_with_writing(caught.value) is trouble


def test_a_programming_error_is_not_reported_as_database_trouble(file: Path) -> None:
    with connected(file) as site, pytest.raises(OperationalError) as caught, site.cursor() as cursor:
        cursor.execute("SELECT nothing")
    assert trouble_with_writing(caught.value) is None


def test_a_number_too_large_for_postgresql_is_refused() -> None:
    field = Decision._meta.get_field("yes_count")
    assert field.clean(2**31 - 1, None) == 2**31 - 1
    with pytest.raises(ValidationError, match="less than or equal to 2147483647"):
        field.clean(2**31, None)
