"""The state of the record and the index from which public pages are made.

It is read before a page is made, so no page is labelled newer than it is.
"""

import hashlib
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Subquery

from archive.machine.queries import Prepared
from archive.models import RecordVersion, SiteSettings
from archive.models.upkeep.record_version import ONLY_ROW
from archive.search import SearchUnavailable, get_backend

_site = Subquery(SiteSettings.objects.values("version")[:1])
_version = Prepared(
    lambda row: RecordVersion.objects.filter(pk=row).annotate(site=_site).values_list("token", "purged", "site")
)


class StateFields(NamedTuple):
    """What the database and the index say about the state."""

    token: str
    index: str  # type: ignore[assignment]  # nobody looks for an item in it
    purged: str
    site: str | None = None


class State(StateFields):
    """The state of the record and the index, and the state that the caches in front of the site were last told of.

    The fields are the token of the record, the version of the index, the last purged state and the version of the
    site's settings. A change of the settings also changes the token.
    """

    @cached_property
    def name(self) -> str:
        """A name for the state of the record and the index. Every change gives a new name."""
        return hashlib.sha256(f"{self.token}\n{self.index}".encode()).hexdigest()[:32]

    @property
    def purge_is_due(self) -> bool:
        """Whether the caches in front of the site must be told that pages may have changed."""
        return bool(settings.CDN_PURGE_URL) and self.purged != self.name


def read_state() -> State | None:
    """Return the state, with one query, or None if the database cannot be read: then nothing is cached."""
    try:
        rows = _version(row=ONLY_ROW)
    except DatabaseError:
        return None
    if not rows:
        return None
    token, purged, site = rows[0]
    # For every page, not only for searches, because the index also decides which statements are related.
    try:
        index = get_backend().version()
    except SearchUnavailable:
        index = ""
    return State(token, index, purged, site)
