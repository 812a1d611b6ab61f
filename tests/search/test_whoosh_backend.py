"""The embedded backend keeps the contract."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.search.backends.whoosh import WhooshBackend
from tests.search.contract import BackendContract


class TestWhooshBackend(BackendContract):
    @pytest.fixture
    def make_backend(self, tmp_path: Path) -> Callable[[], WhooshBackend]:
        return lambda: WhooshBackend(str(tmp_path / "index"))
