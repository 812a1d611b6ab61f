"""Kills commands: a first start, an upgrade, a backup and a restore."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TextIO

from django.conf import settings

from tests.machine.database.later import LATER


def manage(
    folder: Path, *words: str, output: TextIO | int = subprocess.PIPE, later: bool = False
) -> subprocess.Popen[str]:
    """Start a command of the site in the folder, in its own process group; ``later``: of the later version."""
    # Only the harness sends emails, and counts them.
    quiet = {"FAILPOINT": "", "LOG_LEVEL": "CRITICAL", "WORK_IN_SITE": "0"}
    environment = {**os.environ, **quiet, "DATA_DIR": str(folder), **(LATER if later else {})}
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def done(folder: Path, *words: str, later: bool = False) -> tuple[int, str]:
    """Run a command to its end and return its exit status and its output."""
    process = manage(folder, *words, later=later)
    said, _ = process.communicate()
    return process.returncode, said


def killed(
    folder: Path, after: float, *words: str, output: TextIO | int = subprocess.PIPE, later: bool = False
) -> bool:
    """Start a command, kill all its processes after that many seconds, and return whether it was still running."""
    process = manage(folder, *words, output=output, later=later)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return True
    process.communicate()
    return False


@cache
def templates(folder: Path) -> tuple[float, float]:
    """Create a new site and a copy that was upgraded; return the seconds that a start and an upgrade take."""
    new = folder / "new"
    began = time.monotonic()
    status, said = done(new, "serve", "--port", "0", "--prepare-only")
    first = time.monotonic() - began
    assert status == 0, said
    upgraded = shutil.copytree(new, folder / "upgraded")
    began = time.monotonic()
    status, said = done(upgraded, "migrate", later=True)
    assert status == 0, said
    return first, time.monotonic() - began


def kill_first_start(folder: Path, chance: float) -> tuple[float, list[str]]:
    """Kill the first start of a site, start it again, and return when it was killed and what is wrong with the site."""
    takes, _ = templates(folder)
    site = folder / "started"
    after = chance * takes
    was_killed = killed(site, after, "serve", "--port", "0", "--prepare-only")
    problems = problems_of_start(site, folder / "new")
    shutil.rmtree(site)
    return (after if was_killed else 0.0), problems


def kill_upgrade(folder: Path, chance: float) -> tuple[float, list[str]]:
    """Kill the upgrade of a site, start it, and return when it was killed and what is wrong with the site."""
    _, takes = templates(folder)
    site = Path(shutil.copytree(folder / "new", folder / "upgrading"))
    after = chance * takes
    was_killed = killed(site, after, "migrate", later=True)
    problems = problems_of_start(site, folder / "upgraded", later=True)
    shutil.rmtree(site)
    return (after if was_killed else 0.0), problems


@cache
def backed_up(folder: Path) -> tuple[Path, float, float]:
    """Back up a new site and restore it; return the folder of the backups and the seconds that the two take."""
    templates(folder)
    backups, restored, seconds = folder / "backups", folder / "measured-restore", []
    for site, words in ((folder / "new", "backup"), (restored, "restore")):
        began = time.monotonic()
        status, said = done(site, words, str(backups))
        seconds.append(time.monotonic() - began)
        assert status == 0, said
    shutil.rmtree(restored)
    return backups, seconds[0], seconds[1]


def kill_backup(folder: Path, chance: float) -> tuple[float, list[str]]:
    """Kill a backup. Earlier backups must be intact, the next must succeed, and both must restore the site."""
    backups, takes, _ = backed_up(folder)
    there = Path(shutil.copytree(backups, folder / "backups-killed"))
    after = chance * takes
    was_killed = killed(folder / "new", after, "backup", str(there))
    problems = problems_of_restore(folder, there)
    status, said = done(folder / "new", "backup", str(there))
    problems += [f"The next backup: {said[-800:]}"] if status else problems_of_restore(folder, there)
    shutil.rmtree(there)
    return (after if was_killed else 0.0), problems


def kill_restore(folder: Path, chance: float) -> tuple[float, list[str]]:
    """Kill a restore. The folder must count as empty for the next one, or hold the whole site."""
    backups, _, takes = backed_up(folder)
    after = chance * takes
    was_killed = killed(folder / "restored", after, "restore", str(backups))
    problems = problems_of_restore(folder, backups)
    return (after if was_killed else 0.0), problems


def problems_of_restore(folder: Path, backups: Path) -> list[str]:
    """Restore the newest backup, unless a killed restore has already finished, and return what is wrong."""
    site = folder / "restored"
    status, said = (0, "") if (site / "archive.sqlite3").exists() else done(site, "restore", str(backups))
    problems = [f"The restore: {said[-800:]}"] if status else problems_of_start(site, folder / "new")
    shutil.rmtree(site)
    return problems


def problems_of_start(site: Path, whole: Path, *, later: bool = False) -> list[str]:
    """Start a site and return what is wrong: it must equal a site that was never killed."""
    status, said = done(site, "serve", "--port", "0", "--prepare-only", later=later)
    if status:
        return [f"It does not start: {said[-800:]}"]
    problems = []
    for words in (("migrate", "--check"), ("verify_record",), ("verify_index",)):
        status, said = done(site, *words, later=later)
        if status:
            problems.append(f"{' '.join(words)}: {said[-800:]}")
    if (held := statements(site)) != (expected := statements(whole)):
        problems.append(f"It contains {held} statements, and one that was never killed {expected}.")
    if schema(site) != schema(whole):
        problems.append("Its tables are not those of a site that was never killed.")
    return problems


def statements(site: Path) -> int:
    """Return the number of statements."""
    with closing(sqlite3.connect(site / "archive.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM archive_statement").fetchone()[0]


def schema(site: Path) -> set[tuple[str, str]]:
    """Return the name and the kind of every object in the database schema."""
    with closing(sqlite3.connect(site / "archive.sqlite3")) as database:
        return set(database.execute("SELECT name, type FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"))


STARTS: dict[str, Callable[[Path, float], tuple[float, list[str]]]] = {
    "first start": kill_first_start,
    "upgrade": kill_upgrade,
    "backup": kill_backup,
    "restore": kill_restore,
}
