"""The list of redactions and withdrawals, stored with the backups. Each restore applies them again.

Of a database that is not migrated yet, only the version before can list them. A backup of it has no list of its own,
and the one beside the backups stays as it was.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.actions.redaction import Removal, removals_so_far
from archive.machine.database import is_migrated
from archive.upkeep.backups.files import write_json
from archive.upkeep.backups.folder import BackupFolder, taken_at
from archive.upkeep.backups.manifest import DamagedBackup

# In a backup: the list as it was then.
NAME = "removals.json"
UNLISTED = (
    "The database is not migrated. Which backups contain words that were removed since is known after manage.py "
    "migrate and another backup."
)


@dataclass(frozen=True)
class Holding:
    """A backup made before removals, which has the removed words."""

    taken_at: datetime
    removals: tuple[Removal, ...]


def write_list(path: Path) -> None:
    """Write all removals of this site."""
    if is_migrated():
        write_json(path, [removal.written() for removal in removals_so_far()])


def keep_list(folder: BackupFolder) -> bool:
    """Update the list next to the backups, so that a restore has the latest; return whether it had changed."""
    if not is_migrated():
        return False
    removals = [removal.written() for removal in removals_so_far()]
    if not folder.path.is_dir() or (folder.removals.exists() and json.loads(folder.removals.read_text()) == removals):
        return False
    write_json(folder.removals, removals)
    return True


def read_lists(paths: list[Path]) -> list[Removal]:
    """Return what any of the lists names, in the order of decisions; raise DamagedBackup for a broken list."""
    by_decision: dict[tuple[object, ...], Removal] = {}
    for path in paths:
        try:
            removals = [Removal.read(stored) for stored in json.loads(path.read_text(encoding="utf-8"))]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedBackup(f"The list of removals {path} cannot be read: {error}") from error
        by_decision |= {
            (removal.statement, removal.what, removal.document, removal.decided_at): removal for removal in removals
        }
    return sorted(by_decision.values(), key=lambda removal: removal.decided_at)


def lists_in(folder: BackupFolder) -> list[Path]:
    """Return the lists in a folder of backups."""
    paths = [folder.removals, *(backup / NAME for backup in folder.backups())]
    return [path for path in paths if path.exists()]


def holding(folder: BackupFolder) -> list[Holding]:
    """Return the backups with words that were removed since, the oldest first, each with those removals."""
    removals = removals_so_far()
    holdings = [
        Holding(taken_at(backup), tuple(removal for removal in removals if removal.decided_at > taken_at(backup)))
        for backup in folder.backups()
    ]
    return [backup for backup in holdings if backup.removals]


def held_by_old_backups(folder: BackupFolder) -> str:
    """Return a sentence that says which backups have words that were removed since; empty if none has."""
    if not is_migrated():
        return UNLISTED
    holdings = holding(folder)
    if not holdings:
        return ""
    return (
        f"{len(holdings)} of {len(folder.backups())} backups, from {holdings[0].taken_at:%Y-%m-%d %H:%M} to "
        f"{holdings[-1].taken_at:%Y-%m-%d %H:%M} UTC, were made before a redaction or withdrawal "
        f"({len(holdings[0].removals)} in all). They contain its words until they are deleted. A restore removes the "
        "words again."
    )
