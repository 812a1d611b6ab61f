"""TTML captions (https://www.w3.org/TR/ttml2/): paragraphs with times, whose agents may be the speakers."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from archive.ingest.parsed import ParsedMeeting, Problem, Seconds
from archive.ingest.readers.xml_tree import count, descendants, line, name, words
from archive.ingest.refusals import NotATranscript
from archive.ingest.text import captions, clock
from archive.ingest.text.cue import Cue

FRAMES = re.compile(r"(\d{1,4}:\d\d:\d\d):\d{1,4}")
TICKS_A_SECOND = 10_000_000


def read(root: Element) -> ParsedMeeting:
    """Return the turns of a TTML document.

    Raises NotATranscript if no caption has text.
    """
    problems: list[Problem] = []
    turns = tuple(captions.turns(list(_cues(root)), problems))
    if not turns:
        raise NotATranscript(
            "The caption file contains no captions. Download it again, or upload the transcript instead."
        )
    language = _attribute(root, "lang")
    return ParsedMeeting(format="ttml", entries=turns, nature="captions", language=language, problems=tuple(problems))


def _cues(root: Element) -> Iterator[Cue]:
    people = {_attribute(agent, "id"): words(agent) for agent in descendants(root, "agent")}
    ticks = count(_attribute(root, "tickRate")) or TICKS_A_SECOND
    for part in descendants(root, "p"):
        begin, end = (_time(_attribute(part, edge), ticks) for edge in ("begin", "end"))
        speaker = people.get(_attribute(part, "agent"))
        yield Cue(tuple(" ".join(text.split()) for text in _lines(part)), begin, end, line(part), speaker)


def _attribute(element: Element, wanted: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == wanted), "")


def _time(text: str, ticks: int) -> Seconds | None:
    """Return a time in seconds: "00:00:01.5", with frames "00:00:01:12", "1.5s", "1500ms" or "15000000t"."""
    number, unit = text.rstrip("mst"), text.lstrip("0123456789.")
    if unit in ("ms", "t") and (whole := clock.seconds(number)) is not None:
        return round(whole / (1000 if unit == "ms" else ticks), 3)
    frames = FRAMES.fullmatch(text)
    return clock.seconds(frames[1] if frames else text)


def _lines(element: Element) -> list[str]:
    lines = [element.text or ""]
    for part in element:
        first, *others = ["", ""] if name(part) == "br" else _lines(part)
        lines[-1] += first
        lines += others
        lines[-1] += part.tail or ""
    return lines
