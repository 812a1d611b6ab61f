"""Whether a text shows anything to readers."""

import unicodedata

UNSEEN = {"Cf", "Cc", "Zs", "Zl", "Zp"}  # soft hyphens, joiners and marks of direction; controls; spaces
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")  # letters, a pattern and a mark that show nothing


def is_blank(text: str) -> bool:
    """Return whether a text shows nothing: it is empty, or has only spaces and invisible characters."""
    return all(character in BLANK_LETTERS or unicodedata.category(character) in UNSEEN for character in text)
