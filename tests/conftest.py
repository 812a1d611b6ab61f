"""What every test stands on: an index and uploads of its own, and nothing remembered of the test before."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from hypothesis import settings as property_tests

# The same examples every time, so that a change is judged by what it changes; no test asserts a time. New examples are
# looked for with --hypothesis-profile=explore.
property_tests.register_profile("project", deadline=None, derandomize=True)
property_tests.register_profile("explore", deadline=None, max_examples=2000)
property_tests.load_profile("project")


@pytest.fixture(autouse=True)
def own_folders(settings: LazySettings, tmp_path: Path) -> None:
    """Give each test its own index and uploads, and static files without a manifest."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


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
    from archive.pages.caching.middleware import kept_pages

    kept_pages.clear()
