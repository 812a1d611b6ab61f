"""A site with its own folder and database, used as an operator uses it: through its commands."""

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

KEYS = ("SECRET_KEY", "SECOND_FACTOR_KEY", "REMOVED_WORDS_KEY", "LOG_KEY")
AT_HAND = (
    "import os, tests.record",
    "from itertools import count",
    "from tests.record import *",
    "from archive.search.engines import outbox",
    # Each process invents different names.
    "tests.record.numbers = count(os.getpid() * 1000)",
)
# Values for every kind of column.
FILLING = (
    "from archive.actions.statements.changing import correct",
    "from archive.actions.redaction.redacting import redact",
    "from archive.citations.passages.quote_range import from_ends",
    "from archive.models import Role, StaffSession",
    "from tests.ingest.transcripts import make_batch",
    "from tests.staff import make_person",
    "statement = make_statement('We open the library — Ωmega, 図書館 — on Saturdays.\\n\\nNo fee.')",
    "correct(statement=statement, text='We open the library on Sundays.', reason='Misheard.')",
    "secret = make_statement('We thank Quillifer Zanthrope for it.').current_revision",
    "passage = from_ends(secret.text, 'Quillifer', 'Zanthrope')",
    "redact(revision=secret, passage=passage, category='privacy', reason='A private person.')",
    "make_document(statement.meeting); make_report(statement); make_webhook()",
    "make_batch(make_meeting(), (('Chair Sample', 'We open it.'),), name='turns.txt')",
    "person = make_person(Role.EDITOR, email='editor@example.org')",
    "from django.utils import timezone; now = timezone.now()",
    "times = dict(expire_date=now, signed_in_at=now, last_seen_at=now)",
    "for key in ('b', 'B', 'a', '_'): StaffSession.objects.create(session_key=key, user=person, **times)",
    "make_statement('We close at noon.')",
)


@dataclass(frozen=True)
class OwnSite:
    """A site that keeps its records in the PostgreSQL database of the URL, and the rest in the folder.

    Without a URL it keeps its records in the folder too, in SQLite.
    """

    address: str
    folder: Path

    def environment(self, **variables: str) -> dict[str, str]:
        """Return the environment variables that point a process to the site, and those given."""
        others = {name: value for name, value in os.environ.items() if name not in KEYS}
        return {**others, "DATABASE_URL": self.address, "DATA_DIR": str(self.folder), **variables}

    def manage(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command and return the completed process."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            env=self.environment(**variables),
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )

    def run(self, *words: str, **variables: str) -> str:
        """Run a command, which must succeed, and return its output."""
        done = self.manage(*words, **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def do(self, *lines: str, **variables: str) -> str:
        """Run lines of Python on the site, with the helpers of tests/record.py imported, and return their output."""
        return self.run("shell", "--no-imports", "-c", "\n".join([*AT_HAND, *lines]), **variables)

    def fill(self) -> None:
        """Fill it with three statements, one corrected and one redacted, and values in every kind of column."""
        self.do(*FILLING)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with opened(self.address) as cursor:
            return cursor.execute(sql).fetchall()

    def on_server(self, *statements: str) -> None:
        """Run SQL that belongs to no particular database."""
        with opened(at(self.address, "postgres")) as cursor:
            for sql in statements:
                cursor.execute(sql)

    def another(self, name: str, folder: Path) -> "OwnSite":
        """Return a site with an empty database of this name."""
        self.on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
        return OwnSite(at(self.address, name), folder)

    def copy(self, name: str, folder: Path) -> "OwnSite":
        """Return a site with a copy of this one's database under this name."""
        template = urlsplit(self.address).path[1:]
        self.on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {template}")
        return OwnSite(at(self.address, name), folder)


@contextmanager
def opened(address: str) -> Iterator[Any]:
    """Yield a cursor that commits each statement."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection, connection.cursor() as cursor:
        yield cursor


def at(address: str, name: str) -> str:
    """Return the URL of another database on the same server."""
    return urlsplit(address)._replace(path=f"/{name}").geturl()
