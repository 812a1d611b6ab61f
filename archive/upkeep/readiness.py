"""Whether the site can serve readers properly, for monitoring."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from archive.machine.database.fit import DatabaseState, fit_of
from archive.models import OutboxEntry, RecordVersion
from archive.search import SearchUnavailable
from archive.search.engines import get_backend, home, origin

# If all is well, rows wait for seconds, not for minutes.
LONGEST_BEHIND = timedelta(minutes=1)


def is_alive() -> bool:
    """Return whether the database can be read."""
    try:
        RecordVersion.objects.exists()
    except DatabaseError:
        return False
    return True


def problems() -> dict[str, str]:
    """Return what is wrong with the migrations, the index and the disk, one sentence each; empty if nothing is."""
    wrong = {}
    for name, look in (("migrations", _migrations), ("index", index_problem), ("disk", _disk)):
        try:
            wrong[name] = look()
        except (DatabaseError, OSError, SearchUnavailable) as error:
            wrong[name] = str(error)
    return wrong


def index_problem() -> str:
    """Return why a search may give wrong answers, or an empty text."""
    if problem := home.problem() or get_backend().check() or origin.mismatch(get_backend().origin()):
        return problem
    oldest = OutboxEntry.objects.of_index().pending().first()
    if oldest and oldest.created_at < timezone.now() - LONGEST_BEHIND:
        return f"Changes wait for the index since {oldest.created_at:%Y-%m-%d %H:%M} UTC. {oldest.last_error}".strip()
    return ""


def _migrations() -> str:
    fit = fit_of()
    # Its disk has a sentence of its own.
    return "" if fit.state is DatabaseState.FULL else fit.sentence


def _disk() -> str:
    free = shutil.disk_usage(settings.DATA_DIR).free
    floor = settings.DISK_FLOOR_MB * 1_000_000
    return f"Only {free / 1_000_000:,.0f} MB are free, fewer than {settings.DISK_FLOOR_MB:,}." if free < floor else ""
