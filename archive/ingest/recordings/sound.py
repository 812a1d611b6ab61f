"""The sound of a recording in any format: one channel, 16,000 samples per second, a little at a time.

FFmpeg reads an untrusted file in a process of its own, only with its media readers, from the open file. A playlist that
names other files or URLs is refused, and nothing else can be opened. The length in the file is not trusted: what was
decoded counts.
"""

import logging
from collections.abc import Callable, Iterator
from typing import IO

import numpy as np

from archive.ingest.recordings.heard import RATE, Samples, Seconds
from archive.ingest.recordings.refusals import Interrupted, NotARecording, NotInstalled, TooMuch
from archive.machine.confinement import OverTheLimits, ProgramError, stream_confined

logger = logging.getLogger(__name__)
HOUR = 3600
# Of the process that decodes. Eight hours of sound take one or two minutes, a second of it some milliseconds.
DECODE_SECONDS, DECODE_MEMORY_BYTES = 1800, 2_000_000_000
DECODE_WAIT_SECONDS, PIECE_WAIT_SECONDS = 3600.0, 300.0
SAMPLE_BYTES = 2
SILENT = "No sound can be read in this file. It is damaged, or of a different type. Save it again as MP4 or MP3."
UNREADABLE = "This file takes too much time or memory to decode. Save it again as MP4 or MP3."


def never() -> bool:
    """Return False."""
    return False


def sound(file: IO[bytes], most_seconds: Seconds, should_stop: Callable[[], bool] = never) -> Iterator[Samples]:
    """Yield the sound of the open file, in pieces of any length.

    Raise NotARecording if it has none or is damaged from the start, TooMuch once it is longer than ``most_seconds``,
    NotInstalled without PyAV, Interrupted when told to stop.
    """
    total = 0
    for piece in _decoded(file):
        if should_stop():
            raise Interrupted
        total += len(piece)
        if total > most_seconds * RATE:
            hours = most_seconds / HOUR
            raise TooMuch(
                f"The recording is longer than {hours:g} hours, which is the most that the site accepts. Cut it."
            )
        yield piece
    if not total:
        raise NotARecording(SILENT)


def length(file: IO[bytes], most_seconds: Seconds, should_stop: Callable[[], bool] = never) -> Seconds:
    """Return the length of the file's sound; raise what ``sound`` raises."""
    return sum(len(piece) for piece in sound(file, most_seconds, should_stop)) / RATE


def _decoded(file: IO[bytes]) -> Iterator[Samples]:
    try:
        from archive.ingest.recordings.decoding import BROKEN, decoded
    except ImportError as error:
        raise NotInstalled("Recordings cannot be read here. Install requirements-transcribe.txt.") from error
    try:
        for piece in stream_confined(
            decoded,
            file,
            refusals=NotARecording,
            seconds=DECODE_SECONDS,
            wait_seconds=DECODE_WAIT_SECONDS,
            piece_seconds=PIECE_WAIT_SECONDS,
            memory=DECODE_MEMORY_BYTES,
        ):
            if len(piece) % SAMPLE_BYTES:
                raise ProgramError("The process sent half a sample.")
            yield np.frombuffer(piece, np.int16).astype(np.float32) / np.float32(32768)
    except OverTheLimits as over:
        raise TooMuch(UNREADABLE) from over
    except ProgramError as error:
        # FFmpeg may end its process in any way when it reads a damaged file.
        logger.error("A recording was not decoded: %s", error)
        raise NotARecording(BROKEN) from error
