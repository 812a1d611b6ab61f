"""What somebody calls into a speech, in brackets with a name of its own: "(Kim Sample: Hear, hear.)".

It begins no turn: the speech goes on behind it. A bracket is read in one piece, also if a line end cuts it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.ingest.text.line import Line

ASIDE = re.compile(
    r"[(\[][^\s()\[\]:：][^()\[\]:：]{0,90}?(?:[:：]|\s[–—-]{1,2})\s+(?:[^()\[\]]|[(\[][^()\[\]]*[)\]])+[)\]]\.?"
)
LONGEST_ASIDE = 600  # characters
MOST_LINES = 6
SHARE = 0.3  # of the paragraphs, from which on a document writes all speeches in brackets


def with_asides(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with what is called into a speech marked as such, and a paragraph of its own."""
    marked = list(_marked(lines))
    paragraphs = sum(line.breaks and not line.aside for line in marked)
    return list(lines) if sum(line.called for line in marked) > SHARE * paragraphs else marked


def _marked(lines: Sequence[Line]) -> Iterator[Line]:
    n, follows = 0, False
    while n < len(lines):
        count = _length(lines, n)
        if count:
            whole = " ".join(line.text.strip() for line in lines[n : n + count])
            yield replace(lines[n], text=whole, breaks=True, heading=0, called=True)
        else:
            yield replace(lines[n], breaks=True) if follows else lines[n]
        follows, n = bool(count), n + max(count, 1)


def _length(lines: Sequence[Line], first: int) -> int:
    """Return how many lines the aside has that begins here, 0 if none does."""
    if lines[first].aside or not lines[first].text.lstrip().startswith(("(", "[")):
        return 0
    whole = ""
    for count, line in enumerate(lines[first : first + MOST_LINES], 1):
        whole = f"{whole} {line.text.strip()}".strip()
        if line.aside or len(whole) > LONGEST_ASIDE:
            return 0
        if ASIDE.fullmatch(whole):
            return count
    return 0
