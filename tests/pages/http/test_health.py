"""Monitoring can ask whether the site is alive, and whether it is ready to serve."""

import pytest
from django.conf import LazySettings
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from archive.models import OutboxEntry
from archive.search.engines import outbox
from archive.search.engines.rebuild import rebuild
from archive.upkeep import readiness
from boardmeetings import VERSION
from tests.record import make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def whole() -> None:
    make_statement()
    rebuild()


def ready(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/readyz")
    assert answer["Cache-Control"] == "no-store"
    return answer.status_code, answer.json()


def test_a_healthy_site_is_alive_and_ready(client: Client) -> None:
    assert client.get("/healthz").json() == {"database": "ok", "version": VERSION}
    assert ready(client) == (200, {"migrations": "ok", "index": "ok", "disk": "ok"})


def test_probes_need_no_host_name_and_no_https(client: Client, settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["archive.example"]
    assert client.get("/healthz", headers={"Host": "10.0.0.7"}).status_code == 200


def test_a_site_whose_database_cannot_be_read_is_not_alive(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(readiness.RecordVersion, "objects", type("Broken", (), {"exists": staticmethod(broken)}))
    assert client.get("/healthz").status_code == 503


def test_a_site_whose_index_is_a_minute_behind_is_not_ready(client: Client) -> None:
    with outbox.held_back():
        make_statement()
    assert ready(client)[0] == 200
    OutboxEntry.objects.pending().update(created_at=timezone.now() - readiness.LONGEST_BEHIND * 2)
    assert ready(client) == (503, {"migrations": "ok", "index": "not ok", "disk": "ok"})


def test_a_site_without_an_index_is_not_ready(client: Client, settings: LazySettings, tmp_path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "elsewhere"
    assert ready(client) == (503, {"migrations": "ok", "index": "not ok", "disk": "ok"})


def test_a_site_whose_database_is_not_migrated_is_not_ready(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="archive").delete()
    assert ready(client) == (503, {"migrations": "not ok", "index": "ok", "disk": "ok"})


def test_a_site_with_too_little_disk_space_is_not_ready(client: Client, settings: LazySettings) -> None:
    settings.DISK_FLOOR_MB = 10**12
    assert ready(client) == (503, {"migrations": "ok", "index": "ok", "disk": "not ok"})
