"""The one form in which names are compared."""

import re
import unicodedata

SENTENCE_MARKS = re.compile(r"[^\w\s'-]|_")


def fold(text: str) -> str:
    """Return the text without case, accents and punctuation, with single spaces between words.

    The database keeps names in this form, so it must not change.
    """
    bare = text.replace("’", "'")
    if not bare.isascii():
        bare = without_accents(bare)
    words = SENTENCE_MARKS.sub(" ", bare.casefold()).replace("'", "").replace("-", " ")
    return " ".join(words.split())


def without_accents(text: str) -> str:
    """Return the text without accents and other marks on letters."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def listed(words: str) -> frozenset[str]:
    """Return the words of a list in the source code, however it is split into lines."""
    return frozenset(words.split())
