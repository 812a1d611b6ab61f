"""A site with a folder and a database of its own, which is asked as an operator does: by its commands."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

KEYS = ("SECRET_KEY", "SECOND_FACTOR_KEY", "REMOVED_WORDS_KEY")
AT_HAND = (
    "import os, tests.record",
    "from itertools import count",
    "from tests.record import *",
    "from archive.search import outbox",
    # Each process makes up other names.
    "tests.record.numbers = count(os.getpid() * 1000)",
)


@dataclass(frozen=True)
class OwnSite:
    """The site that keeps its records in the PostgreSQL of the address, and the rest in the folder.

    Without an address it keeps them there too, in SQLite.
    """

    address: str
    folder: Path

    def manage(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command and return what came of it."""
        others = {name: value for name, value in os.environ.items() if name not in KEYS}
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            env={**others, "DATABASE_URL": self.address, "DATA_DIR": str(self.folder), **variables},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )

    def run(self, *words: str, **variables: str) -> str:
        """Run a command, which must go well, and return what it prints."""
        done = self.manage(*words, **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def do(self, *lines: str) -> str:
        """Run lines of Python on the site, with the makers of small records at hand, and return what they print."""
        return self.run("shell", "--no-imports", "-c", "\n".join([*AT_HAND, *lines]))

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with opened(self.address) as cursor:
            return cursor.execute(sql).fetchall()

    def on_server(self, *statements: str) -> None:
        """Do what is done of no database in particular."""
        with opened(at(self.address, "postgres")) as cursor:
            for sql in statements:
                cursor.execute(sql)

    def another(self, name: str, folder: Path) -> "OwnSite":
        """Return a site with an empty database of the name."""
        self.on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
        return OwnSite(at(self.address, name), folder)

    def copy(self, name: str, folder: Path) -> "OwnSite":
        """Return a site whose database of the name has what this one has."""
        template = urlsplit(self.address).path[1:]
        self.on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {template}")
        return OwnSite(at(self.address, name), folder)


@contextmanager
def opened(address: str) -> Iterator[Any]:
    """Give a cursor that commits each statement."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection, connection.cursor() as cursor:
        yield cursor


def at(address: str, name: str) -> str:
    """Return the address of another database on the same server."""
    return urlsplit(address)._replace(path=f"/{name}").geturl()
