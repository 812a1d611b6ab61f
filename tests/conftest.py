"""Fixtures for all tests: each test has its own index and uploads, and remembers nothing of earlier tests."""

import gc
import os
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from coverage import Coverage
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import override_settings
from hypothesis import settings as property_tests
from pytest_django import DjangoDbBlocker

from archive.models import PERMISSIONS
from archive.models.upkeep.record_version import all_triggers
from tests.databases import EmptyDatabase, fire_at_once, token_of_each_write
from tests.folders import settings_for
from tests.migrated import migrated_once
from tests.servers import at_rest, postgresql
from tests.servers.own_site import OwnSite

# Every run uses the same examples, so a failure comes from the change and not from chance. No test asserts a duration.
# --hypothesis-profile=explore looks for new examples.
property_tests.register_profile("project", deadline=None, derandomize=True)
property_tests.register_profile("explore", deadline=None, max_examples=2000)
property_tests.load_profile("project")

FOR_TESTS = {
    # The host name of Django's test client, in permanent URLs.
    "SITE_URL": "http://testserver",
    "MAILERS": {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}},
    # A hash that is hard to guess would slow the tests down.
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    # Without a manifest of the static files.
    "STORAGES": {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
}


# Collect garbage rarely. Scanning all modules again and again took a sixth of the time of the tests.
gc.set_threshold(100_000, 50, 100)

folder_numbers = count()
USES_DATABASE = {"db", "django_db_setup", "empty_postgresql_site"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what uses no database: ``make test`` has run it already, with the same outcome."""
    if connection.vendor != "postgresql":
        return
    others = [item for item in items if not (item.get_closest_marker("django_db") or _fixtures(item) & USES_DATABASE)]
    items[:] = [item for item in items if item not in set(others)]
    config.hook.pytest_deselected(items=others)


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """Never scan what was imported and collected: it stays to the end."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """Start one process more than there are cores, because tests often wait for a process that they started."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Record which lines the test runs, if ``make coverage`` is to: CONTEXTS=1."""
    coverage = Coverage.current() if os.environ.get("CONTEXTS") else None
    if coverage:
        coverage.switch_context(item.nodeid.partition("[")[0])
    try:
        yield
    finally:
        if coverage:
            coverage.switch_context("")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Migrate the test database once for all processes, with triggers that change the token at each write."""
    with token_of_each_write(), migrated_once():
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmptyDatabase]:
    """Create the test database if a test uses ``django_db``, and keep a copy of it while it is empty."""
    empty = EmptyDatabase(tmp_path_factory.mktemp("empty"), django_db_blocker)
    post_migrate.connect(add_first_rows_again, sender=apps.get_app_config("archive"))
    yield empty
    empty.drop()


def add_first_rows_again(**sent: Any) -> None:
    """Add the rows of the migrations after a test with ``transaction=True``, because Django deletes every row then.

    Otherwise the tests that this process runs afterwards find no groups and no concepts. A group gets what its role may
    do today: the first migration gives permissions that later ones take away.
    """
    if "plan" in sent:  # Only migrations have one.
        return
    for role, codenames in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set(Permission.objects.filter(content_type__app_label="archive", codename__in=codenames))
    import_module("archive.migrations.0001_squashed_0032_first_release").add_concepts(apps, None)


@pytest.fixture(scope="session")
def empty_database(django_db_setup: EmptyDatabase) -> EmptyDatabase:
    """An empty database for sites that several processes share. Copying it is quicker than migrating another."""
    return django_db_setup


@pytest.fixture(scope="session")
def empty_file(empty_database: EmptyDatabase) -> Path:
    """The file of the empty database, for tests of SQLite."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps no database in a file of its own.")
    return empty_database.file


@pytest.fixture(scope="session")
def empty_postgresql_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnSite]:
    """An empty site on a PostgreSQL server that only this process of the tests uses."""
    if connection.vendor != "postgresql":
        pytest.skip("This is a test of PostgreSQL: make test-postgresql runs it.")
    with postgresql.running(icu=os.environ.get("ICU_LOCALE", "")) as address:
        site = OwnSite(address, Path()).another("empty", tmp_path_factory.mktemp("empty-site"))
        site.run("migrate")
        yield site


if connection.vendor == "postgresql":

    @pytest.fixture(autouse=True)
    def triggers_at_once(request: pytest.FixtureRequest) -> None:
        """Change the version of the record at once. It changes on commit, and a test never commits."""
        marker = request.node.get_closest_marker("django_db")
        if marker and not marker.kwargs.get("transaction"):
            request.getfixturevalue("_django_db_helper")
            fire_at_once([trigger.name for trigger in all_triggers("postgresql")])


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the test's own. The one of pytest looks through those of all tests before it, for a free number."""
    folder = tmp_path_factory.getbasetemp() / f"test-{next(folder_numbers)}"
    folder.mkdir(mode=0o700)
    return folder


def stored_at_once(_: int) -> None:
    """Take a file for stored."""


@pytest.fixture(scope="session", autouse=True)
def settings_of_all_tests() -> Iterator[None]:
    """Settings that make tests quick and independent of the machine.

    This process does not wait until its files are on the disk, several milliseconds for each: nobody pulls the plug.
    Tests of a full disk put their own ``fsync`` in its place, and those that kill processes start them.
    """
    with override_settings(**FOR_TESTS), mock.patch.object(os, "fsync", stored_at_once):
        yield


@pytest.fixture(autouse=True)
def own_settings(settings_of_all_tests: None, tmp_path: Path) -> Iterator[None]:
    """Give each test its own folders. No more than that is set here, because each change takes time in every test."""
    with override_settings(**settings_for(tmp_path)):
        yield


@pytest.fixture
def server_at_rest(transactional_db: None) -> Iterator[at_rest.UnderWay]:
    """Let a live server finish all requests before the database is emptied, because they share its connection."""
    with at_rest.counted() as under_way:
        yield under_way


@pytest.fixture(scope="session")
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give a live server an existing static folder, because it starts before the folders of a test are set."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


def in_this_process(function: Callable[..., Any], *arguments: Any, **_limits: Any) -> Any:
    """Do what would be done in a confined process."""
    return function(*arguments)


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files of meetings in this process, for tests of what becomes of them. Another process takes a second."""
    monkeypatch.setattr("archive.ingest.confined.run_confined", in_this_process)


@pytest.fixture(scope="session", autouse=True)
def set_here() -> Iterator[None]:
    """Set PDFs in this process, because many tests open every address. ``set_confined`` has them set as on a site."""
    with mock.patch("archive.exports.typeset.typst.run_confined", in_this_process):
        yield


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Forget pages and site of the previous test. Its data was rolled back, and so was the version of the record."""
    from archive.models.site.settings import kept_site
    from archive.pages.http.caching.middleware import kept_pages

    kept_pages.clear()
    kept_site.clear()
