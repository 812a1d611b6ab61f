"""A meeting as captions in SubRip, which every player reads; a speaker's name is shown when they begin."""

from archive.exports.meeting.captions import captions, clock
from archive.exports.meeting.turns import ExportedTurn


def srt(turns: list[ExportedTurn]) -> str:
    """Return the captions, in order of time."""
    cues = []
    before = ""
    for number, caption in enumerate(captions(turns), 1):
        lines = [f"[{caption.voice}]"] if caption.voice and caption.voice != before else []
        before = caption.voice
        times = f"{clock(caption.start, ',')} --> {clock(caption.end, ',')}"
        cues.append("\n".join([str(number), times, *lines, *caption.lines]))
    return "".join(f"{cue}\n\n" for cue in cues)
