"""What a label meant in other files of its board. That is proposed, never taken for certain: a surname or an office
may be another person's at the next meeting.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from archive.language.people import fold
from archive.models import Board, ImportBatch, StagedLabel

Certainty = StagedLabel.Certainty
SCORE = 0.97
SUGGESTIONS = 5
STATUSES_KEPT = (ImportBatch.Status.STAGED, ImportBatch.Status.SAVED)


def boards_with(board: Board) -> list[int]:
    """Return the numbers of the board and of its parent, whose members are the same people."""
    return [board.pk, *([board.parent_id] if board.parent_id else [])]


def remembered(board: Board) -> dict[str, list[int]]:
    """Return the speakers that a person decided for each label of the board's files, by folded label, newest first."""
    decided = _labels_of(boards_with(board)).filter(certainty=Certainty.DECIDED, speaker__isnull=False)
    speakers: dict[str, list[int]] = defaultdict(list)
    for text, speaker in decided.order_by("-id").values_list("text", "speaker"):
        if speaker not in speakers[fold(text)]:
            speakers[fold(text)].append(speaker)
    return speakers


def propose(label: StagedLabel, speakers: Sequence[int]) -> None:
    """Let the label propose these speakers first, if a person must still decide it."""
    if speakers and label.is_open:
        others = [pair for pair in label.suggestions if pair[0] not in speakers]
        label.suggestions = [*([pk, SCORE] for pk in speakers), *others][:SUGGESTIONS]
        label.certainty = Certainty.UNSURE


def propose_elsewhere(label: StagedLabel) -> None:
    """Propose what was decided for a label in every other file of the board that waits for a person."""
    if label.speaker_id is None or not label.from_file:
        return
    board = label.batch.meeting.board
    same = _labels_of([board.pk]).filter(batch__status=ImportBatch.Status.STAGED, text__iexact=label.text)
    waiting = [other for other in same.exclude(pk=label.pk) if other.is_open]
    for other in waiting:
        propose(other, [label.speaker_id])
    StagedLabel.objects.bulk_update(waiting, ["suggestions", "certainty"], batch_size=500)


def _labels_of(boards: Collection[int]) -> QuerySet[StagedLabel]:
    return StagedLabel.objects.filter(batch__meeting__board__in=boards, batch__status__in=STATUSES_KEPT, from_file=True)
