"""Who speaks when: sentences by voice, numbered in the order of first speaking. Nothing about a voice is stored.

Features of voices are computed from the sound, compared within this recording, and forgotten. No voiceprint is stored
or compared with another meeting's or with a person.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import IO, Protocol

import numpy as np
from django.conf import settings

from archive.ingest.recordings.heard import RATE, HeardSpan, HeardWord, Samples, Seconds, Sentence, Vectors
from archive.ingest.recordings.model import package_folder
from archive.ingest.recordings.refusals import NotInstalled
from archive.ingest.recordings.sound import HOUR, never, sound

Vector = np.ndarray[tuple[int], np.dtype[np.float32]]
# Seconds that a sentence must have to show its voice. Shorter ones go to the nearest voice.
ENOUGH = 1.6
# How similar two voices must be to count as one, from -1 to 1.
SAME_VOICE = 0.80
# A sentence is parted where what comes before and what comes after, at least so many windows each, are less similar.
OTHER_VOICE, FEWEST_WINDOWS = 0.70, 2
# Between two voices that are as near as this, the sentence may be of either.
AS_NEAR = 0.04
WEIGHTS = "pretrained.pt"


class VoiceEncoder(Protocol):
    """Software that turns speech into directions. Directions of one voice are near each other."""

    seconds_apart: Seconds
    """How far the windows of the directions begin from each other."""

    def directions(self, samples: Samples) -> Vectors:
        """Return the direction of the voice in each window, at least one."""
        ...


def voice_encoder() -> VoiceEncoder | None:
    """Return the encoder that ``VOICES_MODEL`` names, or None; raise NotInstalled if it is missing."""
    if not settings.VOICES_MODEL:
        return None
    from archive.ingest.recordings.voice_encoder import ResemblyzerEncoder

    folder = package_folder(settings.VOICES_MODEL)
    weights = sorted(folder.glob(f"**/{WEIGHTS}")) if folder else []
    if not weights:
        raise NotInstalled(f"VOICES_MODEL is {settings.VOICES_MODEL}: no folder or package with a model ({WEIGHTS}).")
    return ResemblyzerEncoder(Path(weights[0]))


def with_voices(
    file: IO[bytes], sentences: Sequence[Sentence], encoder: VoiceEncoder, should_stop: Callable[[], bool] = never
) -> list[Sentence]:
    """Return the sentences with their voices; raise what reading the sound raises.

    Numpy keeps to one thread: the matrices are small, and threads that wait for each other are slower than one.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        pieces = _pieces(file, [sentence.span for sentence in sentences], should_stop)
        return voices_of(sentences, [encoder.directions(piece) for piece in pieces], encoder.seconds_apart)


def voices_of(sentences: Sequence[Sentence], windows: Sequence[Vectors], seconds_apart: Seconds) -> list[Sentence]:
    """Return the sentences with their voices, numbered from 1 in order, from the directions of their windows.

    A sentence in which the voice changes becomes several. Only long sentences make a voice, if there are any.
    """
    parted = [part for one, rows in zip(sentences, windows, strict=True) for part in _parted(one, rows, seconds_apart)]
    if not parted:
        return []
    directions = np.stack([_middle(rows) for _, rows in parted])
    long = [number for number, (words, _) in enumerate(parted) if words[-1].end - words[0].start >= ENOUGH]
    seeds = directions[long] if long else directions
    middles = np.stack([_middle(seeds[group]) for group in _grouped(seeds)])
    nearness = directions @ middles.T
    nearest = [int(voice) for voice in nearness.argmax(axis=1)]
    order = {voice: place for place, voice in enumerate(dict.fromkeys(nearest), 1)}
    return [
        Sentence(words, order[voice], _is_unsure(near))
        for (words, _), voice, near in zip(parted, nearest, nearness, strict=True)
    ]


def unsure_voices(sentences: Iterable[Sentence]) -> Iterator[HeardSpan]:
    """Yield where sentences in a row may be of another voice: often several people speak at once there."""
    for is_unsure, group in groupby(sentences, key=lambda sentence: sentence.is_unsure):
        spans = [sentence.span for sentence in group]
        if is_unsure:
            yield HeardSpan(spans[0].start, spans[-1].end)


def _parted(
    sentence: Sentence, windows: Vectors, seconds_apart: Seconds
) -> Iterator[tuple[tuple[HeardWord, ...], Vectors]]:
    """Yield the parts of the sentence that one voice says each: their words, and their windows."""
    edges = [0, *_changes(windows, 0, len(windows)), len(windows)]
    times = [sentence.span.start + (at + 0.5) * seconds_apart for at in edges[1:-1]]
    places = [bisect_left(sentence.words, time, key=lambda word: (word.start + word.end) / 2) for time in times]
    words_of = pairwise([0, *places, len(sentence.words)])
    for (first, stop), (opens, closes) in zip(words_of, pairwise(edges), strict=True):
        if first < stop:
            yield sentence.words[first:stop], windows[opens:closes]


def _changes(windows: Vectors, first: int, stop: int) -> Iterator[int]:
    """Yield the windows between the two at which another voice begins."""
    places = range(first + FEWEST_WINDOWS, stop - FEWEST_WINDOWS + 1)
    similar = [float(_middle(windows[first:at]) @ _middle(windows[at:stop])) for at in places]
    if not similar or min(similar) >= OTHER_VOICE:
        return
    at = places[int(np.argmin(similar))]
    yield from _changes(windows, first, at)
    yield at
    yield from _changes(windows, at, stop)


def _is_unsure(nearness: Vector) -> bool:
    """Return whether two voices are about as near."""
    return len(nearness) > 1 and float(np.diff(np.sort(nearness)[-2:])[0]) < AS_NEAR


def _grouped(directions: np.ndarray) -> list[list[int]]:
    """Join the two nearest groups, by the average of their pieces, until none are near enough."""
    groups = [[number] for number in range(len(directions))]
    sums = directions.astype(np.float64)
    near = directions.astype(np.float64) @ directions.T
    np.fill_diagonal(near, -2)
    while len(groups) > 1:
        one, other = sorted(divmod(int(np.argmax(near)), len(groups)))
        if near[one, other] < SAME_VOICE:
            break
        groups[one] += groups.pop(other)
        sums[one] += sums[other]
        sums = np.delete(sums, other, axis=0)
        near = np.delete(np.delete(near, other, axis=0), other, axis=1)
        sizes = np.array([len(group) for group in groups])
        near[one] = near[:, one] = (sums @ sums[one]) / (sizes * len(groups[one]))
        near[one, one] = -2
    return groups


def _middle(directions: Vectors) -> Vector:
    middle = np.sum(directions, axis=0)
    return middle / max(float(np.linalg.norm(middle)), 1e-9)


def _pieces(file: IO[bytes], spans: Sequence[HeardSpan], should_stop: Callable[[], bool]) -> Iterator[Samples]:
    """Yield the sound of each span, which must be in order, without keeping more of the recording."""
    held = np.zeros(0, np.float32)
    begins = 0
    waiting = iter(spans)
    span = next(waiting, None)
    for piece in sound(file, settings.RECORDING_MAX_HOURS * HOUR, should_stop):
        held = np.concatenate([held, piece])
        while span and round(span.end * RATE) <= begins + len(held):
            yield held[max(0, round(span.start * RATE) - begins) : round(span.end * RATE) - begins]
            span = next(waiting, None)
        keep = max(0, round(span.start * RATE) - begins) if span else len(held)
        held, begins = held[keep:], begins + min(keep, len(held))
    while span:
        yield held[max(0, round(span.start * RATE) - begins) :]
        span = next(waiting, None)
