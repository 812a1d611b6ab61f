"""What replaces redacted words in a text.

U+2588 FULL BLOCK replaces each character of a redacted passage except line feeds. The passage keeps its length and its
paragraphs, so all other offsets of the text stay valid. A run of the character is one gap. Code that reads words must
treat a gap as a break: the words before it and after it were never said in a row.
"""

import re

GAP = "\u2588"
GAPS = re.compile(f"{GAP}+")
REDACTED = "[redacted]"


def shown(text: str) -> str:
    """Return the text for people to read, with a note in place of each gap."""
    return GAPS.sub(REDACTED, text) if GAP in text else text


def blanked(text: str, start: int, end: int) -> str:
    """Return the text with a gap from start to end; its length and its lines stay the same."""
    lines = text[start:end].split("\n")
    return text[:start] + "\n".join(GAP * len(line) if line.strip() else line for line in lines) + text[end:]
