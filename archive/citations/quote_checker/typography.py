"""Whether two runs of text differ only in typography: shapes of quotation marks, dashes and spaces.

Typography is not wording: a newspaper's curly quotation mark and a transcript's straight one are the same mark. A
missing or added mark is a difference, and so is a capital.
"""

import re
import unicodedata

from archive.citations.passages.words import INVISIBLE

SHAPES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ´`′\x92", "'"),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‐‑", "-"),
        **dict.fromkeys("–—―−‒", "—"),
        "…": "...",
        **dict.fromkeys(INVISIBLE, None),
    }
)
DASH = re.compile(r"\s*(?:—|(?<!-)--+(?!-))\s*|\s+-\s+")
DOTS = re.compile(r"\s*\.(?:\s?\.){2,}")
SPACES = re.compile(r"\s+")
QUOTATION_MARKS = "\"'"


def canonical(text: str) -> str:
    """Return the text with one shape for each mark, composed letters and single spaces."""
    text = unicodedata.normalize("NFC", text).translate(SHAPES)
    return SPACES.sub(" ", DOTS.sub("...", DASH.sub("—", text))).strip()


def outer(text: str) -> str:
    """Return the marks before the first or after the last word of a quotation, without its own quotation marks."""
    return canonical(text).strip(QUOTATION_MARKS + " ")
