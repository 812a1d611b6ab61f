"""What was heard, as a file: segments with words and times in Whisper's JSON, which imports read."""

import json
from collections.abc import Iterable
from datetime import date

from django.core.files.base import ContentFile

from archive.recordings.heard import Heard, Sentence

SAYS = "Transcribed from the recording by software ({made_with}) on {day}. Nobody has checked it yet."


def transcript_file(
    name: str, heard: Heard, sentences: Iterable[Sentence], *, made_with: str, language: str, day: date
) -> ContentFile:
    """Return the file; ``name`` is the name of the recording."""
    value = {
        "generator": SAYS.format(made_with=made_with, day=f"{day.day} {day:%B %Y}"),
        "made_with": made_with,
        "made_on": day.isoformat(),
        "language": language,
        "left_out": [{"start": one.start, "text": one.text, "why": one.why} for one in heard.left_out],
        "segments": [_segment(sentence) for sentence in sentences],
    }
    stem = name.rpartition(".")[0] or name
    return ContentFile(json.dumps(value, ensure_ascii=False, indent=0).encode(), f"{stem[:250]}.transcript.json")


def _segment(sentence: Sentence) -> dict[str, object]:
    span = sentence.span
    return {
        "start": span.start,
        "end": span.end,
        "text": sentence.text,
        **({"speaker": f"Voice {sentence.voice}"} if sentence.voice else {}),
        "words": [
            {"word": word.text, "start": word.start, "end": word.end, "probability": word.confidence}
            for word in sentence.words
        ],
    }
