"""SBV, the caption format of YouTube: a line "0:00:01.000,0:00:04.500", the words below it, an empty line."""

import re

from archive.ingest import limits
from archive.ingest.parsed import ParsedMeeting, Problem
from archive.ingest.refusals import NotATranscript
from archive.ingest.text import captions, clock
from archive.ingest.text.cue import Cue
from archive.ingest.text.decoding import decode

TIMES = re.compile(r"\s*(?P<start>\d{1,3}:\d\d:\d\d\.\d{1,3})\s*,\s*(?P<end>\d{1,3}:\d\d:\d\d\.\d{1,3})\s*")
BREAK = re.compile(r"\[br\]", re.IGNORECASE)  # a line break inside a caption


def read(data: bytes, encoding: str | None = None) -> ParsedMeeting:
    """Return the turns of an SBV file. Every line of words belongs to the caption above it.

    Raises NotATranscript if it has no captions, and what ``decode`` raises.
    """
    decoded = decode(data, encoding)
    limits.check_lines(decoded.lines)
    cues: list[Cue] = []
    problems: list[Problem] = []
    for number, line in enumerate(decoded.lines, start=1):
        match = TIMES.fullmatch(line)
        if match:
            start, end = clock.seconds(match["start"]), clock.seconds(match["end"])
            if start is None or end is None:
                problems.append(Problem("The time of this caption cannot be read. Its words were kept.", number))
            cues.append(Cue((), start, end, number))
        elif line.strip():
            last = cues.pop() if cues else Cue((), line=number)
            cues.append(Cue((*last.lines, *BREAK.split(line.strip())), last.start, last.end, last.line))
    turns = captions.turns(cues, problems)
    if not turns:
        raise NotATranscript("The caption file contains no captions. Download it again, or upload the transcript.")
    return ParsedMeeting(
        format="sbv",
        entries=tuple(turns),
        nature="captions",
        encoding=decoded.encoding,
        problems=(*decoded.problems, *problems),
    )
