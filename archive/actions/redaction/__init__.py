"""Words that are removed come back by no door: no file, feed, export, backup, log, form or import.

A **passage** is removed by ``redact`` from every wording, and from all else that repeats it, down to the disk. A
**gap** and a **tombstone** stand in its place. The **memory** keeps keyed hashes, which recognise the words if they
come back. After a restore they are removed ``again``. ``archive.actions.removed_words`` has what this needs: passages,
where they are repeated, gaps, the memory, the disk.
"""

from archive.actions.redaction.again import Removal, facts_that_tell, removals_so_far, remove_again
from archive.actions.redaction.asking import Anyway, WordsReturned, answering, ask_about_file
from archive.actions.redaction.redacting import redact
