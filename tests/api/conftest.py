"""Fixtures for the tests of the API."""

import pytest
from django.test import Client

from tests.api.client import ApiClient


@pytest.fixture
def api(client: Client) -> ApiClient:
    """A client of the API whose requests are counted separately."""
    return ApiClient(client)


@pytest.fixture(autouse=True)
def own_counts(settings, tmp_path) -> None:
    """Count the requests of each test separately."""
    settings.DATA_DIR = tmp_path
