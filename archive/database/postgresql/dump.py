"""The whole of a PostgreSQL database as it is at one moment, in a file of ``pg_dump``, and back in a transaction.

The digests are taken of the rows that ``pg_dump`` reads: both look at one exported snapshot. The file comes back
through ``pg_restore``, which writes it as SQL: run in a transaction of the caller, it is there whole or not at all.
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

from archive.database.snapshot import DamagedCopy, ProgramMissing, TableDigest, Watch
from boardmeetings import env

SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# Rows begin after the first and end with the second, each a line of its own.
ROWS_BEGIN = re.compile(rb"COPY .+ FROM stdin;\n")
ROWS_END = b"\\.\n"
# What a dump sets for its session is taken back: the search path, the checks of functions, time limits.
SETS = re.compile(rb"SET (\w+) = ")
SEARCH_PATH = "search_path"
# The columns of a table's key, and whether they are text.
KEY = """
    SELECT attname, attcollation <> 0 FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)
    WHERE indrelid = %s::regclass AND indisprimary ORDER BY array_position(indkey::int2[], attnum)"""
# Bytes of rows that are sent at once.
SENT = 1 << 20


def dump(to: Path, watch: Watch) -> dict[str, TableDigest]:
    """Write the database into a new file and return the digests of its tables at the same moment.

    Raise DamagedCopy or ProgramMissing where that cannot be done.
    """
    program = program_of("pg_dump")
    # A connection of its own: that in use may be in a transaction, whose moment is another.
    reading = connection.copy()
    try:
        with reading.cursor() as cursor:
            cursor.execute(SNAPSHOT)
            cursor.execute("SELECT pg_export_snapshot()")
            (moment,) = cursor.fetchone()
            # To read the tables takes about as long as to dump them.
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
    """Return the digests of the tables of the database that the connection leads to."""
    digests: dict[str, TableDigest] = {}
    with database.wrap_database_errors, database.cursor() as cursor:
        tables = sorted(database.introspection.table_names(cursor))
        for name in tables:
            digests[name] = _digest(database, cursor, name)
            watch(len(digests) / len(tables))
    return digests


def load(dumped: Path) -> None:
    """Bring back what was dumped, in the transaction at hand, into a database without tables.

    Raise DamagedCopy if the file is no dump, ProgramMissing, or a DatabaseError.
    """
    command = [program_of("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dumped)]
    with (
        TemporaryFile() as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said) as restoring,  # noqa: S603 - no shell, own words
        # What is said while rows are copied is the driver's own error.
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
        # Else every query of what follows is planned as if the tables were empty.
        cursor.execute("ANALYZE")


def program_of(name: str) -> str:
    """Return the path of a program of PostgreSQL; raise ProgramMissing if it is not installed."""
    if not (path := shutil.which(name)):
        raise ProgramMissing(name)
    return path


def _run(cursor: Any, script: IO[bytes]) -> set[str]:
    """Run what ``pg_restore`` writes and return the names of the parameters that it sets."""
    changed: set[str] = set()
    statements: list[bytes] = []
    for line in script:
        if ROWS_BEGIN.fullmatch(line):
            _execute(cursor, statements)
            with cursor.copy(line.decode().rstrip(";\n")) as copy:
                for rows in _rows(script):
                    copy.write(rows)
        # Commands for psql, which are no SQL, begin with a backslash.
        elif not line.startswith(b"\\"):
            statements.append(line)
            if found := SETS.match(line):
                changed.add(found[1].decode())
    _execute(cursor, statements)
    return changed


def _execute(cursor: Any, statements: list[bytes]) -> None:
    """Run the statements and forget them."""
    if sql := b"".join(statements).decode().strip():
        cursor.execute(sql)
    statements.clear()


def _rows(script: IO[bytes]) -> Iterator[bytes]:
    """Yield the rows of a table, many at a time, up to the line that ends them."""
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
    # Text by its bytes, whatever the language that the server sorts in.
    order = ", ".join(database.ops.quote_name(name) + ' COLLATE "C"' * is_text for name, is_text in cursor.fetchall())
    found = hashlib.sha256()
    # In the form for programs: it does not depend on how the session shows dates.
    with cursor.copy(f"COPY (SELECT * FROM {quoted} ORDER BY {order}) TO STDOUT (FORMAT binary)") as rows:  # noqa: S608
        for row in rows:
            found.update(row)
    return TableDigest(cursor.rowcount, found.hexdigest())


def _address(database: Any) -> str:
    """Return where the database is, as PostgreSQL's programs take it, without the password: others see their words."""
    known = database.settings_dict
    parts = {"dbname": known["NAME"], "host": known["HOST"], "port": known["PORT"], "user": known["USER"]}
    given = {name: value for name, value in {**parts, **known["OPTIONS"]}.items() if value}
    return make_conninfo(**given)
