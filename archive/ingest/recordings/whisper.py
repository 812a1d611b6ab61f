"""Whisper models through faster-whisper, on the processor, from local files: nothing is downloaded."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from faster_whisper import WhisperModel
from faster_whisper.vad import VadOptions, get_speech_timestamps

from archive.ingest.recordings.heard import RATE, HeardSegment, HeardSpan, HeardWord, Samples

# A pause inside a sentence does not end a stretch of speech.
VOICE = VadOptions(min_silence_duration_ms=500, speech_pad_ms=200, min_speech_duration_ms=100)
# A model that is uncertain tries again with more randomness. With music it tries them all.
TEMPERATURES = [0.0, 0.4, 0.8]
SILENCE_BEFORE_INVENTED = 2.0


class WhisperTranscriber:
    """A Whisper model from a folder, with eight-bit numbers."""

    def __init__(self, folder: Path, *, name: str, threads: int) -> None:
        """Load the model; ``threads`` is how many cores it may use."""
        self._model = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )
        self.made_with = f"faster-whisper {version('faster-whisper')}, model {name}"

    @property
    def knows_english_only(self) -> bool:
        """Whether the model knows no other language."""
        return not self._model.model.is_multilingual

    def speech(self, samples: Samples) -> list[HeardSpan]:
        spans = get_speech_timestamps(samples, VOICE)
        return [HeardSpan(one["start"] / RATE, one["end"] / RATE) for one in spans]

    def hear(self, samples: Samples, language: str) -> Iterator[HeardSegment]:
        # No hints ("hotwords"): they cost whole sentences, and gain a rare name (docs/transcribe.md).
        segments, _ = self._model.transcribe(
            samples,
            language="en" if self.knows_english_only else language or None,
            temperature=TEMPERATURES,
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=True,
            hallucination_silence_threshold=SILENCE_BEFORE_INVENTED,
        )
        for segment in segments:
            if words := tuple(_word(word) for word in segment.words or () if word.word.strip()):
                yield HeardSegment(words, segment.compression_ratio)

    def language_of(self, samples: Samples) -> tuple[str, float]:
        if self.knows_english_only:
            return "", 0.0
        language, sure, _ = self._model.detect_language(samples)
        return language, sure


def _word(word: Any) -> HeardWord:
    return HeardWord(float(word.start), float(word.end), word.word.strip(), round(float(word.probability), 2))
