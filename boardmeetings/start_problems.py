"""Why a command cannot work with the files of the site, in a sentence that says what to do.

A full disk, a folder that cannot be written or a file of another account is no fault of the program. Whoever runs a
command then needs a sentence, and most of all for the commands that look after a site in trouble.
"""

import errno
import os
import pwd
import sqlite3
import stat
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError

FULL = (errno.ENOSPC, errno.EDQUOT)
REFUSED = (errno.EACCES, errno.EPERM)
# So little is free that nothing can be written, in bytes.
NO_ROOM = 1_000_000


def problem_with_files(error: BaseException) -> str:
    """Return why the files of the site cannot be used; empty if the error has another cause."""
    if isinstance(error, OSError):
        if error.filename is None:
            return _of_path(error.errno, _data_folder()) if error.errno in FULL else ""
        return _of_path(error.errno, Path(os.fsdecode(error.filename)))
    cause = error.__cause__
    if not isinstance(error, DatabaseError | sqlite3.Error):
        return ""
    if isinstance(cause, OSError):
        return problem_with_files(cause)
    if not isinstance(cause or error, sqlite3.OperationalError):
        return ""
    hindrance = hindrance_to_writing()
    return hindrance.sentence if hindrance else ""


def _of_path(number: int | None, path: Path) -> str:
    if number in FULL:
        return (
            f"There is no room left on the disk of {path}. Make room, or move DATA_DIR to a larger disk, and run this "
            "again."
        )
    if number == errno.EROFS:
        return f"The disk of {path} is mounted read-only. Mount it so that it can be written, and run this again."
    if number in REFUSED:
        return _of_owner(path)
    return ""


def _of_owner(path: Path) -> str:
    """Return who may use the path, which this process may not."""
    seen = path
    while not os.path.lexists(seen) or not os.access(seen.parent, os.X_OK):
        seen = seen.parent
    owner, me = _name(seen.lstat().st_uid), _name(os.geteuid())
    if owner == me:
        mode = stat.filemode(seen.lstat().st_mode)
        return f"{seen} cannot be used by its owner {me} ({mode}). Give the owner the right to read and write it."
    folder = _data_folder()
    if seen.is_relative_to(folder) and seen != folder and folder.stat().st_uid == os.geteuid():
        return (
            f"{seen} belongs to the account {owner}, but the folder of the site to {me}. Give it to {me}: "
            f"chown {me} {seen}"
        )
    return f"{seen} belongs to the account {owner}, and this command runs as {me}. Run it as {owner}."


class Hindrance(NamedTuple):
    """Why a path cannot be written, as the number of the error that says so, and what to do."""

    number: int
    sentence: str


# What SQLite writes beside its file, and what the site does. Copies with similar names are somebody else's.
WRITTEN = ("", "-wal", "-shm", "-journal", ".numbers", ".queue")


def hindrance_to_writing() -> Hindrance | None:
    """Return why SQLite cannot write its file, if it cannot. It does not say why itself."""
    folder = _data_folder()
    number, path = _hindered(folder)
    return Hindrance(number, _of_path(number, path)) if number else None


def _hindered(folder: Path) -> tuple[int, Path]:
    for path in (folder / f"archive.sqlite3{end}" for end in WRITTEN):
        # Looked for second: SQLite may remove one meanwhile.
        if not os.access(path, os.R_OK | os.W_OK) and path.exists():
            return errno.EROFS if is_on_read_only_disk(folder) else errno.EACCES, path
    if is_on_read_only_disk(folder):
        return errno.EROFS, folder
    if not os.access(folder, os.W_OK | os.X_OK):
        return errno.EACCES, folder
    disk = os.statvfs(folder)
    return (errno.ENOSPC if disk.f_bavail * disk.f_frsize < NO_ROOM else 0), folder


def is_on_read_only_disk(path: Path) -> bool:
    """Return whether the disk of an existing path is mounted read-only."""
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def _data_folder() -> Path:
    """Return the folder of the site, even if the settings cannot be read because of what is in it."""
    from boardmeetings import env

    return env.folder("DATA_DIR", Path(__file__).resolve().parent.parent / "var")


def _name(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
