"""What the archive needs from its database beyond the ORM. All code for only one engine is in this package.

``trouble_with_writing(error)`` says why a write was refused, if it is nobody's mistake. ``clear_deleted(tables)``
removes deleted rows from the disk, ``delete_replaced()`` deletes databases that an upgrade replaced. ``others_wait()``
says whether writers wait for this transaction. ``one_at_a_time(name)`` allows one transaction per name,
``named_lock(name)`` one process, ``file_lock(path)`` one process of the machine. ``database_faults()`` says what is
wrong with the database's file, ``database_size()`` how large it is. ``one_state()`` reads for a long time without
blocking writers. ``fit`` says whether a program can work with the database at all. ``sqlite`` is the engine of a site
on one machine, with a queue of writers; ``postgresql`` is that of a site with ``DATABASE_URL``.

``copy_database()`` copies the whole database as it is at one moment; ``numbers_given()`` and ``version_in_use()``
return what a copy needs in addition. ``is_migrated()`` says whether its tables are those of this program.
"""

from archive.machine.database.fit import is_migrated, version_in_use
from archive.machine.database.given import numbers_given
from archive.machine.database.integrity import database_faults
from archive.machine.database.locks import file_lock, named_lock
from archive.machine.database.log import IN_FREED_SPACE, clear_deleted, database_size, delete_replaced
from archive.machine.database.one_state import one_state
from archive.machine.database.snapshot import copy_database
from archive.machine.database.trouble import Trouble, is_unstorable, trouble_with_writing
from archive.machine.database.turns import one_at_a_time, others_wait
