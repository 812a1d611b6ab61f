"""Take out of a restored backup what was redacted or withdrawn after it was made."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Self

from django.db import transaction

from archive import removals
from archive.actions.audit import Verb, audit
from archive.actions.log_correction import Grounds, Kind, log_correction
from archive.actions.take_out_passages import take_out_passages
from archive.citations.quote_range import QuoteRange
from archive.citations.same_words import Place
from archive.citations.words import words
from archive.models import (
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
from archive.models.gap import blanked
from archive.models.removed_words import OPENING, digest_of

NOTE = "Removed again after a backup was restored."
PUBLIC_ONCE = (Statement.Status.PUBLISHED, Statement.Status.WITHDRAWN)


@dataclass(frozen=True)
class Passage:
    """Where a gap stands: the number of the wording, title or text, and from where to where in code points."""

    revision: int
    in_title: bool
    start: int
    end: int


@dataclass(frozen=True)
class HashedWords:
    """A run of removed words: how many, and the keyed hashes of the first and of all of them."""

    length: int
    opening: str
    digest: str

    def places_in(self, text: str) -> Iterator[QuoteRange]:
        """Yield where the words stand in the text."""
        found = words(text)
        size = min(self.length, OPENING)
        for start in range(len(found) - self.length + 1):
            run = [word.key for word in found[start : start + self.length]]
            if digest_of(run[:size]) == self.opening and digest_of(run) == self.digest:
                yield QuoteRange(found[start].start, found[start + self.length - 1].end)


@dataclass(frozen=True)
class Removal:
    """A redaction or withdrawal, as a list of them keeps it: everything but the words."""

    what: str
    statement: int
    meeting: int | None
    revision: int
    category: str
    reason: str
    decided_at: datetime
    decided_by: str
    decided_as: str
    passages: tuple[Passage, ...] = ()
    words: tuple[HashedWords, ...] = ()

    @classmethod
    def read(cls, told: dict[str, Any]) -> Self:
        """Return the removal that ``vars`` of one was written down as; raise ValueError, KeyError or TypeError."""
        return cls(
            **{
                **told,
                "decided_at": datetime.fromisoformat(told["decided_at"]),
                "passages": tuple(Passage(*passage) for passage in told["passages"]),
                "words": tuple(HashedWords(*run) for run in told["words"]),
            }
        )

    def written(self) -> dict[str, Any]:
        """Return it as ``read`` takes it."""
        return {
            **vars(self),
            "decided_at": self.decided_at.isoformat(),
            "passages": [list(vars(passage).values()) for passage in self.passages],
            "words": [list(vars(run).values()) for run in self.words],
        }


class Outcome(Enum):
    """What came of a removal in a restored record."""

    KNOWN = "known"
    DONE = "done"
    NEVER_PUBLIC = "never public"
    MISSING = "missing"


def removals_so_far() -> list[Removal]:
    """Return all that was redacted and withdrawn, in order."""
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
                Passage(passage.revision.number, passage.in_title, passage.start, passage.end)
                for passage in stone.passages.all()
            ),
            words=tuple(HashedWords(run.length, run.opening, run.digest) for run in stone.removed_words.all()),
        )
        for stone in stones.prefetch_related("passages__revision", "removed_words")
    ]


@transaction.atomic
def remove_again(removal: Removal) -> Outcome:
    """Redact or withdraw what the removal says, unless the record knows of it, and return what came of it.

    The tombstone says what it said, and was decided when it was. A statement that the backup has as a draft, or not at
    all, loses the words wherever its drafts and the imports of its meeting have them, and gets no tombstone.
    """
    statement = Statement.objects.select_for_update(of=("self",)).filter(pk=removal.statement).first()
    if Tombstone.objects.filter(statement=removal.statement, what=removal.what, decided_at=removal.decided_at).exists():
        return Outcome.KNOWN
    if statement is None or statement.status not in PUBLIC_ONCE:
        _take_out_of_drafts(removal)
        return Outcome.NEVER_PUBLIC if statement else Outcome.MISSING
    if removal.what == Tombstone.What.WITHDRAWAL:
        _withdraw(statement, removal)
    else:
        _redact(statement, removal)
    return Outcome.DONE


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
    audit(actor=None, verb=Verb.WITHDRAWN, record=statement, note=NOTE)
    _tell_nobody(stone)


def _redact(statement: Statement, removal: Removal) -> None:
    revisions = list(statement.revisions.order_by("number"))
    by_number = {revision.number: revision for revision in revisions}
    gone = [
        Place(by_number[passage.revision], QuoteRange(passage.start, passage.end), passage.in_title)
        for passage in removal.passages
        if passage.revision in by_number and by_number[passage.revision].published_at
    ]
    # A draft was written on since: its words are looked for, not their place.
    for draft in revisions:
        if draft.published_at is None:
            gone += _places_in(draft, removal.words)
    stands = by_number.get(removal.revision)
    if stands is None or stands.published_at is None:
        stands = statement.published_revision
    take_out_passages(stone=_stone(statement, removal, stands), revisions=revisions, gone=gone, actor=None)
    stone = Tombstone.objects.get(statement=statement, what=removal.what, decided_at=removal.decided_at)
    _remember(stone, removal.words)
    _tell_nobody(stone)


def _places_in(revision: Revision, runs: Iterable[HashedWords]) -> list[Place]:
    return [
        Place(revision, place, in_title)
        for run in runs
        for in_title, text in ((False, revision.text), (True, revision.title))
        for place in run.places_in(text)
    ]


def _remember(stone: Tombstone, runs: Iterable[HashedWords]) -> None:
    """Keep hashes of words that no wording of the backup has, so that a file which brings them is recognised."""
    known = set(stone.removed_words.values_list("digest", flat=True))
    RemovedWords.objects.bulk_create(
        RemovedWords(tombstone=stone, length=run.length, opening=run.opening, digest=run.digest)
        for run in runs
        if run.digest not in known
    )


def _tell_nobody(stone: Tombstone) -> None:
    """Send no mail: readers were told when it was decided."""
    CorrectionToTell.objects.filter(correction__tombstone=stone).delete()


def _take_out_of_drafts(removal: Removal) -> None:
    """Blank the words in the drafts of the statement and in what waits of imports of its meeting."""
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
    # The hashes tell nothing of words that a format keeps apart or writes in another way: all files go.
    files = list(imports.values_list("file", flat=True))
    Source.objects.filter(file__in=files).update(file="", file_sha256="")
    removals.add(removal.statement, files)


def _without(text: str, runs: Sequence[HashedWords]) -> str:
    for run in runs:
        for place in run.places_in(text):
            text = blanked(text, place.start, place.end)
    return text
