"""Proofs that an entry is in the log, and what opens its root, for pages and programs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from archive.log.checkpoint import opened
from archive.log.entries import commitments
from archive.log.fields import KINDS, read
from archive.log.roots import Committed, Fields, Key, by_subject
from archive.log.tiles import reader
from archive.log.tree import inclusion_proof
from archive.models import Change, ChangeNote, Commitment, LogEntry, LogHead
from archive.models.upkeep.change import Subject

AT_ONCE = 1000


@dataclass(frozen=True)
class Inclusion:
    """An entry, its position, and the hashes that lead from it to the root of a signed checkpoint (RFC 9162, 2.1.3).

    ``opening`` is what its own root is computed from; None if readers do not see the object. With ``is_waiting``, the
    object has changed since, and the log does not have that yet.
    """

    entry: str
    opening: dict[str, Any] | None
    position: int
    size: int
    hashes: list[bytes]
    checkpoint: str
    is_waiting: bool


def inclusion_of(key: Key, size: int | None = None) -> Inclusion | None:
    """Return the proof that the object's last entry is in the log, or None if that is not signed yet.

    With a ``size``, the proof is for the root that the log had when it had so many entries.
    """
    head = LogHead.objects.first()
    signed = opened(head.checkpoint) if head and head.checkpoint else None
    held = next(commitments([key]), None)
    if head is None or signed is None or held is None:
        return None
    size = signed.size if size is None else size
    if not held.position < size <= signed.size:
        return None
    hashes = list(inclusion_proof(reader(), held.position, 0, size))
    entry = LogEntry.objects.get(position=held.position).text
    opening = next(openings([held]), None)
    # Asked last, so that what was read above has not changed without it.
    is_waiting = key in waiting_for_entry([key])
    return Inclusion(entry, opening, held.position, size, hashes, head.checkpoint, is_waiting)


def openings_of(subject: str, after: int) -> tuple[list[dict[str, Any]], int]:
    """Return what opens the roots of the objects of a kind that readers see: some of those after this number.

    With it comes the number after which the others are, or 0 if there is none.
    """
    rows = Commitment.objects.filter(subject=subject, subject_id__gt=after, is_live=True).order_by("subject_id")
    some = [Committed.of_row(row) for row in rows[:AT_ONCE]]
    return list(openings(some)), some[-1].key[1] if len(some) == AT_ONCE else 0


def every_opening(subject: str) -> Iterator[dict[str, Any]]:
    """Yield what opens the roots of all objects of a kind that readers see, by number."""
    after = -1
    while after:
        some, after = openings_of(subject, max(after, 0))
        yield from some


def openings(held: Iterable[Committed]) -> Iterator[dict[str, Any]]:
    """Yield what opens the root of each of these objects that readers see: the facts and texts, and their salts.

    The facts are those that the log commits to. The texts are those of now, which have another hash if they differ.
    """
    held = list(held)
    keys = [one.key for one in held]
    present, seen = read(keys), set(seen_of(keys))
    for one in held:
        if one.key in present and one.key in seen:
            subject, number = one.key
            place = {"subject": subject, "number": number, "position": one.position, "root": one.root}
            yield {**place, "salt": one.salt, "facts": one.facts, "texts": _texts(one, present[one.key])}


def _texts(held: Committed, now: Fields) -> dict[str, dict[str, str | None]]:
    """Return each text with its salt and hash. Of one that readers do not see now, there is the hash alone."""
    return {
        name: {"salt": "", "sha256": hashed, "value": None}
        if name in now.hidden
        else {"salt": salt, "sha256": hashed, "value": now.texts.get(name, "")}
        for name, (salt, hashed) in held.texts.items()
    }


def seen_of(keys: Iterable[Key]) -> Iterator[Key]:
    """Yield those of the objects that readers see; no statement of a meeting that is not public, which it names."""
    for subject, numbers in by_subject(keys).items():
        manager: Any = KINDS[subject].rows.model._default_manager
        rows = manager.public().filter(pk__in=numbers).order_by()
        if subject == Subject.STATEMENT:
            rows = rows.exclude(meeting__isnull=False, meeting__published_at=None)
        yield from ((subject, number) for number in rows.values_list("pk", flat=True))


def waiting_for_entry(keys: Iterable[Key]) -> set[Key]:
    """Return those of the objects that have a change which the log does not have yet."""
    head = LogHead.objects.first() or LogHead()
    numbers = {number for _, number in keys}
    rows = (
        ChangeNote.objects.filter(subject_id__in=numbers),
        Change.objects.filter(pk__gt=head.last_change, subject_id__in=numbers),
    )
    return {key for some in rows for key in some.order_by().values_list("subject", "subject_id")}


def keys_of_log() -> str:
    """Return the entries of new keys, a line each, in order. Each is signed with the key before it."""
    return LogHead.objects.values_list("keys", flat=True).first() or ""
