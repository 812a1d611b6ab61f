"""Whether the record still is what was published: chains of revisions, files, permanent addresses."""

import hashlib
from collections.abc import Iterator
from itertools import groupby

from django.db.models import OuterRef, Subquery
from django.urls import Resolver404, resolve

from archive.models import RedactedPassage, Revision, Source, Statement, Tombstone

AT_ONCE = 2000
CHUNK = 1 << 20


def verify_record() -> Iterator[str]:
    """Yield a sentence for each thing that is wrong with the record; none where it is whole.

    Every revision's hash is computed again and compared with what the next one says of it; of one that was redacted,
    the hash of what remains, and its gaps have their tombstone and hold nothing; the current revision of a
    public statement is its last published one; every file of a source is read and its checksum compared; every
    permanent path leads to the page of the same record.
    """
    yield from verify_chains()
    yield from verify_statements()
    yield from verify_tombstones()
    yield from verify_files()


def verify_chains() -> Iterator[str]:
    """Yield what is wrong with the chains of revisions."""
    redacted: dict[int, list[RedactedPassage]] = {}
    for passage in RedactedPassage.objects.select_related("revision"):
        redacted.setdefault(passage.revision_id, []).append(passage)
    revisions = Revision.objects.order_by("statement_id", "number").iterator(AT_ONCE)
    for number, chain in groupby(revisions, key=lambda revision: revision.statement_id):
        expected, previous = 1, ""
        for revision in chain:
            name = f"Statement {number}, revision {revision.number}"
            if revision.number != expected:
                yield f"{name} stands where revision {expected} should: one is missing."
            elif revision.previous_hash != previous:
                yield f"{name} does not name the hash of revision {expected - 1}."
            yield from _words_problems(name, revision, redacted.get(revision.pk, []))
            if revision.published_at and not _leads_to(revision.get_absolute_url(), number, revision.number):
                yield f"{name} is not at its permanent path."
            expected, previous = revision.number + 1, revision.sha256


def verify_statements() -> Iterator[str]:
    """Yield what is wrong with the current revision and the path of every statement that is or was public."""
    seen = Statement.objects.filter(status__in=[Statement.Status.PUBLISHED, Statement.Status.WITHDRAWN])
    last = Revision.objects.published().filter(statement=OuterRef("pk")).order_by("-number").values("number")[:1]
    seen = seen.annotate(last=Subquery(last)).select_related("current_revision").order_by("number")
    for statement in seen.iterator(AT_ONCE):
        current = statement.current_revision
        if current.statement_id != statement.number:
            yield f"Statement {statement.number} shows a text of statement {current.statement_id}."
        elif current.published_at is None:
            yield f"Statement {statement.number} shows a text that was never published."
        elif current.number != statement.last:
            yield f"Statement {statement.number} does not show the last of its published revisions."
        if not _leads_to(statement.get_absolute_url(), statement.number):
            yield f"Statement {statement.number} is not at its permanent path."


def verify_tombstones() -> Iterator[str]:
    """Yield what is wrong with the tombstones: each names the hash of the wording that it stands for."""
    for stone in Tombstone.objects.select_related("revision").order_by("pk").iterator(AT_ONCE):
        if stone.sha256 != stone.revision.sha256 or stone.revision.statement_id != stone.statement_id:
            yield f"Tombstone {stone.pk}, of statement {stone.statement_id}, names another hash than its text."


def verify_files() -> Iterator[str]:
    """Yield what is wrong with the files of the sources."""
    for source in Source.objects.exclude(file="").order_by("pk").iterator(AT_ONCE):
        try:
            with source.file.open("rb") as file:
                found = hashlib.sha256()
                while chunk := file.read(CHUNK):
                    found.update(chunk)
        except OSError as error:
            yield f"The file of source {source.pk} ({source}) cannot be read: {error}."
            continue
        if found.hexdigest() != source.file_sha256:
            yield f"The file of source {source.pk} ({source}) is not the one that was kept: its checksum is another."


def _words_problems(name: str, revision: Revision, passages: list[RedactedPassage]) -> Iterator[str]:
    """Yield what is wrong with the words of a revision, sealed or redacted."""
    found = revision.hash_of_words()
    if not revision.remaining_sha256:
        if revision.sha256 != found:
            yield f"{name} is not the text it was sealed with: its hash is another."
    elif not passages:
        yield f"{name} was changed as by a redaction, and no tombstone says so."
    elif revision.remaining_sha256 != found:
        yield f"{name} is not the text that its redaction left: the hash of what remains is another."
    if not all(passage.is_empty for passage in passages):
        yield f"{name} has words where they were redacted."


def _leads_to(path: str, number: int, revision: int | None = None) -> bool:
    try:
        found = resolve(path)
    except Resolver404:
        return False
    name = "pages:statement-detail" if revision is None else "pages:statement-revision"
    return found.view_name == name and (found.kwargs["number"], found.kwargs.get("revision")) == (number, revision)
