"""Imports a whole public record from the files of ``manage.py export`` into an empty site, with the same numbers.

Everything is checked before anything is stored: the files must match the manifest, and every wording must have the hash
with which it was published. All is imported or nothing. The words of withdrawn statements are not in the files: a gap
replaces them, with its tombstone.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.files.base import File
from django.core.management.color import no_style
from django.db import DataError, connection, models, transaction
from django.utils import timezone

from archive.database.parts import in_parts
from archive.models import (
    AgendaItem,
    Ballot,
    Board,
    Change,
    ChangeNote,
    CitingLink,
    Correction,
    Decision,
    FormerSlug,
    ItemFiling,
    Meeting,
    Office,
    RedactedPassage,
    Revision,
    Source,
    Speaker,
    SpeakerName,
    Statement,
    Tombstone,
    Topic,
)
from archive.models.record.citing_link import page_hash
from archive.models.record.gap import GAP
from archive.models.record.revision import new_salt, revision_hash

MANIFEST = "datapackage.json"
AT_ONCE = 1000
HASHES = ("salt", "sha256", "remaining_sha256")
HASHED = ("salt", "statement", "number", "previous_hash", "title", "text")
Row = dict[str, Any]
# What a value raises that a column does not take, such as a number too large for the database, or a missing one.
UNUSABLE = (ArithmeticError, DataError, FieldDoesNotExist, LookupError, TypeError, ValidationError, ValueError)


# In an order in which each refers only to existing rows.
BEFORE_STATEMENTS: dict[str, type[models.Model]] = {
    "boards": Board,
    "topics": Topic,
    "sources": Source,
    "speakers": Speaker,
    "speaker_names": SpeakerName,
    "offices": Office,
    "meetings": Meeting,
    "meeting_documents": Meeting.documents.through,
    "agenda_items": AgendaItem,
    "agenda_item_topics": ItemFiling,
}
AFTER_STATEMENTS: dict[str, type[models.Model]] = {
    "decisions": Decision,
    "ballots": Ballot,
    "statement_topics": Statement.topics.through,
    "tombstones": Tombstone,
    "redacted_passages": RedactedPassage,
    "corrections": Correction,
    "former_slugs": FormerSlug,
}
# Columns of statements that repeat other tables.
NOT_STORED: dict[type[models.Model], Any] = {
    Statement: {"board_name", "speaker_name", "title", "text", "licence", "revision", *HASHES},
}


class NotARecord(Exception):
    """The folder does not contain a whole record, or the site is not empty."""


def load_record(folder: Path) -> int:
    """Import the record and return how many statements are public; raise NotARecord, and then store nothing.

    The folder has the files of an export, or is a bag with them, with the files of sources and with the public log.
    """
    bag = folder if (folder / "bagit.txt").exists() else None
    if bag:
        check_bag(bag)
        folder = bag / "data" / "record"
    check_files(folder)
    loading = _Loading(folder)
    with transaction.atomic():
        if any(model._default_manager.exists() for model in (Board, Speaker, Topic, Source, Statement)):
            raise NotARecord("The site already has a record. Import a record into an empty site.")
        try:
            loading.store()
        except UNUSABLE as error:
            raise NotARecord(f"{folder} has a value that no record has: {error}") from error
        if bag:
            _store_files(bag / "data" / "files")
        _note_changes()
    return loading.public


def check_files(folder: Path) -> None:
    """Compare every file with the manifest; raise NotARecord for the first that differs."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for resource in manifest["resources"]:
            if resource["hash"] != f"sha256:{_digest(folder / resource['path'])}":
                raise NotARecord(f"{resource['path']} is not the file that {MANIFEST} describes.")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotARecord(f"{folder} does not contain the files of a record: {error}") from error


def check_bag(bag: Path) -> None:
    """Compare every file of a bag (RFC 8493) with its manifest; raise NotARecord for the first that differs."""
    lines = (bag / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    listed = {unquote(name): digest for digest, _, name in (line.partition("  ") for line in lines)}
    paths = {path.relative_to(bag).as_posix(): path for path in (bag / "data").rglob("*") if not path.is_dir()}
    if listed.keys() != paths.keys():
        raise NotARecord(f"The bag lacks {', '.join(sorted(listed.keys() ^ paths.keys()))}, or its manifest does.")
    for name, path in paths.items():
        if path.is_symlink() or _digest(path) != listed[name]:
            raise NotARecord(f"{name} is not the file that the manifest of the bag describes.")


def _store_files(folder: Path) -> None:
    """Store the file of each source; raise NotARecord if it is not the one that the source names."""
    for path in sorted(folder.glob("*/*")):
        number = path.parent.name
        source = Source.objects.filter(pk=number).first() if number.isdecimal() else None
        if source is None or source.file_sha256 != _digest(path):
            raise NotARecord(f"{path.name} is not the file of source {number}.")
        with path.open("rb") as file:
            source.file.save(path.name, File(file), save=False)
        Source.objects.filter(pk=source.pk).update(file=source.file.name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Loading:
    """Stores the tables of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._current: dict[int, int] = {}
        self._withdrawals: dict[int, int] = {}
        self.public = 0

    def store(self) -> None:
        """Store every table."""
        self._read_chains()
        for name, model in BEFORE_STATEMENTS.items():
            self._store(model, self._rows(name))
        self._store(Statement, self._statements())
        self._store(Revision, self._revisions())
        for name, model in AFTER_STATEMENTS.items():
            self._store(model, self._rows(name))
        self._store(RedactedPassage, self._gaps())
        self._store(CitingLink, self._citing_links())

    def _rows(self, name: str) -> Iterator[Row]:
        with gzip.open(self._folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)

    def _store(self, model: type[models.Model], rows: Iterable[Row]) -> None:
        made = (model(**_typed(model, row)) for row in rows)
        for some in in_parts(made, AT_ONCE):
            model._default_manager.bulk_create(some)
        _continue_numbers(model)

    def _read_chains(self) -> None:
        """Find the current revision and the withdrawal of each statement."""
        latest: dict[int, int] = {}
        for name in ("revisions", "withdrawn_revisions"):
            for row in self._rows(name):
                if row["number"] > latest.get(row["statement"], 0):
                    latest[row["statement"]], self._current[row["statement"]] = row["number"], row["id"]
        for row in self._rows("tombstones"):
            if row["what"] == Tombstone.What.WITHDRAWAL:
                self._withdrawals[row["statement"]] = row["id"]

    def _statements(self) -> Iterator[Row]:
        for row in self._rows("statements"):
            self.public += 1
            yield row | {"status": Statement.Status.PUBLISHED, "current_revision": self._current[row["number"]]}
        for row in self._rows("withdrawn_statements"):
            number = row["number"]
            withdrawn = {"status": Statement.Status.WITHDRAWN, "withdrawal": self._withdrawals[number]}
            yield row | withdrawn | {"current_revision": self._current[number]}

    def _revisions(self) -> Iterator[Row]:
        for row in self._rows("revisions"):
            words = {name: row.get(name, "") for name in HASHED}
            if revision_hash(**words) != (row["remaining_sha256"] or row["sha256"]):
                raise NotARecord(f"Revision {row['number']} of statement {row['statement']} does not have its hash.")
            yield row
        for row in self._rows("withdrawn_revisions"):
            blank = row | {"title": "", "text": GAP, "salt": new_salt()}
            blank["remaining_sha256"] = revision_hash(**{name: blank[name] for name in HASHED})
            yield blank | {"reason": "" if row["number"] == 1 else "Withdrawn."}

    def _gaps(self) -> Iterator[Row]:
        """Yield the gaps in place of the words of withdrawn statements."""
        for row in self._rows("withdrawn_revisions"):
            tombstone = self._withdrawals[row["statement"]]
            yield {"tombstone": tombstone, "revision": row["id"], "start": 0, "end": len(GAP)}

    def _citing_links(self) -> Iterator[Row]:
        for row in self._rows("citing_links"):
            accepted = {"status": CitingLink.Status.ACCEPTED, "decided_at": timezone.now()}
            yield row | accepted | {"url_hash": page_hash(row["url"])}


def _typed(model: type[models.Model], row: Row) -> Row:
    """Return the values in the model's types. Rows refer to others by id, and times are text in the files."""
    typed = {}
    for name, value in row.items():
        if name not in NOT_STORED.get(model, ()):
            field = cast("models.Field", model._meta.get_field(name))
            typed[field.attname] = value if value is None or field.is_relation else field.to_python(value)
    return typed


def _continue_numbers(model: type[models.Model]) -> None:
    """Make PostgreSQL give the next rows numbers above the existing ones; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _note_changes() -> None:
    for subject, model in ((Change.Subject.MEETING, Meeting), (Change.Subject.STATEMENT, Statement)):
        ids = model._default_manager.filter(published_at__isnull=False).values_list("pk", flat=True)
        ChangeNote.objects.leave(subject, ids, Change.Kind.PUBLISHED, tells=False)
