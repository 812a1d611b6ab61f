"""The whole public record as files: CSV and JSON Lines of every table, and descriptions.

``write_without_removed(folder)`` writes them, ``publish()`` puts them where readers get them, ``published()`` says what
is there.
The same record gives the same bytes. Files made before words were removed are never sent.
"""

from archive.exports.bulk.current import (
    ExportOvertaken,
    ExportUnderway,
    Published,
    discard_outdated,
    publish,
    published,
    write_without_removed,
)
