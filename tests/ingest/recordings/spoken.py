"""Has Debian's espeak-ng say turns, and compares what was heard with what was said."""

import subprocess
import tempfile
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.language.timed_words import key_of

SILENCE = 0.4


@dataclass(frozen=True)
class Spoken:
    """A recording that was made: its file, and when each turn truly begins, in seconds."""

    path: Path
    starts: list[float]
    seconds: float


def speak(turns: Sequence[tuple[str, str]], path: Path, pause: float = SILENCE) -> Spoken:
    """Have each turn (a voice and a text) said, one after the other with a pause, into a WAV."""
    starts: list[float] = []
    now = 0.0
    with wave.open(str(path), "wb") as out, tempfile.TemporaryDirectory() as folder:
        for number, (voice, text) in enumerate(turns):
            one = Path(folder) / f"{number}.wav"
            subprocess.run(["espeak-ng", "-v", voice, "-s", "150", "-w", str(one), "--", text], check=True)
            with wave.open(str(one)) as said:
                if not number:
                    out.setparams(said.getparams())
                frames = said.readframes(said.getnframes())
                rate = said.getframerate()
            starts.append(now)
            out.writeframes(frames + b"\0\0" * round(pause * rate))
            now += len(frames) / 2 / rate + round(pause * rate) / rate
    return Spoken(path, starts, now)


def word_error_rate(said: str, heard: str) -> float:
    """Return how many words were put in, left out or changed, through the number that was said."""
    one, other = ([key_of(word) for word in text.split()] for text in (said, heard))
    before = list(range(len(other) + 1))
    for place, word in enumerate(one, 1):
        row = [place]
        for number, there in enumerate(other, 1):
            row.append(min(row[-1] + 1, before[number] + 1, before[number - 1] + (word != there)))
        before = row
    return before[-1] / len(one)
