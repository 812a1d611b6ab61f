"""A site on PostgreSQL is backed up with ``pg_dump`` and restored in one transaction, or not at all."""

import shutil
import signal
from pathlib import Path

import pytest

from archive.upkeep.backups import BackupFolder
from archive.upkeep.backups.manifest import Manifest
from tests.servers.own_site import OwnSite

HELD = "with outbox.held_back():"
SECRET = "Quillifer Zanthrope"


@pytest.fixture
def site(empty_postgresql_site: OwnSite, tmp_path: Path) -> OwnSite:
    return empty_postgresql_site.copy("site", tmp_path / "site")


@pytest.fixture
def place(site: OwnSite, tmp_path: Path) -> OwnSite:
    return site.another("place", tmp_path / "place")


def back_up(site: OwnSite, folder: Path) -> Path:
    site.run("backup", str(folder))
    return BackupFolder(folder).newest()


def test_words_removed_since_the_backup_are_removed_again_and_no_number_is_reused(
    site: OwnSite, place: OwnSite, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    made = f"statement = make_statement('We thank {SECRET} for it.'); make_document(statement.meeting)"
    number = int(site.do(HELD, f" {made}; print(statement.pk)"))
    old = back_up(site, folder)
    manifest = Manifest.read(old)
    assert manifest.engine == "postgresql"
    assert manifest.tables["archive_statement"].rows == 1
    site.do(
        "from archive.actions.redaction.redacting import redact",
        "from archive.citations.passages.quote_range import from_ends",
        HELD,
        f" statement = Statement.objects.get(number={number}); revision = statement.current_revision",
        " passage = from_ends(revision.text, 'Quillifer', 'Zanthrope')",
        " redact(revision=revision, passage=passage, category='privacy', reason='A private person.')",
        " make_statement('A statement of which the old backup knows nothing.')",
    )
    back_up(site, folder)

    done = place.manage("restore", str(old))
    assert done.returncode == 0, done.stderr
    assert "1 later redactions and withdrawals applied" in done.stdout
    ((text,),) = place.ask("SELECT text FROM archive_revision")
    assert "Zanthrope" not in text
    assert text.startswith("We thank ")
    assert sum(path.is_file() for path in (place.folder / "uploads").rglob("*")) == 1
    assert (place.folder / "secret_key").read_text() == (site.folder / "secret_key").read_text()
    assert not (place.folder / "restoring").exists()
    assert place.ask("SELECT last_value FROM archive_statement_number_seq") == [(number + 1,)]
    # The restored site works: it finds its statements, and its record is intact.
    assert "Found 1, " in place.run("search", "thank")
    assert "The record is complete" in place.run("verify_record")
    again = place.manage("restore", str(old))
    assert again.returncode == 1
    assert "There are tables in the database place" in again.stderr


def test_a_backup_shows_one_moment_while_others_write(site: OwnSite, place: OwnSite, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    site.do(
        "from archive.upkeep.backups import BackupFolder, make_backup",
        "from archive.upkeep.backups.making import Wishes",
        f"folder = BackupFolder(__import__('pathlib').Path({str(folder)!r}))",
        # Between the digests and the dump, and after it.
        "def write(share): share < 0.5 or make_statement(f'Said meanwhile, at {share}.')",
        "with outbox.held_back(), folder.in_hand():",
        " make_statement('Said before.')",
        " make_backup(folder, Wishes(watch_database=write))",
        " assert Statement.objects.count() == 3",
    )
    assert place.manage("restore", str(folder)).returncode == 0
    assert place.ask("SELECT text FROM archive_revision") == [("Said before.",)]


@pytest.mark.parametrize("failpoint", ["restore.checked", "restore.placed"])
def test_a_killed_restore_leaves_no_site_or_a_complete_one(
    site: OwnSite, place: OwnSite, tmp_path: Path, failpoint: str
) -> None:
    site.do(HELD, " make_document(make_statement('We open the library.').meeting)")
    back_up(site, tmp_path / "backups")
    assert place.manage("restore", str(tmp_path / "backups"), FAILPOINT=failpoint).returncode == -signal.SIGKILL
    if failpoint != "restore.placed":
        assert place.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
        place.run("restore", str(tmp_path / "backups"))
    assert place.ask("SELECT text FROM archive_revision") == [("We open the library.",)]
    assert sum(path.is_file() for path in (place.folder / "uploads").rglob("*")) == 1
    assert not (place.folder / "restoring").exists()


def test_tables_from_another_moment_are_refused(site: OwnSite, place: OwnSite, tmp_path: Path) -> None:
    site.do(HELD, " make_statement('We open the library.')")
    backup = back_up(site, tmp_path / "backups")
    text = (backup / "manifest.json").read_text()
    digest = Manifest.read(backup).tables["archive_revision"].sha256
    (backup / "manifest.json").write_text(text.replace(digest, "0" * 64))
    done = place.manage("restore", str(backup))
    assert done.returncode == 1
    assert "Nothing was restored. The tables of the backup are not those of the site" in done.stderr
    assert place.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_a_backup_from_another_engine_is_refused(site: OwnSite, tmp_path: Path) -> None:
    back_up(site, tmp_path / "backups")
    done = site.manage("restore", str(tmp_path / "backups"), DATABASE_URL="", DATA_DIR=str(tmp_path / "place"))
    assert done.returncode == 1
    assert "The backup is of postgresql, and this site uses sqlite" in done.stderr


def test_the_drill_compares_both_databases_and_drops_the_copy(site: OwnSite, tmp_path: Path) -> None:
    site.do(HELD, " make_document(make_statement('We open the library.').meeting)")
    site.run("collectstatic", "--no-input")
    said = site.run("drill", str(tmp_path / "backups"), "--scratch", str(tmp_path))
    assert said.startswith("Everything was restored: ")
    assert ", 1 uploaded files, 2 pages." in said
    assert site.ask("SELECT datname FROM pg_database WHERE datname LIKE '%drill%'") == []


def test_a_drill_that_may_not_create_a_database_says_what_to_do(site: OwnSite, tmp_path: Path) -> None:
    site.on_server("DROP ROLE IF EXISTS keeper", "CREATE ROLE keeper LOGIN IN ROLE pg_read_all_data")
    address = site.address.replace("postgres@", "keeper@")
    done = site.manage("drill", str(tmp_path / "backups"), DATABASE_URL=address)
    assert done.returncode == 1
    assert "ALTER ROLE keeper CREATEDB" in done.stderr


def test_a_backup_without_the_postgresql_programs_says_what_to_install(site: OwnSite, tmp_path: Path) -> None:
    assert shutil.which("pg_dump")
    done = site.manage("backup", str(tmp_path / "backups"), PATH=str(tmp_path))
    assert done.returncode == 1
    assert "pg_dump is missing: install" in done.stderr
    assert BackupFolder(tmp_path / "backups").backups() == []
