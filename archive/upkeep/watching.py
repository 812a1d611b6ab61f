"""What goes wrong with a site over time and needs a person: on the status page, and among what the doctor finds.

Each thing is told in one sentence, once it is certain that it does not pass by itself. Nothing here takes long.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from archive.machine.database.snapshot import what_copying_lacks
from archive.models import Mail
from archive.upkeep import runs
from archive.upkeep.keys import key_problems
from archive.upkeep.readiness import problems
from boardmeetings.start_problems import problem_with_files

WORKER_IS_LATE = timedelta(minutes=3)
# A job is late after one and a half times its interval, if the worker had a few minutes for it.
LATE_BY = 1.5
MAIL_IS_LATE = timedelta(hours=1)
BACKUP_IS_OLD = timedelta(days=2)
# These have their own checks.
CHECKED_APART = frozenset({runs.BACKUP, runs.DRILL, runs.FILES, runs.PARTS, runs.RECORDINGS})


def what_needs_a_person() -> dict[str, str]:
    """Return what is wrong, in sentences, by the part of the site."""
    problems = {name: " ".join(sentences_of(check)) for name, check in WATCHED.items()}
    return {name: problem for name, problem in problems.items() if problem}


def sentences_of(check: Callable[[], Iterable[str]]) -> list[str]:
    """Return what a check finds. One that cannot be made is a problem, and the others are made all the same."""
    try:
        return list(check())
    except (OSError, DatabaseError) as error:
        return [problem_with_files(error) or f"This could not be checked: {error}"]


def is_worked() -> bool:
    """Return whether a process does all the regular work. Each that serves pages looks after the index alone."""
    last = runs.last_run(runs.PUBLICATIONS)
    return last is not None and last.at >= timezone.now() - WORKER_IS_LATE


def has_young_backup() -> bool:
    """Return whether the last backup is complete and younger than two days."""
    last = runs.last_run(runs.BACKUP)
    return last is not None and not last.problem and last.at >= timezone.now() - BACKUP_IS_OLD


def backup_in_words() -> str:
    """Return when the last backup was made, or that the first one is still to be made."""
    last = runs.last_run(runs.BACKUP)
    return f"The last one was on {last.at:%Y-%m-%d at %H:%M} UTC." if last else "The first one is still to be made."


def late_mails() -> Iterator[str]:
    """Yield a fault if emails have waited for long."""
    late = Mail.objects.filter(created_at__lt=timezone.now() - MAIL_IS_LATE)
    if not is_worked():
        # Emails that nobody tried to send wait for the worker: that is the one thing to do.
        late = late.exclude(last_error="")
    if number := late.count():
        # The mail server's message may contain a reader's address.
        said = late.order_by("-attempts").values_list("last_error", flat=True)[0].partition(":")[0]
        mails = "1 mail has" if number == 1 else f"{number:,} mails have"
        yield f"{mails} waited for more than an hour{f' ({said})' if said else ''}: look at its log."


def check_readiness() -> Iterator[str]:
    """Yield faults in migrations, index and disk."""
    hints = {
        "index": "Run manage.py work --only outbox; if that does not help, manage.py rebuild_index.",
        "disk": "Make room, or move DATA_DIR to a larger disk.",
    }
    for name, problem in problems().items():
        if problem:
            yield f"{problem} {hints.get(name, '')}".strip()
    old = Path(settings.DATA_DIR) / settings.SQLITE_FILE
    if connection.vendor != "sqlite" and old.exists():
        yield f"{old} is from before the move to PostgreSQL, and holds words that are redacted since: delete it."


def check_worker() -> Iterator[str]:
    """Yield what the worker has not done in time, and what failed."""
    if not is_worked():
        yield "The worker is not running. Start manage.py work --watch, for example as a systemd unit (docs/deploy.md)."
        return
    for kind in runs.KINDS:
        if kind not in CHECKED_APART and not runs.needs(kind):
            yield from _late(kind)


def check_backups() -> Iterator[str]:
    """Yield a fault if there is no recent backup, or none that was tested."""
    if not settings.BACKUP_DIR:
        yield "BACKUP_DIR is not set, so there are no nightly backups. Name a folder, at least on another disk."
        return
    # Without the worker, that is the one thing to do.
    if is_worked():
        yield from _late(runs.BACKUP)
        yield from _late(runs.DRILL)
    if missing := what_copying_lacks():
        yield missing
    folder = Path(settings.BACKUP_DIR)
    if (
        not settings.BACKUP_IS_COPIED
        and folder.exists()
        and folder.stat().st_dev == Path(settings.DATA_DIR).stat().st_dev
    ):
        yield f"{folder} is on the disk of the site. Copy it to another machine, then set BACKUP_IS_COPIED=1."


def _late(kind: str) -> Iterator[str]:
    run = runs.last_run(kind)
    limit = max(runs.EVERY[kind] * LATE_BY, WORKER_IS_LATE)
    began = runs.began()
    if run is None:
        if began and began < timezone.now() - limit:
            yield f"{runs.KINDS[kind]}: none so far. Check the worker's log."
    elif run.problem:
        yield f"{runs.KINDS[kind]}: {run.problem}"
    elif run.at < timezone.now() - limit:
        yield f"{runs.KINDS[kind]} was on {run.at:%Y-%m-%d at %H:%M} UTC, too long ago. Check the worker's log."


WATCHED: dict[str, Callable[[], Iterable[str]]] = {
    "database, index, disk": check_readiness,
    "keys": key_problems,
    "worker": check_worker,
    "mail": late_mails,
    "backups": check_backups,
}
