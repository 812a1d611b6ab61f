"""Which turn of a new transcript continues which statement. The words decide, and their order.

Equal turns are paired first; between them, words are compared. A turn belongs to the statement with which it shares
most words, if that is enough. Each statement goes to one turn. Pure, and fast enough for ten hours of transcript.
"""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from archive.language.people import fold

# Share of the words of the shorter one.
ENOUGH_IN_COMMON = 0.5


def align(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """Return, for each new text, the index of the old one that it continues, or None if it is new.

    No old text is used twice. Those not used are lost.
    """
    old_words, new_words = [fold(text).split() for text in old], [fold(text).split() for text in new]
    old_keys, new_keys = [" ".join(words) for words in old_words], [" ".join(words) for words in new_words]
    continued: list[int | None] = [None] * len(new)
    for tag, a, a_end, b, b_end in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if tag == "equal":
            continued[b:b_end] = range(a, a_end)
        elif tag == "replace":
            for there, here in _by_words(old_words[a:a_end], new_words[b:b_end]).items():
                continued[b + here] = a + there
    return continued


def _by_words(old: Sequence[list[str]], new: Sequence[list[str]]) -> dict[int, int]:
    """Pair the texts of a stretch that differs by the words that they share in order, the most shared first."""
    old_owner = [index for index, words in enumerate(old) for _ in words]
    new_owner = [index for index, words in enumerate(new) for _ in words]
    # Words found everywhere say little about position. difflib leaves them out if there are many words.
    matcher = SequenceMatcher(
        None, [word for words in old for word in words], [word for words in new for word in words]
    )
    shared: Counter[tuple[int, int]] = Counter()
    for a, b, size in matcher.get_matching_blocks():
        shared.update(zip(old_owner[a : a + size], new_owner[b : b + size], strict=True))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for (there, here), count in shared.most_common():
        enough = count >= ENOUGH_IN_COMMON * min(len(old[there]), len(new[here]))
        if enough and there not in pairs and here not in taken:
            pairs[there] = here
            taken.add(here)
    return pairs
