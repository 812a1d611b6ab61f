"""The fixture of the tests of the server."""

from collections.abc import Iterator

import pytest

from tests.project.served import Site


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()
    yield served
    served.close()
