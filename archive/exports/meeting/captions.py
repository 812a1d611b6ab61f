"""A meeting as captions for its video: short lines that are shown while they are said, with the speaker.

If words have times, the text of a statement is cut by them, with at most two lines of 42 characters and seven seconds
per caption (the limits of most broadcasters). If only the statement has times, its words share them by their length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from operator import attrgetter

from archive.exports.meeting.turns import ExportedTurn
from archive.models.incoming.transcription import words_standing_in

LINE, LINES = 42, 2
LONGEST_CAPTION, SHORTEST = 7.0, 0.7
# The length of a word with an unknown end, at 150 words a minute; and the pause that ends a caption.
SECONDS_A_WORD, PAUSE = 0.4, 1.5
CAPTION_WORD = re.compile(r"\S+")
ENDS_SENTENCE = (".", "?", "!", "…", "。", "？", "！")


@dataclass(frozen=True)
class Caption:
    """One caption: when it is shown, in seconds, the speaker if somebody begins to speak, and its one or two lines."""

    name: str
    start: float
    end: float
    voice: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Said:
    """A word and when it is said."""

    text: str
    start: float
    end: float


def captions(turns: list[ExportedTurn]) -> Iterator[Caption]:
    """Yield the captions of the turns that have a time, in order of time and without overlaps."""
    timed = sorted((turn for turn in turns if turn.statement.start_seconds is not None), key=_start)
    overlapping = [
        caption
        for turn, following in zip_longest(timed, timed[1:])
        for caption in _of_turn(turn, _start(following) if following else None)
    ]
    # People speak at the same time, and then the later captions of one begin after the first of the other.
    overlapping.sort(key=attrgetter("start"))
    for caption, after in zip_longest(overlapping, overlapping[1:]):
        end = max(caption.end, caption.start + SHORTEST)
        if after and after.start > caption.start:
            end = min(end, after.start)
        yield Caption(
            caption.name, caption.start, min(end, caption.start + LONGEST_CAPTION), caption.voice, caption.lines
        )


def has_times(turns: list[ExportedTurn]) -> bool:
    """Return whether any statement has a time in the recording."""
    return any(turn.statement.start_seconds is not None for turn in turns)


def clock(seconds: float, fraction: str) -> str:
    """Return a time in the form of captions: hh:mm:ss, the given sign, ttt."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{second:02}{fraction}{thousandths:03}"


def _start(turn: ExportedTurn) -> float:
    return turn.statement.start_seconds or 0.0


def _of_turn(turn: ExportedTurn, next_start: float | None) -> Iterator[Caption]:
    number = turn.statement.number
    for index, words in enumerate(_groups(_said(turn, next_start))):
        name = f"statement-{number}" if index == 0 else f"statement-{number}-{index + 1}"
        voice = " ".join(turn.speaker.split()) if turn.speaker else ""
        yield Caption(name, words[0].start, words[-1].end, voice, tuple(_lines([word.text for word in words])))


def _said(turn: ExportedTurn, next_start: float | None) -> list[_Said]:
    """Return the words of a turn with their times. Words between two timed ones share the time between them."""
    words = list(CAPTION_WORD.finditer(turn.text))
    if not words:
        return []
    start, end = _start(turn), _end(turn, next_start, len(words))
    known = {}
    if turn.statement.text == turn.text:
        known = {word.offset: word for word in words_standing_in(turn.text, turn.word_times)}
    anchors = [(place, known[match.start()].start) for place, match in enumerate(words) if match.start() in known]
    anchors = [(0, start), *((place, at) for place, at in anchors if place and start <= at < end), (len(words), end)]
    starts: list[float] = []
    for (place, at), (other, until) in pairwise(anchors):
        length = sum(len(word[0]) + 1 for word in words[place:other])
        gone = 0
        for word in words[place:other]:
            starts.append(at + max(0.0, until - at) * gone / length)
            gone += len(word[0]) + 1
    ends = [
        max(known[word.start()].end, begins) if word.start() in known else following
        for word, begins, following in zip(words, starts, [*starts[1:], end], strict=True)
    ]
    return [_Said(word[0], *times) for word, times in zip(words, zip(starts, ends, strict=True), strict=True)]


def _end(turn: ExportedTurn, next_start: float | None, words: int) -> float:
    start, end = _start(turn), turn.statement.end_seconds
    if end is not None and end > start:
        return end
    spoken = start + max(SHORTEST, words * SECONDS_A_WORD)
    return min(spoken, next_start) if next_start is not None and next_start > start else spoken


def _groups(words: list[_Said]) -> Iterator[list[_Said]]:
    """Yield the words of each caption. It ends when it is full, at a pause, or, after half of it, with a sentence."""
    group: list[_Said] = []
    for word in words:
        if group and _ends(group, word):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _ends(group: list[_Said], word: _Said) -> bool:
    lines = _lines([one.text for one in (*group, word)])
    half = sum(len(one.text) + 1 for one in group) > LINE
    return (
        len(lines) > LINES
        or word.end - group[0].start > LONGEST_CAPTION
        or word.start - group[-1].end > PAUSE
        or (half and group[-1].text.endswith(ENDS_SENTENCE))
    )


def _lines(words: list[str]) -> list[str]:
    """Return the words as lines. A word longer than a line is cut."""
    lines: list[str] = []
    for word in words:
        for piece in (word[at : at + LINE] for at in range(0, len(word), LINE)):
            if lines and len(lines[-1]) + 1 + len(piece) <= LINE:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines


def srt(turns: list[ExportedTurn]) -> str:
    """Return the captions in SubRip, in order of time. A speaker's name is shown when they begin."""
    cues = []
    before = ""
    for number, caption in enumerate(captions(turns), 1):
        lines = [f"[{caption.voice}]"] if caption.voice and caption.voice != before else []
        before = caption.voice
        times = f"{clock(caption.start, ',')} --> {clock(caption.end, ',')}"
        cues.append("\n".join([str(number), times, *lines, *caption.lines]))
    return "".join(f"{cue}\n\n" for cue in cues)


ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def webvtt(turns: list[ExportedTurn]) -> str:
    """Return the captions in WebVTT, with a voice for each speaker; only a header if no statement has a time."""
    cues = ["WEBVTT"]
    for caption in captions(turns):
        voice = f"<v {caption.voice.translate(ESCAPED)}>" if caption.voice else ""
        words = "\n".join(caption.lines).translate(ESCAPED)
        cues.append(f"{caption.name}\n{clock(caption.start, '.')} --> {clock(caption.end, '.')}\n{voice}{words}")
    return "\n\n".join(cues) + "\n"
