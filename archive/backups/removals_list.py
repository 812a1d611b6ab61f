"""The list of what was redacted or withdrawn, kept with the backups: each restore takes it out again."""

import json
from pathlib import Path

from archive.actions.remove_again import Removal, removals_so_far
from archive.backups.files import write_json
from archive.backups.folder import BackupFolder, taken_at
from archive.backups.manifest import DamagedBackup

# Within a backup: the list as it was then.
NAME = "removals.json"


def write_list(path: Path) -> None:
    """Write down all removals of this site."""
    write_json(path, [removal.written() for removal in removals_so_far()])


def keep_list(folder: BackupFolder) -> bool:
    """Bring the list beside the backups up to date, so that a restore knows of the latest; say whether it was not."""
    removals = [removal.written() for removal in removals_so_far()]
    if not folder.path.is_dir() or (folder.removals.exists() and json.loads(folder.removals.read_text()) == removals):
        return False
    write_json(folder.removals, removals)
    return True


def read_lists(paths: list[Path]) -> list[Removal]:
    """Return what any of the lists names, in the order of decisions; raise DamagedBackup for a broken one."""
    found: dict[tuple[object, ...], Removal] = {}
    for path in paths:
        try:
            removals = [Removal.read(told) for told in json.loads(path.read_text(encoding="utf-8"))]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedBackup(f"The list of removals {path} cannot be read: {error}") from error
        found |= {(removal.statement, removal.what, removal.decided_at): removal for removal in removals}
    return sorted(found.values(), key=lambda removal: removal.decided_at)


def lists_in(folder: BackupFolder) -> list[Path]:
    """Return the lists in a folder of backups."""
    paths = [folder.removals, *(backup / NAME for backup in folder.backups())]
    return [path for path in paths if path.exists()]


def held_by_old_backups(folder: BackupFolder) -> str:
    """Say in a sentence which backups hold words that were removed since; nothing where none does."""
    removals, backups = removals_so_far(), folder.backups()
    holding = [backup for backup in backups if any(removal.decided_at > taken_at(backup) for removal in removals)]
    if not holding:
        return ""
    since = sum(removal.decided_at > taken_at(holding[0]) for removal in removals)
    return (
        f"{len(holding)} of {len(backups)} backups, from {taken_at(holding[0]):%Y-%m-%d %H:%M} to "
        f"{taken_at(holding[-1]):%Y-%m-%d %H:%M} UTC, were made before a redaction or withdrawal ({since} in all) and "
        "hold its words until they are thinned. A restore takes them out again."
    )
