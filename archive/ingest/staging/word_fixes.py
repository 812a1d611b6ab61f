"""Words that were put right at the board before, found again in a new import: proposed, and taken one by one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count

from archive.actions.learn_word_fixes import SIGNS
from archive.models import Board, ImportBatch, StagedTurn, WordFix
from archive.timed_words import WORD, key_of, shifted

# As often as a word was put right the same way, it is proposed.
OFTEN = 3
BESIDE = 40  # characters of the text on either side


@dataclass(frozen=True)
class ProposedFix:
    """A word of a turn that was wrong before, by its place, and the right one; with the words beside it."""

    turn: StagedTurn
    start: int
    end: int
    right: str

    @property
    def key(self) -> str:
        """What names the place in a form."""
        return f"{self.turn.pk}:{self.start}:{self.end}"

    @property
    def wrong(self) -> str:
        """The word as it stands in the turn."""
        return self.turn.text[self.start : self.end]

    @property
    def before(self) -> str:
        """What stands before it."""
        return self.turn.text[max(0, self.start - BESIDE) : self.start]

    @property
    def after(self) -> str:
        """What stands after it."""
        return self.turn.text[self.end : self.end + BESIDE]


def known_fixes(board: Board) -> dict[str, str]:
    """Return the right word for each wrong one that was put right so three times or more at the board.

    A word that was put right in two ways so often is not among them: nobody knows which it will be.
    """
    rows = WordFix.objects.filter(board=board).order_by().values_list("wrong", "right").annotate(times=Count("pk"))
    ways: dict[str, list[str]] = {}
    for wrong, right, _ in rows.filter(times__gte=OFTEN):
        ways.setdefault(wrong, []).append(right)
    return {wrong: rights[0] for wrong, rights in ways.items() if len(rights) == 1}


def proposed_fixes(batch: ImportBatch) -> list[ProposedFix]:
    """Return every place of the import where a known wrong word stands, in order; none of a turn checked by hand."""
    fixes = {key_of(wrong): right for wrong, right in known_fixes(batch.meeting.board).items()}
    if not fixes or not batch.is_open:
        return []
    turns = batch.turns.filter(checked_at=None).order_by("position")
    return [found for turn in turns for found in _found(turn, fixes)]


@transaction.atomic
def take_fixes(*, batch: ImportBatch, keys: Collection[str]) -> int:
    """Put the right words in the places named, as far as they are still proposed, and return how many.

    Raise ValidationError if the import is not in progress.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not batch.is_open:
        raise ValidationError(f"{batch} is {batch.get_status_display().lower()}: its turns can no longer be changed.")
    taken = [fix for fix in proposed_fixes(batch) if fix.key in keys]
    turns: dict[int, StagedTurn] = {}
    # From the end, so that the places before it stay.
    for fix in reversed(taken):
        turn = turns.setdefault(fix.turn.pk, fix.turn)
        turn.word_times = shifted(turn.word_times, fix.start, len(fix.right) - len(fix.wrong))
        turn.text = turn.text[: fix.start] + fix.right + turn.text[fix.end :]
    StagedTurn.objects.bulk_update(turns.values(), ["text", "word_times"], batch_size=500)
    return len(taken)


def _found(turn: StagedTurn, fixes: dict[str, str]) -> Iterator[ProposedFix]:
    for match in WORD.finditer(turn.text):
        bare = match[0].strip(SIGNS)
        right = fixes.get(key_of(bare), "")
        if bare and right and bare != right:
            start = match.start() + match[0].index(bare)
            yield ProposedFix(turn, start, start + len(bare), right)
