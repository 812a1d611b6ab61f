"""How much space the database uses."""

from pathlib import Path

from django.db import connection


def database_size() -> tuple[int, int]:
    """Return the bytes of the database and, if it is a file, of its log."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0], 0
    file = Path(str(connection.settings_dict["NAME"]))
    return _size(file), _size(file.with_name(f"{file.name}-wal"))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
