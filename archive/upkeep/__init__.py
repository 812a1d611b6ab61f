"""What keeps a site in order besides its pages: the work after commits, and checks whether all is well.

``drain()`` does what waits; ``start_watch()`` lets a thread do so every few seconds. ``readiness`` and ``status`` say
how the site is doing, ``runs`` when it was last backed up and checked.
"""

from archive.upkeep.drain import drain
from archive.upkeep.watch import start_watch

__all__ = ["drain", "start_watch"]
