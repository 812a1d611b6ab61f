"""Remember how people replaced wrong words, so that the desk can suggest the same again."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from archive.language.timed_words import WORD_BETWEEN_SPACES, key_of, keys_of
from archive.models import GAP, WordFix

LONGEST_FIX = 80
SIGNS = ".,;:!?…\"'“”‘’()[]"


def learn_word_fixes(*, board: int, before: str, after: str) -> None:
    """Store, for the board, each word of the earlier text that was replaced with exactly one other word.

    A word that only differs in capitals or punctuation was not wrong. Gaps are not words.
    """
    WordFix.objects.bulk_create(
        WordFix(board_id=board, wrong=wrong, right=right) for wrong, right in word_fixes(before, after)
    )


def word_fixes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the wrong and the right word wherever one word was replaced with exactly one other."""
    if before == after:
        return
    old, new = list(WORD_BETWEEN_SPACES.finditer(before)), list(WORD_BETWEEN_SPACES.finditer(after))
    matcher = SequenceMatcher(None, keys_of(old), keys_of(new), autojunk=False)
    for tag, one, one_end, other, other_end in matcher.get_opcodes():
        if tag != "replace" or one_end - one != other_end - other:
            continue
        for there, here in zip(old[one:one_end], new[other:other_end], strict=True):
            wrong, right = there[0].strip(SIGNS), here[0].strip(SIGNS)
            is_word = wrong and right and GAP not in wrong + right and max(len(wrong), len(right)) <= LONGEST_FIX
            if is_word and key_of(wrong) != key_of(right):
                yield wrong, right
