"""Words that are removed come back by no door: no file, feed, export, backup, log, form or import.

A **passage** (``passages``) is removed by ``redact`` from every wording, and from all else that repeats it
(``repeats``, ``files``, ``withdrawn``), down to the disk (``disk``). A **gap** (``gaps``) and a **tombstone** stand in
its place. The **memory** (``memory``) keeps keyed hashes, which recognise the words if they come back. After a restore
they are removed ``again``.
"""
