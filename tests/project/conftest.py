"""The fixture of the tests of the server."""

from collections.abc import Iterator

import pytest

from tests.databases import close_idle_connections
from tests.project.served import Site


@pytest.fixture
def site() -> Iterator[Site]:
    close_idle_connections()
    served = Site()
    yield served
    served.close()
