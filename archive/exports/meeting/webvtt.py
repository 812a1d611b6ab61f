"""A meeting as captions in WebVTT, with a voice for each speaker."""

from archive.exports.meeting.captions import captions, clock
from archive.exports.meeting.turns import ExportedTurn

ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def webvtt(turns: list[ExportedTurn]) -> str:
    """Return the captions, in order of time; only a header if no statement has one."""
    cues = ["WEBVTT"]
    for caption in captions(turns):
        voice = f"<v {caption.voice.translate(ESCAPED)}>" if caption.voice else ""
        words = "\n".join(caption.lines).translate(ESCAPED)
        cues.append(f"{caption.name}\n{clock(caption.start, '.')} --> {clock(caption.end, '.')}\n{voice}{words}")
    return "\n\n".join(cues) + "\n"
