"""A temporary second database next to the site's, to restore into and to compare."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.db import DatabaseError, connection

from archive.machine.database.copies import TableDigest
from archive.machine.database.snapshot import digests_of
from boardmeetings import env

# The next process drops a database that a killed one left.
SUFFIX = "_drill"


class NoScratchDatabase(Exception):
    """The server does not let the site create a second database."""


@dataclass(frozen=True)
class Scratch:
    """An empty database: the variables with which a process finds it, and the digests of its tables."""

    variables: dict[str, str]
    digests: Callable[[], dict[str, TableDigest]]


@contextmanager
def scratch_database(folder: Path) -> Iterator[Scratch]:
    """Yield a place for a database of a process whose DATA_DIR is the folder. Delete its contents at the end.

    One process at a time may do this. Raise NoScratchDatabase if the site's role may not create a database on its
    server.
    """
    if connection.vendor != "postgresql":
        yield Scratch({}, lambda: digests_of(next(folder.glob("*.sqlite3"))))
        return
    name = f"{connection.settings_dict['NAME']}{SUFFIX}"
    quoted = connection.ops.quote_name(name)
    _drop(quoted)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quoted}")
    except DatabaseError as error:
        raise NoScratchDatabase(
            f"The role of DATABASE_URL may make no database to restore into ({str(error).strip()}): "
            f"let an administrator of the server run ALTER ROLE {connection.settings_dict['USER']} CREATEDB."
        ) from error
    try:
        yield Scratch(
            {"DATABASE_URL": urlsplit(env.text("DATABASE_URL"))._replace(path=f"/{name}").geturl()},
            lambda: _digests_in(name),
        )
    finally:
        _drop(quoted)


def _digests_in(name: str) -> dict[str, TableDigest]:
    from archive.machine.database.postgresql.dump import digests_in

    other = connection.copy()
    other.settings_dict["NAME"] = name
    try:
        return digests_in(other)
    finally:
        other.close()


def _drop(quoted: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
