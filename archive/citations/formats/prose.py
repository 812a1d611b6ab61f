"""What the written styles share: quotation marks, full stops, and right-to-left words."""

import unicodedata

FIRST_STRONG_ISOLATE = "\u2068"
POP_DIRECTIONAL_ISOLATE = "\u2069"
RIGHT_TO_LEFT = frozenset({"R", "AL"})
OPENING = frozenset(" \t([{—–-“‘")


class Italic(str):
    """A part of a citation that its style puts in italics."""

    __slots__ = ()
    is_italic = True


def one_line(text: str) -> str:
    """Return the words with single spaces between them."""
    return " ".join(text.split())


def runs_right_to_left(text: str) -> bool:
    """Return whether the text has letters that are read from right to left."""
    return any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text)


def isolated(text: str) -> str:
    """Return the text so that its direction does not affect the words around it.

    Text with right-to-left letters is put between the isolates of the Unicode Bidirectional Algorithm (UAX #9); other
    text stays unchanged.
    """
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}" if runs_right_to_left(text) else text


def quoted(text: str, end: str = "") -> str:
    """Return the words on one line in double quotation marks, American style.

    Double marks inside become single ones. ``end``, a comma or a full stop, goes inside the marks and replaces a full
    stop there; after a question or exclamation mark or an ellipsis it is left out. Right-to-left words keep their own
    punctuation, and ``end`` follows the marks.
    """
    words = _single_marks(one_line(text))
    if runs_right_to_left(words):
        return f"“{isolated(words)}”{end}"
    if end and not words.endswith(("?", "!", "…")):
        words = words.rstrip(".,;:") + end
    return f"“{words}”"


def ended(text: str) -> str:
    """Return the text with a full stop, unless it already ends a sentence."""
    return text if text.endswith((".", "?", "!", "…", ".”", "?”", "!”", "…”")) else f"{text}."


def _single_marks(text: str) -> str:
    text = text.replace("“", "‘").replace("”", "’").replace("„", "‚")
    return "".join(
        ("‘" if index == 0 or text[index - 1] in OPENING else "’") if character == '"' else character
        for index, character in enumerate(text)
    )
