"""What the triggers of the models share. They are created after every migration."""

from collections.abc import Mapping
from typing import Any

ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
"""For each event, the names of the row in a trigger: OLD before the change, NEW after it."""


def put_in_place(cursor: Any, prefix: str, wanted: Mapping[str, str]) -> bool:
    """Make ``wanted`` (SQL by name) the only triggers of SQLite whose names start with the prefix.

    Return whether any was missing or different.
    """
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{prefix}%"])
    there = dict(cursor.fetchall())
    for name in [name for name, sql in there.items() if wanted.get(name) != sql]:
        cursor.execute(f'DROP TRIGGER "{name}"')
    missing = [sql for name, sql in wanted.items() if there.get(name) != sql]
    for sql in missing:
        cursor.execute(sql)
    return bool(missing)
