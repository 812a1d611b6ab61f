"""Where quotation marks open and close, whatever their shape: straight, curly, single, nested, or one missing.

Marks at the outermost level decide; those inside a quotation are part of its words. If a mark is missing, everything
that may be meant belongs to the quotation: the text after an opening mark up to the end, and the text before a closing
one back to the last quotation. So a slip never makes quoted words count as something else.
"""

import re
from dataclasses import dataclass

STRAIGHT = '"＂″'
OPENING = "“„‟«〝「『"
CLOSING = "”»〞」』"
DOUBLE = STRAIGHT + OPENING + CLOSING
SINGLE_OPENING = "'‘‚‹"
SINGLE_CLOSING = "'’›"
# Marks of which the first opens and the other closes: „German“, ‚German‘, »also German«.
CLOSED_BY = {"„": "“”", "‚": "‘’", "»": "«"}
ANY_DOUBLE, ANY_SINGLE = re.compile(f"[{DOUBLE}]"), re.compile(f"[{SINGLE_OPENING}{SINGLE_CLOSING}]")
BEFORE_AN_OPENING = "([{—–-…/'‘"
ENDS_A_QUOTATION = ",.?!…;:—–-"


@dataclass(frozen=True)
class Stretch:
    """A quotation in a text: from the mark at ``start`` to ``end``; its words from ``inner_start`` to ``inner_end``.

    A missing mark has no length: then ``start`` equals ``inner_start``, or ``end`` equals ``inner_end``.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int

    @property
    def is_closed(self) -> bool:
        """Whether it has both marks."""
        return self.start < self.inner_start and self.inner_end < self.end


def stretches(text: str) -> list[Stretch]:
    """Return the quotations in double marks, in order; without any, those in single marks that open and close.

    The time is proportional to the length of the text.
    """
    return _double(text) or _single(text)


def _double(text: str) -> list[Stretch]:
    quoted: list[Stretch] = []
    opened: list[int] = []
    last_end = 0
    for match in ANY_DOUBLE.finditer(text):
        at = match.start()
        if _opens(text, at, text[opened[-1]] if opened else ""):
            if not (opened and _begins_a_line(text, at)):
                opened.append(at)
            continue
        start = opened.pop() if opened else None
        if opened:
            continue
        inner = last_end if start is None else start + 1
        quoted.append(Stretch(inner if start is None else start, at + 1, inner, at))
        last_end = at + 1
    if opened:
        quoted.append(Stretch(opened[0], len(text), opened[0] + 1, len(text)))
    return quoted


def _opens(text: str, at: int, opened_by: str) -> bool:
    mark = text[at]
    if mark in CLOSED_BY.get(opened_by, ""):
        return False
    if mark in OPENING:
        return True
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    starts_a_word = (not before or before.isspace() or before in BEFORE_AN_OPENING) and bool(after.strip())
    if mark in STRAIGHT:
        return starts_a_word
    return mark == "»" and not opened_by and starts_a_word


def _begins_a_line(text: str, at: int) -> bool:
    """Return whether the mark begins a paragraph. A long quotation repeats its opening mark there and closes once."""
    return text[max(0, at - 1) : at] == "\n"


def _single(text: str) -> list[Stretch]:
    quoted: list[Stretch] = []
    start = None
    last_word = next((at for at in range(len(text) - 1, 0, -1) if text[at].isalnum()), 0)
    for match in ANY_SINGLE.finditer(text):
        at, mark = match.start(), match[0]
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if start is None:
            opens = mark in SINGLE_OPENING and (not before or before.isspace() or before in "([—–-")
            start = at if opens and after.strip() else None
        elif mark in CLOSED_BY.get(text[start], SINGLE_CLOSING) and not after.isalnum():
            # Many words end with an apostrophe. A quotation mark is next to another one, or at the end of the pasted
            # text.
            if before in ENDS_A_QUOTATION or after in {",", "."} or at > last_word:
                quoted.append(Stretch(start, at + 1, start + 1, at))
                start = None
    return quoted
