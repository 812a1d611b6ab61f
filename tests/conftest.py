"""What every test stands on: an index and uploads of its own, and nothing remembered of the test before."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import override_settings
from hypothesis import settings as property_tests
from pytest_django import DjangoDbBlocker

from archive.models.record_version import all_triggers
from tests.databases import EmptyDatabase, fire_at_once, token_of_each_write
from tests.folders import settings_for
from tests.migrated import migrated_once
from tests.servers import postgresql
from tests.servers.own_site import OwnSite

# The same examples every time, so that a change is judged by what it changes; no test asserts a time. New examples are
# looked for with --hypothesis-profile=explore.
property_tests.register_profile("project", deadline=None, derandomize=True)
property_tests.register_profile("explore", deadline=None, max_examples=2000)
property_tests.load_profile("project")


def pytest_collection_finish() -> None:
    """Look for garbage rarely: to look through all modules again and again took a sixth of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Have the database of the tests made once for all processes, with triggers that fire for each write."""
    with token_of_each_write(), migrated_once():
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmptyDatabase]:
    """Make the database of the tests, if one of them has ``django_db``, and keep a copy while it is empty."""
    empty = EmptyDatabase(tmp_path_factory.mktemp("empty"), django_db_blocker)
    yield empty
    empty.drop()


@pytest.fixture(scope="session")
def empty_database(django_db_setup: EmptyDatabase) -> EmptyDatabase:
    """A database without records, for sites that processes share: to copy it is quicker than to migrate another."""
    return django_db_setup


@pytest.fixture(scope="session")
def empty_file(empty_database: EmptyDatabase) -> Path:
    """The same as a file, for tests of SQLite."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps no database in a file of its own.")
    return empty_database.file


@pytest.fixture(scope="session")
def empty_postgresql_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnSite]:
    """A site without records on a PostgreSQL server of its own, whatever the engine of the other tests."""
    if not postgresql.programs():
        pytest.skip("PostgreSQL is not installed (Debian: postgresql).")
    pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed: requirements-postgresql.txt")
    with postgresql.running(icu=os.environ.get("ICU_LOCALE", "")) as address:
        site = OwnSite(address, Path()).another("empty", tmp_path_factory.mktemp("empty-site"))
        site.run("migrate")
        yield site


@pytest.fixture(autouse=True)
def triggers_at_once(request: pytest.FixtureRequest) -> None:
    """Have the version of the record change in a test, whose transaction never ends."""
    marker = request.node.get_closest_marker("django_db")
    if connection.vendor == "postgresql" and marker and not marker.kwargs.get("transaction"):
        request.getfixturevalue("_django_db_helper")
        fire_at_once([trigger.name for trigger in all_triggers()])


@pytest.fixture(autouse=True)
def own_folders(settings: LazySettings, tmp_path: Path) -> None:
    """Give each test its own index and uploads, and static files without a manifest."""
    for name, value in settings_for(tmp_path).items():
        setattr(settings, name, value)


@pytest.fixture(scope="session")
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give a live server, which starts before the folders of a test are set, a static folder that is there."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(autouse=True)
def known_as_testserver(settings: LazySettings) -> None:
    """Give out addresses under the name by which Django's test client calls the site."""
    settings.SITE_URL = "http://testserver"


@pytest.fixture(autouse=True)
def time_to_search(settings: LazySettings) -> None:
    """Let no test depend on how fast its machine is."""
    settings.SEARCH_BUDGET_MS = 3_600_000


@pytest.fixture(autouse=True)
def quick_passwords(settings: LazySettings) -> None:
    """Hash passwords in no time: what makes them hard to guess makes tests slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def mails_wait(settings: LazySettings) -> None:
    """Leave mails in the outbox until the test drains it."""
    settings.SEND_MAIL_IN_SITE = False


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Forget the pages of the test before: its record was rolled back, and so was the record's version."""
    from archive.pages.http.caching.middleware import kept_pages

    kept_pages.clear()
