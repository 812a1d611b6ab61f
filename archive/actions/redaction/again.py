"""Remove from a restored backup what was redacted or withdrawn after it was made."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Self

from django.db import models, transaction

from archive.actions.redaction.documents import audit_taken_out, forget, taken_out
from archive.actions.redaction.redacting import take_out_passages
from archive.actions.removed_words import disk
from archive.actions.removed_words.memory import hashed_places
from archive.actions.removed_words.passages import RepeatedPassage
from archive.actions.removed_words.places import names_of
from archive.actions.removed_words.removed import Removed
from archive.actions.removed_words.repeats import Repeat, repeats
from archive.actions.rules import Grounds, Kind, Verb, audit, log_correction
from archive.citations.passages.quote_range import QuoteRange
from archive.models import (
    AuditEntry,
    CorrectionToTell,
    ImportBatch,
    RemovedWords,
    Revision,
    Source,
    StagedTurn,
    Statement,
    Tombstone,
    User,
)
from archive.models.record.gap import blanked
from archive.models.record.redaction import HashedWords, digest_of, store_hashed

NOTE = "Removed again after a backup was restored."
# What a removal removes, besides the kinds of tombstones.
DOCUMENT = "document"
PUBLIC_ONCE = (Statement.Status.PUBLISHED, Statement.Status.WITHDRAWN)


@dataclass(frozen=True)
class GapPlace:
    """The place of a gap: the number of the wording, title or text, and start and end in code points."""

    revision: int
    in_title: bool
    start: int
    end: int


@dataclass(frozen=True)
class Removal:
    """A redaction or withdrawal as the list of removals stores it: everything except the words.

    ``document`` is the key of a source that was taken out with a redaction. ``salts`` are those of the wordings that
    lost words, as they are now, so that a restored site shows the same hashes.
    """

    what: str
    decided_at: datetime
    decided_by: str
    decided_as: str = ""
    statement: int = 0
    meeting: int | None = None
    revision: int = 0
    category: str = ""
    reason: str = ""
    passages: tuple[GapPlace, ...] = ()
    words: tuple[HashedWords, ...] = ()
    salts: tuple[tuple[int, str], ...] = ()
    document: int = 0

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """Return the removal from the ``vars`` of one; raise ValueError, KeyError or TypeError."""
        return cls(
            **{
                **kept,
                "decided_at": datetime.fromisoformat(kept["decided_at"]),
                "passages": tuple(GapPlace(*passage) for passage in kept["passages"]),
                "words": tuple(run for stored in kept["words"] for run in _read_words(*stored)),
                "salts": tuple((number, salt) for number, salt in kept["salts"]),
            }
        )

    def written(self) -> dict[str, Any]:
        """Return the removal in the form that ``read`` accepts."""
        return {
            **vars(self),
            "decided_at": self.decided_at.isoformat(),
            "passages": [list(vars(passage).values()) for passage in self.passages],
            "words": [list(run) for run in self.words],
            "salts": [list(pair) for pair in self.salts],
        }


def _read_words(length: int, opening: str, digest: str, letters: Any, kind: str = "") -> Iterator[HashedWords]:
    """Yield the run that is written so. In place of letters, release 1.0.0 has hashes of words that tell something."""
    if isinstance(letters, list):
        yield HashedWords(length, opening, digest)
        yield from (HashedWords(1, word, word, kind=RemovedWords.Kind.NAME) for word in letters)
    else:
        yield HashedWords(length, opening, digest, letters, kind)


class RemovalOutcome(Enum):
    """What happened to a removal in a restored database."""

    KNOWN = "known"
    DONE = "done"
    NEVER_PUBLIC = "never public"
    MISSING = "missing"


def removals_so_far() -> list[Removal]:
    """Return all redactions, withdrawals and documents taken out, in order."""
    return sorted([*_of_tombstones(), *_of_documents()], key=lambda removal: removal.decided_at)


def _of_documents() -> list[Removal]:
    return [
        Removal(
            what=DOCUMENT,
            decided_at=entry.at,
            decided_by=entry.actor.username if entry.actor else "",
            document=entry.subject_id,
        )
        for entry in taken_out()
    ]


def _of_tombstones() -> list[Removal]:
    stones = Tombstone.objects.order_by("decided_at", "pk").select_related("statement", "revision", "decided_by")
    return [
        Removal(
            what=stone.what,
            statement=stone.statement_id,
            meeting=stone.statement.meeting_id,
            revision=stone.revision.number,
            category=stone.category,
            reason=stone.reason,
            decided_at=stone.decided_at,
            decided_by=stone.decided_by.username if stone.decided_by else "",
            decided_as=stone.decided_as,
            passages=tuple(
                GapPlace(passage.revision.number, passage.in_title, passage.start, passage.end)
                for passage in stone.passages.all()
            ),
            words=tuple(
                HashedWords(run.length, run.opening, run.digest, run.letters, run.kind)
                for run in stone.removed_words.all()
            ),
            salts=tuple(sorted({(one.revision.number, one.revision.salt) for one in stone.passages.all()})),
        )
        for stone in stones.prefetch_related("passages__revision", "removed_words")
    ]


@transaction.atomic
def remove_again(removal: Removal) -> RemovalOutcome:
    """Redact or withdraw what the removal says, unless that was done already, and return what happened.

    The tombstone has the original text and date. If the backup has the statement as a draft, or not at all, the words
    are removed from its drafts and from the imports of its meeting, and there is no tombstone.
    """
    if removal.what == DOCUMENT:
        return _take_out_document(removal)
    statement = Statement.objects.select_for_update(of=("self",)).filter(pk=removal.statement).first()
    if Tombstone.objects.filter(statement=removal.statement, what=removal.what, decided_at=removal.decided_at).exists():
        return RemovalOutcome.KNOWN
    if statement is None or statement.status not in PUBLIC_ONCE:
        _take_out_of_drafts(removal)
        return RemovalOutcome.NEVER_PUBLIC if statement else RemovalOutcome.MISSING
    if removal.what == Tombstone.What.WITHDRAWAL:
        _withdraw(statement, removal)
    else:
        _redact(statement, removal)
    return RemovalOutcome.DONE


def _take_out_document(removal: Removal) -> RemovalOutcome:
    if removal in _of_documents():
        return RemovalOutcome.KNOWN
    document = Source.objects.filter(pk=removal.document).first()
    if document is None:
        return RemovalOutcome.MISSING
    entry = audit_taken_out(document, NOTE, actor=None)
    decided_by = User.objects.filter(username=removal.decided_by).first() if removal.decided_by else None
    models.QuerySet(AuditEntry).filter(pk=entry.pk).update(at=removal.decided_at, actor=decided_by)
    disk.add(removal.statement, forget(document.pk))
    return RemovalOutcome.DONE


def _stone(statement: Statement, removal: Removal, revision: Revision) -> Tombstone:
    decided_by = User.objects.filter(username=removal.decided_by).first() if removal.decided_by else None
    return Tombstone(
        statement=statement,
        what=removal.what,
        category=removal.category,
        reason=removal.reason,
        revision=revision,
        sha256=revision.sha256,
        decided_at=removal.decided_at,
        decided_by=decided_by,
        decided_as=removal.decided_as if decided_by else "",
    )


def _withdraw(statement: Statement, removal: Removal) -> None:
    if statement.status == Statement.Status.WITHDRAWN:
        return
    stone = _stone(statement, removal, statement.published_revision)
    stone.save()
    statement.status, statement.withdrawal = Statement.Status.WITHDRAWN, stone
    statement.save(update_fields=["status", "withdrawal"])
    log_correction(statement=statement, tombstone=stone, grounds=Grounds(Kind.WITHDRAWAL))
    audit(actor=None, verb=Verb.WITHDRAWN, instance=statement, note=NOTE)
    _tell_nobody(stone)


def facts_that_tell(removals: Iterable[Removal]) -> dict[Repeat, dict[str, str]]:
    """Return the titles, names and addresses that repeat what is still to be removed, with their texts.

    People change these by hand after a redaction, so a backup has them as they were. The title of a document that is
    still to be taken out may tell what it had.
    """
    told: dict[Repeat, dict[str, str]] = {}
    gone = {entry.subject_id for entry in taken_out()}
    for removal in removals:
        if removal.what == DOCUMENT and removal.document not in gone:
            for document in Source.objects.filter(pk=removal.document):
                told[Repeat(document, "title")] = {"title": document.title}
        statement = Statement.objects.filter(pk=removal.statement, status__in=PUBLIC_ONCE).first()
        if statement is None or removal.what != Tombstone.What.REDACTION:
            continue
        for repeat in repeats(statement, Removed.from_places(_gone(list(statement.revisions.all()), removal))):
            if not isinstance(repeat.instance, Revision):
                told[repeat] = {name: getattr(repeat.instance, name) for name in repeat.columns.split(", ")}
    return told


def _gone(revisions: Iterable[Revision], removal: Removal) -> list[RepeatedPassage]:
    """Return the places of published wordings that lose words."""
    by_number = {revision.number: revision for revision in revisions if revision.published_at}
    return [
        RepeatedPassage(by_number[passage.revision], QuoteRange(passage.start, passage.end), passage.in_title)
        for passage in removal.passages
        if passage.revision in by_number
    ]


def _redact(statement: Statement, removal: Removal) -> None:
    revisions = list(statement.revisions.order_by("number"))
    by_number = {revision.number: revision for revision in revisions}
    gone = _gone(revisions, removal)
    # The draft may have changed since, so look for the words, not for their place.
    for draft in revisions:
        if draft.published_at is None:
            gone += _places_in(draft, removal.words)
    stands = by_number.get(removal.revision)
    if stands is None or stands.published_at is None:
        stands = statement.published_revision
    stone = _stone(statement, removal, stands)
    names = _names_alone(gone, removal)
    take_out_passages(stone=stone, revisions=revisions, gone=gone, names=names, actor=None, salts=dict(removal.salts))
    stone = Tombstone.objects.get(statement=statement, what=removal.what, decided_at=removal.decided_at)
    # The backup's wordings may lack words that a file has, so that it is recognised.
    store_hashed(stone, removal.words)
    _tell_nobody(stone)


def _names_alone(gone: Sequence[RepeatedPassage], removal: Removal) -> list[str]:
    """Return the names that the redaction took for telling something alone."""
    alone = {run.digest for run in removal.words if run.kind == RemovedWords.Kind.NAME}
    return [name for name in names_of(gone) if not alone.isdisjoint({digest_of(name), HashedWords.of([name]).digest})]


def _places_in(revision: Revision, runs: Iterable[HashedWords]) -> list[RepeatedPassage]:
    return [
        RepeatedPassage(revision, place, in_title)
        for in_title, text in ((False, revision.text), (True, revision.title))
        for place in hashed_places(text, _passages(runs))
    ]


def _tell_nobody(stone: Tombstone) -> None:
    """Send no email, because readers were told at the time."""
    CorrectionToTell.objects.filter(correction__tombstone=stone).delete()


def _take_out_of_drafts(removal: Removal) -> None:
    """Blank the words in the drafts of the statement and in the open imports of its meeting."""
    for draft in Revision.objects.filter(statement=removal.statement, published_at__isnull=True):
        text, title = _without(draft.text, removal.words), _without(draft.title, removal.words)
        if (text, title) != (draft.text, draft.title):
            draft.redact(title=title, text=text, reason=_without(draft.reason, removal.words))
    if removal.meeting is None or not removal.words:
        return
    imports = ImportBatch.objects.with_files_of(ImportBatch.objects.filter(meeting=removal.meeting))
    for turn in StagedTurn.objects.filter(batch__in=imports):
        values = {name: _without(getattr(turn, name), removal.words) for name in ("title", "text", "printed")}
        if any(getattr(turn, name) != value for name, value in values.items()):
            StagedTurn.objects.filter(pk=turn.pk).update(**values)
    # A file format may split words or encode them, which the hashes cannot recognise. So all files are deleted.
    disk.add(removal.statement, imports.forget_files())


def _without(text: str, runs: Sequence[HashedWords]) -> str:
    for place in hashed_places(text, _passages(runs)):
        text = blanked(text, place.start, place.end)
    return text


def _passages(runs: Iterable[HashedWords]) -> list[HashedWords]:
    return [run for run in runs if run.kind == RemovedWords.Kind.PASSAGE]
