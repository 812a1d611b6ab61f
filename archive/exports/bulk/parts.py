"""The statements in parts, one for each board and year. A change remakes its parts alone.

``EXPORT_DIR/parts`` has a folder for each part as it was made, and a manifest, a data package, which names them. A new
manifest takes the place of the old one in one step, and until then the old parts are sent. A part from which words were
removed since is withheld at once, and deleted within seconds; all others stay.
"""

import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast, Left
from django.utils import timezone

from archive.exports.bulk.current import PARTS, ExportUnderway
from archive.exports.bulk.descriptions import data_package
from archive.exports.bulk.files import MANIFEST, compress_for_sending, write_table
from archive.exports.bulk.record import BY_NAME, PublicIds, rows
from archive.machine.database import named_lock, one_state
from archive.machine.database.durable import write_whole
from archive.models import Change, Statement, Tombstone
from boardmeetings.failpoints import failpoint

STATEMENTS = BY_NAME["statements"]
NOTHING: dict[str, Any] = {"change": 0, "removals": [], "resources": []}
# What a statement in a part shows of other objects.
OBJECTS_SHOWN = ("board", "speaker", "source", "meeting")
Place = tuple[int, str]
"""A board and a year."""


@dataclass(frozen=True)
class PartFile:
    """A file of a part: where it is, its SHA-256, and when it was made."""

    path: Path
    sha256: str
    made: datetime


def parts_wanting() -> bool:
    """Return whether the record has changed since the parts were made."""
    known = _known()
    return (
        not _manifest().exists()
        or bool(_removed_since(known))
        or Change.objects.filter(pk__gt=known["change"]).exists()
    )


def remake_parts() -> int:
    """Make the parts again that have changed since they were made, and return how many.

    Raise ExportUnderway if another process does it.
    """
    _root().mkdir(parents=True, exist_ok=True)
    with named_lock("parts") as had:
        if not had:
            raise ExportUnderway
        made = _remake()
        _delete_all_but(_known())
        return made


def part_file(name: str) -> PartFile | None:
    """Return a file of a part; None if there is none, or it holds words that were removed since."""
    known = _known()
    part = next((one for one in known["resources"] if one["path"] == name), None)
    if part is None or _holds_removed(part, _removed_since(known)):
        return None
    path = _root() / part["version"] / name
    return PartFile(path, part["hash"].removeprefix("sha256:"), datetime.fromisoformat(part["made"]))


def parts_manifest() -> bytes | None:
    """Return the manifest as it is sent: without the parts that are withheld, which it names; None if there is none."""
    known = _known()
    if known is NOTHING:
        return None
    removed = _removed_since(known)
    holding = {one["version"] for one in known["resources"] if _holds_removed(one, removed)}
    described = known | {
        "resources": [one for one in known["resources"] if one["version"] not in holding],
        "withheld": sorted({one["path"] for one in known["resources"] if one["version"] in holding}),
    }
    return f"{json.dumps(described, ensure_ascii=False, indent=1)}\n".encode()


def discard_removed_parts() -> int:
    """Delete parts that hold words which were removed since, and what killed processes left; return how many."""
    known = _known()
    removed = _removed_since(known)
    holding = {one["version"] for one in known["resources"] if _holds_removed(one, removed)}
    for version in holding:
        shutil.rmtree(_root() / version, ignore_errors=True)
    return len(holding)


def _remake() -> int:
    known = _known()
    with one_state():
        removed = _removed_since(known)
        removals = sorted(Tombstone.objects.values_list("pk", flat=True))
        latest = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        counts = _counts()
        changed = _changed_since(known["change"])
        kept: dict[Place, list[dict[str, Any]]] = {}
        for one in known["resources"]:
            key = (one["board"], one["year"])
            stands = (
                key not in changed and one.get("statements") == counts.get(key) and (_root() / one["version"]).exists()
            )
            # Removed words may be committed before their change is listed.
            if stands and not _holds_removed(one, removed):
                kept.setdefault(key, []).append(one)
        ids = PublicIds()
        new = {key: list(_make(key, ids)) for key in counts if key not in kept}
    failpoint("parts.written")
    resources = [one for key in sorted(counts) for one in (new.get(key) or kept[key])]
    described = {**data_package([]), "change": latest, "removals": removals, "resources": resources}
    write_whole(_manifest(), json.dumps(described, ensure_ascii=False, indent=1) + "\n")
    return len(new)


def _counts() -> dict[Place, int]:
    """Return how many statements are in each part."""
    rows = Statement.objects.public().order_by().annotate(year=_year()).values_list("board", "year")
    return {(board, year): count for board, year, count in rows.annotate(count=Count("pk"))}


def _year() -> Left:
    return Left(Cast("date", CharField()), 4)


def _changed_since(change: int) -> set[Place]:
    """Return the places of statements that have changed, or that show something which has.

    A part that a statement has left has another number of statements, or another one came in and is among these.
    """
    changes = Change.objects.filter(pk__gt=change).order_by()

    def of(subject: str) -> QuerySet:
        return changes.filter(subject=subject).values("subject_id")

    touched = Q(pk__in=of(Change.Subject.STATEMENT)) | Q(responds_to__in=of(Change.Subject.STATEMENT))
    for name in OBJECTS_SHOWN:
        touched |= Q(**{f"{name}__in": of(name)})
    rows = Statement.objects.public().order_by().filter(touched).annotate(year=_year())
    return set(rows.values_list("board", "year").distinct())


def _make(place: Place, ids: PublicIds) -> Iterator[dict[str, Any]]:
    """Write the files of a part into a folder of its own, and yield how the manifest describes them."""
    board, year = place
    name = f"board-{board}-{year}"
    version = f"{name}-{uuid4().hex[:8]}"
    folder = _root() / version
    folder.mkdir(mode=0o700)
    statements = Statement.objects.public().filter(board=board).annotate(year=_year()).filter(year=year)
    part = replace(STATEMENTS, name=name, objects=lambda: statements)
    files = write_table(folder, part, rows(part, ids))
    compress_for_sending(folder)
    numbers = statements.order_by("pk").values_list("pk", flat=True)
    about = {"board": board, "year": year, "first": numbers.first(), "last": numbers.last()}
    about |= {"version": version, "made": timezone.now().isoformat(), "statements": statements.count()}
    for one in data_package(files)["resources"]:
        yield {**one, **about}


def _removed_since(known: dict[str, Any]) -> list[int]:
    """Return the numbers of statements from which words were removed since the parts were made."""
    if Tombstone.objects.count() == len(known["removals"]):
        return []
    noted = set(known["removals"])
    return [number for pk, number in Tombstone.objects.values_list("pk", "statement") if pk not in noted]


def _holds_removed(one: dict[str, Any], removed: list[int]) -> bool:
    """Return whether a part holds one of the statements, wherever that is now."""
    numbers = [number for number in removed if one["first"] <= number <= one["last"]]
    stem = one["path"].partition(".")[0]
    lines = _root() / one["version"] / f"{stem}.jsonl.gz"
    if not numbers or not lines.exists():
        return bool(numbers)
    starts = tuple(f'{{"number": {number},' for number in numbers)
    with gzip.open(lines, "rt", encoding="utf-8") as file:
        return any(line.startswith(starts) for line in file)


def _delete_all_but(known: dict[str, Any]) -> None:
    kept = {one["version"] for one in known["resources"]}
    for path in _root().iterdir():
        if path.is_dir() and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def _root() -> Path:
    return settings.EXPORT_DIR / PARTS


def _manifest() -> Path:
    return _root() / MANIFEST


def _known() -> dict[str, Any]:
    try:
        stored = _manifest().stat()
    except FileNotFoundError:
        return NOTHING
    return _read_manifest(_manifest(), stored.st_ino, stored.st_mtime_ns)


@lru_cache(maxsize=2)
def _read_manifest(path: Path, _inode: int, _changed: int) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return described
