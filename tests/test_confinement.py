"""A process that reads hostile data for the site can open nothing, and the site takes only bytes from it."""

import ctypes
import io
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from archive import confinement
from archive.confinement import OverTheLimits, ProgramError, stream_confined

MEGABYTES = 1_000_000


class Refused(Exception):
    pass


def halves(file: IO[bytes], size: int) -> Iterator[bytes]:
    while piece := file.read(size):
        yield piece


def what_it_can_reach(_: IO[bytes]) -> Iterator[bytes]:
    for opens in (Path(__file__).open, socket.socket, os.pipe):
        try:
            opens()
        except OSError as error:
            yield type(error).__name__.encode()
    yield str(dict(os.environ)).encode()


def refuses_at_length(_: IO[bytes]) -> Iterator[bytes]:
    yield b"one"
    raise Refused("There is no sound." * 1_000_000)


def waits_for_ever(_: IO[bytes]) -> Iterator[bytes]:
    yield b"one"
    threading.Event().wait()


def closes_its_output_and_waits(_: IO[bytes]) -> Iterator[bytes]:
    yield b"one"
    os.close(sys.stdout.fileno())
    threading.Event().wait()


def crashes(_: IO[bytes]) -> Iterator[bytes]:
    yield b"one"
    ctypes.string_at(0)


def sends_a_long_refusal(_: IO[bytes]) -> Iterator[bytes]:
    sys.stdout.buffer.write(confinement.HEAD.pack(confinement.REFUSAL, 2_000) + bytes(2_000))
    yield b"one"


def refuses(_: IO[bytes]) -> Iterator[bytes]:
    yield b"one"
    raise Refused("There is no sound.")


def never_ends(_: IO[bytes]) -> Iterator[bytes]:
    yield b"one"
    while True:
        pass


def takes_all_memory(_: IO[bytes]) -> Iterator[bytes]:
    yield bytes(10_000 * MEGABYTES)


def sends_something_else(_: IO[bytes]) -> Iterator[bytes]:
    sys.stdout.buffer.write(b"x" * 100)
    yield b"one"


def confined(function: Callable[..., Iterator[bytes]], content: bytes = b"", *arguments: object) -> list[bytes]:
    return list(pieces(function, io.BytesIO(content), *arguments))


def pieces(
    function: Callable[..., Iterator[bytes]],
    file: IO[bytes],
    *arguments: object,
    wait_seconds: float = 100.0,
    piece_seconds: float = 100.0,
) -> Iterator[bytes]:
    limits = {"seconds": 2, "wait_seconds": wait_seconds, "piece_seconds": piece_seconds, "memory": 2_000 * MEGABYTES}
    return stream_confined(function, file, *arguments, refusal=Refused, **limits)


@pytest.mark.slow
def test_pieces_come_as_they_were_sent_and_nothing_else_can_be_opened() -> None:
    assert confined(halves, b"abcdef", 4) == [b"abcd", b"ef"]
    *errors, environment = confined(what_it_can_reach)
    assert set(errors) <= {b"OSError", b"PermissionError"}
    assert len(errors) == 3
    assert b"DATABASE_URL" not in environment
    assert b"KEY" not in environment


@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "error", "words"),
    [
        (refuses, Refused, "There is no sound"),
        (refuses_at_length, Refused, "^.{1000}$"),
        (sends_a_long_refusal, ProgramError, "something else"),
        (takes_all_memory, OverTheLimits, "^$"),
        (crashes, ProgramError, "ended with -11"),
        (sends_something_else, ProgramError, "something else"),
        (never_ends, OverTheLimits, "^$"),
    ],
)
def test_each_way_to_end_badly_is_told(
    function: Callable[..., Iterator[bytes]], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        confined(function)


@pytest.mark.slow
def test_a_machine_without_the_filter_goes_on_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = "import platform; platform.machine = lambda: 'abacus'; "
    monkeypatch.setattr(confinement, "BEGIN_STREAM", other + confinement.BEGIN_STREAM)
    assert confined(halves, b"abcdef", 4) == [b"abcd", b"ef"]
    assert "there is no filter for" in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize("limit", ["wait_seconds", "piece_seconds"])
def test_a_process_that_only_waits_is_over_the_limits(limit: str) -> None:
    with pytest.raises(OverTheLimits):
        list(pieces(waits_for_ever, io.BytesIO(), **{limit: 1.0}))


@pytest.mark.slow
def test_a_process_that_closes_its_output_and_waits_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "END_SECONDS", 0.1)
    with pytest.raises(ProgramError, match="did not end"):
        confined(closes_its_output_and_waits)


@pytest.mark.slow
def test_a_file_is_read_from_its_start_wherever_its_buffer_stands(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abcdef")
    with (tmp_path / "file").open("rb") as file:
        file.read(4)
        assert list(pieces(halves, file, 4)) == [b"abcd", b"ef"]
