"""What a copy of the database is proved by, and why there may be none, on either engine.

A digest of a table is its number of rows and a SHA-256 over all of them. It is computed from the database in use at the
moment of the copy, not from the copy. So it shows if the copy lost something.
"""

from collections.abc import Callable
from dataclasses import dataclass

# Called with the share of the copy that is done, from 0 to 1.
Watch = Callable[[float], None]


@dataclass(frozen=True)
class TableDigest:
    """The digest of a table: how many rows it has, and a SHA-256 over them in the order of their keys."""

    rows: int
    sha256: str


class DamagedCopy(Exception):
    """The copy is not a complete database."""


class ProgramMissing(Exception):
    """A PostgreSQL program is needed and not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is missing: install PostgreSQL's programs (on Debian: apt install postgresql-client)."
        )
