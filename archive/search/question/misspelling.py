"""What counts as one misspelling: a letter wrong, missing or too many, or two neighbours swapped."""


def swapped(word: str) -> set[str]:
    """Return the words that result from swapping two neighbouring letters."""
    return {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)} - {word}


def is_one_edit(word: str, other: str) -> bool:
    """Return whether the words are equal or differ by one letter added, left out or changed."""
    if abs(len(word) - len(other)) > 1:
        return False
    at = _same_letters(word, other)
    return word[at + 1 :] == other[at + 1 :] or word[at:] == other[at + 1 :] or word[at + 1 :] == other[at:]


def one_letter_apart(word: str, other: str) -> bool:
    """Return whether the words differ by at most one misspelling."""
    at = _same_letters(word, other)
    return is_one_edit(word, other) or word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :] == other[at:]


def _same_letters(word: str, other: str) -> int:
    """Return how many letters at the beginning are the same."""
    ends = min(len(word), len(other))
    return next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), ends)
