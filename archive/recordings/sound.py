"""The sound of a recording, of whatever format: one channel, 16,000 samples a second, a little at a time.

The file of a stranger is read by FFmpeg's readers of media alone, from the open file: a playlist that names other files
or addresses is refused, and nothing else is opened. What the file says of its length is not believed: what was decoded
counts.
"""

from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING

import numpy as np

from archive.recordings.heard import RATE, Samples, Seconds
from archive.recordings.refusals import Interrupted, NotARecording, NotInstalled, TooMuch

if TYPE_CHECKING:
    from av.container import InputContainer

# Names of FFmpeg's readers. Those of playlists, of lists of files and of devices are not among them.
READERS = (
    "aac,ac3,aiff,amr,ape,asf,avi,caf,flac,flv,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpeg,mpegts,ogg,w64,wav,wv"
)
# A stretch without sound inside the file, as an editor leaves, is silence up to so long; beyond that the file lies.
LONGEST_GAP, SHORTEST_GAP = 600.0, 0.5
# Broken packets are passed over, as players do; so many in a row are no recording.
MOST_BROKEN = 500
HOUR = 3600

NO_SOUND = "There is no sound in this file. Choose the recording with its sound."
BROKEN = "This file cannot be read as a recording. It is damaged, or of a different type. Save it again as MP4 or MP3."


def never() -> bool:
    """Say no."""
    return False


def sound(file: IO[bytes], most_seconds: Seconds, should_stop: Callable[[], bool] = never) -> Iterator[Samples]:
    """Yield the sound of the open file, in pieces of no certain length.

    Raise NotARecording if it has none or is broken from the start, TooMuch once it is longer than ``most_seconds``,
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
        raise NotARecording(BROKEN)


def length(file: IO[bytes], most_seconds: Seconds, should_stop: Callable[[], bool] = never) -> Seconds:
    """Return how long the sound of the file is; raise what ``sound`` raises."""
    return sum(len(piece) for piece in sound(file, most_seconds, should_stop)) / RATE


def _decoded(file: IO[bytes]) -> Iterator[Samples]:
    try:
        import av
    except ImportError as error:
        raise NotInstalled("Recordings cannot be read here. Install requirements-transcribe.txt.") from error
    file.seek(0)
    try:
        with av.open(file, mode="r", metadata_errors="ignore", options={"format_whitelist": READERS}) as container:
            if not container.streams.audio:
                raise NotARecording(NO_SOUND)
            yield from _resampled(container)
    except (av.error.FFmpegError, ValueError, EOFError) as error:
        raise NotARecording(BROKEN) from error


def _resampled(container: "InputContainer") -> Iterator[Samples]:
    """Yield what the first stream of sound holds, silence where it leaves a gap."""
    import av

    stream = container.streams.audio[0]
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
                    silence = np.zeros(round(gap * RATE), np.float32)
                    made += len(silence)
                    yield silence
            for resampled in resampler.resample(frame):
                piece = resampled.to_ndarray().reshape(-1).astype(np.float32) / np.float32(32768)
                made += len(piece)
                yield piece
