"""Correct staged turns: split, merge, move, relabel and mark them. Each change is one transaction.

Only an import in progress can change. Positions are numbered from 1 without gaps.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle, pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from archive.actions.blank import is_blank
from archive.actions.rules import check_version
from archive.actions.statements import learn_word_fixes
from archive.ingest.staging.proposed_splits import proposed_splits
from archive.language.timed_words import Packed, TimedWord, followed, pack, part_of, unpack
from archive.models import ImportBatch, StagedItem, StagedLabel, StagedTurn, Statement, Topic, User

# Captions mark a change of speaker with this. A separate turn no longer needs the mark.
CHEVRONS = re.compile(r"^\s*>{2,}")
# A line of three or more dashes starts a new turn.
SPLIT_LINE = re.compile(r"^[^\S\n]*-{3,}[^\S\n]*$", re.MULTILINE)


# The fields that the parts of a turn keep.
BESIDE_THE_WORDS = ("batch_id", "label_id", "printed", "kind", "item_id", "line", "checked_at", "checked_by_id")
CHECKED = ("checked_at", "checked_by")


@dataclass(frozen=True)
class TurnEdit:
    """What a person wrote for a turn. A line of dashes in the text splits it."""

    text: str
    label: StagedLabel | None = None
    kind: str = Statement.Kind.REMARK
    title: str = ""
    topics: Sequence[Topic] = ()
    item: StagedItem | None = None


@transaction.atomic
def edit_turn(
    *, turn: StagedTurn, edit: TurnEdit, seen: str | None = None, actor: User | None = None
) -> list[StagedTurn]:
    """Save the edited turn and return it, with the turns that were split off after it.

    Those have the same speaker, and the time of their first word if it is known. Raise ChangedMeanwhile if the turn has
    changed since it was ``seen``, and ValidationError for invalid values.
    """
    _open_batch(turn.batch_id)
    turn = StagedTurn.objects.select_for_update(of=("self",)).get(pk=turn.pk)
    check_version(instance=turn, seen=seen, actor=actor)
    text = edit.text.replace("\r\n", "\n").replace("\r", "\n")
    parts = [part.strip("\n") for part in SPLIT_LINE.split(text) if not is_blank(part)]
    if not parts:
        raise ValidationError({"text": "A turn needs words. To remove it, delete it."})
    times, before = turn.word_times, turn.text
    learn_word_fixes(board=turn.batch.meeting.board_id, before=before, after=text)
    turn.text, turn.title, turn.kind = parts[0], " ".join(edit.title.split()), edit.kind
    turn.label, turn.item = edit.label, edit.item
    turn.in_capitals = turn.in_capitals and turn.text.upper() == turn.text
    rest = [
        StagedTurn(
            batch_id=turn.batch_id,
            position=turn.position + number,
            text=part,
            label=edit.label,
            printed=turn.printed,
            kind=edit.kind,
            item=edit.item,
            line=turn.line,
        )
        for number, part in enumerate(parts[1:], 1)
    ]
    _share_times(times, before, [turn, *rest])
    if rest:
        turn.end_seconds = rest[0].start_seconds
        _drop_early_ends([turn, *rest])
        turn.batch.turns.filter(position__gt=turn.position).update(position=F("position") + len(rest))
    for row in (turn, *rest):
        row.full_clean(exclude=["batch", "label", "item", "statement"], validate_constraints=False)
        row.save()
    turn.topics.set(edit.topics)
    return [turn, *rest]


@transaction.atomic
def split_turn(*, turn: StagedTurn, places: Collection[int], start: float | None = None) -> list[StagedTurn]:
    """Split the turn before each offset in its text, and return the turns in order.

    The new turns have the same speaker. ``start`` is the second of the recording at which the first of them begins, if
    known; the turn before ends there. Raise ValidationError if a part would have no words.
    """
    _open_batch(turn.batch_id)
    turn = StagedTurn.objects.select_for_update(of=("self",)).select_related("batch").get(pk=turn.pk)
    bounds = [0, *sorted(set(places)), len(turn.text)]
    parts = [CHEVRONS.sub("", turn.text[one:other]).strip() for one, other in pairwise(bounds)]
    if len(parts) < 2 or not all(parts):  # noqa: PLR2004 - one part is no split
        raise ValidationError("Split the turn where there are words on both sides.")
    times, before = turn.word_times, turn.text
    turn.text, end = parts[0], turn.end_seconds
    beside = {name: getattr(turn, name) for name in BESIDE_THE_WORDS}
    rest = [
        StagedTurn(position=turn.position + number, text=part, **beside) for number, part in enumerate(parts[1:], 1)
    ]
    _share_times(times, before, [turn, *rest])
    if start is not None and (turn.start_seconds or 0) <= start:
        rest[0].start_seconds = start
    rest[-1].end_seconds, turn.end_seconds = end, rest[0].start_seconds
    _drop_early_ends([turn, *rest])
    turn.batch.turns.filter(position__gt=turn.position).update(position=F("position") + len(rest))
    turn.save()
    return [turn, *StagedTurn.objects.bulk_create(rest)]


@transaction.atomic
def split_as_proposed(batch: ImportBatch) -> int:
    """Split every turn where the text shows a change of speaker, and return how many more turns there are."""
    _open_batch(batch.pk)
    more = 0
    for turn in batch.turns.select_related("label").order_by("-position"):
        if places := [split.at for split in proposed_splits(turn)]:
            more += len(split_turn(turn=turn, places=places)) - 1
    return more


@transaction.atomic
def alternate_turns(*, batch: ImportBatch, turns: Collection[int], labels: Sequence[StagedLabel]) -> int:
    """Assign the labels to the turns in rotation: question, answer, question. Return how many turns there were."""
    _open_batch(batch.pk)
    rows = list(batch.turns.filter(pk__in=turns))
    for row, label in zip(rows, cycle(labels), strict=False):
        row.label = label
    return StagedTurn.objects.bulk_update(rows, ["label"])


@transaction.atomic
def merge_turns(*, batch: ImportBatch, turns: Collection[int]) -> StagedTurn:
    """Join consecutive turns into the first of them and return it.

    Raise ValidationError if there are fewer than two, or others are between them.
    """
    _open_batch(batch.pk)
    rows = list(batch.turns.select_for_update(of=("self",)).filter(pk__in=turns))
    if len(rows) < 2:  # noqa: PLR2004 - it takes two
        raise ValidationError("Choose two or more turns to merge.")
    if rows[-1].position - rows[0].position != len(rows) - 1:
        raise ValidationError("Only turns that follow one another can be merged.")
    first, last = rows[0], rows[-1]
    first.text, first.word_times = _joined(rows)
    # A turn that was moved may end before the first one starts. Then the end is not known.
    start, end = first.start_seconds, last.end_seconds
    first.end_seconds = end if start is not None and end is not None and start <= end else None
    first.title = next((row.title for row in rows if row.title), "")
    if not all(row.checked_at for row in rows):
        first.checked_at = first.checked_by = None
    first.save()
    first.topics.add(
        *Topic.objects.filter(pk__in=StagedTurn.topics.through.objects.filter(stagedturn__in=rows).values("topic"))
    )
    _delete(batch, rows[1:])
    return first


@transaction.atomic
def delete_turns(*, batch: ImportBatch, turns: Collection[int]) -> int:
    """Remove turns from the import and return how many; the file still has them."""
    _open_batch(batch.pk)
    rows = list(batch.turns.filter(pk__in=turns))
    _delete(batch, rows)
    return len(rows)


@transaction.atomic
def move_turn(*, turn: StagedTurn, up: bool) -> list[StagedTurn]:
    """Swap with the turn before or after, and return both in their new order; only the turn if there is no other."""
    _open_batch(turn.batch_id)
    turn = StagedTurn.objects.select_for_update(of=("self",)).get(pk=turn.pk)
    beside = turn.batch.turns.filter(position=turn.position + (-1 if up else 1)).first()
    if beside is None:
        return [turn]
    turn.position, beside.position = beside.position, turn.position
    # It gets the heading of its new neighbours.
    turn.item = beside.item
    StagedTurn.objects.bulk_update([turn, beside], ["position", "item"])
    return [turn, beside] if up else [beside, turn]


@transaction.atomic
def relabel_turns(*, batch: ImportBatch, turns: Collection[int], label: StagedLabel | None) -> int:
    """Give the turns to a label, and return how many. What the file printed stays on record."""
    _open_batch(batch.pk)
    return batch.turns.filter(pk__in=turns).update(label=label)


@transaction.atomic
def mark_turns(*, batch: ImportBatch, turns: Collection[int], kind: str) -> int:
    """Set the kind of the turns, and return how many. Raise ValidationError for an unknown kind."""
    _open_batch(batch.pk)
    if kind not in Statement.Kind.values:
        raise ValidationError("Choose a kind of statement.")
    return batch.turns.filter(pk__in=turns).update(kind=kind)


@transaction.atomic
def check_turns(*, batch: ImportBatch, turns: Collection[int], actor: User | None, are_right: bool = True) -> int:
    """Note that a person compared the turns with the recording, or that this must be done again; return how many."""
    _open_batch(batch.pk)
    checked = {"checked_at": timezone.now(), "checked_by": actor} if are_right else dict.fromkeys(CHECKED)
    return batch.turns.filter(pk__in=turns).update(**checked)


def _share_times(times: Packed, before: str, parts: Sequence[StagedTurn]) -> None:
    """Give the parts of a turn the times of its words, and later parts their start and end."""
    if not times:
        return
    whole = followed(times, before, "\n".join(part.text for part in parts))
    at = 0
    for part in parts:
        part.word_times = part_of(whole, at, at + len(part.text))
        at += len(part.text) + 1
        if part is not parts[0] and (words := unpack(part.word_times)):
            part.start_seconds, part.end_seconds = words[0].start, max(word.end for word in words)


def _drop_early_ends(rows: Sequence[StagedTurn]) -> None:
    """Forget an end that is before its start, or has none: a file's times of words may differ from those of turns."""
    for row in rows:
        start, end = row.start_seconds, row.end_seconds
        if end is not None and (start is None or end < start):
            row.end_seconds = None


def _joined(rows: Sequence[StagedTurn]) -> tuple[str, bytes]:
    """Return the words of consecutive turns as one text, with their times."""
    texts: list[str] = []
    words: list[TimedWord] = []
    at = 0
    for row in rows:
        text = row.text.strip()
        words += [word.moved(at) for word in unpack(followed(row.word_times, row.text, text))]
        texts.append(text)
        at += len(text) + 1
    return " ".join(texts), pack(words)


def _open_batch(pk: int) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=pk)
    if not batch.is_open:
        raise ValidationError(f"{batch} is {batch.get_status_display().lower()}: its turns can no longer be changed.")
    return batch


def _delete(batch: ImportBatch, rows: Iterable[StagedTurn]) -> None:
    """Delete the turns and close the gaps in positions, one run of neighbours at a time, from the end."""
    positions = sorted(row.position for row in rows)
    batch.turns.filter(position__in=positions).delete()
    runs: list[list[int]] = []
    for position in positions:
        if runs and runs[-1][-1] == position - 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    for run in reversed(runs):
        batch.turns.filter(position__gt=run[-1]).update(position=F("position") - len(run))
