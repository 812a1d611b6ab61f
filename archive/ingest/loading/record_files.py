"""Imports a whole public record from the files of ``manage.py export`` into an empty site, with the same numbers.

Nothing in the files is believed, because another archive may have sent them. The files must match the manifest, every
wording must have the hash with which it was published, and every row must be one that this site could have
(``record_rows``). All is imported or nothing. The words of withdrawn statements are not in the files: a gap replaces
them, with its tombstone.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from django.core.files.base import File
from django.core.management.color import no_style
from django.db import connection, models, transaction

from archive.ingest.loading.record_rows import NotARecord, Objects, SentRow, check_relations, sent_rows, told_at
from archive.machine.web.sent_data import MOST_BYTES, Row, read_json, values_of
from archive.models import (
    AgendaItem,
    Ballot,
    Board,
    Change,
    ChangeNote,
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
from archive.models.record.gap import GAP
from archive.models.record.revision import new_salt, revision_hash

MANIFEST = "datapackage.json"
HASHES = ("salt", "sha256", "remaining_sha256")
HASHED = ("salt", "statement", "number", "previous_hash", "title", "text")
WORDING = {"statement": int, "number": int, "id": int}
WHOLE_WORDING = {**WORDING, **dict.fromkeys((*HASHES, "previous_hash", "title", "text"), str)}
# Columns of statements that repeat other tables.
REPEATED = frozenset({"board_name", "speaker_name", "title", "text", "licence", "revision", *HASHES})


Counting = Callable[[Iterable[tuple[SentRow, Row]]], Iterable[tuple[SentRow, Row]]]

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
# Those whose rows are also compared with what they refer to.
RELATED = ("boards", "topics", "speakers", "statements", "decisions", "redacted_passages", "corrections")
TABLES: dict[str, type[models.Model]] = {**BEFORE_STATEMENTS, "statements": Statement, **AFTER_STATEMENTS}
# Files of tables that earlier versions had.
RETIRED = {"citing_links.jsonl.gz"}


def load_record(folder: Path, over: Counting = iter) -> int:
    """Import the record and return how many statements are public; raise NotARecord, and then store nothing.

    The folder has the files of an export, or is a bag with them, with the files of sources and with the public log.
    ``over`` counts the rows.
    """
    bag = folder if (folder / "bagit.txt").exists() else None
    if bag:
        check_bag(bag)
        folder = bag / "data" / "record"
    check_files(folder)
    loading = _Loading(folder, over)
    with transaction.atomic():
        if any(model._default_manager.exists() for model in (Board, Speaker, Topic, Source, Statement)):
            raise NotARecord("The site already has a record. Import a record into an empty site.")
        loading.store()
        if bag:
            _store_files(bag / "data" / "files")
        _note_changes()
    return loading.public


def left_out(folder: Path) -> list[str]:
    """Return the files of a record's tables, of an earlier version, that have rows and are not imported."""
    names = {path.name: path for path in folder.rglob("*.jsonl.gz")}
    return [name for name in sorted(names.keys() & RETIRED) if next(sent_rows(names[name]), None)]


def check_files(folder: Path) -> None:
    """Compare every file with the manifest; raise NotARecord for the first that differs."""
    content = _content(folder / MANIFEST)
    with told_at(f"{folder} does not contain the files of a record"):
        manifest = values_of(read_json(content), {"resources": list})
        listed = [values_of(one, {"path": str, "hash": str}) for one in manifest["resources"]]
    for one in listed:
        path = folder / one["path"]
        if path.parent != folder or one["hash"] != f"sha256:{_digest(path)}":
            raise NotARecord(f"{one['path']} is not the file that {MANIFEST} describes.")
    missing = {f"{name}.jsonl.gz" for name in TABLES} - {one["path"] for one in listed}
    if missing:
        raise NotARecord(f"{MANIFEST} does not describe {min(missing)}, which every record has.")


def check_bag(bag: Path) -> None:
    """Compare every file of a bag (RFC 8493) with its manifest; raise NotARecord for the first that differs."""
    lines = _content(bag / "manifest-sha256.txt").decode(errors="replace").splitlines()
    listed = {unquote(name): digest for digest, _, name in (line.partition("  ") for line in lines)}
    paths = {path.relative_to(bag).as_posix(): path for path in (bag / "data").rglob("*") if not path.is_dir()}
    if listed.keys() != paths.keys():
        raise NotARecord(f"The bag lacks {', '.join(sorted(listed.keys() ^ paths.keys()))}, or its manifest does.")
    for name, path in paths.items():
        if path.is_symlink() or _digest(path) != listed[name]:
            raise NotARecord(f"{name} is not the file that the manifest of the bag describes.")


def _plain_file(path: Path) -> Path:
    """Return the path of a file; raise NotARecord for anything else, such as a link or a pipe, which may never end."""
    if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
        raise NotARecord(f"{path.parent} does not contain the files of a record: {path.name} is not a file in it.")
    return path


def _content(path: Path) -> bytes:
    with _plain_file(path).open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotARecord(f"{path.name} is far larger than in any record.")
    return content


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
    with _plain_file(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Loading:
    """Stores the tables of a folder."""

    def __init__(self, folder: Path, over: Counting) -> None:
        self._folder, self._over = folder, over
        self._objects = Objects()
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
        self._objects.check()
        for name in RELATED:
            check_relations(TABLES[name], self._path(name))

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.jsonl.gz"

    def _sent(self, name: str) -> Iterator[SentRow]:
        yield from sent_rows(self._path(name))

    def _rows(self, name: str) -> Iterator[tuple[SentRow, Row]]:
        return ((row, {}) for row in self._sent(name))

    def _store(self, model: type[models.Model], rows: Iterable[tuple[SentRow, Row]]) -> None:
        self._objects.store(model, self._over(rows))
        _continue_numbers(model)

    def _read_chains(self) -> None:
        """Find the current revision and the withdrawal of each statement."""
        latest: dict[int, int] = {}
        for name in ("revisions", "withdrawn_revisions"):
            for sent in self._sent(name):
                row = sent.values_as(WORDING)
                if row["number"] > latest.get(row["statement"], 0):
                    latest[row["statement"]], self._current[row["statement"]] = row["number"], row["id"]
        for sent in self._sent("tombstones"):
            row = sent.values_as({"what": str, "statement": int, "id": int})
            if row["what"] == Tombstone.What.WITHDRAWAL:
                self._withdrawals[row["statement"]] = row["id"]

    def _statements(self) -> Iterator[tuple[SentRow, Row]]:
        for row in self._sent("statements"):
            self.public += 1
            kept = {name: value for name, value in row.values.items() if name not in REPEATED}
            yield SentRow(row.place, kept), {"status": Statement.Status.PUBLISHED, **self._wording_of(row)}
        for row in self._sent("withdrawn_statements"):
            withdrawal = self._withdrawals.get(row.values_as({"number": int})["number"])
            status = Statement.Status.WITHDRAWN
            yield row, {"status": status, "withdrawal_id": withdrawal, **self._wording_of(row)}

    def _wording_of(self, row: SentRow) -> Row:
        number = row.values_as({"number": int})["number"]
        if number not in self._current:
            raise NotARecord(f"{row.place}: the record has no wording of statement {number}.")
        return {"current_revision_id": self._current[number]}

    def _revisions(self) -> Iterator[tuple[SentRow, Row]]:
        for row in self._sent("revisions"):
            known = row.values_as(WHOLE_WORDING)
            if revision_hash(**{name: known[name] for name in HASHED}) != (
                known["remaining_sha256"] or known["sha256"]
            ):
                raise NotARecord(
                    f"{row.place}: revision {known['number']} of statement {known['statement']} does not have its hash."
                )
            yield row, {}
        for row in self._sent("withdrawn_revisions"):
            blank = {"title": "", "text": GAP, "salt": new_salt()}
            known = row.values_as({**WORDING, "previous_hash": str}) | blank
            blank["remaining_sha256"] = revision_hash(**{name: known[name] for name in HASHED})
            yield row, {**blank, "reason": "" if known["number"] == 1 else "Withdrawn."}

    def _gaps(self) -> Iterator[tuple[SentRow, Row]]:
        """Yield the gaps in place of the words of withdrawn statements."""
        for row in self._sent("withdrawn_revisions"):
            known = row.values_as(WORDING)
            tombstone = self._withdrawals.get(known["statement"])
            yield (
                SentRow(row.place, {}),
                {"tombstone_id": tombstone, "revision_id": known["id"], "start": 0, "end": len(GAP)},
            )


def _continue_numbers(model: type[models.Model]) -> None:
    """Make PostgreSQL give the next rows numbers above the existing ones; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _note_changes() -> None:
    for subject, model in ((Change.Subject.MEETING, Meeting), (Change.Subject.STATEMENT, Statement)):
        ids = model._default_manager.filter(published_at__isnull=False).values_list("pk", flat=True)
        ChangeNote.objects.leave(subject, ids, Change.Kind.PUBLISHED, tells=False)
