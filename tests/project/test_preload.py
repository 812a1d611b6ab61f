"""The server loads the site once, before its workers start, and leaves nothing of the record in their memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.databases import EmptyDatabase, environment_of
from tests.servers.own_site import OwnSite

LOAD = """
import gc, os, sys, threading
from boardmeetings.serving import preload
preload.on_starting(None)
from django.db import connections
from archive.search.engines import get_backend
from archive.pages.http.caching.middleware import kept_pages
from boardmeetings.counters import PAGES
print(len([name for name in sys.modules if name.startswith("archive.pages.")]) > 50)
print(gc.get_freeze_count() > 100_000)
print(threading.active_count(), [c.connection for c in connections.all(initialized_only=True)])
print([sample.value for metric in PAGES.collect() for sample in metric.samples if sample.name.endswith("_total")])
folder = "/proc/self/fd"
print([found for name in os.listdir(folder) if "/index/" in (found := os.path.realpath(f"{folder}/{name}"))])
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_loading_leaves_no_connection_thread_count_or_file_of_the_record(
    tmp_path: Path, empty_database: EmptyDatabase
) -> None:
    empty_database.give(tmp_path)
    OwnSite(os.environ.get("DATABASE_URL", ""), tmp_path).run("serve", "--prepare-only", "--port", "0")
    environment = {**environment_of(tmp_path), "PYTHONPATH": str(settings.BASE_DIR), "ALLOWED_HOSTS": "127.0.0.1"}
    done = subprocess.run(
        [sys.executable, "-c", LOAD], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == ["True", "True", "1 [None]", "[]", "[]"], done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_that_cannot_be_loaded_is_started_all_the_same(tmp_path: Path) -> None:
    load = "from boardmeetings.serving import preload; preload.load = lambda: 1 / 0; preload.on_starting(None)"
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "PYTHONPATH": str(settings.BASE_DIR)}
    done = subprocess.run(
        [sys.executable, "-c", load], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "could not be loaded before its workers start" in done.stderr


def test_a_process_that_changes_nothing_loads_no_search() -> None:
    load = "import django, sys; django.setup(); print({'archive.search', 'numpy', 'whoosh'} & sys.modules.keys())"
    environment = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR)}
    done = subprocess.run([sys.executable, "-c", load], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
