"""Whether words read like speech, and where something new may begin."""

import re
from collections.abc import Sequence

from archive.ingest.text import label_words
from archive.ingest.text.line import Line

LOWER_SHARE = 0.4  # words without a capital in running speech, while the fields of a form have names
GERMAN_SHARE = 0.25  # the same in a whole sentence of a language that writes nouns with a capital
FEW_WORDS, SENTENCE_WORDS = 3, 6
CAPITALS_SPEECH = 8  # more words after a label than the field of a form in capitals has
SAID = re.compile(r"\b(?:i|i['’]\w+|you|we|thank|thanks|yes|no|aye|nay|here|okay|please|my)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?:[.?!…–—。？！؟।۔]|--)[\"”’)\]]*$")


def ended(lines: Sequence[Line], index: int) -> bool:
    """Return whether the line above ends a sentence, so that a label may follow."""
    return index == 0 or SENTENCE_END.search(lines[index - 1].text.rstrip()) is not None


def reads_as_speech(text: str, *, in_capitals: bool = False) -> bool:
    """Return whether words read like speech, not like the name or the figure in the field of a form.

    In a document in capitals, only their number decides.
    """
    words = text.split()
    if label_words.IDEOGRAPHS.search(text):
        return True
    if not words or not any(map(str.isalpha, text)):
        return False
    if in_capitals and len(words) > CAPITALS_SPEECH:
        return True
    if SAID.search(text) or text.isupper():
        return not text.isupper() or SENTENCE_END.search(text) is not None
    if len(words) <= FEW_WORDS or text.upper() == text.lower():  # a script without capitals
        return len(words) > FEW_WORDS or SENTENCE_END.search(text) is not None
    alphabetic = [word for word in words if any(map(str.isalpha, word))]
    lower = sum(word[0].islower() for word in alphabetic)
    is_sentence = len(words) >= SENTENCE_WORDS and SENTENCE_END.search(text) is not None
    return lower >= (GERMAN_SHARE if is_sentence else LOWER_SHARE) * len(alphabetic)
