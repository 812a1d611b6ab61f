"""A copy of the record for libraries: a bag (RFC 8493) with the export files, the source files and the public log."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from archive.exports.addresses import entry_url
from archive.exports.bulk.current import ExportOvertaken, write_without_removed
from archive.exports.bulk.files import Counting
from archive.exports.bulk.record import PublicIds, RecordTable
from archive.log import COMMITTED, Kept, every_opening, keys_of_log, verifier_key
from archive.models import LogEntry, LogHead, Source, Tombstone, current_site

RECORD_FOLDER, FILES, LOG = "record", "files", "log"
README = """{name}: a copy of the record, made on {day}

What boards said, word for word, from {url}{part}

record/record.sqlite3  Everything in one SQLite database, which opens anywhere. Begin here.
record/*.csv           The same as tables. datapackage.json says what each column holds.
record/*.jsonl.gz      The same, a JSON object on each line.
files/N/               The file of source N, if it is a document of a meeting: an agenda, minutes, a transcript.
log/entries.jsonl      The public log: every change of the record, an entry on each line, in order.
log/checkpoint         How many entries there are and the root of their tree, signed by the site.
log/key                The key that verifies the signature. log/keys: entries of newer keys, signed by older ones.
log/openings.jsonl     What the last entry of each object commits to: facts, texts, and the salts of their hashes.
                       The address in "since" says what has changed since.

Is it complete and unchanged? Every file and its SHA-256 are in manifest-sha256.txt, one folder up. Any BagIt tool
checks them, and so does: sha256sum --check manifest-sha256.txt

Is it what the site said? The log proves it to whoever has a checkpoint of the site: docs/preservation.md of the
software says how. The software reads the copy back into an empty site: manage.py import_record FOLDER

Words that were redacted, and statements that were withdrawn, are not here. Their tombstones are.
"""


def write_bag(folder: Path, tables: Sequence[RecordTable], over: Counting = iter, *, part: str = "") -> None:
    """Write a bag into an empty folder. ``part`` says which part of the record the tables are, if they are one.

    Raise ExportOvertaken if words were removed meanwhile. After any error the folder is empty again.
    """
    try:
        _write(folder, tables, over, f"\nThis is a part of the record: {part}." if part else "")
    except BaseException:
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def _write(folder: Path, tables: Sequence[RecordTable], over: Counting, part: str) -> None:
    payload = folder / "data"
    for name in (RECORD_FOLDER, FILES, LOG):
        (payload / name).mkdir(parents=True)
    removals = write_without_removed(payload / RECORD_FOLDER, over, tables)
    # After the record: a salt that a redaction destroys meanwhile is noticed below.
    _write_log(payload / LOG, tables)
    _copy_sources(payload / FILES, tables)
    about = {"name": current_site().name, "url": settings.SITE_URL, "day": f"{timezone.now():%Y-%m-%d}"}
    (payload / "README.txt").write_text(README.format(**about, part=part), encoding="utf-8")
    if removals != Tombstone.objects.count():
        raise ExportOvertaken
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    sizes = [path.stat().st_size for path in _files_in(payload)]
    info = f"Source-Organization: {about['name']}\nExternal-Identifier: {about['url']}\nBagging-Date: {about['day']}\n"
    (folder / "bag-info.txt").write_text(f"{info}Payload-Oxum: {sum(sizes)}.{len(sizes)}\n", encoding="utf-8")
    _write_manifest(folder, "manifest-sha256.txt", _files_in(payload))
    _write_manifest(folder, "tagmanifest-sha256.txt", (path for path in sorted(folder.iterdir()) if path.is_file()))


def _write_log(folder: Path, tables: Sequence[RecordTable]) -> None:
    head = LogHead.objects.first() or LogHead()
    with (folder / "entries.jsonl").open("w", encoding="utf-8") as entries:
        texts = LogEntry.objects.filter(position__lt=head.size).order_by("position").values_list("text", flat=True)
        entries.writelines(f"{text}\n" for text in texts.iterator())
    with (folder / "openings.jsonl").open("w", encoding="utf-8") as lines:
        ids = PublicIds(tables)
        every = (opening for subject in sorted(COMMITTED) for opening in every_opening(subject))
        mine = (one for one in every if one["number"] in ids.of(f"{one['subject']}s"))
        signed = (one for one in mine if one["position"] < head.size)
        lines.writelines(f"{json.dumps(one | {'since': _entry_of(one)})}\n" for one in signed)
    for name, text in {"checkpoint": head.checkpoint, "key": f"{verifier_key()}\n", "keys": keys_of_log()}.items():
        (folder / name).write_text(text, encoding="utf-8")


def _entry_of(opening: Mapping[str, Any]) -> str:
    return entry_url(Kept(opening["position"], opening["root"]))


def _copy_sources(folder: Path, tables: Sequence[RecordTable]) -> None:
    """Copy the documents of the meetings of these tables: the files that readers get.

    The file that statements were imported from may also hold drafts and withdrawn words.
    """
    (documents,) = (table.objects() for table in tables if table.name == "meeting_documents")
    used = {*documents.values_list("source", flat=True)}
    for source in Source.objects.public().exclude(file="").order_by("pk"):
        if source.pk in used and source.file_is_there:
            target = folder / str(source.pk) / source.file_name
            target.parent.mkdir()
            with source.file.open("rb") as file, target.open("wb") as copy:
                shutil.copyfileobj(file, copy)


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _write_manifest(folder: Path, name: str, paths: "Iterator[Path] | Sequence[Path]") -> None:
    lines = []
    for path in paths:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        # As the standard says: a name may have a line feed, which would end the line.
        name_in_bag = path.relative_to(folder).as_posix().replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
        lines.append(f"{digest}  {name_in_bag}\n")
    (folder / name).write_text("".join(lines), encoding="utf-8")
