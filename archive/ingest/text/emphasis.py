"""The bold or slanted words with which a line begins, written with the marks of Markdown."""

import re
from dataclasses import replace

from archive.ingest.text import clock
from archive.ingest.text.frames import STARS
from archive.ingest.text.line import Line

EMPHASISED = "bold"  # the style of a paragraph that is so as a whole
# Perhaps behind marks of lists and quotations, and a time.
LEAD = re.compile(
    rf"(?P<before>\s*(?:>\s*)*(?:[-*•»›+]\s+|\d{{1,4}}[.)]\s+)?(?:[\[(`]?{clock.TIME}[\])`]?\s*[-–—|]?\s*)?)"
    rf"(?P<mark>\*{{1,3}}|_{{1,3}})(?=[^\s*_])(?P<lead>(?:[^*\n]|{STARS}){{1,220}}?)(?<=\S)(?P<gap>\s?)(?P=mark)(?![\w*])"
)


def with_emphasis(line: Line) -> Line:
    """Return a line without the marks around its first words, which are its lead; if that is all, it is its style."""
    match = None if line.lead or line.heading else LEAD.match(line.text)
    if match is None:
        return line
    rest = line.text[match.end() :]
    style = line.style or ("" if rest.strip() else EMPHASISED)
    return replace(line, text=f"{match['before']}{match['lead']}{match['gap']}{rest}", lead=match["lead"], style=style)
