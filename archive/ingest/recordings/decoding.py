"""Decodes recordings with FFmpeg. Only a process that can open nothing runs this (``archive.machine.confinement``).

FFmpeg is written in C and has had faults that let a file take over its process.
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import IO, TYPE_CHECKING

import av
import numpy as np  # noqa: F401 - PyAV imports it when it needs it

from archive.ingest.recordings.heard import RATE
from archive.ingest.recordings.refusals import NotARecording

if TYPE_CHECKING:
    from av.container import InputContainer

# Names of FFmpeg's readers, without those of playlists, of lists of files and of devices.
READERS = (
    "aac,ac3,aiff,amr,ape,asf,avi,caf,flac,flv,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpeg,mpegts,ogg,w64,wav,wv"
)
# A gap without sound in the file, as an editor may leave, counts as silence up to this length. A longer one is wrong.
LONGEST_GAP, SHORTEST_GAP = 600.0, 0.5
# Broken packets are skipped, as players do. A file with this many in a row is not a recording.
MOST_BROKEN = 500
SAMPLE_BYTES = 2
# Pieces of about a second cost less than FFmpeg's own, of some milliseconds.
PIECE_BYTES = RATE * SAMPLE_BYTES

# PyAV imports its parts when a file needs them, which this process cannot do then.
for _part in pkgutil.walk_packages(av.__path__, "av."):
    if not _part.name.endswith("__main__"):
        import_module(_part.name)

NO_SOUND = "There is no sound in this file. Choose the recording with its sound."
BROKEN = "This file cannot be read as a recording. It is damaged, or of a different type. Save it again as MP4 or MP3."


def decoded(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the sound of the open file as samples of 16 bits; raise NotARecording if it has none or is damaged."""
    piece = bytearray()
    try:
        with av.open(file, mode="r", metadata_errors="ignore", options={"format_whitelist": READERS}) as container:
            if not container.streams.audio:
                raise NotARecording(NO_SOUND)
            for samples in _resampled(container):
                piece += samples
                if len(piece) >= PIECE_BYTES:
                    yield bytes(piece)
                    piece.clear()
    except (av.error.FFmpegError, ValueError, EOFError) as error:
        raise NotARecording(BROKEN) from error
    if piece:
        yield bytes(piece)


def _resampled(container: "InputContainer") -> Iterator[bytes]:
    """Yield the first stream of sound, with silence in its gaps."""
    stream = container.streams.audio[0]
    # This process cannot start threads, and FFmpeg loses the packet at which it tries to.
    stream.codec_context.thread_count = 1
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    made, begins, broken = 0, None, 0
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.error.FFmpegError as error:
            broken += 1
            if broken > MOST_BROKEN:
                raise NotARecording(BROKEN) from error
            continue
        broken = 0 if frames else broken
        for frame in frames:
            if frame.time is not None:
                begins = frame.time - made / RATE if begins is None else begins
                gap = frame.time - begins - made / RATE
                if SHORTEST_GAP < gap < LONGEST_GAP:
                    made += round(gap * RATE)
                    yield bytes(round(gap * RATE) * SAMPLE_BYTES)
            for resampled in resampler.resample(frame):
                made += resampled.samples
                yield resampled.to_ndarray().tobytes()
