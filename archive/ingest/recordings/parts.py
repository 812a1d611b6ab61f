"""A recording in parts that are transcribed one by one, cut where nobody speaks, so that no word is cut."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from archive.ingest.recordings.heard import RATE, HeardSpan, Samples, Seconds

LONGEST_PART = 300.0  # seconds of a part: 19 MB of sound
LATEST = 90.0  # seconds at its end in which it is cut
SHORTEST = 0.05  # seconds of a silence in which it is cut
QUIETEST = 0.2  # seconds; if somebody speaks all the time, the quietest of these lengths is used


@dataclass(frozen=True)
class RecordingPart:
    """A part of a recording: its start, its sound, and where somebody speaks in it."""

    start: Seconds
    samples: Samples
    speech: tuple[HeardSpan, ...]

    @property
    def end(self) -> Seconds:
        """Where it ends."""
        return self.start + len(self.samples) / RATE


def parts(
    pieces: Iterable[Samples],
    after: Seconds,
    speech: Callable[[Samples], list[HeardSpan]],
    longest: Seconds = LONGEST_PART,
) -> Iterator[RecordingPart]:
    """Yield the parts of a recording that begin at ``after`` seconds or later; skip what comes before."""
    skip = round(after * RATE)
    start = skip / RATE
    waiting: list[Samples] = []
    held = 0
    for given in pieces:
        piece = given[skip:]
        skip -= len(given) - len(piece)
        if not len(piece):
            continue
        waiting.append(piece)
        held += len(piece)
        while held >= longest * RATE:
            whole = np.concatenate(waiting)
            part = _cut(whole[: round(longest * RATE)], start, speech)
            yield part
            rest = whole[len(part.samples) :]
            waiting, held, start = [rest], len(rest), part.end
    if held:
        whole = np.concatenate(waiting)
        yield RecordingPart(start, whole, tuple(speech(whole)))


def _cut(samples: Samples, start: Seconds, speech: Callable[[Samples], list[HeardSpan]]) -> RecordingPart:
    spans = speech(samples)
    place = round(_second_to_cut(samples, spans) * RATE)
    end = place / RATE
    return RecordingPart(
        start, samples[:place], tuple(HeardSpan(span.start, min(span.end, end)) for span in spans if span.start < end)
    )


def _second_to_cut(samples: Samples, spans: list[HeardSpan]) -> Seconds:
    """Return the best second to cut a part: in the longest silence near its end, else where it is quietest."""
    ends = len(samples) / RATE
    first = max(ends * 2 / 3, ends - LATEST)
    edges = [first, *(edge for span in spans if span.end > first for edge in (max(span.start, first), span.end)), ends]
    silences = [HeardSpan(one, other) for one, other in zip(edges[::2], edges[1::2], strict=True)]
    longest = max(silences, key=lambda silence: silence.end - silence.start)
    if longest.end - longest.start >= SHORTEST:
        return (longest.start + longest.end) / 2
    window = round(QUIETEST * RATE)
    tail = samples[round(first * RATE) :]
    loudness = np.add.reduceat(np.square(tail, dtype=np.float64), np.arange(0, len(tail) - window + 1, window))
    return first + (int(np.argmin(loudness)) + 0.5) * QUIETEST
