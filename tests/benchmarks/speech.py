"""Makes speech with Debian's espeak-ng, several voices, and measures transcription and alignment on it.

    python -m tests.benchmarks.speech --data turns.jsonl --turns 80

``--data`` is a file of turns, one JSON object per line with "text" (and "speaker", if voices are to follow speakers).
Prints the word error rate, times of turns, speed by processor time, and memory; the alignment by itself also for two
hours; and, if VOICES_MODEL names a model, how well it distinguishes the voices.
"""

import argparse
import json
import resource
import subprocess
import tempfile
import time
import wave
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from archive.text.timed_words import key_of

if TYPE_CHECKING:
    from archive.recordings.heard import HeardWord

VOICES = ("en-us", "en-gb+m3", "en-us+f3", "en-gb+f2", "en-us+m5", "en-gb-scotland+m2")
SILENCE = 0.4


@dataclass(frozen=True)
class Spoken:
    """A recording that was made: its file, and when each turn truly begins, in seconds."""

    path: Path
    starts: list[float]
    seconds: float

    def turn_at(self, second: float) -> int:
        """Return the number of the turn that is spoken at that time."""
        return max(0, bisect_right(self.starts, second) - 1)


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


def voice_of(speakers: dict[str, str], speaker: str) -> str:
    """Return the voice of a speaker, always the same."""
    return speakers.setdefault(speaker, VOICES[len(speakers) % len(VOICES)])


def agreement(pairs: Counter[tuple[str, int]]) -> tuple[float, float]:
    """Return the shares of the words whose label is mostly of their voice, and whose voice is mostly under their label.

    The first falls if one label has several voices, the second if one voice has several labels.
    """
    of_labels: dict[int, Counter[str]] = {}
    of_voices: dict[str, Counter[int]] = {}
    for (voice, label), words in pairs.items():
        of_labels.setdefault(label, Counter())[voice] += words
        of_voices.setdefault(voice, Counter())[label] += words
    total = pairs.total()
    return (
        sum(max(voices.values()) for voices in of_labels.values()) / total,
        sum(max(labels.values()) for labels in of_voices.values()) / total,
    )


def report_voices(spoken: Spoken, voices: Sequence[str], heard: Sequence["HeardWord"]) -> None:
    """If a model of voices is set, print how well its labels match the voices that spoke."""
    from archive.recordings.sentences import sentences
    from archive.recordings.voices import voice_encoder, with_voices

    encoder = voice_encoder()
    if encoder is None:
        return
    began = time.process_time()
    with spoken.path.open("rb") as file:
        told = with_voices(file, list(sentences(heard)), encoder)
    spent = time.process_time() - began
    pairs: Counter[tuple[str, int]] = Counter()
    for sentence in told:
        for word in sentence.words:
            pairs[voices[spoken.turn_at((word.start + word.end) / 2)], sentence.voice] += 1
    pure, whole = agreement(pairs)
    found = len({label for _, label in pairs})
    print(f"{len(set(voices))} voices, {found} labels; {pure:.1%} of words under a label that is mostly their voice,")
    print(f"{whole:.1%} of words under the label that most of their voice has; {spent:.0f} s of processor time")


def main() -> None:
    """Make the speech, hear it, align it, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--turns", type=int, default=80)
    parser.add_argument("--words", type=int, default=60, help="words of a turn at most")
    options = parser.parse_args()
    import django

    django.setup()
    from archive.recordings.alignment import align
    from archive.recordings.heard import HeardWord
    from archive.recordings.invented import without_invented
    from archive.recordings.model import transcriber
    from archive.recordings.parts import parts
    from archive.recordings.sound import sound

    speakers: dict[str, str] = {}
    turns = []
    for line in options.data.open(encoding="utf-8"):
        row = json.loads(line)
        words = str(row["text"]).split()
        if len(words) >= 4:
            turns.append((voice_of(speakers, str(row.get("speaker", ""))), " ".join(words[: options.words])))
        if len(turns) == options.turns:
            break
    with tempfile.TemporaryDirectory() as folder:
        spoken = speak(turns, Path(folder) / "speech.wav")
        hears = transcriber()
        began, clock = time.process_time(), time.monotonic()
        heard: list[HeardWord] = []
        with spoken.path.open("rb") as file:
            for part in parts(sound(file, 1e6), 0.0, hears.speech):
                kept, _ = without_invented(list(hears.hear(part.samples, "en", [])), part.speech)
                heard += [HeardWord(w.start + part.start, w.end + part.start, w.text, w.confidence) for w in kept]
        spent, waited = time.process_time() - began, time.monotonic() - clock
        report_voices(spoken, [voice for voice, _ in turns], heard)
    texts = [text for _, text in turns]
    print(f"{hears.made_with}; {len(turns)} turns, {spoken.seconds:.0f} s of speech")
    print(
        f"{spent:.0f} s of processor time ({spoken.seconds / spent:.1f} times as fast as speech a core), {waited:.0f} s"
    )
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB at the most")
    print(f"word error rate {word_error_rate(' '.join(texts), ' '.join(w.text for w in heard)):.1%}")
    began = time.process_time()
    placed = align(texts, heard)
    spent = time.process_time() - began
    off = sorted(abs(p.start - start) for p, start in zip(placed, spoken.starts, strict=True) if p)
    print(f"{len(off)} of {len(turns)} turns placed, {sum(one <= 1 for one in off)} within 1 s of their start")
    print(f"median {median(off):.2f} s, the worst {off[-1]:.2f} s; alignment proper {spent:.2f} s")
    times = max(1, round(7200 / spoken.seconds))
    later = [
        HeardWord(w.start + n * spoken.seconds, w.end + n * spoken.seconds, w.text) for n in range(times) for w in heard
    ]
    began = time.process_time()
    align(texts * times, later)
    print(f"{times * spoken.seconds / 3600:.1f} hours: alignment proper {time.process_time() - began:.2f} s")


if __name__ == "__main__":
    main()
