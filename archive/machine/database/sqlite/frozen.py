"""A database on a disk that is mounted read-only, where SQLite cannot keep its log next to the file."""

from pathlib import Path

from boardmeetings.start_problems import is_on_read_only_disk


def is_frozen(path: Path) -> bool:
    """Return whether nobody can change the file, and it has all changes: none are only in its log."""
    log = path.with_name(f"{path.name}-wal")
    try:
        return is_on_read_only_disk(path) and not (log.exists() and log.stat().st_size)
    except OSError:
        return False


def address_of(path: Path, mode: str) -> str:
    """Return the URI that opens the file in the mode, without a log if nobody can change it."""
    return f"{path.absolute().as_uri()}?{'immutable=1' if is_frozen(path) else f'mode={mode}'}"
