"""Recognise redacted words if they come back, wherever from."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from archive.actions.removed_words.letters import Letters, forms_of, readings
from archive.actions.removed_words.places import USUAL_FIGURE
from archive.actions.removed_words.removed import LONG, Removed
from archive.citations.passages.quote_range import QuoteRange
from archive.machine.queries import Prepared
from archive.models import (
    GAP,
    AgendaItem,
    AllowedWords,
    Ballot,
    Board,
    Correction,
    Decision,
    ErrorReport,
    ImportBatch,
    Meeting,
    Office,
    RemovedWords,
    Revision,
    Source,
    Speaker,
    SpeakerName,
    StagedItem,
    StagedLabel,
    StagedTurn,
    Statement,
    Tombstone,
    Topic,
    Transcription,
)
from archive.models.record.gap import blanked
from archive.models.record.redaction import HashedWords, digest_of, store_hashed

# For each table, how a statement that lost words refers to a row that may repeat them.
NAMED_AS: dict[type[models.Model], str] = {
    Board: "board",
    Meeting: "meeting",
    Source: "source",
    Speaker: "speaker",
    Statement: "number",
    Topic: "topics",
}
# How many values a query takes on every database.
AT_ONCE = 10_000
Kind = RemovedWords.Kind
Row = TypeVar("Row")
Run = TypeVar("Run", HashedWords, RemovedWords)


@dataclass(frozen=True)
class Returned:
    """Redacted words in some texts: which ones, their place by text and passage, and the hash of what stands there."""

    removed: RemovedWords
    places: tuple[tuple[int, QuoteRange], ...]
    digest: str


def remember(stone: Tombstone, removed: Removed) -> None:
    """Store the hashes of what the redaction removes. Gaps inside a passage split it."""
    of_kind: dict[Kind, Sequence[Sequence[str]]] = {
        Kind.PASSAGE: [run for passage in removed.passages for run in _between_gaps(passage)],
        Kind.NAMES: sorted(removed.pairs),
        Kind.NAME: [(name,) for name in sorted(removed.names)],
    }
    store_hashed(
        stone, (HashedWords.of(form, kind) for kind, runs in of_kind.items() for run in runs for form in forms_of(run))
    )


def find_removed(texts: Sequence[str], instance: models.Model, *, alone: bool = False) -> list[Returned]:
    """Return where the texts, read one after another, contain redacted words.

    These are passages of statements of the object (usually their meeting), longer passages of any other statement, and
    two names in a row, except what an editor allowed in the meeting. With ``alone``, so is each name alone of
    statements of the object. Case, accents, spaces, hyphens and initials do not matter, also between two texts.
    """
    if not _any():
        return []
    ways = readings(texts)
    met = _met(ways, alone=alone)
    rows = [row for row in met if alone or row.kind != Kind.NAME]
    # What statements of the object have lost. Even a passage of one word is recognised there.
    here = _own(instance, [row.pk for row in rows])
    known = [row for row in rows if row.pk in here or row.kind == Kind.NAMES or _is_long(row)]
    # Those first, so that what others have lost does not hide them.
    known.sort(key=lambda row: row.pk not in here)
    covered: set[tuple[int, int]] = set()
    all_returned: list[Returned] = []
    pairs = ((digest_of(way.said(at.start, at.stop)), row, way, at) for row, way, at in _former_pairs(ways, met))
    for digest, row, way, at in chain(
        ((row.digest, row, way, at) for row, way, at in _matching_runs(ways, known)), pairs
    ):
        parts = {(number, word.start) for number, word in way.parts[at.start : at.stop]}
        if not parts <= covered:
            covered |= parts
            all_returned.append(Returned(row, way.places(at), digest))
    allowed = _allowed_in(instance) if all_returned else set()
    return [returned for returned in all_returned if returned.digest not in allowed]


def _is_long(row: RemovedWords) -> bool:
    return row.kind == Kind.PASSAGE and row.length >= LONG


def _met(ways: Sequence[Letters], *, alone: bool) -> list[RemovedWords]:
    """Return the runs that begin with what is said, the longest first: a name inside a passage is no other find.

    Without ``alone``, the only names are those of release 1.0.0.
    """
    begun = {digest for way in ways for digest in way.openings}
    rows = RemovedWords.objects.select_related("tombstone__statement")
    met = _with(rows if alone else rows.exclude(kind=Kind.NAME, letters__gt=0), "opening", begun)
    return sorted(met, key=lambda row: (-row.length, row.kind != Kind.PASSAGE, row.pk))


def _former_pairs(
    ways: Sequence[Letters], met: Iterable[RemovedWords]
) -> Iterator[tuple[RemovedWords, Letters, range]]:
    """Yield two words in a row that one redaction of release 1.0.0 knew alone: it stored no names in a row."""
    former = [row for row in met if row.kind == Kind.NAME and not row.letters]
    for way in ways:
        words = {(row.tombstone_id, at.start): (row, at.stop) for row, _, at in _matching_runs([way], former)}
        for (stone, start), (row, end) in words.items():
            next_row, next_end = words.get((stone, end), (row, end))
            if next_row.digest != row.digest:
                yield row, way, range(start, next_end)


def _own(instance: models.Model, runs: Collection[int]) -> set[int]:
    """Return those of the runs that statements of the object have lost."""
    return set(_with(_lost_by(instance).values_list("pk", flat=True), "pk", runs))


def _with(rows: models.QuerySet[Any, Row], column: str, values: Collection[Any]) -> Iterator[Row]:
    """Yield the rows with one of the values, of which a query takes only so many."""
    asked = sorted(values)
    for start in range(0, len(asked), AT_ONCE):
        yield from rows.filter(**{f"{column}__in": asked[start : start + AT_ONCE]})


def searches_with_removed(searches: Collection[str]) -> set[str]:
    """Return those of some short searches that have a whole redacted passage, or a name of one."""
    runs = {said: set(_digests_in(said)) for said in searches}
    asked = {digest for digests in runs.values() for digest in digests}
    known = set(_with(RemovedWords.objects.order_by().values_list("digest", flat=True), "digest", asked))
    return {said for said, digests in runs.items() if not known.isdisjoint(digests)}


def _digests_in(said: str) -> Iterator[str]:
    for way in readings([said]):
        for end in range(1, len(way.parts) + 1):
            for first in range(end):
                yield digest_of(way.said(first, end))
                yield from (digest_of(*keys) for keys, _ in way.words_apart(first, end - first))


_any = Prepared(lambda: RemovedWords.objects.order_by().values_list("pk")[:1])


def without_removed(text: str, instance: models.Model, *, is_former: bool = False) -> str:
    """Return a text that a log keeps about the object, with gaps in place of redacted words.

    Names in passages of other statements than those of the object stay, unless the text ``is_former``, because somebody
    may have changed it for that reason. A short figure alone, or a year, stays.
    """
    found = find_removed([text], instance, alone=True) if text else []
    own = _own(instance, {one.removed.pk for one in found})
    for returned in found:
        for _, place in (
            returned.places if is_former or _is_long(returned.removed) or returned.removed.pk in own else ()
        ):
            if not USUAL_FIGURE.fullmatch(place.words_in(text)):
                text = blanked(text, place.start, place.end)
    return text


def subject_of(instance: models.Model) -> models.Model:
    """Return the object whose statements may have lost words that this one repeats."""
    if isinstance(instance, Ballot) and instance.decision_id:
        instance = instance.decision
    match instance:
        case AgendaItem():
            return instance.meeting
        case Office() | SpeakerName():
            return instance.speaker
        case StagedTurn() | StagedItem() | StagedLabel():
            return instance.batch.meeting
        case ImportBatch() | Transcription():
            return instance.meeting if instance.meeting_id else instance
        case Correction() | Decision() | ErrorReport() | Revision() | Tombstone():
            return getattr(instance, "subject", instance.statement) or instance
    return instance


def lost_by_statements_of(instance: models.Model) -> set[int]:
    """Return the numbers of those statements of the object that have lost words."""
    return set(_lost_by(instance).values_list("tombstone__statement", flat=True))


def _lost_by(instance: models.Model) -> models.QuerySet[RemovedWords]:
    subject = subject_of(instance)
    concerned = Q()
    # A new object has no statements yet. Without this, those that have no such object would be its own.
    if subject.pk and (named := NAMED_AS.get(type(subject))):
        concerned |= Q(**{f"tombstone__statement__{named}": subject.pk})
    if isinstance(subject, Statement) and subject.meeting_id:
        concerned |= Q(tombstone__statement__meeting=subject.meeting_id)
    return RemovedWords.objects.filter(concerned) if concerned else RemovedWords.objects.none()


def _allowed_in(instance: models.Model) -> set[str]:
    """Return the hashes of what may stand in files of a meeting, and so in the decisions that come from them."""
    subject = subject_of(instance)
    if isinstance(instance, Decision | Ballot) and isinstance(subject, Statement):
        meeting = subject.meeting_id
    else:
        meeting = instance.pk if isinstance(instance, Meeting) else None
    return set(AllowedWords.objects.filter(meeting=meeting).values_list("digest", flat=True)) if meeting else set()


def hashed_places(text: str, runs: Iterable[HashedWords]) -> list[QuoteRange]:
    """Return where the text has the words of the runs."""
    found = _matching_runs(readings([text]), runs)
    return list(dict.fromkeys(place for _, way, at in found for _, place in way.places(at)))


def _matching_runs(ways: Sequence[Letters], runs: Iterable[Run]) -> Iterator[tuple[Run, Letters, range]]:
    for run in runs:
        for way in ways:
            for first in way.openings.get(run.opening, ()):
                yield from ((run, way, range(first, end)) for end in _ends(way, first, run))


def _ends(way: Letters, first: int, run: Run) -> Iterator[int]:
    """Yield where the run ends that begins with the part, if it does."""
    if not run.letters:
        yield from (end for keys, end in way.words_apart(first, run.length) if digest_of(*keys) == run.digest)
    elif (end := way.end_of(first, run.letters)) and digest_of(way.said(first, end)) == run.digest:
        yield end


def _between_gaps(passage: Sequence[str]) -> Iterator[list[str]]:
    for is_gap, run in groupby(passage, key=GAP.__eq__):
        if not is_gap:
            yield [*run]
