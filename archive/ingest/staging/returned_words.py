"""Removes words that were redacted from what a file contains, before any of it is stored, and asks an editor."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.removed_words.files import readings
from archive.actions.removed_words.gaps import OnGap, words_on_gaps
from archive.actions.removed_words.letters import places_with
from archive.actions.removed_words.memory import Returned, find_removed
from archive.actions.removed_words.passages import plain_keys
from archive.actions.removed_words.removed import Removed
from archive.actions.rules import Verb, ask, audit
from archive.citations.passages.quote_range import QuoteRange
from archive.ingest.parsed import Heading, Narrative, ParsedMeeting, Turn, Vote
from archive.ingest.staging.alignment import align
from archive.ingest.staging.plan import standing_words
from archive.ingest.text.vote_in_words import facts_in_words, vote_in_words
from archive.models import GAP, AllowedWords, ImportBatch, Meeting, RemovedWords, Statement, User
from archive.models.incoming.staging import ReturnedAs
from archive.models.record.gap import blanked
from archive.models.record.redaction import HashedWords, digest_of

# A passage to remove: the text, the place, and the gap that replaces it, if that is known.
Going = tuple[int, QuoteRange, str]


@dataclass
class Blanked:
    """Texts with gaps in place of redacted words, and what to say about them.

    ``passages`` are the removed words. ``told`` says of each, as JSON values, which statement lost them first, how they
    came back, in which texts (from 1) and, if known, the hash of the words that stood there.
    """

    texts: list[str]
    passages: list[str] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)


class Memory(NamedTuple):
    """What is known of words of a meeting by their hashes: what it lost, and what an editor allowed."""

    removed: frozenset[str]
    allowed: frozenset[str]

    @classmethod
    def of(cls, meeting: Meeting) -> Self:
        """Return what is known of the meeting."""
        removed = RemovedWords.objects.filter(tombstone__statement__meeting=meeting)
        return cls(
            frozenset(removed.values_list("digest", flat=True)),
            frozenset(meeting.allowed_words.values_list("digest", flat=True)),
        )


def without_removed(parsed: ParsedMeeting, meeting: Meeting) -> tuple[ParsedMeeting, list[dict[str, Any]]]:
    """Return what was read without redacted words, and what to say about each passage."""
    said = [entry for entry in parsed.entries if not isinstance(entry, Heading)]
    done = blank_removed([_text_of(entry) for entry in said], meeting)
    runs = _take_out_of_marks(parsed, meeting, done)
    if not done.told:
        return parsed, []
    texts = iter(done.texts)
    entries = tuple(
        dataclasses.replace(entry, text=runs.taken_out_of(entry.text))
        if isinstance(entry, Heading)
        else _with_text(entry, next(texts), runs)
        for entry in parsed.entries
    )
    all_of_it = Removed.of(done.passages)
    parsed = dataclasses.replace(
        parsed,
        entries=entries,
        title=all_of_it.taken_out_of(parsed.title),
        notes=tuple(map(all_of_it.taken_out_of, parsed.notes)),
        problems=tuple(
            dataclasses.replace(problem, message=all_of_it.taken_out_of(problem.message)) for problem in parsed.problems
        ),
        # Their samples may end anywhere, even inside a passage.
        readings=tuple(dataclasses.replace(reading, samples=(), asked=(), runs=()) for reading in parsed.readings),
    )
    return parsed, done.told


def returned_in_bytes(data: bytes, meeting: Meeting) -> list[dict[str, Any]]:
    """Return what to say about redacted words in a file that could not be read. Its bytes are read as text.

    If the format hides its words, any words redacted in the meeting may be among them.
    """
    texts = readings(data)
    by_removal = {
        one.removed.pk: one for text in texts or [data.decode(errors="ignore")] for one in find_removed([text], meeting)
    }
    entries = [
        _entry_of_return(one.removed.tombstone.statement_id, ReturnedAs.SAME_WORDS, [], one.digest)
        for one in by_removal.values()
    ]
    if texts is None and not entries:
        lost_words = Statement.objects.filter(meeting=meeting, tombstones__removed_words__isnull=False)
        entries = [
            _entry_of_return(number, ReturnedAs.PERHAPS, []) for number in lost_words.values_list("pk", flat=True)[:1]
        ]
    return entries


def _take_out_of_marks(parsed: ParsedMeeting, meeting: Meeting, done: Blanked) -> Removed:
    """Return what must be removed from headings, labels, the facts of votes and what the file says of itself."""
    headings = (entry.text for entry in parsed.entries if isinstance(entry, Heading))
    facts = (facts_in_words(entry) for entry in parsed.entries if isinstance(entry, Vote))
    of_itself = {parsed.title, *parsed.notes, *(problem.message for problem in parsed.problems)}
    passages = []
    for mark in dict.fromkeys([*headings, *(turn.label for turn in parsed.turns), *facts, *of_itself]):
        for returned in find_removed([mark], meeting, alone=mark in of_itself):
            passages += [passage.words_in(mark) for _, passage in returned.places]
            done.told.append(
                _entry_of_return(returned.removed.tombstone.statement_id, ReturnedAs.SAME_WORDS, [], returned.digest)
            )
    done.passages += passages
    return Removed.of(passages)


def blank_removed(texts: Sequence[str], meeting: Meeting) -> Blanked:
    """Return the texts of a transcript of the meeting with gaps in place of redacted words.

    These are words at a gap of a published text, and words that equal redacted ones, unless a statement shows them at
    that very place.
    """
    statements, words = standing_words(meeting)
    standing = [revision.text if revision else "" for revision in words]
    matches = find_removed(texts, meeting)
    has_gap = any(GAP in text for text in standing)
    pairs = align(standing, texts) if matches or has_gap else [None] * len(texts)
    done = Blanked(list(texts))
    going: list[Going] = []
    memory = Memory.of(meeting)
    for fallen in words_on_gaps(standing, texts, pairs) if has_gap else ():
        _note_fallen(done, fallen, statements, going, memory)
    for returned in matches:
        if not _stands(returned, texts, standing, pairs) and not _is_among(returned, going):
            going += [(number, passage, "") for number, passage in returned.places]
            of = returned.removed.tombstone.statement_id
            numbers = [number for number, _ in returned.places]
            done.told.append(_entry_of_return(of, ReturnedAs.SAME_WORDS, numbers, returned.digest))
    for number, passage, gap in _from_the_end(going):
        done.passages.append(passage.words_in(texts[number]))
        text = done.texts[number]
        if gap:
            done.texts[number] = text[: passage.start] + gap + text[passage.end :]
        else:
            done.texts[number] = blanked(text, passage.start, passage.end)
    return done


def returned_in_facts(facts: Sequence[str], meeting: Meeting) -> tuple[set[int], list[dict[str, Any]]]:
    """Return which of these facts of staged decisions, by their turns, have redacted words, and what to say of each."""
    returned = [
        (one.removed.tombstone.statement_id, sorted({number for number, _ in one.places}), one)
        for one in (find_removed(facts, meeting) if any(facts) else ())
    ]
    entries = [_entry_of_return(of, ReturnedAs.SAME_WORDS, numbers, one.digest) for of, numbers, one in returned]
    return {number for _, numbers, _ in returned for number in numbers}, entries


def _from_the_end(going: Sequence[Going]) -> list[Going]:
    """Return the passages of each text from its end, with overlapping ones joined."""
    apart: list[Going] = []
    for number, passage, gap in sorted(going, key=lambda place: (place[0], place[1].start)):
        if apart and apart[-1][0] == number and passage.start < apart[-1][1].end:
            begun = apart.pop()[1]
            apart.append((number, QuoteRange(begun.start, max(begun.end, passage.end)), ""))
        else:
            apart.append((number, passage, gap))
    return apart[::-1]


def _note_fallen(
    done: Blanked, fallen: OnGap, statements: Sequence[Statement], going: list[Going], memory: "Memory"
) -> None:
    statement, numbers = statements[fallen.old].pk, [number for number, _ in fallen.places]
    if not fallen.is_clear:
        done.told.append(_entry_of_return(statement, ReturnedAs.PERHAPS, numbers))
        return
    said = [key for number, passage in fallen.places for key in plain_keys(passage.words_in(done.texts[number]))]
    digest, apart = HashedWords.of(said).digest, digest_of(*said)
    if not memory.removed.isdisjoint({digest, apart}):
        way = ReturnedAs.ON_GAP
    elif memory.allowed.isdisjoint({digest, apart}):
        way = ReturnedAs.OTHER_ON_GAP
    else:
        return
    # The gap unchanged, so that its tombstone is found again.
    gap = fallen.gap if len(fallen.places) == 1 else ""
    going += [(number, passage, gap) for number, passage in fallen.places]
    done.told.append(_entry_of_return(statement, way, numbers, digest))


def _stands(returned: Returned, texts: Sequence[str], standing: Sequence[str], pairs: Sequence[int | None]) -> bool:
    """Return whether the very statements that the texts continue show the words."""
    for number, passage in returned.places:
        there = pairs[number]
        if there is None or not places_with(standing[there], [plain_keys(passage.words_in(texts[number]))]):
            return False
    return True


def _is_among(returned: Returned, going: Sequence[Going]) -> bool:
    return all(
        any(number == other and gone.start <= passage.start and passage.end <= gone.end for other, gone, _ in going)
        for number, passage in returned.places
    )


def _entry_of_return(statement: int, way: ReturnedAs, texts: Sequence[int], digest: str = "") -> dict[str, Any]:
    return {"statement": statement, "as": way.value, "turns": [number + 1 for number in texts], "digest": digest}


def _text_of(entry: Turn | Narrative | Vote) -> str:
    return vote_in_words(entry) if isinstance(entry, Vote) else entry.text


def _with_text(entry: Turn | Narrative | Vote, text: str, runs: Removed) -> Turn | Narrative | Vote:
    if isinstance(entry, Vote):
        facts = facts_in_words(entry)
        is_whole = text == vote_in_words(entry) and facts == runs.taken_out_of(facts)
        return entry if is_whole else Narrative(text, line=entry.line)
    if isinstance(entry, Turn):
        return dataclasses.replace(entry, text=text, label=runs.taken_out_of(entry.label))
    return dataclasses.replace(entry, text=text)


@transaction.atomic
def confirm_gaps(*, batch: ImportBatch, actor: User | None = None) -> None:
    """Keep the gaps in the turns of the import, which can then be saved."""
    ask(actor, "redact_statement")
    batch = _asking(batch)
    batch.gaps_confirmed = True
    batch.save(update_fields=["gaps_confirmed"])
    audit(actor=actor, verb=Verb.CHANGED, instance=batch, note="Redacted words that came back stay gaps.")


@transaction.atomic
def let_stand(*, batch: ImportBatch, actor: User | None = None) -> None:
    """Allow the same words in files of this meeting from now on, because they are not the redacted ones.

    The import keeps its gaps, because the archive has not stored the words. The file must be uploaded again.
    """
    ask(actor, "redact_statement")
    batch = _asking(batch)
    digests = {entry["digest"] for entry in batch.returned if entry["digest"]}
    AllowedWords.objects.bulk_create(
        (AllowedWords(meeting_id=batch.meeting_id, digest=digest) for digest in digests), ignore_conflicts=True
    )
    batch.status = ImportBatch.Status.DISCARDED
    batch.save(update_fields=["status"])
    audit(actor=actor, verb=Verb.CHANGED, instance=batch, note="Words like redacted ones may stand in this meeting.")


def _asking(batch: ImportBatch) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not batch.is_open or not batch.asks_editor:
        raise ValidationError(f"{batch} asks nothing about redacted words.")
    return batch
