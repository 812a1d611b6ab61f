"""What counts as one misspelling: a letter wrong, missing or too many, or two neighbours swapped."""


def swapped(word: str) -> set[str]:
    """Return the words that result from swapping two neighbouring letters."""
    return {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)} - {word}


def one_letter_apart(word: str, other: str) -> bool:
    """Return whether the words differ by at most one misspelling."""
    if abs(len(word) - len(other)) > 1:
        return False
    at = next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), None)
    if at is None:
        return True
    rest, other_rest = word[at:], other[at:]
    return (
        rest[1:] == other_rest[1:]
        or rest == other_rest[1:]
        or rest[1:] == other_rest
        or (rest[1:2] + rest[:1] + rest[2:]) == other_rest
    )
