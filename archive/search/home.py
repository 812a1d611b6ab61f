"""An embedded index is on one machine: of two that share a database, the second would never hear of what is done.

The row of ``SearchIndex`` names the folder whose index is kept, so that no other process of another folder takes rows
out of the outbox. SQLite's database is on that machine too, and needs none of it.
"""

import socket

from django.conf import settings
from django.db import connection

from archive.models import SearchIndex
from archive.models.search_index import ONLY_ROW
from archive.search.backends import get_backend

ELSEWHERE = (
    "The search index of this database is on the disk of another machine ({host}), and only one machine can keep it. "
    "For several machines, set SEARCH_BACKEND=opensearch and SEARCH_URL on each. If {host} is gone for good, run: "
    "manage.py rebuild_index --here"
)


def problem() -> str:
    """Return why this machine must not write the index, or nothing; the first that asks becomes its home."""
    if not _matters():
        return ""
    row, _ = SearchIndex.objects.get_or_create(pk=ONLY_ROW)
    if not row.home:
        SearchIndex.objects.filter(pk=ONLY_ROW, home="").update(**_this_machine())
        row.refresh_from_db()
    return "" if row.home == settings.INDEX_HOME else ELSEWHERE.format(host=row.host)


def move_here() -> None:
    """Have this machine keep the index from now on."""
    if _matters():
        SearchIndex.objects.update_or_create(pk=ONLY_ROW, defaults=_this_machine())


def _matters() -> bool:
    return connection.vendor != "sqlite" and not get_backend().is_shared


def _this_machine() -> dict[str, str]:
    return {"home": settings.INDEX_HOME, "host": socket.gethostname()[:200]}
