"""The state that the public pages are made of, read before a page is, so that no page is named newer than it is."""

import hashlib
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Subquery

from archive.fast.queries import Prepared
from archive.models import RecordVersion, SiteSettings
from archive.models.record_version import ONLY_ROW
from archive.search import SearchUnavailable
from archive.search.backends import get_backend

_site = Subquery(SiteSettings.objects.values("version")[:1])
_version = Prepared(
    lambda row: RecordVersion.objects.filter(pk=row).annotate(site=_site).values_list("token", "purged", "site")
)


class StateFields(NamedTuple):
    """What the database and the index say."""

    token: str
    index: str  # type: ignore[assignment]  # nobody looks for an item in it
    purged: str
    site: str | None = None


class State(StateFields):
    """The token of the record, what the index holds, what caches in front of the site were told of, and the version of
    the site's own settings, of which every change changes the token too."""

    @cached_property
    def name(self) -> str:
        """A name of both, another one after every change."""
        return hashlib.sha256(f"{self.token}\n{self.index}".encode()).hexdigest()[:32]

    @property
    def purge_is_due(self) -> bool:
        """Whether caches in front of the site have to be told that pages may have changed."""
        return bool(settings.CDN_PURGE_URL) and self.purged != self.name


def read_state() -> State | None:
    """Return the state, in one query; nothing if the database cannot say: then nothing is kept or called fresh."""
    try:
        rows = _version(row=ONLY_ROW)
    except DatabaseError:
        return None
    if not rows:
        return None
    token, purged, site = rows[0]
    # Every page, not those that search alone: what the index holds also decides what is called related.
    try:
        index = get_backend().version()
    except SearchUnavailable:
        index = ""
    return State(token, index, purged, site)
