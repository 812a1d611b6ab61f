"""Tests that need a real OpenSearch: make test-opensearch."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from archive.search.engines.opensearch import OpenSearchBackend
from archive.search.engines.opensearch.client import Client

pytestmark = pytest.mark.skipif(
    "opensearch" not in os.environ.get("SEARCH_BACKEND", ""), reason="Needs OpenSearch: make test-opensearch"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        # Tests that kill nodes start their own cluster.
        if here in item.path.parents and not item.get_closest_marker("faults"):
            item.add_marker(pytestmark)


@pytest.fixture
def search_index(settings: LazySettings, tmp_path: Path) -> Iterator[str]:
    """Give each test its own indices, and delete them afterwards."""
    server = Client(settings.SEARCH_URL)
    settings.SEARCH_INDEX = f"test-{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]}"
    settings.SEARCH_BACKEND = "archive.search.engines.opensearch.OpenSearchBackend"
    settings.DATA_DIR = tmp_path
    yield settings.SEARCH_INDEX
    server.ask("DELETE", f"/{settings.SEARCH_INDEX}-*")


@pytest.fixture
def make_backend(search_index: str, db: None) -> Callable[[], OpenSearchBackend]:
    return lambda: OpenSearchBackend("")
