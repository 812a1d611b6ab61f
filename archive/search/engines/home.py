"""An embedded index is on one machine. If two machines share a database, the second would miss the first one's changes.

The row of ``SearchIndex`` names the folder of the index, so that processes with another folder take no rows from the
outbox. SQLite's database is on the same machine as its index, so it does not need this.
"""

import socket

from django.conf import settings
from django.db import connection

from archive.models import SearchIndex
from archive.models.site.outside import ONLY_ROW
from archive.search.engines import get_backend

ELSEWHERE = (
    "The search index of this database is on the disk of another machine ({host}), and only one machine can keep it. "
    "For several machines, set SEARCH_BACKEND=opensearch and SEARCH_URL on each. If {host} is gone for good, run: "
    "manage.py rebuild_index --here"
)


def problem() -> str:
    """Return why this machine must not write the index, or an empty text.

    The first machine that asks becomes the index's home.
    """
    if not _matters():
        return ""
    row, _ = SearchIndex.objects.get_or_create(pk=ONLY_ROW)
    if not row.home:
        SearchIndex.objects.filter(pk=ONLY_ROW, home="").update(**_this_machine())
        row.refresh_from_db()
    return "" if row.home == settings.INDEX_HOME else ELSEWHERE.format(host=row.host)


def move_here() -> None:
    """Make this machine the home of the index."""
    if _matters():
        SearchIndex.objects.update_or_create(pk=ONLY_ROW, defaults=_this_machine())


def _matters() -> bool:
    return connection.vendor != "sqlite" and not get_backend().is_shared


def _this_machine() -> dict[str, str]:
    return {"home": settings.INDEX_HOME, "host": socket.gethostname()[:200]}
