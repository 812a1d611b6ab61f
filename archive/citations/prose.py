"""What the written styles share: quotation marks, full stops, and words that run from right to left."""

import unicodedata

FIRST_STRONG_ISOLATE = "\u2068"
POP_DIRECTIONAL_ISOLATE = "\u2069"
RIGHT_TO_LEFT = frozenset({"R", "AL"})
OPENING = frozenset(" \t([{—–-“‘")


class Italic(str):
    """A part of a citation that its style sets in italics."""

    __slots__ = ()
    is_italic = True


def one_line(text: str) -> str:
    """Return the words with single spaces between them."""
    return " ".join(text.split())


def runs_right_to_left(text: str) -> bool:
    """Return whether the text has letters that are read from right to left."""
    return any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text)


def isolated(text: str) -> str:
    """Return the text so that its direction does not disturb the words around it.

    Text with right-to-left letters is put between the isolates of the Unicode Bidirectional Algorithm (UAX #9); other
    text stays as it is.
    """
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}" if runs_right_to_left(text) else text


def quoted(text: str, end: str = "") -> str:
    """Return the words on one line between double quotation marks, American fashion.

    Double marks within become single ones. ``end``, a comma or a full stop, goes inside the marks and takes the place
    of a full stop that is there; after a question or exclamation mark or an ellipsis it is left out. Words that run
    from right to left keep their own punctuation, and ``end`` follows the marks.
    """
    words = _single_marks(one_line(text))
    if runs_right_to_left(words):
        return f"“{isolated(words)}”{end}"
    if end and not words.endswith(("?", "!", "…")):
        words = words.rstrip(".,;:") + end
    return f"“{words}”"


def ended(text: str) -> str:
    """Return the text with a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "?", "!", "…", ".”", "?”", "!”", "…”")) else f"{text}."


def _single_marks(text: str) -> str:
    text = text.replace("“", "‘").replace("”", "’").replace("„", "‚")
    return "".join(
        ("‘" if index == 0 or text[index - 1] in OPENING else "’") if character == '"' else character
        for index, character in enumerate(text)
    )
