"""A meeting as captions (WebVTT): a cue for each statement whose time in the recording is known, with its voice."""

import re

from archive.exports.meeting.turns import Turn

# How long a cue stands where nothing says when its words end: as long as they take to say at 150 words a minute.
SECONDS_A_WORD = 0.4
SHORTEST_SECONDS = 1.0
LINE_BREAKS = re.compile(r"[\r\n\u2028\u2029]+")
ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def webvtt(turns: list[Turn]) -> str:
    """Return the captions, in order of time; only a header where no statement has one."""
    timed = sorted((turn for turn in turns if turn.statement.start_seconds is not None), key=_start)
    cues = ["WEBVTT"]
    for turn, following in zip(timed, [*timed[1:], None], strict=True):
        start = _start(turn)
        end = _end(turn, _start(following) if following else None)
        voice = f"<v {_voice(turn.speaker)}>" if turn.speaker else ""
        words = LINE_BREAKS.sub("\n", turn.text.strip()).translate(ESCAPED)
        cues.append(f"statement-{turn.statement.number}\n{_clock(start)} --> {_clock(end)}\n{voice}{words}")
    return "\n\n".join(cues) + "\n"


def has_times(turns: list[Turn]) -> bool:
    """Say whether any statement has a time in the recording."""
    return any(turn.statement.start_seconds is not None for turn in turns)


def _start(turn: Turn) -> float:
    return turn.statement.start_seconds or 0.0


def _end(turn: Turn, next_start: float | None) -> float:
    start = _start(turn)
    if turn.statement.end_seconds is not None and turn.statement.end_seconds > start:
        return turn.statement.end_seconds
    spoken = start + max(SHORTEST_SECONDS, len(turn.text.split()) * SECONDS_A_WORD)
    return min(spoken, next_start) if next_start is not None and next_start > start else spoken


def _voice(name: str) -> str:
    return " ".join(name.split()).translate(ESCAPED)


def _clock(seconds: float) -> str:
    """Return a time as WebVTT writes it: hh:mm:ss.ttt."""
    milliseconds = round(seconds * 1000)
    whole, thousandths = divmod(milliseconds, 1000)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{second:02}.{thousandths:03}"
