"""Measures ``manage.py transcribe`` on recordings of people, as the site runs it, in a site of its own.

    pip download --no-deps --no-binary pyannote.audio pyannote.audio==4.0.7 && tar xzf pyannote_audio-4.0.7.tar.gz
    TRANSCRIBE_MODEL=... VOICES_MODEL=resemblyzer python -m tests.benchmarks.recordings pyannote_audio-4.0.7

Each WAV or FLAC file under the folder is measured of which the folder says what is in it: who speaks when, in a file
.rttm that names it, what is said, in a file .txt of the same name, or both. The package above (MIT) has a telephone
call and half minutes of real meetings, of the AMI corpus (CC BY 4.0), with who speaks when.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SUFFIXES = {".wav", ".flac", ".mp3", ".ogg"}
TICK = 0.1  # seconds between the moments that are looked at
BESIDE = 1.0  # seconds from a word within which speech counts as heard
REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Truth:
    """What is in a recording: who speaks from when to when, and the words, if they are known."""

    voices: Sequence[tuple[float, float, str]]
    text: str

    def speakers(self, second: float) -> set[str]:
        """Return who speaks at that time."""
        return {voice for start, end, voice in self.voices if start <= second < end}


@dataclass
class Figures:
    """What all recordings together gave."""

    seconds: float = 0
    speech: float = 0
    lost: float = 0
    longest_unlisted: float = 0
    listed: float = 0
    over_silence: int = 0
    words: int = 0
    said: int = 0
    wrong: float = 0
    labels: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    changes: int = 0
    changes_found: int = 0


def truths(folder: Path) -> Iterator[tuple[Path, Truth]]:
    """Yield the recordings of the folder with what is in them, in order."""
    voices: dict[str, list[tuple[float, float, str]]] = {}
    for path in sorted(folder.rglob("*.rttm")):
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = line.split()
            start, length = float(parts[3]), float(parts[4])
            voices.setdefault(parts[1], []).append((start, start + length, parts[7]))
    for path in sorted(folder.rglob("*")):
        text = path.with_suffix(".txt")
        if path.suffix in SUFFIXES and (path.stem in voices or text.exists()):
            yield path, Truth(voices.get(path.stem, []), text.read_text(encoding="utf-8") if text.exists() else "")


def heard_in(path: Path, meeting: int) -> dict[str, Any]:
    """Have the command transcribe the recording, and return the file that it made; empty if nobody speaks."""
    from archive.models import Transcription

    command = [sys.executable, "manage.py", "transcribe", str(path), "--meeting", str(meeting)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    row = Transcription.objects.order_by("-pk").first()
    if row is None or row.batch is None:
        print(f"{path.name}: {done.stderr.strip().splitlines()[-1]}")
        return {}
    with row.batch.file.open("rb") as file:
        return json.load(file)


def measure(path: Path, truth: Truth, heard: dict[str, Any], figures: Figures) -> None:
    """Add the figures of one recording."""
    from tests.ingest.recordings.spoken import word_error_rate

    segments = heard.get("segments", [])
    words = [word for segment in segments for word in segment["words"]]
    figures.words += len(words)
    if truth.text:
        said = len(truth.text.split())
        figures.said += said
        figures.wrong += said * word_error_rate(truth.text, " ".join(word["word"] for word in words))
    if truth.voices:
        _measure_speech(truth, heard, words, figures)
        _measure_voices(truth, segments, figures)


def _measure_speech(truth: Truth, heard: dict[str, Any], words: list[dict[str, Any]], figures: Figures) -> None:
    ends = max(end for _, end, _ in truth.voices)
    run = 0.0
    for tick in range(int(ends / TICK)):
        moment = tick * TICK
        if not truth.speakers(moment):
            run = 0.0
            continue
        figures.speech += TICK
        if any(word["start"] - BESIDE <= moment <= word["end"] + BESIDE for word in words):
            run = 0.0
            continue
        figures.lost += TICK
        if any(one["start"] <= moment <= one["end"] for one in heard.get("unheard", [])):
            figures.listed += TICK
            run = 0.0
            continue
        run += TICK
        figures.longest_unlisted = max(figures.longest_unlisted, run)
    middles = [(word["start"] + word["end"]) / 2 for word in words]
    near = (-0.4, 0.0, 0.4)
    figures.over_silence += sum(not any(truth.speakers(middle + off) for off in near) for middle in middles)


def _measure_voices(truth: Truth, segments: list[dict[str, Any]], figures: Figures) -> None:
    """Count the words that one person alone says, by person, label and whether the label is unsure; and the changes."""
    before: tuple[str, str] | None = None
    for segment in segments:
        for word in segment["words"]:
            speakers = truth.speakers((word["start"] + word["end"]) / 2)
            if len(speakers) != 1 or "speaker" not in segment:
                continue
            now = (*speakers, segment["speaker"])
            figures.labels[(*now, "")] += 1
            if before and before[0] != now[0]:
                figures.changes += 1
                figures.changes_found += before[1] != now[1]
            before = now


def purity(labels: Counter[tuple[str, str, str]]) -> float:
    """Return the share of the words that are under a label that is mostly of their voice."""
    of_labels: dict[tuple[str, str], Counter[str]] = {}
    for (voice, label, recording), words in labels.items():
        of_labels.setdefault((recording, label), Counter())[voice] += words
    return sum(max(voices.values()) for voices in of_labels.values()) / max(1, labels.total())


def main() -> None:
    """Transcribe what the folder has, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as site:
        os.environ.update(DATA_DIR=site, DJANGO_SETTINGS_MODULE="boardmeetings.settings")
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=REPOSITORY, check=True)
        import django

        django.setup()
        from archive.ingest.recordings.sound import length
        from tests.record import make_meeting

        figures, meeting = Figures(), make_meeting()
        for path, truth in truths(options.folder):
            with path.open("rb") as file:
                figures.seconds += length(file, 1e6)
            of_one = Figures()
            measure(path, truth, heard_in(path, meeting.pk), of_one)
            add(figures, of_one, path.name)
        report(figures)


def add(figures: Figures, of_one: Figures, name: str) -> None:
    """Add the figures of a recording to those of all; its labels are its own."""
    for key in ("speech", "lost", "listed", "over_silence", "words", "said", "wrong", "changes", "changes_found"):
        setattr(figures, key, getattr(figures, key) + getattr(of_one, key))
    figures.longest_unlisted = max(figures.longest_unlisted, of_one.longest_unlisted)
    figures.labels.update({(voice, label, name): words for (voice, label, _), words in of_one.labels.items()})


def report(figures: Figures) -> None:
    """Print the figures."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = used.ru_utime + used.ru_stime
    print(f"{figures.seconds:.0f} s of recordings, {figures.words} words heard")
    print(f"{spent / max(1, figures.seconds):.2f} s of processor time a second (with the start of each command)")
    print(f"{used.ru_maxrss / 1e6:.2f} GB at the most")
    if figures.said:
        print(f"words wrong: {figures.wrong / figures.said:.1%} of {figures.said}")
    print(f"of {figures.speech:.0f} s of speech {figures.lost:.1f} s have no word within {BESIDE:.0f} s,")
    print(
        f"of which {figures.listed:.1f} s are listed; the longest stretch that is not: {figures.longest_unlisted:.1f} s"
    )
    print(f"words over silence and noise: {figures.over_silence}")
    if figures.labels:
        print(
            f"{purity(figures.labels):.1%} of {figures.labels.total()} words under a label that is mostly their voice"
        )
        print(f"{figures.changes_found} of {figures.changes} changes of voice are changes of label")


if __name__ == "__main__":
    main()
