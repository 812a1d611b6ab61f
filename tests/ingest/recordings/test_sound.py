"""Sound is read in any format. Other files are refused with a message, and no other file is opened."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from archive.ingest.recordings import sound as sound_module
from archive.ingest.recordings.heard import RATE
from archive.ingest.recordings.parts import parts
from archive.ingest.recordings.refusals import NotARecording, TooMuch
from archive.ingest.recordings.sound import length, sound
from tests.ingest.recordings.made import ToneReader, as_wav, made_recording

av = pytest.importorskip("av", reason="recordings are decoded by PyAV: requirements-transcribe.txt")
DAY = 24 * 3600.0


def coded(kind: str, codec: str, rate: int = 44_100, seconds: float = 3.0) -> bytes:
    """Return a recording of a tone in the given format, in two channels."""
    file = io.BytesIO()
    with av.open(file, "w", format=kind) as out:
        stream = out.add_stream(codec, rate=rate)
        stream.layout = "stereo"
        tone = np.sin(np.arange(round(seconds * rate)) / 20).astype(np.float32) / 3
        frame = av.AudioFrame.from_ndarray(np.stack([tone, tone]), format="fltp", layout="stereo")
        frame.sample_rate = rate
        resampler = av.AudioResampler(format=stream.format.name, layout="stereo", rate=rate, frame_size=1024)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "codec"),
    [
        ("mp4", "aac"),
        ("matroska", "libopus"),
        ("mp3", "libmp3lame"),
        ("ogg", "libopus"),
        ("flac", "flac"),
        ("wv", "wavpack"),
    ],
)
def test_formats_are_read_as_mono_at_16_kilohertz(kind: str, codec: str) -> None:
    rate = 48_000 if codec == "libopus" else 44_100
    pieces = list(sound(io.BytesIO(coded(kind, codec, rate)), DAY))
    whole = np.concatenate(pieces)
    assert whole.dtype == np.float32
    assert len(whole) / RATE == pytest.approx(3.0, abs=0.15)
    assert 0.2 < float(np.abs(whole[RATE : 2 * RATE]).max()) < 0.5


def silent_video() -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as out:
        stream = out.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        for _ in range(5):
            out.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
        out.mux(stream.encode(None))
    return file.getvalue()


PLAYLISTS = [
    b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n",
    b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
    b"ffconcat version 1.0\nfile '/etc/passwd'\n",
    b"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'><BaseURL>http://127.0.0.1:9/</BaseURL></MPD>",
    b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n",
]


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 5000, b"not a recording at all " * 200, coded("mp4", "aac")[:300], *PLAYLISTS],
    ids=["empty", "zeros", "text", "cut", "hls", "file", "concat", "dash", "sdp"],
)
def test_a_file_that_is_not_a_recording_is_refused_with_a_message(data: bytes) -> None:
    with pytest.raises(NotARecording, match=r"cannot be read|no sound"):
        length(io.BytesIO(data), DAY)


def test_half_a_sample_is_refused_as_a_damaged_file(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sound_module, "stream_confined", lambda *_, **__: iter([b"abc"]))
    with pytest.raises(NotARecording, match="damaged"):
        length(io.BytesIO(), DAY)
    assert "half a sample" in caplog.text


def test_a_video_without_sound_is_refused_with_that_reason() -> None:
    with pytest.raises(NotARecording, match="no sound"):
        length(io.BytesIO(silent_video()), DAY)


def test_a_damaged_recording_is_read_up_to_the_damage() -> None:
    data = bytearray(coded("mp3", "libmp3lame", seconds=20))
    data[len(data) // 3 : len(data) // 3 + 3000] = b"\x55" * 3000
    assert 15 < length(io.BytesIO(bytes(data)), DAY) < 21


def test_a_file_that_lies_about_its_length_is_measured() -> None:
    data = bytearray(as_wav(np.zeros(4 * RATE)))
    # The header claims 18 hours.
    data[4:8] = data[40:44] = (0x7FFFFF00).to_bytes(4, "little")
    assert length(io.BytesIO(bytes(data)), 3600) == pytest.approx(4.0, abs=0.1)


def test_an_excessive_length_is_noticed_while_reading(tmp_path: Path) -> None:
    with pytest.raises(TooMuch, match="longer than"):
        length(io.BytesIO(as_wav(np.zeros(30 * RATE))), 20.0)


@pytest.mark.parametrize("pause_after", [(), (3, 17), (1, 2, 3, 30, 31)])
def test_parts_have_every_sample_once_and_cut_no_word(pause_after: tuple[int, ...]) -> None:
    whole = np.concatenate(list(sound(io.BytesIO(made_recording(60, pause_after=pause_after)), DAY)))
    reader = ToneReader()

    def pieces() -> Iterator[np.ndarray]:
        yield from (whole[at : at + 777] for at in range(0, len(whole), 777))

    found = list(parts(pieces(), 0.0, reader.speech, longest=7.0))
    assert np.array_equal(np.concatenate([part.samples for part in found]), whole)
    words = [
        word.text.strip(".") for part in found for segment in reader.hear(part.samples, "en") for word in segment.words
    ]
    assert words == [f"word{number}" for number in range(1, 61)]
    again = list(parts(pieces(), found[1].end, reader.speech, longest=7.0))
    assert [part.end for part in again] == pytest.approx([part.end for part in found[2:]])
