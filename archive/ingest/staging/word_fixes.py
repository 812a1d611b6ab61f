"""Words that software may have misheard: those corrected before at the board, and those near a name of the board.

Each is suggested, and accepted one by one.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q

from archive.actions.statements.word_fixes import SIGNS
from archive.language.timed_words import WORD_BETWEEN_SPACES, key_of, shifted
from archive.models import Board, ImportBatch, Speaker, StagedTurn, WordFix
from archive.search.question.misspelling import one_letter_apart

# A shorter name is a letter off too many words.
SHORTEST = 4
# How often a word must have been corrected the same way to be suggested.
OFTEN = 3
BESIDE = 40  # characters of the text on either side


@dataclass(frozen=True)
class ProposedFix:
    """A word of a turn that may be wrong, by its position, and the right one, with the words around it."""

    turn: StagedTurn
    start: int
    end: int
    right: str

    @property
    def key(self) -> str:
        """The name of the place in a form."""
        return f"{self.turn.pk}:{self.start}:{self.end}"

    @property
    def wrong(self) -> str:
        """The word in the turn."""
        return self.turn.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The text before it."""
        return self.turn.text[max(0, self.start - BESIDE) : self.start]

    @property
    def after(self) -> str:
        """The text after it."""
        return self.turn.text[self.end : self.end + BESIDE]


def known_fixes(board: Board) -> dict[str, str]:
    """Return the right word for each wrong one that was corrected the same way three times or more at the board.

    A word that was corrected in two ways so often is left out, because nobody knows which one applies.
    """
    rows = WordFix.objects.filter(board=board).order_by().values_list("wrong", "right").annotate(times=Count("pk"))
    ways: dict[str, list[str]] = {}
    for wrong, right, _ in rows.filter(times__gte=OFTEN):
        ways.setdefault(wrong, []).append(right)
    return {wrong: rights[0] for wrong, rights in ways.items() if len(rights) == 1}


def proposed_fixes(batch: ImportBatch) -> list[ProposedFix]:
    """Return every place of the import with a word that may be wrong, in order, except in turns checked by hand.

    That is a known wrong word and, if software wrote the text, one that is a letter off a name or term of the board.
    """
    if not batch.is_open:
        return []
    board = batch.meeting.board
    fixes = {key_of(wrong): right for wrong, right in known_fixes(board).items()}
    spellings = _Spellings([*names_of(board), *fixes.values()]) if batch.made_with else None
    if not fixes and not spellings:
        return []
    turns = batch.turns.filter(checked_at=None)
    return [fix for turn in turns for fix in _fixes_in_turn(turn, fixes, spellings)]


def names_of(board: Board) -> list[str]:
    """Return the words of the names of those who speak or hold an office at the board."""
    of_board = Q(offices__board=board) | Q(statements__board=board)
    names = Speaker.objects.current().filter(of_board).order_by("name").values_list("name", flat=True).distinct()
    return [word for name in names for word in name.split()]


@transaction.atomic
def take_fixes(*, batch: ImportBatch, keys: Collection[str]) -> int:
    """Put the right words in the given places, if they are still suggested, and return how many.

    Raise ValidationError if the import is not in progress.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not batch.is_open:
        raise ValidationError(f"{batch} is {batch.get_status_display().lower()}: its turns can no longer be changed.")
    taken = [fix for fix in proposed_fixes(batch) if fix.key in keys]
    turns: dict[int, StagedTurn] = {}
    # From the end, so that earlier positions stay the same.
    for fix in reversed(taken):
        turn = turns.setdefault(fix.turn.pk, fix.turn)
        turn.word_times = shifted(turn.word_times, fix.start, len(fix.right) - len(fix.wrong))
        turn.text = turn.text[: fix.start] + fix.right + turn.text[fix.end :]
    StagedTurn.objects.bulk_update(turns.values(), ["text", "word_times"], batch_size=500)
    return len(taken)


class _Spellings:
    """Names and terms, and which of them a heard word is near."""

    def __init__(self, words: Iterable[str]) -> None:
        capitalised = {key_of(word): word for word in words if len(word) >= SHORTEST and word[0].isupper()}
        self._words = {key: word for key, word in capitalised.items() if key.isalpha()}

    def near(self, word: str) -> str:
        """Return the only name that the word is one letter off, or nothing.

        Software writes what it takes for a name with a capital.
        """
        key = key_of(word)
        if not word[:1].isupper() or len(key) < SHORTEST or key in self._words:
            return ""
        near = [name for known, name in self._words.items() if one_letter_apart(key, known)]
        return near[0] if len(near) == 1 else ""


def _fixes_in_turn(turn: StagedTurn, fixes: dict[str, str], spellings: _Spellings | None) -> Iterator[ProposedFix]:
    for match in WORD_BETWEEN_SPACES.finditer(turn.text):
        bare = match[0].strip(SIGNS)
        right = fixes.get(key_of(bare), "") or (spellings.near(bare) if spellings else "")
        if bare and right and bare != right:
            start = match.start() + match[0].index(bare)
            yield ProposedFix(turn, start, start + len(bare), right)
