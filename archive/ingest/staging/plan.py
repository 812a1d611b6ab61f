"""What saving an import will do to its meeting: which turns are new, which continue a statement, which are lost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from archive.citations.passages.words import keys
from archive.ingest.staging.alignment import align
from archive.models import ImportBatch, Meeting, Revision, Source, Speaker, StagedTurn, Statement

Thing = TypeVar("Thing")


class PlannedChange(StrEnum):
    """What a turn means for the meeting."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    CONFLICT = "conflict"
    PROPOSED = "proposed"  # a decision that is not certain; it is not saved until a person has checked it


@dataclass(frozen=True)
class OtherSpeaker:
    """A turn with the statement that it continues, of which the file says that ``speaker`` made it."""

    turn: StagedTurn
    statement: Statement
    speaker: Speaker

    @property
    def is_public(self) -> bool:
        """Whether readers see who made the statement."""
        return self.statement.published_at is not None

    @property
    def key(self) -> str:
        """What a person decides about: the turn, and the statement with its words and both speakers."""
        seen = (self.turn.pk, self.statement.pk, self.statement.current_revision_id)
        return ".".join(str(part or 0) for part in (*seen, self.statement.speaker_id, self.speaker.pk))


@dataclass
class Plan:
    """The turns in order, the statement that each continues and what changes, and statements that no turn continues.

    ``earlier`` has the wordings that public corrections replaced, the last first, by the number of the statement.
    ``order`` is the future order of the meeting: turns, and statements kept without one, each by index into its list.
    ``headings_left_out`` counts those that a public agenda does not have and that the person may not add.
    """

    turns: list[StagedTurn]
    statements: list[Statement]
    continues: list[Statement | None] = field(default_factory=list)
    changes: list[PlannedChange] = field(default_factory=list)
    lost: list[Statement] = field(default_factory=list)
    earlier: dict[int, list[Revision]] = field(default_factory=dict)
    order: list[tuple[StagedTurn | None, Statement | None]] = field(default_factory=list)
    headings_left_out: int = 0

    def count(self, change: PlannedChange) -> int:
        """Return how many turns have that change."""
        return self.changes.count(change)

    def take(self, turns: Collection[int]) -> None:
        """Let the words of these turns change corrected statements. Other conflicts change nothing."""
        self.changes = [
            PlannedChange.CHANGED if change is PlannedChange.CONFLICT and turn.pk in turns else change
            for turn, change in zip(self.turns, self.changes, strict=True)
        ]

    @property
    def other_speakers(self) -> list[OtherSpeaker]:
        """The turns that are somebody else's than the statement that they continue, so that a person must decide.

        A draft without a speaker just takes the one of its turn. Saving never changes who readers see.
        """
        return [
            OtherSpeaker(turn, statement, turn.label.speaker)
            for turn, statement, change in zip(self.turns, self.continues, self.changes, strict=True)
            if statement
            and change not in {PlannedChange.WITHDRAWN, PlannedChange.PROPOSED}
            and (statement.speaker_id or statement.published_at)
            and turn.label
            and turn.label.speaker
            and turn.label.speaker_id != statement.speaker_id
        ]

    @property
    def counts(self) -> dict[str, int]:
        """How many turns are new, changed, unchanged, withdrawn and in conflict, and how many statements are lost."""
        return {**{change.value: self.count(change) for change in PlannedChange}, "lost": len(self.lost)}


def plan_import(batch: ImportBatch) -> Plan:
    """Compare the batch with its meeting. This only reads. The turns of a saved batch stay with their statements."""
    turns = list(batch.turns.select_related("label__speaker", "item").prefetch_related("topics"))
    statements, words = standing_words(batch.meeting)
    if batch.status == ImportBatch.Status.SAVED:
        places = {statement.pk: place for place, statement in enumerate(statements)}
        pairs = [places.get(turn.statement_id or 0) for turn in turns]
    else:
        pairs = align([revision.text if revision else "" for revision in words], [turn.text for turn in turns])
    plan = Plan(turns, statements, earlier=_corrected(statements))
    for turn, index in zip(turns, pairs, strict=True):
        plan.continues.append(None if index is None else statements[index])
        continued = None if index is None else (statements[index], words[index])
        plan.changes.append(_change(turn, continued, plan.earlier))
    going_on = {index for index in pairs if index is not None}
    plan.lost = [
        statement
        for index, statement in enumerate(statements)
        if index not in going_on and statement.status != Statement.Status.WITHDRAWN and replaces(batch, statement)
    ]
    plan.order = [
        (None if new is None else turns[new], None if old is None else statements[old])
        for old, new in merged_order(len(statements), pairs)
    ]
    return plan


def replaces(batch: ImportBatch, statement: Statement) -> bool:
    """Return whether a statement without a turn in the import may be wrong. An agenda says nothing about words."""
    of_agenda = statement.source is not None and statement.source.kind == Source.Kind.AGENDA
    return of_agenda == (batch.source_kind == Source.Kind.AGENDA)


def standing_words(meeting: Meeting) -> tuple[list[Statement], list[Revision | None]]:
    """Return the statements of the meeting in order, and the draft words of each or else the current ones."""
    statements = list(
        meeting.statements.select_related("current_revision", "speaker", "source").order_by("position", "number")
    )
    next_words = {
        revision.statement_id: revision
        for revision in Revision.objects.filter(statement__meeting=meeting, published_at__isnull=True)
    }
    return statements, [next_words.get(statement.pk) or statement.current_revision for statement in statements]


def merged_order(old_count: int, pairs: Sequence[int | None]) -> list[tuple[int | None, int | None]]:
    """Return old and new things in one order, as pairs of old and new index; ``pairs`` has an old index for each new.

    The new order wins. An old thing that no new one continues stays after the old one that it followed.
    """
    continued = {old for old in pairs if old is not None}
    followers: dict[int, list[int]] = {}
    leader = -1
    for old in range(old_count):
        if old in continued:
            leader = old
        else:
            followers.setdefault(leader, []).append(old)
    order: list[tuple[int | None, int | None]] = [(old, None) for old in followers.get(-1, ())]
    for new, continuing in enumerate(pairs):
        order.append((continuing, new))
        if continuing is not None:
            order += [(follower, None) for follower in followers.get(continuing, ())]
    return order


def _corrected(statements: Sequence[Statement]) -> dict[int, list[Revision]]:
    earlier: dict[int, list[Revision]] = {}
    current = {statement.pk: statement.current_revision_id for statement in statements}
    published = Revision.objects.published().filter(statement__in=current).order_by("statement", "-number")
    for revision in published:
        if revision.pk != current[revision.statement_id]:
            earlier.setdefault(revision.statement_id, []).append(revision)
    return earlier


def _change(
    turn: StagedTurn, continued: tuple[Statement, Revision | None] | None, earlier: dict[int, list[Revision]]
) -> PlannedChange:
    if continued is None:
        return PlannedChange.PROPOSED if turn.is_proposed else PlannedChange.NEW
    statement, words = continued
    if statement.status == Statement.Status.WITHDRAWN:
        return PlannedChange.WITHDRAWN
    if words and words.text == turn.text and (not turn.title or words.title == turn.title):
        return PlannedChange.UNCHANGED
    if turn.is_proposed:
        return PlannedChange.PROPOSED
    if replaced := earlier.get(statement.pk):
        said = keys(turn.text)
        is_old = any(keys(revision.text) == said for revision in [*replaced, statement.published_revision])
        return PlannedChange.UNCHANGED if is_old else PlannedChange.CONFLICT
    return PlannedChange.CHANGED
