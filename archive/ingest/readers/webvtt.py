"""WebVTT, by the parsing rules of https://www.w3.org/TR/webvtt1/ , but without losing a word.

If the standard drops a cue (a time that it cannot read) or text (a block without a time), the words are kept and the
place is reported.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from archive.ingest import limits
from archive.ingest.parsed import ParsedMeeting, Problem, Seconds
from archive.ingest.readers.records import Record, by_meaning
from archive.ingest.refusals import NotATranscript
from archive.ingest.text import captions, clock
from archive.ingest.text.cue import Cue
from archive.ingest.text.decoding import Decoded, decode

TIMING_LIKE = re.compile(r"\s*-?\d*[:.]?\d*[:.,]\d|\s*-->|.*-->[^\d]?[^\d]?\d{1,3}:\d\d")
ARROW = "-->"
SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?")
TIMING = re.compile(r"(?P<start>[^-]*?)\s*-->\s*(?P<end>\S*)(?P<settings>.*)")
BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
METADATA = re.compile(r"(?P<name>[A-Za-z-]+):\s*(?P<value>.*)")
TAG = re.compile(r"<([^>]*)(?:>|\Z)")
LONGEST_OBJECT = 10_000  # characters
DEEP = re.compile(r"[{\[]\s*[{\[\"]")  # an object or a list inside
NAMED_CUE = re.compile(r"(?:\d+\s+)?[\"“](?P<name>[^\"“”]{1,200})[\"”](?:\s*\(-?\d*\))?")  # Webex: 12 "Name" (3456789)
VOICE = re.compile(r"(?:v(?:\.[^\s]*)?)(?:[ \t\n]+(?P<name>.*))?", re.DOTALL)


def read(data: bytes, encoding: str | None = None) -> ParsedMeeting:
    """Return the turns of a WebVTT file.

    Raises NotATranscript if no cue has text, and what ``decode`` raises.
    """
    decoded = decode(data, encoding)
    limits.check_lines(decoded.lines)
    blocks = _Blocks(decoded)
    cues = list(islice((part for cue in blocks.cues for part in voices(cue)), limits.TURNS + 1))
    turns = tuple(captions.turns(cues, blocks.problems))
    if not turns:
        raise NotATranscript(
            "The caption file contains only a header. Download it again, or upload the transcript instead."
        )
    return ParsedMeeting(
        format="webvtt",
        entries=turns,
        nature="captions",
        language=blocks.header.get("language", ""),
        encoding=decoded.encoding,
        notes=tuple(blocks.notes),
        problems=(*decoded.problems, *blocks.problems),
    )


@dataclass
class _Blocks:
    """The blocks of a file: its header, its comments, its cues, and its problems."""

    decoded: Decoded
    header: dict[str, str] = field(default_factory=dict)
    cues: list[Cue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        lines = self.decoded.lines
        number = self._read_header(lines)
        block: list[str] = []
        for number, line in enumerate([*lines[number:], ""], start=number + 1):  # noqa: B020 - goes on counting
            if line and not (_is_timing(line) and any(map(_is_timing, block))):
                block.append(line)
                continue
            self._read_block(block, number - len(block))
            block = [line] if line else []

    def _read_header(self, lines: list[str]) -> int:
        """Read the header and return the number of lines it takes."""
        if SIGNATURE.fullmatch(lines[0]) is None:
            self.problems.append(Problem('The file does not begin with "WEBVTT"; it was read as captions anyway.', 1))
            return 0
        for number, line in enumerate(lines[1:], start=1):
            if not line or ARROW in line:
                return number
            match = METADATA.fullmatch(line)
            if match:
                self.header[match["name"].lower()] = match["value"].strip()
        return len(lines)

    def _read_block(self, block: list[str], line: int) -> None:
        timing = next((index for index, text in enumerate(block) if _is_timing(text)), None)
        if timing is not None:
            self._read_cue(block, timing, line)
        elif block and BLOCK.fullmatch(block[0]):
            if block[0].startswith("NOTE"):
                self.notes.append(" ".join(" ".join([block[0].removeprefix("NOTE"), *block[1:]]).split()))
        elif block and not " ".join(block).strip().isdigit():
            self._read_stray(block, line)

    def _read_cue(self, block: list[str], index: int, line: int) -> None:
        stray = block[: max(index - 1, 0)]  # the line before the time is the cue's identifier
        if stray:
            self._read_stray(stray, line)
        start, end = self._times(block[index], line + index)
        named = NAMED_CUE.fullmatch(block[index - 1].strip()) if index else None
        speaker = " ".join(named["name"].split()) if named else None
        words = block[index + 1 :]
        if said := _of_object(words):
            speaker, words = said.speaker, [said.text("text")]
        self.cues.append(Cue(tuple(words), start, end, line + index, speaker))

    def _read_stray(self, block: list[str], line: int) -> None:
        """Add text outside any cue to the previous cue."""
        if not self.cues:
            self.problems.append(
                Problem(f'Words before the first caption were left out: "{" ".join(block)[:80]}".', line)
            )
            return
        last = self.cues[-1]
        self.cues[-1] = replace(last, lines=(*last.lines, *block))
        self.problems.append(Problem("An empty line splits this caption. What follows was kept with it.", line))

    def _times(self, text: str, line: int) -> tuple[Seconds | None, Seconds | None]:
        match = TIMING.match(text)
        start, end = (clock.seconds(match["start"]), clock.seconds(match["end"])) if match else (None, None)
        if start is None or end is None:
            self.problems.append(Problem(f'The time "{text.strip()[:60]}" cannot be read. The words were kept.', line))
        if start is not None and end is not None and end < start:
            self.problems.append(Problem("The caption ends before it starts, so its end was left out.", line))
            end = None
        return start, end


def _of_object(words: list[str]) -> Record | None:
    """Return what a caption says that is a JSON object with the name and the words, as Teams gives them."""
    text = " ".join(words)
    if not text.startswith('{"') or len(text) > LONGEST_OBJECT or DEEP.search(text, 1):
        return None
    try:
        record = by_meaning(json.loads(text), 0)
    except ValueError:
        return None
    return record if "text" in record.fields else None


def _is_timing(line: str) -> bool:
    """Return whether a line has the times of a caption, even badly written. Words may also have an arrow: "A --> B"."""
    return ARROW in line and TIMING_LIKE.match(line) is not None


def voices(cue: Cue) -> Iterator[Cue]:
    """Yield a cue in parts with one voice each, without tags and with character references resolved."""
    parts: list[tuple[str | None, str]] = [(cue.speaker, "")]
    position, text = 0, "\n".join(cue.lines)
    for match in TAG.finditer(text):
        voice, before = parts[-1]
        parts[-1] = (voice, before + html.unescape(text[position : match.start()]))
        position = match.end()
        spoken = VOICE.fullmatch(match[1])
        if spoken:
            parts.append((" ".join(html.unescape(spoken["name"] or "").split()), ""))
        elif match[1].strip() == "/v":
            parts.append((cue.speaker, ""))
    voice, before = parts[-1]
    parts[-1] = (voice, before + html.unescape(text[position:]))
    for voice, spoken_text in parts:
        if spoken_text.strip():
            yield Cue(tuple(spoken_text.split("\n")), cue.start, cue.end, cue.line, voice, changes=voice is not None)
