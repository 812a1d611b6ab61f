"""Recognise redacted words if they come back, wherever from."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from archive.actions.removed_words.passages import ORDINARY, near, plain_keys
from archive.actions.removed_words.ways import ReadWord, said_in, ways_to_read
from archive.citations.passages.quote_range import QuoteRange, places_of
from archive.citations.passages.words import Word
from archive.fast.queries import Prepared
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
    TellingHash,
    Tombstone,
    Topic,
    Transcription,
)
from archive.models.record.gap import blanked
from archive.models.record.redaction import IS_GLUED, IS_ORDINARY, OPENING, HashedWords, digest_of, store_hashed
from archive.search.answer.telling_words import FILLERS
from archive.search.engines import get_backend
from archive.search.engines.results import SearchUnavailable
from archive.text.function_words import FUNCTION_WORDS

# One or two words, such as a name, are only looked for in their own meeting, because elsewhere they may mean anyone.
TELLING_ELSEWHERE = 3
# For each table, how a statement that lost words refers to a row that may repeat them.
NAMED_AS: dict[type[models.Model], str] = {
    Board: "board",
    Meeting: "meeting",
    Source: "source",
    Speaker: "speaker",
    Statement: "number",
    Topic: "topics",
}
# So many statements may have a word that tells something, or a name.
FEW, FEW_OF_A_NAME = 50, 2000
# How many values a query takes on every database.
AT_ONCE = 10_000
Row = TypeVar("Row")
Run = TypeVar("Run", HashedWords, RemovedWords)


@dataclass(frozen=True)
class Returned:
    """Redacted words in some texts: which ones, their place by text and passage, and the hash of what stands there.

    ``is_same`` is false if only telling words of the passage stand there, near each other.
    """

    removed: RemovedWords
    places: tuple[tuple[int, QuoteRange], ...]
    digest: str
    is_same: bool = True


SHORT_FIGURE = re.compile(r"\d{1,3}")  # anybody's: "40" of a passage is no reason to blank "40 copies"
# "Gruenwald" is "Grünwald" without its dots.
UMLAUT = re.compile("(?<=[aou])e")


def remember(
    stone: Tombstone,
    passages: Sequence[str],
    telling: Collection[str],
    names: Collection[str],
    *,
    glued: Collection[str] = (),
) -> None:
    """Store the hashes of what the redaction removes. Gaps inside a passage split it.

    ``telling`` are the keys of the distinctive words that reveal something. Their own hashes recognise a passage that
    somebody heard or wrote differently. Those of ordinary words, which are no ``names`` there, say that they are
    ordinary. ``glued`` are names of a passage written as one word.
    """
    said = ((said_in([passage]), passage) for passage in passages)
    ways = (way for words, passage in said for way in [words, *ways_to_read(words, [passage])])
    runs = (run for way in ways for run in _between_gaps([word.key for word in way]))
    ordinary = ORDINARY.intersection(telling).difference(names)
    store_hashed(stone, (HashedWords.of(run, telling, ordinary) for run in runs))
    store_hashed(stone, map(HashedWords.of_glued, glued))


def distinctive(telling: Collection[str], names: Collection[str]) -> set[str]:
    """Return those of the telling words that few statements have, or not very many if they look like a name."""
    words = {key for key in telling if key not in FUNCTION_WORDS and key not in FILLERS}
    try:
        known = {entry.word: entry.count for entry in get_backend().word_counts(sorted(words))}
    except SearchUnavailable:
        known = {}
    return {key for key in words if known.get(key, 0) <= (FEW_OF_A_NAME if key in names else FEW)}


def find_removed(
    texts: Sequence[str], instance: models.Model, *, alone: bool = False, or_ordinary: bool = False
) -> list[Returned]:
    """Return where the texts, read one after another, contain redacted words.

    These are words of statements of the object (usually their meeting), longer passages of any other statement, and two
    telling words of a passage within its length, except what an editor allowed in the meeting. Ordinary words alone
    must be half of the telling ones. A word that a hyphen cuts, at a line end or between two texts, also counts as one.
    With ``alone``, so does each telling word of statements of the object that is not an ordinary one, or
    (``or_ordinary``) has a capital in what is about a meeting.
    """
    if not _any():
        return []
    said = said_in(texts)
    ways = [_Way.of(way) for way in ways_to_read(said, texts)]
    rows = _met(ways, instance, alone=alone)
    # What statements of the object have lost. Even a name alone is recognised there.
    here = _own(instance, [row.pk for row in rows])
    known = [row for row in rows if row.length >= TELLING_ELSEWHERE or row.pk in here]
    same = [list(_found(way, known)) for way in ways]
    parts = {part for way, found in zip(ways, same, strict=True) for _, at in found for part in way.parts(at)}
    all_returned: list[Returned] = []
    for way, found in zip(ways, same, strict=True):
        all_returned += [Returned(row, way.places(at), row.digest) for row, at in found]
        all_returned += _nearly(way, rows, parts)
    if alone and here:
        own = or_ordinary and isinstance(subject_of(instance), Meeting | Statement)
        words = [
            (digest_of([word.key]), word)
            for way in ways
            for word in way.words
            if _is_name(word, texts, may_be_ordinary=own)
        ]
        for row in rows:
            if row.pk in here:
                all_returned += [Returned(row, places_of(said.parts), key) for key, said in words if key in row.telling]
    allowed = _allowed_in(instance) if all_returned else set()
    return list({(one.removed.pk, one.places): one for one in all_returned if one.digest not in allowed}.values())


@dataclass(frozen=True)
class _Way:
    """One way to read the words of some texts: where each hash of up to three words begins, and those of each word."""

    words: list[ReadWord]
    openings: dict[str, list[int]]
    telling: dict[str, dict[str, bool]]

    @classmethod
    def of(cls, said: list[ReadWord]) -> Self:
        sequence = [word.key for word in said]
        openings: dict[str, list[int]] = defaultdict(list)
        for size in range(1, OPENING + 1):
            for start in range(len(sequence) - size + 1):
                openings[digest_of(sequence[start : start + size])].append(start)
        return cls(said, openings, {key: _as_telling(key) for key in dict.fromkeys(sequence)})

    def parts(self, at: range) -> Iterable[tuple[int, Word]]:
        return (part for word in self.words[at.start : at.stop] for part in word.parts)

    def places(self, at: range) -> tuple[tuple[int, QuoteRange], ...]:
        return places_of([*self.parts(at)])


def _met(ways: Sequence[_Way], instance: models.Model, *, alone: bool) -> list[RemovedWords]:
    """Return the runs that begin with words that are said, or of which two telling words are; in order.

    With ``alone``, one telling word is enough for a run of statements of the object.
    """
    begun = {digest for way in ways for digest in way.openings}
    told = {digest for way in ways for digests in way.telling.values() for digest in digests}
    met: dict[int, set[str]] = defaultdict(set)
    for run, digest in _with(TellingHash.objects.values_list("run", "digest"), "digest", told):
        met[run].add(digest)
    runs = {run for run, digests in met.items() if len(digests) > 1}
    runs |= _own(instance, met) if alone else set()
    runs |= set(_with(RemovedWords.objects.values_list("pk", flat=True), "opening", begun))
    rows = RemovedWords.objects.select_related("tombstone__statement").prefetch_related("telling_hashes")
    return list(_with(rows, "pk", runs))


def _own(instance: models.Model, runs: Collection[int]) -> set[int]:
    """Return those of the runs that statements of the object have lost."""
    return set(_with(_lost_by(instance).values_list("pk", flat=True), "pk", runs))


def _with(rows: models.QuerySet[Any, Row], column: str, values: Collection[Any]) -> Iterator[Row]:
    """Yield the rows with one of the values, of which a query takes only so many."""
    asked = sorted(values)
    for start in range(0, len(asked), AT_ONCE):
        yield from rows.filter(**{f"{column}__in": asked[start : start + AT_ONCE]})


def searches_with_removed(searches: Collection[str]) -> set[str]:
    """Return those of some short searches that have a whole redacted passage, or a word that tells something of one."""
    runs = {said: {digest_of(run) for run in _runs(plain_keys(said))} for said in searches}
    asked = {digest for digests in runs.values() for digest in digests}
    if not asked:
        return set()
    passages, words = (
        table._default_manager.order_by().filter(digest__in=asked).values_list("digest", flat=True)
        for table in (RemovedWords, TellingHash)
    )
    known = set(passages.union(words))
    return {said for said, digests in runs.items() if not known.isdisjoint(digests)}


def _runs(said: Sequence[str]) -> list[Sequence[str]]:
    return [said[start:end] for end in range(1, len(said) + 1) for start in range(end)]


_any = Prepared(lambda: RemovedWords.objects.order_by().values_list("pk")[:1])


def without_removed(text: str, instance: models.Model, *, is_former: bool = False) -> str:
    """Return a text that a log keeps about the object, with gaps in place of redacted words.

    What is only like words of other statements than those of the object stays, unless the text ``is_former``, because
    somebody may have changed it for that reason. A short figure alone stays.
    """
    found = find_removed([text], instance, alone=True, or_ordinary=True) if text else []
    own = _own(instance, {one.removed.pk for one in found})
    for returned in found:
        for _, place in returned.places if is_former or returned.is_same or returned.removed.pk in own else ():
            if not SHORT_FIGURE.fullmatch(place.words_in(text)):
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


def _is_name(said: ReadWord, texts: Sequence[str], *, may_be_ordinary: bool) -> bool:
    number, word = said.parts[0]
    return said.key not in ORDINARY or (may_be_ordinary and not texts[number][word.start].islower())


def hashed_places(text: str, runs: Iterable[HashedWords]) -> list[QuoteRange]:
    """Return where the text has the words of the runs."""
    way = _Way.of(said_in([text]))
    return [place for _, at in _found(way, runs) for _, place in way.places(at)]


def _found(way: _Way, runs: Iterable[Run]) -> Iterator[tuple[Run, range]]:
    for run in runs:
        for start in way.openings.get(run.opening, ()):
            said = [word.key for word in way.words[start : start + run.length]]
            if len(said) == run.length and digest_of(said) == run.digest:
                yield run, range(start, start + run.length)


def _nearly(way: _Way, rows: Iterable[RemovedWords], known: set[tuple[int, Word]]) -> Iterable[Returned]:
    """Yield where different telling words of a passage stand near each other, besides what is known to be the same."""
    places: dict[str, list[int]] = defaultdict(list)
    ordinary: set[str] = set()
    for place, word in enumerate(way.words):
        if not known.intersection(word.parts):
            for digest, is_ordinary in way.telling[word.key].items():
                places[digest].append(place)
                ordinary.update([digest] if is_ordinary else ())
    for row in rows:
        hits = sorted((place, digest) for digest in row.telling for place in places.get(digest, ()))
        for first, last in near(hits, row.length):
            met = {digest for place, digest in hits if first <= place <= last}
            if met <= ordinary and 2 * len(met) < len(row.telling):
                continue
            there = range(first, last + 1)
            digest = digest_of([way.words[place].key for place in there])
            yield Returned(row, way.places(there), digest, is_same=False)


def _as_telling(key: str) -> dict[str, bool]:
    """Return the hashes that the word has among telling ones, and whether each says that it is ordinary."""
    plain = UMLAUT.sub("", key)
    sure = dict.fromkeys([digest_of([key]), digest_of([plain]), digest_of([key, IS_GLUED])], False)
    return sure | {digest_of([key, IS_ORDINARY]): True}


def _between_gaps(run: list[str]) -> Iterable[list[str]]:
    part: list[str] = []
    for key in [*run, GAP]:
        if key != GAP:
            part.append(key)
        elif part:
            yield part
            part = []
