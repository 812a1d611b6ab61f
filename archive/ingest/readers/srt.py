"""SubRip captions (.srt): a number, a time line and text, separated by empty lines, as real files vary them."""

import html
import re
from collections.abc import Iterator

from archive.ingest import limits
from archive.ingest.parsed import ParsedMeeting, Problem
from archive.ingest.refusals import NotATranscript
from archive.ingest.text import captions, clock
from archive.ingest.text.cue import Cue
from archive.ingest.text.decoding import decode

TIMING = re.compile(r"\s*(?P<start>-?[\d:.,]+)\s*-{1,2}>\s*(?P<end>-?[\d:.,]+).*")
TAG = re.compile(r"</?(?:b|i|u|s|font|c)(?:[ .][^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)


def read(data: bytes, encoding: str | None = None) -> ParsedMeeting:
    """Return the turns of a SubRip file.

    Raises NotATranscript if no caption has text, and what ``decode`` raises.
    """
    decoded = decode(data, encoding)
    limits.check_lines(decoded.lines)
    problems = list(decoded.problems)
    cues = list(_cues(decoded.lines, problems))
    turns = tuple(captions.turns(cues, problems))
    if not turns:
        raise NotATranscript(
            "The caption file contains no captions. Download it again, or upload the transcript instead."
        )
    return ParsedMeeting(
        format="srt",
        entries=turns,
        nature="captions",
        encoding=decoded.encoding,
        problems=tuple(problems),
    )


def _cues(lines: list[str], problems: list[Problem]) -> Iterator[Cue]:
    """Yield the captions: what is between one time line and the next, without the next one's number."""
    timings = [(index, match) for index, line in enumerate(lines) if (match := TIMING.fullmatch(line))]
    starts = [index for index, _ in timings]
    lead = [line for line in lines[: starts[0] if starts else 0] if line.strip() and not line.strip().isdigit()]
    if lead:
        problems.append(Problem(f'Words before the first caption were left out: "{" ".join(lead)[:80]}".', 1))
    for (index, match), following in zip(timings, [*starts[1:], len(lines)], strict=True):
        text = lines[index + 1 : following]
        if following < len(lines):
            text = _without_number(text)
        start, end = clock.seconds(match["start"]), clock.seconds(match["end"])
        if start is None or end is None:
            problems.append(
                Problem(f'The time "{lines[index].strip()[:60]}" cannot be read. The words were kept.', index + 1)
            )
        elif end < start:
            problems.append(Problem("The caption ends before it starts, so its end was left out.", index + 1))
            end = None
        yield Cue(tuple(html.unescape(TAG.sub("", line)) for line in text), start, end, index + 1)


def _without_number(text: list[str]) -> list[str]:
    """Remove the number of the next caption from the end of this one's text."""
    while text and not text[-1].strip():
        text = text[:-1]
    return text[:-1] if text and text[-1].strip().isdigit() else text
