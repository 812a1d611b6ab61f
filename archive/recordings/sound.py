"""The sound of a recording in any format: one channel, 16,000 samples per second, a little at a time.

FFmpeg reads an untrusted file only with its media readers, from the open file. A playlist that names other files or
URLs is refused, and nothing else is opened. The length in the file is not trusted: what was decoded counts.
"""

from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING

import numpy as np

from archive.recordings.heard import RATE, Samples, Seconds
from archive.recordings.refusals import Interrupted, NotARecording, NotInstalled, TooMuch

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
HOUR = 3600

NO_SOUND = "There is no sound in this file. Choose the recording with its sound."
BROKEN = "This file cannot be read as a recording. It is damaged, or of a different type. Save it again as MP4 or MP3."


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
        raise NotARecording(BROKEN)


def length(file: IO[bytes], most_seconds: Seconds, should_stop: Callable[[], bool] = never) -> Seconds:
    """Return the length of the file's sound; raise what ``sound`` raises."""
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
    """Yield the first stream of sound, with silence in its gaps."""
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
