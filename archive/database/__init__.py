"""What the archive needs of its database beyond the ORM. All that holds for one engine alone stands in here.

``trouble_with_writing(error)`` says why a write was refused, where that is nobody's mistake. ``clear_deleted(tables)``
takes what was deleted off the disk, ``delete_replaced()`` deletes what an upgrade replaced. ``one_at_a_time(name)``
lets one transaction of a name in at a time, ``named_lock(name)`` one process, ``file_lock(path)`` one of the machine.
``fault_on_opening()`` and ``database_faults()`` say what is wrong with the database's file, ``database_size()`` how
large it is. ``one_state()`` reads for long without holding writers up. ``sqlite`` is the engine of a site on one
machine, with writers in a queue; ``postgresql`` that of a site with ``DATABASE_URL``.

``copy_database()`` copies all of it as it is at one moment; ``numbers_given()`` and ``version_in_use()`` say what a
copy needs beside.
"""

from archive.database.given import numbers_given, version_in_use
from archive.database.integrity import database_faults, fault_on_opening
from archive.database.locks import file_lock, named_lock
from archive.database.log import IN_FREED_SPACE, clear_deleted, delete_replaced
from archive.database.one_state import one_state
from archive.database.size import database_size
from archive.database.snapshot import copy_database
from archive.database.trouble import Trouble, is_unstorable, trouble_with_writing
from archive.database.turns import one_at_a_time

__all__ = [
    "IN_FREED_SPACE",
    "Trouble",
    "clear_deleted",
    "copy_database",
    "database_faults",
    "database_size",
    "delete_replaced",
    "fault_on_opening",
    "file_lock",
    "is_unstorable",
    "named_lock",
    "numbers_given",
    "one_at_a_time",
    "one_state",
    "trouble_with_writing",
    "version_in_use",
]
