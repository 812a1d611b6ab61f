"""When the site last did its regular work: backups, checks, emails and so on.

The notes are in files next to the database, not in it, because a restored database would have the backup's notes.
"""

import json
import logging
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

logger = logging.getLogger(__name__)

ALERTS, BACKUP, DRILL, EXPORT, FIXITY, INDEX = "alerts", "backup", "drill", "export", "fixity", "index"
FILES = "files"
LOG, MAILS, OUTBOX, PARTS, PUBLICATIONS, PURGES = "log", "mails", "outbox", "parts", "publications", "purges"
RECORDINGS, REMOVALS, WEBHOOKS = "recordings", "removals", "webhooks"
KINDS = {
    BACKUP: "Last backup",
    DRILL: "Last test of a restore",
    FIXITY: "Last check of every text against its hash",
    INDEX: "Last check of the search index",
    EXPORT: "Last export of the whole record",
    PARTS: "Last parts of the record made again",
    RECORDINGS: "Last recording transcribed",
    FILES: "Last files of a folder read",
    PUBLICATIONS: "Last check for planned publications",
    MAILS: "Last check for emails to send",
    ALERTS: "Last check for messages to webhooks of alerts",
    WEBHOOKS: "Last check for messages to webhooks",
    OUTBOX: "Last check for changes to the index",
    PURGES: "Last check for caches to purge",
    LOG: "Last check for entries of the public log",
    REMOVALS: "Last check of the list of removals beside the backups",
}

# The file that says when the regular work began. A job that was never done is late from then on.
BEGAN = "began"
DAILY = timedelta(hours=24)
# How often each job is done.
EVERY = {
    BACKUP: DAILY,
    DRILL: timedelta(days=30),
    FIXITY: DAILY,
    INDEX: DAILY,
    EXPORT: DAILY,
    PARTS: timedelta(minutes=1),
    PUBLICATIONS: timedelta(seconds=10),
    MAILS: timedelta(seconds=15),
    ALERTS: timedelta(seconds=15),
    WEBHOOKS: timedelta(seconds=15),
    OUTBOX: timedelta(seconds=3),
    PURGES: timedelta(seconds=1),
    REMOVALS: timedelta(minutes=1),
    LOG: timedelta(seconds=15),
    RECORDINGS: timedelta(seconds=5),
    FILES: timedelta(seconds=5),
}
# Jobs that are only done if this is set.
NEEDS = {BACKUP: "BACKUP_DIR", DRILL: "BACKUP_DIR", REMOVALS: "BACKUP_DIR", PURGES: "CDN_PURGE_URL"}


@dataclass(frozen=True)
class JobRun:
    """One run: when it ended, what went wrong (empty if nothing did), its message, and what it counted."""

    at: datetime
    problem: str
    result: str = ""
    counts: dict[str, int] = field(default_factory=dict)


def needs(kind: str) -> str:
    """Return the name of the variable without which this job is not done, or an empty text."""
    name = NEEDS.get(kind, "")
    return name if name and not getattr(settings, name) else ""


def note_run(kind: str, problem: str = "", result: str = "", **counts: int) -> None:
    """Note that a run of the kind has ended now, its message and what it counted.

    If the disk accepts no note, this is only logged.
    """
    path = _folder() / f"{kind}.json"
    # A unique name, because several processes write notes at once.
    draft = path.with_suffix(f".{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if began() is None:
            draft.write_text(timezone.now().isoformat())
            draft.replace(_folder() / BEGAN)
        run = {"at": timezone.now().isoformat(), "problem": problem[:2000], "result": result, "counts": counts}
        draft.write_text(json.dumps(run))
        draft.replace(path)
    except OSError as error:
        logger.error("The run of %s could not be noted: %s", kind, error)


def last_check() -> JobRun | None:
    """Return the last check of the texts and files, with what it read; None if it found a fault or none is known."""
    last = last_run(FIXITY)
    return last if last and last.counts and not last.problem else None


def began() -> datetime | None:
    """Return when the site began its regular work, or None if it never did."""
    try:
        return datetime.fromisoformat((_folder() / BEGAN).read_text())
    except (OSError, ValueError):
        return None


def last_run(kind: str) -> JobRun | None:
    """Return the last run of the kind, or None if none is known."""
    try:
        run = json.loads((_folder() / f"{kind}.json").read_text())
        return JobRun(datetime.fromisoformat(run["at"]), run["problem"], run.get("result", ""), run.get("counts", {}))
    except (OSError, ValueError, KeyError):
        return None


def _folder() -> Path:
    return Path(settings.UPKEEP_DIR)
