"""Who speaks when: sentences by voice, numbered in the order of first speaking. Nothing about a voice is stored.

Features of voices are computed from the sound, compared within this recording, and forgotten. No voiceprint is stored
or compared with another meeting's or with a person.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Protocol

import numpy as np
from django.conf import settings

from archive.recordings.heard import RATE, HeardSpan, Samples, Sentence
from archive.recordings.model import package_folder
from archive.recordings.refusals import NotInstalled
from archive.recordings.sound import HOUR, never, sound

Vector = np.ndarray[tuple[int], np.dtype[np.float32]]
# Seconds that a sentence must have to show its voice. Shorter ones go to the nearest voice.
ENOUGH = 1.6
# How similar two voices must be to count as one, from -1 to 1.
SAME_VOICE = 0.80
WEIGHTS = "pretrained.pt"


class VoiceEncoder(Protocol):
    """Software that turns speech into a direction. Directions of one voice are near each other."""

    def direction(self, samples: Samples) -> Vector:
        """Return the direction of the voice, of length 1."""
        ...


def voice_encoder() -> VoiceEncoder | None:
    """Return the encoder that ``VOICES_MODEL`` names, or None; raise NotInstalled if it is missing."""
    if not settings.VOICES_MODEL:
        return None
    from archive.recordings.voice_encoder import ResemblyzerEncoder

    folder = package_folder(settings.VOICES_MODEL)
    weights = sorted(folder.glob(f"**/{WEIGHTS}")) if folder else []
    if not weights:
        raise NotInstalled(f"VOICES_MODEL is {settings.VOICES_MODEL}: no folder or package with a model ({WEIGHTS}).")
    return ResemblyzerEncoder(Path(weights[0]))


def with_voices(
    file: IO[bytes], sentences: Sequence[Sentence], encoder: VoiceEncoder, should_stop: Callable[[], bool] = never
) -> list[Sentence]:
    """Return the sentences with their voices, from 1; raise what reading the sound raises."""
    directions = [
        encoder.direction(piece) for piece in _pieces(file, [sentence.span for sentence in sentences], should_stop)
    ]
    long = [sentence.span.end - sentence.span.start >= ENOUGH for sentence in sentences]
    voices = voices_of(directions, long)
    return [Sentence(sentence.words, voice) for sentence, voice in zip(sentences, voices, strict=True)]


def voices_of(directions: Sequence[Vector], are_long: Sequence[bool]) -> list[int]:
    """Return the voice of each piece, numbered from 1 in order. Short pieces join the groups of long ones."""
    if not directions:
        return []
    seeds = [number for number, is_long in enumerate(are_long) if is_long] or list(range(len(directions)))
    groups = _grouped(np.stack([directions[number] for number in seeds]))
    middles = np.stack([_middle([directions[seeds[one]] for one in group]) for group in groups])
    nearest = {seeds[one]: number for number, group in enumerate(groups) for one in group}
    group_of = [
        nearest[number] if number in nearest else int(np.argmax(middles @ direction))
        for number, direction in enumerate(directions)
    ]
    order = {group: place for place, group in enumerate(dict.fromkeys(group_of), 1)}
    return [order[group] for group in group_of]


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


def _middle(directions: Sequence[Vector]) -> Vector:
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
