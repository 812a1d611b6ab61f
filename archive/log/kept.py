"""What has happened since somebody kept something of the record, in whatever form they kept it.

Each form that the site hands out has the address of an entry: its position and its root. Nothing else of it is read.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, Q, Subquery

from archive.log.checkpoint import Checkpoint
from archive.log.entries import commitments, said_in
from archive.log.fields import COMMITTED
from archive.log.roots import Committed, Key, by_subject
from archive.log.verification import Differing, unlogged
from archive.models import Change, ChangeNote, Commitment, LogEntry, LogHead
from archive.models.upkeep.change import Kind, Subject

ADDRESS = re.compile(r"/log/since/([0-9]{1,18})/([0-9a-f]{64})")


class Kept(NamedTuple):
    """An entry that somebody kept."""

    position: int
    root: str


class LaterEntry(NamedTuple):
    """An entry that came later, of the same object or of one that it names."""

    position: int
    change: int
    says: Mapping[str, Any]

    @property
    def key(self) -> Key:
        """The object that it is about."""
        return self.says["subject"], self.says["number"]


@dataclass(frozen=True)
class Since:
    """What happened since an entry was kept: in public (``later``), and what is another thing without an entry.

    ``key`` is None if the log does not have that entry. ``is_gone`` says that the object left with the demo record.
    """

    kept: Kept
    key: Key | None = None
    later: Sequence[LaterEntry] = ()
    unlogged: Sequence[Differing] = ()
    is_gone: bool = False


def kept_in(text: str) -> list[Kept]:
    """Return the entries whose addresses a text has, each once. A line may end anywhere."""
    places = ADDRESS.findall("".join(text.split()))
    return list(dict.fromkeys(Kept(int(position), root) for position, root in places))


def last_entry(statement: int) -> Kept | None:
    """Return the last entry of a statement, or None if it is not signed, or if a newer one is to come. One query."""
    mine = {"subject": Subject.STATEMENT, "subject_id": statement}
    head = LogHead.objects.all()
    newer = Change.objects.filter(**mine, pk__gt=Subquery(head.values("last_change")[:1]))
    waits = Exists(ChangeNote.objects.filter(**mine)) | Exists(newer)
    entries = LogEntry.objects.filter(position=Subquery(Commitment.objects.filter(**mine).values("position")))
    notes = entries.annotate(note=Subquery(head.values("checkpoint")[:1])).filter(~waits)
    for position, text, note in notes.values_list("position", "text", "note"):
        if note and position < Checkpoint.read(note).size:
            return Kept(position, json.loads(text)["root"])
    return None


def since(kept: Sequence[Kept]) -> list[Since]:
    """Return what has happened since each of these, in a fixed number of queries."""
    places = LogEntry.objects.filter(position__in={one.position for one in kept}).values_list("position", "text")
    entries = {
        Kept(position, said["root"]): (said["subject"], said["number"])
        for position, text in places
        for said in said_in(text)
        if "root" in said
    }
    keys = {one: entries[one] for one in kept if one in entries}
    held = _with_named(set(keys.values()))
    differing = unlogged(held)
    later = list(_later(held, min((one.position for one in keys), default=0)))
    answers = []
    for one in kept:
        if not (key := keys.get(one)):
            answers.append(Since(one))
            continue
        mine = _reached(key, held)
        happened = [entry for entry in later if entry.position > one.position and _tells(entry, key, mine)]
        differs = [differing[name] for name in sorted(mine) if name in differing]
        answers.append(Since(one, key, happened, differs, key not in held))
    return answers


def _with_named(keys: Collection[Key]) -> dict[Key, Committed]:
    """Return the commitments to these objects, to those that they name, and so on."""
    held: dict[Key, Committed] = {}
    while keys:
        new = {one.key: one for one in commitments(keys)}
        held |= new
        keys = {named for one in new.values() for named in _objects_named_in(one.facts)} - held.keys()
    return held


def _objects_named_in(facts: Mapping[str, Any]) -> Iterator[Key]:
    for subject in COMMITTED & facts.keys():
        yield subject, facts[subject]
    for speaker in (*facts.get("voters", ()), facts.get("merged_into")):
        if speaker:
            yield Subject.SPEAKER, speaker


def _reached(key: Key, held: Mapping[Key, Committed]) -> set[Key]:
    reached, ahead = set[Key](), {key}
    while ahead:
        reached |= ahead
        ahead = {named for one in ahead if one in held for named in _objects_named_in(held[one].facts)} - reached
    return reached


def _later(keys: Collection[Key], position: int) -> Iterator[LaterEntry]:
    """Yield the entries of these objects after this one, in the order of the log."""
    numbers = by_subject(keys)
    # What a correction changes of speakers is in the entry of one of them.
    speakers = Change.objects.filter(subject=Subject.SPEAKER)
    told = speakers.filter(subject_id__in=numbers.get(Subject.SPEAKER, ())).exclude(correction=None)
    theirs = speakers.filter(
        Q(correction__in=numbers.get(Subject.CORRECTION, ())) | Q(correction__in=told.values("correction"))
    )
    changes = [Change.objects.filter(subject=subject, subject_id__in=some) for subject, some in numbers.items()]
    rows = LogEntry.objects.filter(position__gt=position)
    entries = {
        entry
        for some in (*changes, theirs)
        for entry in rows.filter(change__in=some).values_list("position", "change", "text")
    }
    for place, change, text in sorted(entries):
        yield from (later for said in said_in(text) if (later := LaterEntry(place, change, said)).key in keys)


def _tells(entry: LaterEntry, key: Key, mine: Collection[Key]) -> bool:
    """Return whether an entry says that the object, or one that it names, is another one for a reason."""
    is_free = entry.says["kind"] == Kind.CHANGED and "correction" not in entry.says
    return entry.key == key or (entry.key in mine and not is_free)
