"""Runs a function on untrusted data in a process of its own, so that too much time or memory ends only that process.

The process runs this module. It has no environment and no database connection and writes no file. On standard
output, it returns what the function returned or why it refused.

``run_confined`` is for readers in Python, which may import a module or start a program. ``stream_confined`` is for
those in C, whose faults may let data take over the process: it can open nothing, neither a file nor a connection, and
the site takes nothing but bytes from it. On Linux (x86_64, aarch64), it can also neither change a file by its path nor
reach another process (``archive.system_calls``). Where the kernel does not refuse that, the log says so.
"""

import logging
import os
import pickle
import resource
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import UnsupportedOperation
from pathlib import Path
from time import monotonic
from typing import IO, Any, TypeVar

from django.utils.translation import get_language

from archive.system_calls import gain_no_privileges, only_compute

logger = logging.getLogger(__name__)
BEGIN = "from archive.confinement import main; main()"
BEGIN_STREAM = "from archive.confinement import main_of_stream; main_of_stream()"
# What the process of a stream sends: its kind, its length in bytes, and the bytes.
HEAD = struct.Struct("!cI")
STARTED, PIECE, REFUSAL, END = b"s", b"p", b"r", b"e"
MOST_BYTES = {STARTED: 1_000, PIECE: 100_000_000, REFUSAL: 1_000, END: 0}
READ_AT_ONCE = 1_000_000
# From the end of its output to its own.
END_SECONDS = 10.0
OUT_OF_MEMORY = 70
OVER_THE_LIMITS = {-signal.SIGXCPU, -signal.SIGKILL, OUT_OF_MEMORY}
MOST_ERROR_BYTES = 100_000
ROOT = Path(__file__).resolve().parents[1]
Answer = TypeVar("Answer")


class OverTheLimits(Exception):
    """The function took more time or memory than it may."""


class NotInTime(Exception):
    """The function did not end while somebody waits, because the machine had other work."""


class ProgramError(Exception):
    """The function failed in a way that is a fault of the program. The message is for the log."""


def run_confined(
    function: Callable[..., Answer],
    *arguments: object,
    refusals: type[Exception],
    seconds: int,
    wait_seconds: float,
    memory: int,
) -> Answer:
    """Return what the function of a module returns for the arguments, or raise what it raises of the ``refusals``.

    Raise OverTheLimits beyond ``seconds`` of the processor or ``memory`` bytes of addresses, NotInTime after
    ``wait_seconds``, and ProgramError for any other error.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell, the data goes in by standard input
            [sys.executable, "-B", "-c", BEGIN, str(seconds), str(memory), get_language() or "en"],
            input=pickle.dumps((function, arguments, refusals)),
            capture_output=True,
            cwd=ROOT,
            env={},
            timeout=wait_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise NotInTime from expired
    if done.returncode:
        raise _failure(done.returncode, done.stderr)
    # The pickle comes from our own code, and no data can change what that writes.
    is_refused, answer = pickle.loads(done.stdout)  # noqa: S301
    if is_refused:
        raise answer
    return answer


def stream_confined(
    function: Callable[..., Iterator[bytes]],
    file: IO[bytes],
    *arguments: object,
    refusal: type[Exception],
    seconds: int,
    wait_seconds: float,
    piece_seconds: float,
    memory: int,
) -> Iterator[bytes]:
    """Yield what the function of a module yields for the file, read from its start, and the arguments.

    The module imports all that the function needs, because it cannot be imported later. Raise ``refusal`` with the
    text that the function raised it with, OverTheLimits beyond ``seconds`` of the processor, ``memory`` bytes of
    addresses, ``piece_seconds`` of waiting for a piece or ``wait_seconds`` of waiting in all, and ProgramError for any
    other error. The time that the caller takes between pieces does not count.
    """
    with _on_disk(file) as stored, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-B", "-c", BEGIN_STREAM, str(seconds), str(memory), str(stored.fileno())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            pass_fds=[stored.fileno()],
            cwd=ROOT,
            env={},
        )
        with process:
            try:
                yield from _received(process, (function, arguments, refusal), wait_seconds, piece_seconds)
            except EOFError as ended:
                code = _ended(process)
                errors.seek(0)
                raise _failure(code, errors.read()) from ended
            finally:
                process.kill()


def _failure(code: int, said: bytes) -> OverTheLimits | ProgramError:
    """Return the error for the code that a process ended with. Any other signal may be an attack: let it be logged."""
    if code in OVER_THE_LIMITS:
        return OverTheLimits()
    return ProgramError(f"The process ended with {code}. {said.decode(errors='replace')}")


def _ended(process: Any) -> int:
    """Return the code with which a process ends that has closed its output."""
    try:
        return process.wait(END_SECONDS)
    except subprocess.TimeoutExpired as expired:
        raise ProgramError("The process closed its output and did not end.") from expired


def _received(
    process: Any, task: tuple[object, object, type[Exception]], wait_seconds: float, piece_seconds: float
) -> Iterator[bytes]:
    """Give the process its task, and yield its pieces; raise EOFError if it ends before their end."""
    try:
        process.stdin.write(pickle.dumps(task))
        process.stdin.close()
    except BrokenPipeError as broken:
        raise EOFError from broken
    *_, refusal = task
    while True:
        began = monotonic()
        kind, content = _message(process.stdout, began + min(wait_seconds, piece_seconds))
        wait_seconds -= monotonic() - began
        if kind == STARTED and content:
            logger.warning("A process can reach files and processes: %s.", content.decode(errors="replace"))
        elif kind == REFUSAL:
            raise refusal(content.decode(errors="replace"))
        elif kind == END:
            return
        elif kind == PIECE:
            yield content


def _message(pipe: IO[bytes], until: float) -> tuple[bytes, bytes]:
    kind, size = HEAD.unpack(_exactly(pipe, HEAD.size, until))
    if size > MOST_BYTES.get(kind, -1):
        raise ProgramError("The process sent something else than pieces.")
    return kind, _exactly(pipe, size, until)


def _exactly(pipe: IO[bytes], size: int, until: float) -> bytes:
    """Return so many bytes from the pipe; raise EOFError at its end, and OverTheLimits after that time."""
    waiting = select.poll()
    waiting.register(pipe, select.POLLIN)
    content = bytearray()
    while len(content) < size:
        if not waiting.poll(max(0.0, until - monotonic()) * 1000):
            raise OverTheLimits
        read = os.read(pipe.fileno(), min(size - len(content), READ_AT_ONCE))
        if not read:
            raise EOFError
        content += read
    return bytes(content)


@contextmanager
def _on_disk(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """Yield the file, or a copy of one that is only in memory or elsewhere, which no other process can read."""
    file.seek(0)
    try:
        file.fileno()
    except (AttributeError, UnsupportedOperation):
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            copy.seek(0)
            yield copy
    else:
        yield file


def main_of_stream() -> None:
    """Read the task from standard input and the file from the descriptor in the arguments, and send pieces."""
    seconds, memory, descriptor = map(int, sys.argv[1:4])
    # The site's process has the same place in the file, and a ``seek`` within its buffer does not move it.
    os.lseek(descriptor, 0, os.SEEK_SET)
    file = os.fdopen(descriptor, "rb", buffering=0)
    function, arguments, refusal = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by stream_confined
    _limit(seconds, memory)
    # Open to writing are only the errors and, if the site made a copy of it, the file.
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_ERROR_BYTES, MOST_ERROR_BYTES))
    # No number is left for another file or connection, no process can start, and nobody but root can raise the limits.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    _send(STARTED, only_compute().encode())
    try:
        for piece in function(file, *arguments):
            _send(PIECE, piece)
    except refusal as error:
        _send(REFUSAL, str(error).encode()[: MOST_BYTES[REFUSAL]])
    except (MemoryError, RecursionError):
        os._exit(OUT_OF_MEMORY)
    else:
        _send(END, b"")


def _send(kind: bytes, content: bytes) -> None:
    sys.stdout.buffer.write(HEAD.pack(kind, len(content)) + content)
    sys.stdout.buffer.flush()


def _limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":  # which has no limit on memory
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main() -> None:
    """Read standard input within the limits in the arguments, and write the result."""
    seconds, memory, language = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    _translate_into(language)
    # This imports the module of the function. A library that is loaded with too little memory raises any error.
    function, arguments, refusals = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by run_confined
    gain_no_privileges()
    _limit(seconds, memory)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    answer: Any
    try:
        is_refused, answer = False, function(*arguments)
    except refusals as error:
        is_refused, answer = True, error
    except (MemoryError, RecursionError):
        is_refused, answer = True, OverTheLimits()
    pickle.dump((is_refused, answer), sys.stdout.buffer)


def _translate_into(language: str) -> None:
    """Let sentences be in the reader's language, with settings that contain nothing but that."""
    import django
    from django.conf import settings

    settings.configure(LANGUAGE_CODE=language, LOCALE_PATHS=[ROOT / "archive" / "locale"])
    django.setup()
