"""What keeps a site in order beside its pages: the work that follows commits, and how to see whether all is well.

``drain()`` does what waits, ``start_watch()`` has a thread do so every few seconds. ``readiness`` and ``status`` say
how the site stands, ``runs`` when it was last backed up and checked.
"""

from archive.upkeep.drain import drain
from archive.upkeep.watch import start_watch

__all__ = ["drain", "start_watch"]
