"""Restore a backup into an empty place. Everything is verified first, and nothing is served before the end."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection

from archive.actions.redaction import Anyway, Removal, answering, facts_that_tell, remove_again
from archive.actions.redaction.again import RemovalOutcome
from archive.actions.removed_words import disk
from archive.actions.removed_words.repeats import Repeat
from archive.citations.verification import verify_record
from archive.machine.database.fit import known_versions
from archive.machine.database.given import highest
from archive.machine.database.incoming import NotEmpty, brought_in, check_place
from archive.machine.database.sqlite.numbers import Numbers, beside
from archive.models import AccountLink, RecordVersion, StaffSession, Statement, Tombstone
from archive.search import RebuildUnderway, SearchUnavailable, Watch, rebuild
from archive.search.engines import home, outbox
from archive.upkeep.backups.files import write_json
from archive.upkeep.backups.folder import BackupFolder
from archive.upkeep.backups.keys import KEYS, digests, read_keys
from archive.upkeep.backups.making import DATABASE, NUMBERS
from archive.upkeep.backups.manifest import DamagedBackup, Manifest
from archive.upkeep.backups.removals_list import lists_in, read_lists
from archive.upkeep.backups.uploads import check_uploads, put_back, stored_names
from boardmeetings import env
from boardmeetings.failpoints import failpoint

# The place for the work until everything is checked.
DRAFT = "restoring"
# Names the backup whose database gets its place next. If the database is there, only the index may be missing.
PLACING = "restored.json"
NO_LIST = (
    "There is no list of removals beside this backup, as in a folder of backups. Words that were redacted or withdrawn "
    "after {at:%Y-%m-%d %H:%M} UTC are back in the record. Do not serve this site. Get removals.json from the folder "
    "of backups or from another copy, and restore into another empty folder with --removals FILE."
)
MOST_PROBLEMS = 20
# Space needed beyond the backup's own size: the index, and the copy for an upgrade.
ROOM = 2.5


@dataclass
class Restored:
    """The result of a restore: how many removals were applied, and sentences about what somebody should check."""

    manifest: Manifest
    statements: int = 0
    removed: int = 0
    warnings: list[str] = field(default_factory=list)


def restore(
    folder: BackupFolder,
    backup: Path,
    *,
    keys_file: Path | None = None,
    passphrase: str = "",
    lists: list[Path] | None = None,
    watch: Watch = iter,
    say: Callable[[str], None] = lambda _: None,
) -> Restored:
    """Restore the backup into DATA_DIR, which has no site, and return the result.

    ``lists`` are further lists of removals, such as the lost site's own. Raise NotEmpty, DamagedBackup, DamagedCopy,
    ProgramMissing, WrongKeys or OSError before there is a site. The next restore clears what a killed one left, or
    builds the index if only that is missing.
    """
    if _is_placed(backup):
        say("An earlier restore of this backup was stopped when only the index was missing")
        return _finish(Restored(Manifest.read(backup)), watch, say)
    _refuse_a_site()
    say("Verifying the backup")
    manifest = Manifest.read(backup)
    _check_version(manifest)
    manifest.check_files(backup)
    check_uploads(folder, manifest.uploads)
    keys = _keys(folder, backup, manifest, keys_file, passphrase)
    known_removals = read_lists([*lists_in(folder), *(lists or [])])
    _check_room(backup, manifest)
    restored = Restored(manifest)
    if not lists and not folder.removals.exists():
        restored.warnings.append(NO_LIST.format(at=manifest.taken_at))
    draft = _clean_draft()
    say("Copying keys and uploads")
    _put_keys(keys, restored)
    put_back(folder, manifest.uploads)
    failpoint("restore.copied")
    say("Copying the database, migrating, applying later removals, and checking the record")
    with outbox.held_back(), brought_in(backup / DATABASE, manifest.tables, _numbers(folder), draft):
        call_command("migrate", verbosity=0, interactive=False)
        _take_out(known_removals, restored)
        # Otherwise, sessions and links that have ended since would work again.
        StaffSession.objects.all().delete()
        AccountLink.objects.all().delete()
        # PostgreSQL removes nothing from the disk before its transaction ends. Each removal does it then.
        if not connection.in_atomic_block:
            disk.drain()
        home.move_here()
        problems = list(verify_record())
        failpoint("restore.checked")
        write_json(_placing(), _names_of_restore(backup))
    restored.warnings += problems[:MOST_PROBLEMS]
    restored.warnings += [f"The file {name} was missing when the backup was made." for name in manifest.missing]
    return _finish(restored, watch, say)


def _finish(restored: Restored, watch: Watch, say: Callable[[str], None]) -> Restored:
    """Delete what is left of the work, and build the index. The database is in its place, whatever happens here."""
    try:
        shutil.rmtree(Path(settings.DATA_DIR) / DRAFT, ignore_errors=True)
        failpoint("restore.placed")
        say("Building the index")
        restored.statements = rebuild(watch)
        _placing().unlink()
    except (RebuildUnderway, SearchUnavailable, OSError, DatabaseError) as error:
        restored.statements = Statement.objects.public().count()
        restored.warnings.append(
            f"The site builds its search index when it starts, because it was not built here: {error}"
        )
    return restored


def _placing() -> Path:
    return Path(settings.DATA_DIR) / PLACING


def _names_of_restore(backup: Path) -> dict[str, str]:
    """Return what names a restore of this backup: a site that was started here instead has another identity."""
    return {"backup": backup.name, "database": RecordVersion.objects.get().identity}


def _is_placed(backup: Path) -> bool:
    """Return whether a restore of the backup has put the database into its place, but did not end."""
    try:
        check_place()
    except NotEmpty:
        try:
            return bool(json.loads(_placing().read_text()) == _names_of_restore(backup))
        except (OSError, ValueError, DatabaseError):
            return False
    return False


def _refuse_a_site() -> None:
    """Raise NotEmpty if DATA_DIR has a database, or uploads that did not come from a killed restore."""
    check_place()
    if not (Path(settings.DATA_DIR) / DRAFT).exists() and next(stored_names(), None):
        raise NotEmpty(
            f"There are uploaded files in {settings.MEDIA_ROOT}. Restore into an empty folder. Set DATA_DIR."
        )


def _check_version(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise DamagedBackup(f"The backup is of {manifest.engine}, and this site uses {connection.vendor}.")
    if manifest.version not in known_versions():
        raise DamagedBackup(
            f"The backup was made by a version of the program that this one does not know ({manifest.version}). "
            "Install that version, or a later one."
        )


def _keys(
    folder: BackupFolder, backup: Path, manifest: Manifest, keys_file: Path | None, passphrase: str
) -> dict[str, str]:
    """Return the keys of the backup; none if they are missing."""
    path = keys_file or folder.keys_of(backup)
    if keys_file is None and not path.exists():
        return {}
    keys = read_keys(path, passphrase)
    if digests(keys) != manifest.keys:
        raise DamagedBackup(f"{path} holds the keys of another backup.")
    return keys


def _check_room(backup: Path, manifest: Manifest) -> None:
    size = (backup / DATABASE).stat().st_size * ROOM + sum(upload.size for upload in manifest.uploads.values())
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < size:
        raise OSError(f"{settings.DATA_DIR} has {free / 1e6:,.0f} MB free, and the restore needs {size / 1e6:,.0f} MB.")


def _clean_draft() -> Path:
    """Return an empty folder to work in, and delete the uploads of a killed restore."""
    draft = Path(settings.DATA_DIR) / DRAFT
    if draft.exists():
        for name in list(stored_names()):
            default_storage.delete(name)
        shutil.rmtree(draft)
    draft.mkdir(mode=0o700)
    return draft


def _numbers(folder: BackupFolder) -> Numbers:
    """Return the highest numbers in any backup, or in the file of a lost database that is still there."""
    paths = [other / NUMBERS for other in folder.backups()]
    paths.append(beside(Path(settings.DATA_DIR) / Path(connection.settings_dict["NAME"]).name))
    return highest(*(json.loads(path.read_text()) for path in paths if path.exists()))


def _put_keys(keys: dict[str, str], restored: Restored) -> None:
    """Put the keys in place and use them from now on. Keys in the environment stay, and the result says so."""
    if not keys:
        restored.warnings.append(
            "The keys of the backup are missing. Everyone must sign in again and set up authenticator apps again, "
            "and redacted words that come back are not recognised."
        )
    for name, key in keys.items():
        if env.text(name):
            if env.text(name) != key:
                restored.warnings.append(f"{name} is set in the environment to another key than that of the backup.")
            continue
        path = Path(settings.DATA_DIR) / KEYS[name]
        path.touch(mode=0o600)
        path.write_text(key)
        setattr(settings, name, key)


def _still_told(told: dict[Repeat, dict[str, str]]) -> list[str]:
    """Return a sentence about the titles and names that a removal left as they are."""
    left = {
        f"{repeat.instance._meta.verbose_name} {repeat.instance.pk} ({repeat.columns})"
        for repeat, texts in told.items()
        if type(repeat.instance)._base_manager.filter(pk=repeat.instance.pk, **texts).exists()
    }
    if not left:
        return []
    return [
        f"Words that were redacted after the backup was made stand in {len(left)} titles, names and addresses of it. "
        "Somebody may have changed them since. Look at them before you serve this site: "
        f"{', '.join(sorted(left)[:MOST_PROBLEMS])}."
    ]


def _take_out(known_removals: list[Removal], restored: Restored) -> None:
    known = set(Tombstone.objects.values_list("statement", "what", "decided_at"))
    told = facts_that_tell(one for one in known_removals if (one.statement, one.what, one.decided_at) not in known)
    # Later removals may have words that other rows of the backup say. Nobody is there to be asked.
    with answering(lambda: Anyway(None, "They were stored before the backup was restored.")):
        outcomes = {removal: remove_again(removal) for removal in known_removals}
    restored.warnings += _still_told(told)
    restored.removed = sum(outcome is RemovalOutcome.DONE for outcome in outcomes.values())
    apart = sorted(
        {removal.statement for removal, outcome in outcomes.items() if outcome is RemovalOutcome.NEVER_PUBLIC}
    )
    if apart:
        restored.warnings.append(
            "Words of these statements were removed after the backup was made, and the backup has them only as drafts "
            f"that were later edited. Check them before you publish. Statements {', '.join(map(str, apart))}."
        )
