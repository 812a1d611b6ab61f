"""The one form in which names are compared."""

import unicodedata

HIGHEST_LETTER_MARK = 132  # the canonical classes of vowel signs and the like; those of accents are higher
POINTS = range(10, 37)  # the classes of Hebrew and Arabic vowels, which few people write
NUKTA, STROKE = 7, 1
SELECTORS = range(0xFE00, 0xFE10)  # say how a sign is drawn
IN_WORDS = frozenset("'-")


class _Folding(dict[int, str | None]):
    """What becomes of each character of a decomposed text."""

    def __init__(self, others: str) -> None:
        self.others = others  # what stands in place of punctuation, "" if it stays

    def __missing__(self, point: int) -> str | None:
        character = chr(point)
        self[point] = folded = self._folded(character, unicodedata.category(character))
        return folded

    def _folded(self, character: str, category: str) -> str | None:
        if category[0] == "M":
            return character if _is_letter(character) else None
        if not self.others or character.isalnum() or character in IN_WORDS or character.isspace():
            return character
        return None if category == "Cf" else self.others


def _is_letter(mark: str) -> bool:
    """Return whether a mark is a part of the word, such as a vowel sign of Hindi, and not an accent on a letter."""
    mark_class = unicodedata.combining(mark)
    is_accent = mark_class > HIGHEST_LETTER_MARK or mark_class in POINTS or mark_class in (NUKTA, STROKE)
    return not is_accent and ord(mark) not in SELECTORS and unicodedata.category(mark) != "Me"


WORD_FOLDING, ACCENTS = _Folding(" "), _Folding("")


def fold(text: str) -> str:
    """Return the text without case, accents and punctuation, with single spaces between words.

    The database sorts speakers by names in this form, so a migration must make them again if it changes.
    """
    bare = text.replace("’", "'")
    if not bare.isascii():
        bare = without_accents(bare)
    words = bare.casefold().translate(WORD_FOLDING).replace("'", "").replace("-", " ")
    return " ".join(words.split())


def without_accents(text: str) -> str:
    """Return the text without accents and other marks on letters. Marks that are letters themselves stay."""
    return unicodedata.normalize("NFKD", text).translate(ACCENTS)


def listed(words: str) -> frozenset[str]:
    """Return the words of a list in the source code, however it is split into lines."""
    return frozenset(words.split())
