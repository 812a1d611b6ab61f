"""A process that reads hostile data can open nothing, and the site takes only what its function declares from it."""

import ctypes
import io
import os
import pickle
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from archive.machine import confinement
from archive.machine.confinement import Limits, NotInTime, OverTheLimits, ProgramError, run_confined, stream_confined
from archive.machine.typed_json import as_bytes

MEGABYTES = 1_000_000
FOLDER = "made-by-a-pickle"


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
    sys.stdout.buffer.write(confinement.HEAD.pack(confinement.REFUSAL, 200_000) + bytes(200_000))
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


@dataclass(frozen=True)
class Reading:
    text: str
    number: int | None = None
    share: float = 0.0
    data: bytes = b""
    inside: tuple["Reading", ...] = ()


class NotMade(Refused):
    def __init__(self, message: str, readings: tuple[Reading, ...]) -> None:
        super().__init__(message, readings)
        self.readings = readings


class MakesAFolder:
    """What a pickle can do to who reads it."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.mkdir, (FOLDER,)


def reading(data: bytes, words: str) -> Reading:
    if words == "refuse":
        raise NotMade(words, (Reading(words, data=data),))
    return Reading(words, len(data), 0.5, data, (Reading("inside"),))


def run(words: str = "", wait_seconds: float = 100.0) -> Reading:
    return run_confined(
        reading, b"\0data", words, refusals=Refused, seconds=2, wait_seconds=wait_seconds, memory=2_000 * MEGABYTES
    )


def take_over(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the process run this instead of its function."""
    monkeypatch.setattr(confinement, "BEGIN", f"import os, sys; sys.stdin.buffer.read(); {code}")


def piece(content: bytes, kind: bytes = confinement.PIECE) -> bytes:
    return confinement.HEAD.pack(kind, len(content)) + content


def of_json(text: str | bytes, after: bytes = b"") -> bytes:
    text = text if isinstance(text, bytes) else text.encode()
    return piece(len(text).to_bytes(4) + text + after)


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
    return stream_confined(function, file, *arguments, refusals=Refused, **limits)


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


def test_values_of_declared_types_go_in_and_come_out() -> None:
    assert run("words") == Reading("words", 5, 0.5, b"\0data", (Reading("inside"),))
    with pytest.raises(NotMade) as refused:
        run("refuse")
    assert refused.value.args == ("refuse", (Reading("refuse", data=b"\0data"),))


END = piece(b"", confinement.END)
REFUSES = confinement.REFUSAL
HOSTILE = {
    "nothing": b"",
    "rubbish": b"x" * 100,
    "a pickle": pickle.dumps((False, MakesAFolder())),
    "a pickle in a piece": piece(pickle.dumps(MakesAFolder())) + END,
    "no answer": END,
    "two answers": piece(as_bytes(Reading("one"))) * 2 + END,
    "half an answer": piece(as_bytes(Reading("one")))[:-3],
    "a length that nothing has": confinement.HEAD.pack(confinement.PIECE, 2**32 - 1) + bytes(100),
    "JSON of a length that nothing has": piece(b"\xff" * 4 + b"1") + END,
    "many beginnings": piece(b"x", confinement.STARTED) * 2 + END,
    "a kind that there is not": piece(b"", b"?") + END,
    "a text": piece(as_bytes("one")) + END,
    "none": piece(as_bytes(None)) + END,
    "another class": piece(as_bytes(Limits(1, 1, 1, 1))) + END,
    "a field too few": of_json('["Reading","one",null,0.5,0]') + END,
    "a field too many": of_json('["Reading","one",null,0.5,0,[],1]') + END,
    "a field of another type": of_json('["Reading",1,null,0.5,0,[]]') + END,
    "a truth for a number": of_json('["Reading","one",true,0.5,0,[]]') + END,
    "an object": of_json('{"text":"one"}') + END,
    "another class inside": of_json('["Reading","one",null,0.5,0,[["Limits",1,1,1,1]]]') + END,
    "a list for a name": of_json('[["Reading"],"one",null,0.5,0,[]]') + END,
    "no number": of_json('["Reading","one",null,NaN,0,[]]') + END,
    "a number without end": of_json('["Reading","one",null,1e999,0,[]]') + END,
    "a number for no database": of_json(f'["Reading","one",1{"0" * 30},0.5,0,[]]') + END,
    "a number of many digits": of_json(f'["Reading","one",1{"0" * 5000},0.5,0,[]]') + END,
    "a share of many digits": of_json(f'["Reading","one",null,1{"0" * 400},0,[]]') + END,
    "bytes that are missing": of_json('["Reading","one",null,0.5,9,[]]', b"12345678") + END,
    "fewer bytes than none": of_json('["Reading","one",null,0.5,-1,[]]', b"1") + END,
    "more bytes than declared": of_json('["Reading","one",null,0.5,0,[]]', b"1") + END,
    "lists in lists": of_json("[" * 50_000) + END,
    "readings in readings": of_json('["Reading","one",null,0.5,0,[' * 3_000 + "]]" * 3_000) + END,
    "no text": of_json(b'["Reading","\xff",null,0.5,0,[]]') + END,
    "a refusal of another class": piece(as_bytes(("SystemExit", as_bytes(("no",)))), REFUSES),
    "a refusal of a class above": piece(as_bytes(("Exception", as_bytes(("no",)))), REFUSES),
    "a refusal without its reasons": piece(as_bytes(("NotMade", as_bytes(("no",)))), REFUSES),
    "a refusal for other reasons": piece(as_bytes(("Refused", as_bytes((1,)))), REFUSES),
    "a refusal that is a pickle": piece(pickle.dumps(MakesAFolder()), REFUSES),
}


@pytest.mark.parametrize("sent", HOSTILE.values(), ids=HOSTILE)
def test_a_process_that_was_taken_over_can_send_nothing_that_is_not_declared(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sent: bytes
) -> None:
    (tmp_path / "sent").write_bytes(sent)
    take_over(monkeypatch, f"sys.stdout.buffer.write(open({str(tmp_path / 'sent')!r}, 'rb').read())")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ProgramError):
        run()
    assert not (tmp_path / FOLDER).exists()


def test_a_process_that_was_taken_over_cannot_fill_the_memory_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    take_over(monkeypatch, "[os.write(2, bytes(100_000)) for _ in range(100)]")
    with pytest.raises(ProgramError) as failed:
        run()
    assert len(str(failed.value)) < confinement.MOST_ERROR_BYTES + 1_000


def test_a_process_that_sends_a_little_at_a_time_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    take_over(
        monkeypatch, "import time; [(os.write(1, b'p'), os.write(2, b'x'), time.sleep(0.05)) for _ in range(900)]"
    )
    monkeypatch.setattr(confinement, "MOST_BYTES", {b"p": 2**32})
    with pytest.raises(NotInTime):
        run(wait_seconds=1.0)


def test_a_process_that_takes_no_task_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "BEGIN", "import time; time.sleep(60)")
    with pytest.raises(NotInTime):
        run("words" * 1_000_000, wait_seconds=1.0)
