"""What the archive needs of its database beyond the ORM. All that holds for one engine alone stands in here.

``trouble_with_writing(error)`` says why a write was refused, where that is nobody's mistake. ``cut_log()`` empties the
write-ahead log, ``delete_replaced()`` deletes what an upgrade replaced. ``fault_on_opening()`` and
``database_faults()`` say what is wrong with the database's file. ``sqlite`` is the engine of the settings: Django's
own, with writers in a queue.
"""

from archive.database.integrity import database_faults, fault_on_opening
from archive.database.log import cut_log, delete_replaced
from archive.database.trouble import Trouble, trouble_with_writing

__all__ = [
    "Trouble",
    "cut_log",
    "database_faults",
    "delete_replaced",
    "fault_on_opening",
    "trouble_with_writing",
]
