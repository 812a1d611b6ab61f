"""``manage.py backup`` copies the whole site, each upload once, and keeps its keys separately."""

import json
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from archive.actions.redaction import redact
from archive.citations.passages.quote_range import from_ends
from archive.machine.database.fit import DatabaseState, known_versions
from archive.upkeep.backups import BackupFolder
from archive.upkeep.backups import making as making_module
from archive.upkeep.backups.files import sha256_of
from archive.upkeep.backups.keys import KEYS, WrongKeys, read_keys
from archive.upkeep.backups.manifest import DamagedBackup, Manifest
from archive.upkeep.backups.uploads import check_uploads
from archive.upkeep.runs import BACKUP, last_run
from tests.databases import in_a_file
from tests.record import make_document, make_meeting, make_statement

# A dump of PostgreSQL's has what was committed.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")
TEXT = "We will open the library on Saturdays."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def back_up(folder: Path, *options: str) -> str:
    out = StringIO()
    call_command("backup", str(folder), *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_backup_holds_the_record_the_files_and_a_checksum_of_each_part(folder: Path) -> None:
    statement = make_statement(TEXT)
    document = make_document(statement.meeting, content=b"1. Roll call")
    back_up(folder)
    backups = BackupFolder(folder)
    manifest = Manifest.read(backups.newest())
    manifest.check_files(backups.newest())
    check_uploads(backups, manifest.uploads)
    assert set(manifest.files) == {"database", "numbers.json", "settings.json", "removals.json"}
    assert manifest.tables["archive_statement"].rows == 1
    assert backups.stored(manifest.uploads[document.file.name].sha256).read_bytes() == b"1. Roll call"
    assert manifest.missing == []
    numbers = json.loads((backups.newest() / "numbers.json").read_text())
    assert numbers["archive_statement"] >= statement.pk
    assert last_run(BACKUP).problem == ""


@in_a_file
def test_the_database_in_a_backup_can_be_opened(folder: Path) -> None:
    make_statement(TEXT)
    back_up(folder)
    with closing(sqlite3.connect(BackupFolder(folder).newest() / "database")) as copy:
        assert copy.execute("SELECT text FROM archive_revision").fetchall() == [(TEXT,)]


def test_an_upload_is_copied_once_and_deleted_with_the_last_backup_that_names_it(folder: Path) -> None:
    first = default_storage.save("sources/first.txt", ContentFile(b"first"))
    back_up(folder)
    backups = BackupFolder(folder)
    stored = backups.stored(Manifest.read(backups.newest()).uploads[first].sha256)
    before = stored.stat()
    default_storage.save("sources/second.txt", ContentFile(b"second"))
    back_up(folder)
    assert (stored.stat().st_ino, stored.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    default_storage.delete(first)
    back_up(folder)
    assert set(Manifest.read(backups.newest()).uploads) == {"sources/second.txt"}
    for old in backups.backups()[:-1]:
        backups.delete(old)
    assert backups.delete_unused() == 1
    assert not stored.exists()
    check_uploads(backups, Manifest.read(backups.newest()).uploads)


def test_a_changed_upload_is_copied_again(folder: Path) -> None:
    name = default_storage.save("sources/first.txt", ContentFile(b"first"))
    back_up(folder)
    default_storage.delete(name)
    assert default_storage.save(name, ContentFile(b"other and longer")) == name
    back_up(folder)
    backups = BackupFolder(folder)
    found = backups.stored(Manifest.read(backups.newest()).uploads[name].sha256)
    assert found.read_bytes() == b"other and longer"


def test_no_key_is_in_the_backup_if_keys_are_kept_separately(folder: Path, tmp_path: Path) -> None:
    back_up(folder, "--keys", str(tmp_path / "safe"))
    for path in folder.rglob("*"):
        assert not path.is_file() or not any(getattr(settings, name).encode() in path.read_bytes() for name in KEYS), (
            path
        )
    (keys,) = (tmp_path / "safe").iterdir()
    assert read_keys(keys) == {name: getattr(settings, name) for name in KEYS}
    assert keys.stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_keys_are_sealed_with_a_passphrase(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "phrase").write_text("correct horse battery\n")
    back_up(folder, "--passphrase-file", str(tmp_path / "phrase"))
    keys = BackupFolder(folder).keys_of(BackupFolder(folder).newest())
    assert settings.SECRET_KEY not in keys.read_text()
    assert read_keys(keys, "correct horse battery")["SECRET_KEY"] == settings.SECRET_KEY
    with pytest.raises(WrongKeys, match="another passphrase"):
        read_keys(keys, "wrong horse")
    with pytest.raises(WrongKeys, match="sealed"):
        read_keys(keys)


def test_an_empty_passphrase_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "phrase").write_text("\nsecond line")
    with pytest.raises(CommandError, match="first line"):
        back_up(folder, "--passphrase-file", str(tmp_path / "phrase"))
    assert not folder.exists()


def test_files_that_the_record_names_but_are_missing_give_status_3(folder: Path) -> None:
    document = make_document(make_meeting())
    default_storage.delete(document.file.name)
    with pytest.raises(SystemExit) as ended:
        back_up(folder)
    assert ended.value.code == 3
    assert document.file.name in last_run(BACKUP).problem
    assert len(BackupFolder(folder).backups()) == 1


def test_two_backups_do_not_run_in_one_folder(folder: Path) -> None:
    with BackupFolder(folder).in_hand(), pytest.raises(CommandError, match="Another process") as refused:
        back_up(folder)
    assert refused.value.returncode == 4


def test_a_failed_backup_does_not_count_and_the_next_removes_its_leftovers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(making_module.uploads, "keep_uploads", fail)
        with pytest.raises(CommandError, match=r"There is no new backup\. No space left"):
            back_up(folder)
    assert BackupFolder(folder).backups() == []
    assert "No space" in last_run(BACKUP).problem
    back_up(folder)
    assert [path.name for path in folder.iterdir() if "unfinished" in path.name] == []
    assert last_run(BACKUP).problem == ""


@pytest.mark.parametrize("name", ["database", "numbers.json", "settings.json", "removals.json"])
@pytest.mark.parametrize("how", ["changed", "lost"])
def test_verify_notices_a_damaged_file(folder: Path, name: str, how: str) -> None:
    back_up(folder)
    backup = BackupFolder(folder).newest()
    path = backup / name
    if how == "lost":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    with pytest.raises(DamagedBackup, match=name):
        Manifest.read(backup).check_files(backup)


def test_verify_notices_a_damaged_upload(folder: Path) -> None:
    name = default_storage.save("sources/first.txt", ContentFile(b"first"))
    back_up(folder)
    backups = BackupFolder(folder)
    upload = Manifest.read(backups.newest()).uploads[name]
    backups.stored(upload.sha256).write_bytes(b"fIrst")
    assert sha256_of(backups.stored(upload.sha256)) != upload.sha256
    with pytest.raises(DamagedBackup, match=r"first.txt in the backup is damaged"):
        check_uploads(backups, {name: upload})


def test_a_backup_deletes_old_ones_by_the_rule(folder: Path) -> None:
    for _ in range(3):
        back_up(folder)
    backups = BackupFolder(folder)
    old = backups.backups()[0].rename(folder / "20200105T120000.000000Z")
    older = backups.backups()[1].rename(folder / "20200104T120000.000000Z")
    assert "1 old backups deleted" in back_up(folder, "--keep", "0 days, 0 weeks, 2 months")
    assert old in backups.backups()
    assert older not in backups.backups()
    assert len(backups.backups()) == 3


def test_the_list_says_which_backups_hold_words_that_were_removed_since(folder: Path) -> None:
    statement = make_statement("He lives at 12 Plumtree Court, they said.")
    back_up(folder)
    assert "None contains words" in back_up(folder, "--list")
    revision = statement.current_revision
    passage = from_ends(revision.text, "12 Plumtree", "Court")
    redact(revision=revision, passage=passage, category="privacy", reason="A private address.")
    assert "1 of 1 backups" in back_up(folder, "--list")
    assert "1 of 2 backups" in back_up(folder)


def test_a_backup_before_an_upgrade_leaves_the_list_of_removals_as_it_was(folder: Path) -> None:
    revision = make_statement("He lives at 12 Plumtree Court, they said.").current_revision
    passage = from_ends(revision.text, "12 Plumtree", "Court")
    redact(revision=revision, passage=passage, category="privacy", reason="A private address.")
    back_up(folder)
    listed = BackupFolder(folder).removals.read_bytes()
    MigrationRecorder(connection).record_unapplied("archive", max(known_versions()))
    assert "The database is not migrated." in back_up(folder)
    assert BackupFolder(folder).removals.read_bytes() == listed
    assert len(BackupFolder(folder).backups()) == 2


def test_there_is_no_backup_of_a_database_without_tables(folder: Path) -> None:
    MigrationRecorder(connection).migration_qs.all().delete()
    with pytest.raises(CommandError, match=r"has no tables\. Run manage\.py migrate") as refused:
        back_up(folder)
    assert refused.value.returncode == DatabaseState.OLDER.value
    assert not folder.exists()
