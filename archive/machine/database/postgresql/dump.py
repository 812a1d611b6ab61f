"""A whole PostgreSQL database as it is at one moment, in a file of ``pg_dump``, and restored in a transaction.

The digests are computed from the rows that ``pg_dump`` reads: both use one exported snapshot. ``pg_restore`` turns the
file into SQL. Run in a transaction of the caller, all of it is there or none.
"""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, cast

from django.db import connection
from psycopg.conninfo import make_conninfo

from archive.machine.database.copies import DamagedCopy, ProgramMissing, TableDigest, Watch
from boardmeetings import env

SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# Rows are between these two lines.
ROWS_BEGIN = re.compile(rb"COPY .+ FROM stdin;\n")
ROWS_END = b"\\.\n"
# What a dump sets for its session is reset: the search path, the checks of functions, time limits.
SETS = re.compile(rb"SET (\w+) = ")
SEARCH_PATH = "search_path"
# The columns of a table's key, and whether they are text.
KEY = """
    SELECT attname, attcollation <> 0 FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)
    WHERE indrelid = %s::regclass AND indisprimary ORDER BY array_position(indkey::int2[], attnum)"""
# How many bytes of rows are sent at once.
SENT = 1 << 20


def dump(to: Path, watch: Watch) -> dict[str, TableDigest]:
    """Write the database into a new file and return the digests of its tables at the same moment.

    Raise DamagedCopy or ProgramMissing if this is not possible.
    """
    program = program_of("pg_dump")
    # A separate connection, because the current one may be in a transaction with another snapshot.
    reading = connection.copy()
    try:
        with reading.cursor() as cursor:
            cursor.execute(SNAPSHOT)
            cursor.execute("SELECT pg_export_snapshot()")
            (moment,) = cursor.fetchone()
            # Reading the tables takes about as long as dumping them.
            digests = digests_in(reading, lambda share: watch(share / 2))
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={to}"]
            ended = subprocess.run(  # noqa: S603 - no shell, own words
                [program, *options, f"--dbname={_address(reading)}"],
                env=env.with_others(PGPASSWORD=str(reading.settings_dict["PASSWORD"])),
                capture_output=True,
                text=True,
                check=False,
            )
    finally:
        reading.close()
    if ended.returncode:
        raise DamagedCopy(f"pg_dump has failed: {ended.stderr.strip()}")
    watch(1)
    return digests


def digests_in(database: Any, watch: Watch = lambda _: None) -> dict[str, TableDigest]:
    """Return the digests of the tables of the connection's database."""
    digests: dict[str, TableDigest] = {}
    with database.wrap_database_errors, database.cursor() as cursor:
        tables = sorted(database.introspection.table_names(cursor))
        for name in tables:
            digests[name] = _digest(database, cursor, name)
            watch(len(digests) / len(tables))
    return digests


def load(dumped: Path) -> None:
    """Restore a dump, in the current transaction, into a database without tables.

    Raise DamagedCopy if the file is not a dump, ProgramMissing, or a DatabaseError.
    """
    command = [program_of("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dumped)]
    with (
        TemporaryFile() as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said) as restoring,  # noqa: S603 - no shell, own words
        # Errors while rows are copied are the driver's own.
        connection.wrap_database_errors,
        connection.cursor() as cursor,
    ):
        try:
            changed = _run(cursor, cast(IO[bytes], restoring.stdout))
        except BaseException:
            restoring.kill()
            raise
        if restoring.wait():
            said.seek(0)
            raise DamagedCopy(f"pg_restore has failed: {said.read().decode(errors='replace').strip()}")
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"RESET {name}" for name in sorted(changed | {SEARCH_PATH})))
        # Otherwise, all later queries are planned as if the tables were empty.
        cursor.execute("ANALYZE")


def program_of(name: str) -> str:
    """Return the path of a program of PostgreSQL; raise ProgramMissing if it is not installed."""
    if not (path := shutil.which(name)):
        raise ProgramMissing(name)
    return path


def _run(cursor: Any, script: IO[bytes]) -> set[str]:
    """Run the output of ``pg_restore`` and return the names of the parameters that it sets."""
    changed: set[str] = set()
    statements: list[bytes] = []
    for line in script:
        if ROWS_BEGIN.fullmatch(line):
            _execute(cursor, statements)
            with cursor.copy(line.decode().rstrip(";\n")) as copy:
                for rows in _rows(script):
                    copy.write(rows)
        # Commands for psql, which are not SQL, begin with a backslash.
        elif not line.startswith(b"\\"):
            statements.append(line)
            if setting := SETS.match(line):
                changed.add(setting[1].decode())
    _execute(cursor, statements)
    return changed


def _execute(cursor: Any, statements: list[bytes]) -> None:
    """Run the statements and clear the list."""
    if sql := b"".join(statements).decode().strip():
        cursor.execute(sql)
    statements.clear()


def _rows(script: IO[bytes]) -> Iterator[bytes]:
    """Yield the rows of a table in batches, up to the line that ends them."""
    gathered: list[bytes] = []
    size = 0
    for line in script:
        if line == ROWS_END:
            break
        gathered.append(line)
        size += len(line)
        if size >= SENT:
            yield b"".join(gathered)
            gathered, size = [], 0
    yield b"".join(gathered)


def _digest(database: Any, cursor: Any, table: str) -> TableDigest:
    quoted = database.ops.quote_name(table)
    cursor.execute(KEY, [quoted])
    # Sort text by its bytes, whatever the collation of the server.
    order = ", ".join(database.ops.quote_name(name) + ' COLLATE "C"' * is_text for name, is_text in cursor.fetchall())
    digest = hashlib.sha256()
    # The binary format does not depend on how the session shows dates.
    with cursor.copy(f"COPY (SELECT * FROM {quoted} ORDER BY {order}) TO STDOUT (FORMAT binary)") as rows:  # noqa: S608
        for row in rows:
            digest.update(row)
    return TableDigest(cursor.rowcount, digest.hexdigest())


def _address(database: Any) -> str:
    """Return the database's address for PostgreSQL's programs, without the password, which others could see."""
    known = database.settings_dict
    parts = {"dbname": known["NAME"], "host": known["HOST"], "port": known["PORT"], "user": known["USER"]}
    given = {name: value for name, value in {**parts, **known["OPTIONS"]}.items() if value}
    return make_conninfo(**given)
