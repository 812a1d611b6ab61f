"""A filled PostgreSQL database is upgraded completely or not at all, by one process at a time."""

import signal
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.machine.database.later import LATER
from tests.servers.own_site import OwnSite

COLUMNS = {"archive_statement": "length", "archive_speaker": "aside"}
# An upgrade counts the statements again.
NOT_COMPARED = COLUMNS | {"archive_publiccount": "id"}
# Recorded or advanced by the upgrade.
OF_UPGRADES = {"django_migrations", "archive_recordversion", "archive_subjectversion", "archive_outdatedname"}


@pytest.fixture(scope="module")
def filled(empty_postgresql_site: OwnSite, tmp_path_factory: pytest.TempPathFactory) -> OwnSite:
    site = empty_postgresql_site.copy("filled_to_upgrade", tmp_path_factory.mktemp("filled"))
    site.fill()
    return site


@pytest.fixture
def site(filled: OwnSite) -> OwnSite:
    return filled.copy("upgraded", filled.folder)


def rows(site: OwnSite) -> dict[str, Any]:
    """Return all rows of each table, without the columns that the later version adds."""
    names = {name for (name,) in site.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")} - OF_UPGRADES
    told = "(to_jsonb(of_table) - '{}')::text"
    return {
        name: site.ask(f'SELECT {told.format(NOT_COMPARED.get(name, ""))} FROM "{name}" AS of_table ORDER BY 1')
        for name in sorted(names)
    }


def added(site: OwnSite) -> set[tuple[Any, ...]]:
    marks = ", ".join(f"'{name}'" for name in COLUMNS.values())
    sql = f"SELECT table_name, column_name FROM information_schema.columns WHERE column_name IN ({marks})"
    return set(site.ask(sql)) & set(COLUMNS.items())


def test_an_upgrade_keeps_every_row_and_the_site_keeps_working(site: OwnSite) -> None:
    before, last = rows(site), site.ask("SELECT max(number) FROM archive_statement")
    assert sum(map(len, before.values())) > 100
    assert "later... OK" in site.run("migrate", **LATER)
    assert rows(site) == before
    assert added(site) == set(COLUMNS.items())
    wrong = """SELECT 1 FROM archive_statement AS s JOIN archive_revision AS r ON r.id = s.current_revision_id
        WHERE s.length <> length(r.text)"""
    assert site.ask(wrong) == []
    assert "The record is complete" in site.run("verify_record", **LATER)
    (version,) = site.ask("SELECT token FROM archive_recordversion")
    number = int(site.do("print(make_statement('Said after the upgrade.').number)", **LATER))
    assert [(number - 1,)] == last
    assert site.ask("SELECT token FROM archive_recordversion") != [version]
    assert "Found 1, " in site.run("search", "upgrade", **LATER)


def test_an_upgrade_killed_before_its_end_changes_nothing(site: OwnSite) -> None:
    before = rows(site)
    assert site.manage("migrate", FAILPOINT="later.measured", **LATER).returncode == -signal.SIGKILL
    assert added(site) == set()
    assert rows(site) == before
    assert "The record is complete" in site.run("verify_record")
    site.run("migrate", **LATER)
    assert added(site) == set(COLUMNS.items())


def test_the_second_of_two_simultaneous_upgrades_has_nothing_to_do(site: OwnSite) -> None:
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: site.manage("migrate", **LATER), range(2)))
    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]
    assert sorted("No migrations to apply" in one.stdout for one in done) == [False, True]
