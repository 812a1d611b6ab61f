"""Whether the record still is what was published: chains of revisions, files, permanent addresses."""

import hashlib
from collections.abc import Iterator
from itertools import groupby

from django.db.models import OuterRef, Subquery
from django.urls import Resolver404, resolve

from archive.models import Revision, Source, Statement, revision_hash

AT_ONCE = 2000
CHUNK = 1 << 20


def verify_record() -> Iterator[str]:
    """Yield a sentence for each thing that is wrong with the record; none where it is whole.

    Every revision's hash is computed again and compared with what the next one says of it; the current revision of a
    public statement is its last published one; every file of a source is read and its checksum compared; every
    permanent path leads to the page of the same record.
    """
    yield from verify_chains()
    yield from verify_statements()
    yield from verify_files()


def verify_chains() -> Iterator[str]:
    """Yield what is wrong with the chains of revisions."""
    revisions = Revision.objects.order_by("statement_id", "number").iterator(AT_ONCE)
    for number, chain in groupby(revisions, key=lambda revision: revision.statement_id):
        expected, previous = 1, ""
        for revision in chain:
            name = f"Statement {number}, revision {revision.number}"
            if revision.number != expected:
                yield f"{name} stands where revision {expected} should: one is missing."
            elif revision.previous_hash != previous:
                yield f"{name} does not name the hash of revision {expected - 1}."
            if revision.sha256 != _hash(revision):
                yield f"{name} is not the text it was sealed with: its hash is another."
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


def _hash(revision: Revision) -> str:
    return revision_hash(
        statement=revision.statement_id,
        number=revision.number,
        previous_hash=revision.previous_hash,
        title=revision.title,
        text=revision.text,
    )


def _leads_to(path: str, number: int, revision: int | None = None) -> bool:
    try:
        found = resolve(path)
    except Resolver404:
        return False
    name = "pages:statement-detail" if revision is None else "pages:statement-revision"
    return found.view_name == name and (found.kwargs["number"], found.kwargs.get("revision")) == (number, revision)
