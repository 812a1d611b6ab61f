"""What stands in a text where words were taken out of it.

Each character of a redacted passage is replaced by U+2588 FULL BLOCK, line feeds aside: the passage keeps its length
and its paragraphs, so that every other place of the text keeps its offset. A run of the character is one gap. Whoever
reads words must take a gap for a break: what stands before it and after it was never said in a row.
"""

import re

GAP = "\u2588"
GAPS = re.compile(f"{GAP}+")
REDACTED = "[redacted]"


def shown(text: str) -> str:
    """Return the text for people to read: each gap is said to be one."""
    return GAPS.sub(REDACTED, text) if GAP in text else text


def blanked(text: str, start: int, end: int) -> str:
    """Return the text with gaps in the place of what stands from start to end; its length and lines stay."""
    lines = text[start:end].split("\n")
    return text[:start] + "\n".join(GAP * len(line) if line.strip() else line for line in lines) + text[end:]
