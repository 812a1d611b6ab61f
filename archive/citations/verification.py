"""Whether the record is still what was published: chains of revisions, files, permanent URLs.

Rows are checked in batches, so that a row that cannot be read is named and does not hide the others.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import DatabaseError, models
from django.db.models import OuterRef, Subquery
from django.urls import NoReverseMatch, Resolver404, resolve

from archive.log import differences_from_log, log_faults, not_in_log
from archive.machine.database import database_faults
from archive.models import Commitment, RedactedPassage, Revision, Source, Statement, Tombstone
from archive.models.upkeep import public_count

AT_ONCE = 500
# The errors that a row with changed bytes may cause on its way from the database to Python.
UNREADABLE = (
    DatabaseError,
    NoReverseMatch,
    ValidationError,
    SuspiciousOperation,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
)

Check = Callable[[Sequence[int]], Iterable[str]]


class TableSlice(NamedTuple):
    """One of several parts of all rows: those whose batch has this number, counted around."""

    number: int = 0
    of: int = 1

    def has(self, key: int | str) -> bool:
        """Return whether the row with the key is in it. Tables with texts as keys are small, and in every part."""
        return isinstance(key, str) or key // AT_ONCE % self.of == self.number


WHOLE_TABLE = TableSlice()


def checked(name: str, model: type[models.Model], check: Check, part: TableSlice = WHOLE_TABLE) -> Iterator[str]:
    """Yield what the check says about a part of a table, by batches of its keys; name the rows that cannot be read.

    ``name`` is the word for a row in a sentence, before its key.
    """
    last = 0
    while True:
        try:
            following = model._base_manager.filter(pk__gt=last).order_by("pk")
            keys = list(following.values_list("pk", flat=True)[:AT_ONCE])
        except UNREADABLE as error:
            yield f"The database cannot list all rows after {name} {last}: {error}."
            keys = _keys_one_by_one(model, last)
        if not keys:
            return
        if mine := [key for key in keys if part.has(key)]:
            yield from _checked_by_halves(name, mine, check)
        last = keys[-1]


def _keys_one_by_one(model: type[models.Model], last: int) -> list[int]:
    """Return a batch of keys that may exist, if the database cannot list them; none past the highest."""
    try:
        highest = model._base_manager.order_by().aggregate(highest=models.Max("pk"))["highest"] or 0
    except UNREADABLE:
        return []
    return list(range(last + 1, min(last + AT_ONCE, highest) + 1))


def _checked_by_halves(name: str, keys: Sequence[int], check: Check) -> Iterator[str]:
    try:
        faults = list(check(keys))
    except UNREADABLE as error:
        if len(keys) == 1:
            yield f"{name} {keys[0]} cannot be read: {error}."
            return
        yield from _checked_by_halves(name, keys[: len(keys) // 2], check)
        yield from _checked_by_halves(name, keys[len(keys) // 2 :], check)
    else:
        yield from faults


CHUNK = 1 << 20
SEEN = frozenset({Statement.Status.PUBLISHED, Statement.Status.WITHDRAWN})
# Other checks read these completely.
CHECKED_APART = (Commitment, Revision, Source, Statement, Tombstone)


def verify_record(part: TableSlice = WHOLE_TABLE) -> Iterator[str]:
    """Yield a sentence for each fault in the record, or in a part of its rows; none if it is intact.

    First the database checks its own file. Then every row is read, and one that cannot be read is named. Every
    revision's hash is computed again and compared with what the next one says. For a redacted revision, the hash of the
    remaining text is checked, and each gap must have a tombstone and contain no words. The current revision of a public
    statement must be its last published one. The checksum of every source's file is compared. Every permanent path must
    lead to the page of the same object. The log must be whole, and each object what its last entry commits to. The
    database's own file and the log are always checked whole.
    """
    yield from database_faults()
    yield from count_problems()
    yield from log_faults()
    yield from checked("What the log commits to, in row", Commitment, differences_from_log, part)
    yield from checked("The entry in the log of statement", Statement, not_in_log, part)
    yield from checked("The chain of statement", Statement, chain_problems, part)
    yield from checked("Statement", Statement, statement_problems, part)
    yield from checked("Tombstone", Tombstone, tombstone_problems, part)
    yield from checked("Source", Source, file_problems, part)
    for model in apps.get_app_config("archive").get_models(include_auto_created=True):
        if model not in CHECKED_APART:
            yield from checked(f"The row of {model._meta.db_table}", model, partial(unreadable, model), part)


def count_problems() -> list[str]:
    """Return a sentence for each board whose stored number of public statements is wrong."""
    try:
        kept, counted = public_count.kept(), public_count.counted()
    except UNREADABLE as error:
        return [f"The public statements of each board cannot be counted: {error}."]
    return [
        f"Board {board} has {counted.get(board, 0):,} public statements, and {kept.get(board, 0):,} are kept as its "
        "number: run manage.py work --only counts."
        for board in sorted(kept.keys() | counted.keys())
        if kept.get(board, 0) != counted.get(board, 0)
    ]


def unreadable(model: type[models.Model], keys: Sequence[int]) -> list[str]:
    """Read the rows, which raises an error if one cannot be read. Return nothing about them."""
    list(model._base_manager.filter(pk__in=keys))
    return []


def chain_problems(numbers: Sequence[int]) -> Iterator[str]:
    """Yield the faults in the chains of revisions of these statements."""
    redacted: dict[int, list[RedactedPassage]] = {}
    for passage in RedactedPassage.objects.filter(revision__statement__in=numbers).select_related("revision"):
        redacted.setdefault(passage.revision_id, []).append(passage)
    revisions = Revision._base_manager.filter(statement__in=numbers).order_by("statement_id", "number")
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


def statement_problems(numbers: Sequence[int]) -> Iterator[str]:
    """Yield the faults in the current revision and the path of those statements that are or were public."""
    last = Revision.objects.published().filter(statement=OuterRef("pk")).order_by("-number").values("number")[:1]
    statements = Statement._base_manager.filter(number__in=numbers).annotate(last=Subquery(last))
    for statement in statements.select_related("current_revision").order_by("number"):
        if statement.status not in SEEN:
            continue
        current = statement.published_revision
        if current.statement_id != statement.number:
            yield f"Statement {statement.number} shows a text of statement {current.statement_id}."
        elif current.published_at is None:
            yield f"Statement {statement.number} shows a text that was never published."
        elif current.number != statement.last:
            yield f"Statement {statement.number} does not show the last of its published revisions."
        if not _leads_to(statement.get_absolute_url(), statement.number):
            yield f"Statement {statement.number} is not at its permanent path."


def tombstone_problems(keys: Sequence[int]) -> Iterator[str]:
    """Yield the faults in the tombstones. Each must have the hash of the wording that it stands for."""
    for stone in Tombstone._base_manager.filter(pk__in=keys).select_related("revision").order_by("pk"):
        if stone.sha256 != stone.revision.sha256 or stone.revision.statement_id != stone.statement_id:
            yield f"Tombstone {stone.pk}, of statement {stone.statement_id}, names another hash than its text."


def file_problems(keys: Sequence[int]) -> Iterator[str]:
    """Yield the faults in the files of the sources."""
    for source in Source._base_manager.filter(pk__in=keys).order_by("pk"):
        if not source.file:
            continue
        try:
            with source.file.open("rb") as file:
                digest = hashlib.sha256()
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
        except OSError as error:
            yield f"The file of source {source.pk} ({source}) cannot be read: {error}."
            continue
        if digest.hexdigest() != source.file_sha256:
            yield f"The file of source {source.pk} ({source}) is not the one that was kept: its checksum is another."


def _words_problems(name: str, revision: Revision, passages: list[RedactedPassage]) -> Iterator[str]:
    """Yield the faults in the words of a revision, sealed or redacted."""
    own_hash = revision.hash_of_words()
    if not revision.remaining_sha256:
        if revision.sha256 != own_hash:
            yield f"{name} is not the text it was sealed with: its hash is another."
    elif not passages:
        yield f"{name} was changed as by a redaction, and no tombstone says so."
    elif revision.remaining_sha256 != own_hash:
        yield f"{name} is not the text that its redaction left: the hash of what remains is another."
    if not all(passage.is_empty for passage in passages):
        yield f"{name} has words where they were redacted."


def _leads_to(path: str, number: int, revision: int | None = None) -> bool:
    try:
        target = resolve(path)
    except Resolver404:
        return False
    name = "pages:statement-detail" if revision is None else "pages:statement-revision"
    return target.view_name == name and (target.kwargs["number"], target.kwargs.get("revision")) == (number, revision)
