"""The whole public record as files: CSV and JSON Lines of every table, Open Civic Data, and descriptions.

``write_files(folder)`` writes them, ``publish()`` puts them where readers get them, ``published()`` says what is there.
The same record gives the same bytes. Files made before words were removed are never sent.
"""

from archive.exports.bulk.current import (
    ExportOvertaken,
    ExportUnderway,
    Published,
    discard_outdated,
    publish,
    published,
)
from archive.exports.bulk.files import write_files

__all__ = [
    "ExportOvertaken",
    "ExportUnderway",
    "Published",
    "discard_outdated",
    "publish",
    "published",
    "write_files",
]
