"""A process that reads hostile data for the site can open nothing, and the site takes only bytes from it."""

import io
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

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
    limits = {"seconds": 2, "memory": 2_000 * MEGABYTES}
    return list(stream_confined(function, io.BytesIO(content), *arguments, refusal=Refused, **limits))


@pytest.mark.slow
def test_pieces_come_as_they_were_sent_and_nothing_else_can_be_opened() -> None:
    assert confined(halves, b"abcdef", 4) == [b"abcd", b"ef"]
    *errors, environment = confined(what_it_can_reach)
    assert errors == [b"OSError"] * 3
    assert b"DATABASE_URL" not in environment
    assert b"KEY" not in environment


@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "error", "words"),
    [
        (refuses, Refused, "There is no sound"),
        (takes_all_memory, ProgramError, "MemoryError"),
        (sends_something_else, ProgramError, "something else"),
        (never_ends, OverTheLimits, "^$"),
    ],
)
def test_each_way_to_end_badly_is_told(
    function: Callable[..., Iterator[bytes]], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        confined(function)
