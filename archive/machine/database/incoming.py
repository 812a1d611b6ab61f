"""A database that comes from elsewhere. The work is done where nobody sees it; then the database appears in one step.

With SQLite, it is a separate file that gets the name of the site's database at the end. With PostgreSQL, it is one
transaction.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from archive.machine.database.copies import DamagedCopy, TableDigest
from archive.machine.database.durable import sync_folder
from archive.machine.database.given import let_numbers_begin_after
from archive.machine.database.snapshot import digests_of
from archive.machine.database.sqlite.numbers import Numbers, beside, write_numbers
from archive.machine.database.sqlite.upgrade import connected_to

OTHER_TABLES = "The tables of the backup are not those of the site at that moment."


class NotEmpty(Exception):
    """There is already a database."""


def check_place() -> None:
    """Raise NotEmpty if the database of the settings already exists."""
    if connection.vendor == "postgresql":
        name = connection.settings_dict["NAME"]
        if connection.introspection.table_names():
            raise NotEmpty(f"There are tables in the database {name}. Make an empty one, and name it in DATABASE_URL.")
    elif Path(connection.settings_dict["NAME"]).exists():
        raise NotEmpty(
            f"There is a database in {settings.DATA_DIR}. Choose an empty folder: set DATA_DIR to another one."
        )


@contextmanager
def brought_in(copy: Path, tables: dict[str, TableDigest], numbers: Numbers, draft: Path) -> Iterator[None]:
    """Within this context, connect to what ``copy_database`` copied. At the end it becomes the site's database.

    After an error there is no database, as before. None of the numbers is given again. ``draft`` is a folder for files,
    on the disk of DATA_DIR. Raise DamagedCopy if the tables do not match the digests, NotEmpty if another process
    created a database meanwhile.
    """
    how = _by_transaction if connection.vendor == "postgresql" else _by_file
    with how(copy, tables, numbers, draft):
        yield


@contextmanager
def _by_transaction(copy: Path, tables: dict[str, TableDigest], numbers: Numbers, _: Path) -> Iterator[None]:
    from archive.machine.database.postgresql.dump import digests_in, load

    with transaction.atomic():
        load(copy)
        if digests_in(connection) != tables:
            raise DamagedCopy(OTHER_TABLES)
        let_numbers_begin_after(numbers)
        yield


@contextmanager
def _by_file(copy: Path, tables: dict[str, TableDigest], numbers: Numbers, draft: Path) -> Iterator[None]:
    path = Path(connection.settings_dict["NAME"])
    draft_of_it = draft / path.name
    shutil.copyfile(copy, draft_of_it)
    if digests_of(draft_of_it) != tables:
        raise DamagedCopy(OTHER_TABLES)
    with filled_beside(draft_of_it, numbers):
        yield


@contextmanager
def filled_beside(draft: Path, numbers: Numbers) -> Iterator[None]:
    """Within this context, connect to the draft. At the end it becomes the database.

    It never replaces an existing one: raise NotEmpty if one was created meanwhile.
    """
    opened: Any = connection
    path = Path(connection.settings_dict["NAME"])
    numbers_of_draft = beside(draft)
    write_numbers(numbers_of_draft, numbers)
    with connected_to(opened, draft):
        yield
    # The numbers come first, so that none is given twice.
    numbers_of_draft.replace(beside(path))
    try:
        # A second name for the file, which fails if there is a database by now.
        os.link(draft, path)
    except FileExistsError as error:
        raise NotEmpty(f"A site was started in {path.parent} meanwhile. Stop it and begin again.") from error
    sync_folder(path.parent)
    draft.unlink()
