"""What an entry of the log says: what happened to which object, when, and the root of what it says since.

What a correction changes of speakers is one entry, so a merge is one: it says of the others, and of the correction, the
same as an entry of theirs would (``with``).

It has no words and no names. One version has one root, which later entries repeat. An entry with another root names the
fields that are other ones, and only these change it: a public correction, a redaction, a merge, and what arrives again
after it was gone. What else is changed is no entry, so that it differs from the log.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from archive.log.changes import standing
from archive.log.fields import COMMITTED, KINDS, OF_SPEAKERS, read
from archive.log.roots import COLUMNS, Committed, Fields, Key, by_subject, canonical
from archive.machine.database.rows import write_rows
from archive.models import Commitment, Correction, LogHead, Speaker, Statement
from archive.models.record.correction import SUBJECTS
from archive.models.upkeep.change import Kind, Subject
from tools.witness import FREE, REDACTED, is_live

# Kinds of entries beside those of changes: fields that the log commits to from here on; it commits to what was there;
# who said it was corrected; a decision was published; the key is another; a merge was undone; the object was removed
# with the demo record.
FIELDS = "fields"
COMMITS = "committed"
ATTRIBUTED = "attributed"
DECIDED = "decided"
KEY = "key"
UNMERGED = "unmerged"
REMOVED = "removed"
WITH = "with"
# What a correction of another object changes of a statement: that of its source says how close all its texts are, and
# that of a speaker that a merge was undone.
OF_OTHERS: dict[str, frozenset[str]] = defaultdict(
    frozenset, source=frozenset({"text_status"}), speaker=frozenset({"speaker", "voters"})
)
# Comes after all entries.
LAST = sys.maxsize


class Leaf(NamedTuple):
    """The text of an entry to be added, the change that it tells of, and the commitments of its objects."""

    text: str
    change: int | None = None
    committed: Sequence[Committed] = ()


class LoggedChange(NamedTuple):
    """What an entry needs of a change."""

    pk: int
    at: datetime
    kind: str
    subject: str
    subject_id: int
    correction_id: int | None


class Book:
    """The commitments to some objects, and what the objects say now: read and stored in a fixed number of queries."""

    def __init__(self, keys: Iterable[Key]) -> None:
        keys = [key for key in dict.fromkeys(keys) if key[0] in COMMITTED]
        self.now = read(keys)
        self.held = {held.key: held for held in commitments(keys)}
        self._named = named_fields(LogHead.objects.first() or LogHead())
        self._merged: dict[int, int] | None = None

    def differing(self, key: Key) -> set[str]:
        """Return the names of the fields that are not those that the log commits to; none if the object is gone."""
        held, now = self.held[key], self.now.get(key)
        names = held.differing(now) if now else set()
        return {name for name in names if not (now and name in OF_SPEAKERS and self._is_same(name, held, now))}

    def new_fields(self, key: Key) -> set[str]:
        """Return the names of the fields that the log does not commit to yet in the last entry of the object."""
        position = self.held[key].position
        return {name for name in KINDS[key[0]].names() if self._named.get(key[0], {}).get(name, LAST) > position}

    def _is_same(self, name: str, held: Committed, now: Fields) -> bool:
        """Return whether a fact names the same speakers, if each is who they were merged into."""
        before, after = (_listed(facts.get(name)) for facts in (held.facts, now.facts))
        return [self._who(one) for one in before] == [self._who(one) for one in after]

    def _who(self, speaker: int | None) -> int | None:
        if self._merged is None:
            rows = Speaker.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into")
            self._merged = {gone: kept for gone, kept in rows if kept}
        while speaker and speaker in self._merged:
            speaker = self._merged[speaker]
        return speaker

    def turn(self, key: Key, change: LoggedChange, correction: Mapping[str, Any] | None) -> set[str]:
        """Commit to what the change may change, and return the names of the fields that did."""
        now = self.now.get(key)
        if key not in self.held:
            if now:
                self.held[key] = Committed.to(key, now)
            return set()
        if not now:
            return set()
        # Nobody saw a speaker whose statements were all withdrawn, so that no entry tells of a merge of that one.
        is_back = change.kind == Kind.REINSTATED
        names = _permitted(change, correction, self.held[key].differing(now) if is_back else self.differing(key))
        self.held[key].take(now, names)
        return names

    def store(self) -> None:
        """Store the commitments."""
        write_rows(Commitment, COLUMNS, (held.row() for held in self.held.values()), over="subject subject_id")


def commitments(keys: Iterable[Key]) -> Iterator[Committed]:
    """Yield the commitments to these objects."""
    for subject, numbers in by_subject(keys).items():
        yield from map(Committed.of_row, Commitment.objects.filter(subject=subject, subject_id__in=numbers).order_by())


def _listed(value: Any) -> list[int | None]:
    return value if isinstance(value, list) else [value]


def _permitted(change: LoggedChange, correction: Mapping[str, Any] | None, differing: set[str]) -> set[str]:
    """Return those of the fields that a change may change. Other words are another revision."""
    if "sha256" in differing and "revision" not in differing and change.subject == Subject.STATEMENT:
        return set()
    if change.kind == Kind.REDACTED and change.subject in REDACTED:
        return differing & REDACTED[change.subject]
    if change.kind == Kind.MERGED:
        return differing & {"merged_into"}
    is_arriving = change.kind == Kind.PUBLISHED and change.subject != Subject.STATEMENT
    if is_arriving or (correction and _is_own(change, correction)):
        return differing
    free = FREE.get(change.subject, set()) if change.kind == Kind.CHANGED else set()
    return differing & (free | OF_OTHERS[_about(correction)] if correction else free)


def _is_own(change: LoggedChange, correction: Mapping[str, Any]) -> bool:
    return correction.get(change.subject) == change.subject_id


def _about(correction: Mapping[str, Any]) -> str:
    return next(name for name in SUBJECTS if correction[name])


def leaves(changes: Sequence[LoggedChange], book: Book) -> Iterator[Leaf]:
    """Yield the entries of the changes. Nothing is said of one that changes nothing that the log commits to."""
    ids = {change.correction_id for change in changes if change.correction_id}
    corrections = {row["pk"]: row for row in Correction.objects.filter(pk__in=ids).values("pk", "kind", *SUBJECTS)}
    seen = standing((Subject.CORRECTION, number) for number in ids)
    acts: dict[Key, list[LoggedChange]] = defaultdict(list)
    for change in changes:
        acts[_act(change)].append(change)
    for key, act in acts.items():
        at = act[0].at
        if key in seen:
            act.append(LoggedChange(0, at, Kind.PUBLISHED, *key, None))
        told = [(change, said) for change in act if (said := _said_of(change, book, corrections))]
        # That of the speaker who was merged is first.
        told.sort(key=lambda pair: "merged_into" not in pair[1].get("fields", ()))
        if told:
            (change, first), *others = told
            more = {WITH: [said for _, said in others]} if others else {}
            committed = [book.held[one.subject, one.subject_id] for one, _ in told]
            yield Leaf(canonical({**first, **more, "time": time_of(at)}), change.pk, committed)


def keys_of(changes: Iterable[LoggedChange]) -> Iterator[Key]:
    """Yield the objects of which entries of these changes say something."""
    for change in changes:
        yield change.subject, change.subject_id
        if correction := _correction_of_speaker(change):
            yield Subject.CORRECTION, correction


def _act(change: LoggedChange) -> Key:
    """Return what the changes have in common that are one entry."""
    correction = _correction_of_speaker(change)
    return (Subject.CORRECTION, correction) if correction else ("", change.pk)


def _correction_of_speaker(change: LoggedChange) -> int | None:
    return change.correction_id if change.subject == Subject.SPEAKER else None


def _said_of(change: LoggedChange, book: Book, corrections: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    """Commit to what a change may change, and return what an entry says of it; nothing if it changes nothing."""
    key = (change.subject, change.subject_id)
    if key[0] not in COMMITTED:
        return {}
    before, correction = book.held.get(key), corrections.get(change.correction_id or 0)
    was_live = before is not None and before.is_live
    names = book.turn(key, change, correction)
    held = book.held.get(key)
    is_told = correction is not None and _is_own(change, correction)
    # A correction was published with the entry of what it corrects.
    is_silent = change.kind == Kind.CHANGED or (change.kind == Kind.PUBLISHED and was_live)
    if held is None or (before and is_silent and not is_told and not names):
        return {}
    said = _fields_of_entry(_kind(change, correction, held, names), change, held, names)
    held.is_live = is_live(said, held.is_live)
    return said


def said_in(text: str) -> list[dict[str, Any]]:
    """Return what an entry says of each of its objects."""
    first = json.loads(text)
    return [first, *first.pop(WITH, ())]


def root_in(text: str, key: Key) -> str:
    """Return the root that an entry has of an object, or nothing if it has none."""
    roots = (said["root"] for said in said_in(text) if "root" in said and (said["subject"], said["number"]) == key)
    return next(roots, "")


def _kind(change: LoggedChange, correction: Mapping[str, Any] | None, held: Committed, names: set[str]) -> str:
    if "merged_into" in names and change.kind not in {Kind.MERGED, Kind.PUBLISHED}:
        return UNMERGED
    if correction and correction["kind"] == Correction.Kind.ATTRIBUTION:
        return ATTRIBUTED
    is_decision = change.subject == Subject.STATEMENT and held.facts.get("kind") == Statement.Kind.DECISION
    return DECIDED if is_decision and change.kind == Kind.PUBLISHED else change.kind


def _fields_of_entry(kind: str, change: LoggedChange, held: Committed, names: set[str]) -> dict[str, Any]:
    fields: dict[str, Any] = _of_object(kind, held)
    if change.correction_id:
        fields["correction"] = change.correction_id
    if names:
        fields["fields"] = sorted(names)
    if "merged_into" in held.facts and (kind == Kind.MERGED or "merged_into" in names):
        fields["into"] = held.facts["merged_into"]
    return fields


def _of_object(kind: str, held: Committed) -> dict[str, object]:
    subject, number = held.key
    fields: dict[str, object] = {"kind": kind, "number": number, "root": held.root, "subject": subject}
    if subject == Subject.STATEMENT:
        fields["revision"] = held.facts["revision"]
    return fields


def late_commitments(book: Book, live: Collection[Key], differing: Collection[Key]) -> Iterator[Leaf]:
    """Yield an entry for each object that the log does not commit to yet as it is, with what it says now.

    That is one of which there are only entries without a root, or one with fields that are new to the log. ``live`` are
    those of the first that readers see, ``differing`` those that are not what their last entry said.
    """
    at = time_of(timezone.now())
    for key, now in book.now.items():
        told: dict[str, object] = {"time": at}
        if key not in book.held:
            if key not in live and key[0] != Subject.STATEMENT:
                continue
            book.held[key] = Committed.to(key, now)
            book.held[key].is_live = key in live
            told |= {"differs": True} if key in differing else {}
        elif names := book.differing(key) & book.new_fields(key):
            book.held[key].take(now, names)
            told["fields"] = sorted(names)
        else:
            continue
        held = book.held[key]
        told |= {} if held.is_live else {"withdrawn": True}
        yield Leaf(canonical(_of_object(COMMITS, held) | told), None, [held])


def named_fields(head: LogHead) -> dict[str, dict[str, int]]:
    """Return, for each kind of object, the entry from which on the log commits to a field, by its name."""
    return json.loads(head.fields)


def name_fields(head: LogHead, at: datetime) -> Leaf | None:
    """Return an entry with the fields that the log commits to from here on, or None if it has named them all."""
    named = named_fields(head)
    new = {subject: sorted(kind.names() - named.get(subject, {}).keys()) for subject, kind in KINDS.items()}
    new = {subject: names for subject, names in new.items() if names}
    if not new:
        return None
    for subject, names in new.items():
        named.setdefault(subject, {}).update(dict.fromkeys(names, head.size))
    head.fields = canonical(named)
    return Leaf(canonical({"fields": new, "kind": FIELDS, "time": time_of(at)}))


def time_of(moment: datetime) -> str:
    """Return the moment as entries have it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
