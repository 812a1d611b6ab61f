"""What the tests of the API share."""

import pytest
from django.test import Client

from tests.api.client import ApiClient


@pytest.fixture
def api(client: Client) -> ApiClient:
    """A client of the API, with counts of its own."""
    return ApiClient(client)


@pytest.fixture(autouse=True)
def own_counts(settings, tmp_path) -> None:
    """Count the requests of each test apart."""
    settings.DATA_DIR = tmp_path
