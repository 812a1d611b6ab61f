"""The state of the site, for its staff: what waits, when it was last backed up, how full the disk is."""

import platform
import shutil
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min, Q

from archive.machine.database import database_size, version_in_use
from archive.models import CorrectionToTell, Mail, OutboxEntry, Statement
from archive.search import SearchRequest, SearchUnavailable, count
from archive.upkeep.backups import BackupFolder, Holding, holding
from archive.upkeep.runs import EVERY, KINDS, JobRun, last_run, needs
from archive.upkeep.slow_pages import slowest_today
from archive.upkeep.watching import has_young_backup, what_needs_a_person
from boardmeetings import VERSION

UNITS = ((86_400, "day"), (60, "minute"), (1, "second"))


@dataclass(frozen=True)
class Waiting:
    """Waiting work of one kind: how much, since when, the most attempts of any, and what prevents it."""

    kind: str
    number: int
    since: datetime | None
    attempts: int
    problem: str


@dataclass(frozen=True)
class Disk:
    """Space on the site's disk, in bytes."""

    free: int
    total: int
    database: int
    log: int
    index: int


def waiting() -> list[Waiting]:
    """Return what waits, by kind, including kinds with nothing."""
    kinds = OutboxEntry.Kind
    rows = [_waiting_of(kind.label, OutboxEntry.objects.pending().filter(kind=kind), "created_at") for kind in kinds]
    rows.append(_waiting_of("Tell readers of a correction", CorrectionToTell.objects.all(), ""))
    mails = _waiting_of("Send a mail", Mail.objects.all(), "created_at")
    # The mail server's message may contain a reader's address.
    return [*rows, replace(mails, problem=mails.problem.partition(":")[0])]


def _waiting_of(kind: str, rows: Any, since: str) -> Waiting:
    has_attempts = hasattr(rows.model, "attempts")
    figures = rows.order_by().aggregate(
        number=Count("pk"),
        **({"since": Min(since)} if since else {}),
        **({"attempts": Max("attempts")} if has_attempts else {}),
    )
    stubborn = rows.filter(~Q(last_error="")).order_by("-attempts").first() if has_attempts else None
    return Waiting(
        kind,
        figures["number"],
        figures.get("since"),
        figures.get("attempts") or 0,
        stubborn.last_error if stubborn else "",
    )


@dataclass(frozen=True)
class Timer:
    """A regular job of the worker: how often, when last, and the setting that it lacks."""

    name: str
    every: timedelta
    run: JobRun | None
    needs: str

    @property
    def how_often(self) -> str:
        """In words, such as “every 30 days”."""
        seconds = int(self.every.total_seconds())
        length, unit = next((length, unit) for length, unit in UNITS if seconds % length == 0)
        number = seconds // length
        return f"every {unit}" if number == 1 else f"every {number} {unit}s"


def timers() -> list[Timer]:
    """Return all regular jobs."""
    return [Timer(name, EVERY[kind], last_run(kind), needs(kind)) for kind, name in KINDS.items()]


def backups_with_removed_words() -> list[Holding]:
    """Return the backups with words that were removed since."""
    return holding(BackupFolder(Path(settings.BACKUP_DIR))) if settings.BACKUP_DIR else []


def disk() -> Disk:
    """Return how full the disk is."""
    usage = shutil.disk_usage(settings.DATA_DIR)
    database, log = database_size()
    return Disk(
        free=usage.free,
        total=usage.total,
        database=database,
        log=log,
        index=sum(_size(path) for path in Path(settings.SEARCH_INDEX_DIR).rglob("*")),
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def versions() -> list[tuple[str, str]]:
    """Return the running programs, with their versions."""
    return [
        ("This program", VERSION),
        ("Tables of the database", version_in_use()),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        (connection.display_name, ".".join(map(str, connection.get_database_version()))),
    ]


def in_index() -> int | None:
    """Return how many statements the index has, or None if it cannot be read."""
    try:
        return count(SearchRequest())
    except SearchUnavailable:
        return None


def status() -> dict[str, Any]:
    """Return the whole state, for a page."""
    return {
        "problems": what_needs_a_person(),
        "has_young_backup": has_young_backup(),
        "waiting": waiting(),
        "timers": timers(),
        "backups_with_removed_words": backups_with_removed_words(),
        "disk": disk(),
        "versions": versions(),
        "in_index": in_index(),
        "in_database": Statement.objects.public().count(),
        "slowest": slowest_today(),
    }
