"""A database in a file, with connections separate from that of the tests."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from archive.machine.database.sqlite.base import DatabaseWrapper


@contextlib.contextmanager
def connected(path: Path, *, timeout: float = 20, alias: str = "file") -> Iterator[DatabaseWrapper]:
    """Connect to the file as the site does."""
    options = {**connection.settings_dict["OPTIONS"], "timeout": timeout}
    wrapper = DatabaseWrapper({**connection.settings_dict, "NAME": path, "OPTIONS": options}, alias)
    wrapper.inc_thread_sharing()
    try:
        yield wrapper
    finally:
        wrapper.close()
