"""A site of any released version is upgraded by this one, in one command, with all its rows, on both engines.

``released/`` has the database of each version. That of this version is made here, as the release will make it.
"""

import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from archive.upkeep.doctor import TAKEN_OUT
from tests.databases import in_a_file
from tests.machine.database.filled_release import ADDRESSES, NO_ADDRESS, fill
from tests.servers.own_site import OwnSite
from tools.release import sql_of_new_site

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RELEASED = {path.stem: path for path in sorted((Path(__file__).parent / "released").glob("*.sql"))}
PRESENT = "this version"
# Of what an upgrade says that a site of 1.0.0 no longer has.
DROPPED = ("no longer list the passages", "no longer list pages elsewhere")
# Recorded or advanced by an upgrade, or named after the tables that the program has.
OF_UPGRADES = {
    "archive_outdatedname",
    "archive_subjectversion",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "sqlite_sequence",
}
TRAIL = "SELECT subject_id, verb, name, note FROM archive_auditentry WHERE subject = 'citinglink' ORDER BY id"
OF_LINKS = "SELECT kind, subject_id, stands FROM archive_change WHERE subject = 'citinglink' ORDER BY id"


@pytest.fixture(scope="module", params=[*RELEASED, PRESENT])
def old(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the database of a version, as SQLite's."""
    sql = sql_of_new_site(settings.BASE_DIR) if request.param == PRESENT else RELEASED[request.param].read_text()
    return fill(sql, tmp_path_factory.mktemp("released"))


def counts(place: Path) -> dict[str, int]:
    with closing(sqlite3.connect(place)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}


@in_a_file
def test_one_command_upgrades_it_with_all_its_rows(old: Path, tmp_path: Path) -> None:
    site = OwnSite("", old.parent)
    before = counts(old)
    assert "database 1" in site.run("backup", str(tmp_path / "backups"))
    assert before["archive_statement"] > 20
    said = site.run("migrate")
    assert [sentence in said for sentence in DROPPED] == [
        table in before for table in ("archive_quotation", "archive_citinglink")
    ]
    after = counts(old)
    assert not {"archive_quotation", "archive_citinglink"} & after.keys()
    if "archive_citinglink" in before:
        check_cited(old)
    for table in before.keys() & after.keys() - OF_UPGRADES:
        assert after[table] >= before[table], table
    assert after["archive_statement"] == before["archive_statement"]
    # A passage, and its two telling words.
    assert after["archive_removedwords"] == 3 * before["archive_removedwords"]
    with closing(sqlite3.connect(old)) as database:
        check_addresses(lambda question: database.execute(question).fetchall())
        check_alerts(lambda question: database.execute(question).fetchall())
    assert "The record is complete" in site.run("verify_record")
    site.run("work", "--only", "log")
    assert "The record is complete" in site.run("verify_record")
    with closing(sqlite3.connect(old)) as database:
        assert database.execute("SELECT count(*) FROM archive_logentry WHERE text LIKE '%differs%'").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM archive_commitment").fetchone() > (20,)
    site.run("work", "--only", "outbox")
    assert "The index is complete" in site.run("verify_index")
    brought_back = OwnSite("", tmp_path / "brought back")
    brought_back.run("restore", str(tmp_path / "backups"))
    assert counts(brought_back.folder / old.name)["archive_statement"] == before["archive_statement"]
    assert "The record is complete" in brought_back.run("verify_record")


@in_a_file
@pytest.mark.parametrize("words", [("migrate",), ("serve", "--port", "0", "--prepare-only")], ids=["migrate", "serve"])
def test_who_kills_an_upgrade_that_is_in_place_was_told_what_the_site_no_longer_has(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    place = fill(RELEASED["1.0.0"].read_text(), tmp_path)
    killed = OwnSite("", tmp_path).manage(*words, FAILPOINT="upgrade.replaced")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert "archive_quotation" not in counts(place)
    assert [sentence for sentence in DROPPED if sentence not in killed.stdout] == []


def check_cited(old: Path) -> None:
    """Assert that pages which quoted statements are kept in the trail, and that followers hear of their end."""
    with closing(sqlite3.connect(old)) as database:
        first, last = database.execute("SELECT min(number), max(number) FROM archive_statement").fetchone()
        assert database.execute(TRAIL).fetchall() == [
            (first, "created", "Sample News: Story", ""),
            (first, "deleted", "Sample News: Story", "Listed: https://news.example/1 (January 2026)"),
            (last, "deleted", "Other", "Waiting: https://news.example/2"),
        ]
        assert database.execute(OF_LINKS).fetchall() == [("published", 900, 0), ("withdrawn", 900, 0)]


def leaves(old: Path) -> Iterator[tuple[str, str]]:
    """Yield the last migration of each app in the old database, of those that this version still has."""
    with closing(sqlite3.connect(old)) as database:
        done = set(database.execute("SELECT app, name FROM django_migrations").fetchall())
    yield from dict(sorted(done & set(MigrationLoader(None).disk_migrations or ()))).items()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="make test-postgresql upgrades them on PostgreSQL.")
def test_one_command_upgrades_it_on_postgresql(old: Path, empty_postgresql_site: OwnSite, tmp_path: Path) -> None:
    site = empty_postgresql_site.copy("released", tmp_path)
    empty(site)
    for app, name in leaves(old):
        site.run("migrate", app, name)
    copied = copy_rows(old, site)
    site.run("migrate")
    present = {name for (name,) in site.ask("SELECT table_name FROM information_schema.tables")}
    for table in copied.keys() & present - OF_UPGRADES:
        assert site.ask(f'SELECT count(*) >= {copied[table]} FROM "{table}"') == [(True,)], table
    assert site.ask("SELECT count(*) FROM archive_statement") == [(copied["archive_statement"],)]
    assert site.ask("SELECT count(*) FROM archive_removedwords") == [(3 * copied["archive_removedwords"],)]
    check_addresses(site.ask)
    check_alerts(site.ask)
    assert "The record is complete" in site.run("verify_record")


def check_addresses(ask: Callable[[str], list[Any]]) -> None:
    """Compare what is no address any more with the entries of the audit trail."""
    noted: dict[str, set[int]] = {table: set() for table in ADDRESSES}
    for table, pk in ask(f"SELECT subject, subject_id FROM archive_auditentry WHERE note = '{TAKEN_OUT}{NO_ADDRESS}'"):
        noted[table].add(pk)
    for table, column in ADDRESSES.items():
        assert not ask(f"SELECT 1 FROM archive_{table} WHERE {column} = '{NO_ADDRESS}'"), table
        if any(noted.values()):
            key = "statement_id" if table == "decision" else "id"
            assert {(pk,) for pk in noted[table]} == set(ask(f"SELECT {key} FROM archive_{table}")), table


def check_alerts(ask: Callable[[str], list[Any]]) -> None:
    """Look for the alerts that the release had: nobody confirms again, and nobody is told twice."""
    if not ask("SELECT 1 FROM archive_alert"):
        return
    columns = "key, address, language, query, frequency, confirmed_at IS NULL"
    assert ask(f"SELECT {columns} FROM archive_alert ORDER BY key") == [
        ("asked", "new@example.org", "en", "q=buses", "daily", True),
        ("passage", "reader@example.org", "en", "", "at_once", False),
        ("search", "reader@example.org", "es", "q=library", "weekly", False),
    ]
    told = "archive_alerthit WHERE told_at IS NOT NULL"
    assert ask(f"SELECT key FROM archive_alert WHERE id IN (SELECT alert_id FROM {told})") == [("search",)]
    asking = "SELECT alert_id FROM archive_mail WHERE notice = 'alert' AND correction_id IS NULL"
    assert ask(f"SELECT key FROM archive_alert WHERE id IN ({asking})") == [("asked",)]


def empty(site: OwnSite) -> None:
    import psycopg

    with psycopg.connect(site.address) as server:
        server.execute("DROP SCHEMA public CASCADE")
        server.execute("CREATE SCHEMA public")


def copy_rows(old: Path, site: OwnSite) -> dict[str, int]:
    """Copy the rows of the archive's own tables, by the names of their columns; return how many each has."""
    import psycopg

    copied = {}
    with closing(sqlite3.connect(old)) as database, psycopg.connect(site.address) as server:
        server.execute("SET session_replication_role = replica")
        for (table,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'archive%'"
        ).fetchall():
            kinds = dict(
                server.execute(
                    "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table]
                ).fetchall()
            )
            found = database.execute(f'SELECT * FROM "{table}"')
            names = [name for name, *_ in found.description]
            marks = ", ".join(f"%s::{kinds[name].replace('USER-DEFINED', 'text')}" for name in names)
            columns = ", ".join(f'"{name}"' for name in names)
            server.execute(f'DELETE FROM "{table}"')
            rows = [tuple(map(as_text, row)) for row in found.fetchall()]
            for row in rows:
                server.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', row)
            copied[table] = len(rows)
            if "id" in names:
                # A migration may add rows, with the numbers after these.
                server.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM \"{table}\" "
                    f"WHERE pg_get_serial_sequence('{table}', 'id') IS NOT NULL HAVING max(id) IS NOT NULL"
                )
    return copied


def as_text(value: Any) -> Any:
    """Return the value so that PostgreSQL casts it: numbers as text, too, because 1 is no boolean there."""
    return value if value is None or isinstance(value, bytes) else str(value)
