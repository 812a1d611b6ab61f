"""Which database an index was made from, how new it was, and what it says of a statement. Each commit carries this.

A database restored from a backup is older than the index next to it, which then has statements that no longer exist. A
restored index is older than the database. An index that an earlier version built lacks what this one asks for, and is
searched as far as it goes. All are noticed before the next write to the index, and within seconds by the watch of every
server. The index is then rebuilt.
"""

import hashlib
import json
from dataclasses import fields

from archive.models import OutboxEntry, RecordVersion
from archive.search.engines.document import Document
from archive.search.question import Facet

UNKNOWN = "The index does not say which database it was made from."
ANOTHER = "The index was made from another database."
OLDER_DATABASE = "The database is older than the index, as one that was restored from a backup."
EARLIER_VERSION = "Another version of the program built the index. It is rebuilt; until then a search may lack hits."
VERSION_OF_WORDS = 2
"""Raise it when the words of a text are read otherwise (``archive.search.question.analysis``)."""
OLDER_INDEX = "The index is older than the database."


def of_now() -> str:
    """Return the identity of the database and of its newest change for the index, done or not."""
    newest = OutboxEntry.objects.of_index().order_by("-id").values("pk", "created_at").first()
    return json.dumps(
        {
            "database": RecordVersion.objects.values_list("identity", flat=True).first() or "",
            "row": newest["pk"] if newest else 0,
            "format": fingerprint(),
            "written": newest["created_at"].isoformat() if newest else "",
        }
    )


def fingerprint() -> str:
    """Return what differs between indexes that say other things of a statement."""
    described = repr((VERSION_OF_WORDS, list(Facet), [(field.name, str(field.type)) for field in fields(Document)]))
    return hashlib.sha256(described.encode()).hexdigest()[:16]


def mismatch(origin: str) -> str:
    """Return why an index with that origin does not fit the present database, or an empty text if it fits."""
    if not origin:
        return UNKNOWN
    named = json.loads(origin)
    identity = RecordVersion.objects.values_list("identity", flat=True).first() or ""
    if named["database"] != identity:
        return ANOTHER
    if named.get("format") != fingerprint():
        return EARLIER_VERSION
    rows = OutboxEntry.objects.of_index()
    written = rows.filter(pk=named["row"]).values_list("created_at", flat=True).first()
    # The row that the index names is kept (``outbox._purge``), so the database was restored to before it if it is gone.
    # Rows written since may have its number, or higher ones: a sequence of PostgreSQL may run ahead of its rows.
    if named["row"] and (written is None or written.isoformat() != named["written"]):
        return OLDER_DATABASE
    if rows.filter(pk__gt=named["row"], done_at__isnull=False).exists():
        return OLDER_INDEX
    return ""


def row_of(origin: str) -> int:
    """Return the outbox row that the origin of an index names, 0 if it names none."""
    return int(json.loads(origin)["row"]) if origin else 0
