"""Runs a function on untrusted data in a process of its own, so that too much time or memory ends only that process.

The process runs this module. It has no environment and no database connection and writes no file. It is given the
arguments of the function, and sends what the function returns or why it refuses. Both are values of the types that the
function declares (``archive.machine.typed_json``): anything else that a process sends is a ProgramError.

``run_confined`` is for readers in Python, which may import a module or start a program. ``stream_confined`` is for
those in C, whose faults may let data take over the process: it can open nothing, neither a file nor a connection. On
Linux (x86_64, aarch64), it can also neither change a file by its path nor reach another process
(``archive.machine.system_calls``). Where the kernel does not refuse that, the log says so.
"""

import logging
import os
import resource
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from inspect import isfunction, signature
from io import UnsupportedOperation
from itertools import islice, starmap
from pathlib import Path
from time import monotonic
from types import GenericAlias
from typing import IO, Any, TypeVar, get_args, get_type_hints

from django.utils.translation import get_language

from archive.machine.system_calls import gain_no_privileges, only_compute
from archive.machine.typed_json import NotDeclared, TooLong, as_bytes, read_as

logger = logging.getLogger(__name__)
BEGIN = "from archive.machine.confinement import main; main()"
BEGIN_STREAM = "from archive.machine.confinement import main_of_stream; main_of_stream()"
# What the process sends: its kind, its length in bytes, and the bytes.
HEAD = struct.Struct("!cI")
STARTED, PIECE, REFUSAL, END = b"s", b"p", b"r", b"e"
MOST_BYTES = {STARTED: 1_000, PIECE: 100_000_000, REFUSAL: 100_000, END: 0}
MOST_CHARACTERS_OF_A_REFUSAL = 1_000
READ_AT_ONCE = 1_000_000
# From the end of its output to its own.
END_SECONDS = 10.0
OUT_OF_MEMORY = 70
OVER_THE_LIMITS = {-signal.SIGXCPU, -signal.SIGKILL, OUT_OF_MEMORY}
MOST_ERROR_BYTES = 100_000
SOMETHING_ELSE = "The process sent something else than its function declares."
ROOT = Path(__file__).resolve().parents[2]
Answer = TypeVar("Answer")


class OverTheLimits(Exception):
    """The function took more time or memory than it may."""


class NotInTime(OverTheLimits):
    """The function did not end while somebody waits, perhaps because the machine had other work."""


class ProgramError(Exception):
    """The function failed in a way that is a fault of the program. The message is for the log."""


@dataclass(frozen=True)
class Limits:
    """Seconds of the processor, seconds to wait in all and for one piece, and bytes of addresses."""

    seconds: int
    wait_seconds: float
    piece_seconds: float
    memory: int


def run_confined(
    function: Callable[..., Answer],
    *arguments: object,
    refusals: type[Exception],
    seconds: int,
    wait_seconds: float,
    memory: int,
) -> Answer:
    """Return what the function of a module returns for the arguments, or raise what it raises of the ``refusals``.

    The function declares the types of all arguments and of its answer. Raise OverTheLimits beyond ``seconds`` of the
    processor or ``memory`` bytes of addresses, NotInTime after ``wait_seconds``, and ProgramError for any other error.
    """
    limits = Limits(seconds, wait_seconds, wait_seconds, memory)
    process = _started(BEGIN, function, refusals, limits, get_language() or "en")
    answers = _received(process, arguments, get_type_hints(function)["return"], refusals, limits)
    with closing(answers):
        sent = list(islice(answers, 2))
    if len(sent) != 1:
        raise ProgramError(SOMETHING_ELSE)
    return sent[0]


def stream_confined(
    function: Callable[..., Iterator[Answer]],
    file: IO[bytes],
    *arguments: object,
    refusals: type[Exception],
    seconds: int,
    wait_seconds: float,
    piece_seconds: float,
    memory: int,
) -> Iterator[Answer]:
    """Yield what the function of a module yields for the file, read from its start, and the arguments.

    The function declares the types of all arguments and of its pieces. The module imports all that the function needs,
    because it cannot be imported later. Raise what the function raises of the ``refusals``, OverTheLimits beyond
    ``seconds`` of the processor or ``memory`` bytes of addresses, NotInTime beyond ``piece_seconds`` of waiting for a
    piece or ``wait_seconds`` of waiting in all, and ProgramError for any other error. The time that the caller takes
    between pieces does not count.
    """
    limits = Limits(seconds, wait_seconds, piece_seconds, memory)
    (kind,) = get_args(get_type_hints(function)["return"])
    with _on_disk(file) as stored:
        process = _started(BEGIN_STREAM, function, refusals, limits, str(stored.fileno()), pass_fds=[stored.fileno()])
        yield from _received(process, arguments, kind, refusals, limits)


def _started(
    begin: str, function: Any, refusals: type[Exception], limits: Limits, how: str, pass_fds: Collection[int] = ()
) -> subprocess.Popen[bytes]:
    named = [f"{named.__module__}:{named.__name__}" for named in (function, refusals)]
    return subprocess.Popen(  # noqa: S603 - our own module, no shell
        [sys.executable, "-B", "-c", begin, *named, str(limits.seconds), str(limits.memory), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        pass_fds=pass_fds,
        cwd=ROOT,
        env={},
    )


def _received(
    process: subprocess.Popen[bytes],
    arguments: tuple[object, ...],
    kind: Any,
    refusals: type[Exception],
    limits: Limits,
) -> Generator[Any, None, None]:
    """Give the process its task, yield the pieces that it sends, and end it."""
    with process:
        pipes = _Pipes(process)
        try:
            pipes.give(as_bytes(arguments), monotonic() + limits.wait_seconds)
            yield from _pieces(pipes, kind, refusals, limits)
        except TooLong as too_long:
            raise OverTheLimits from too_long
        except NotDeclared as other:
            raise ProgramError(f"{SOMETHING_ELSE} {other}") from other
        except EOFError as ended:
            raise _failure(pipes.end(), pipes.errors) from ended
        finally:
            process.kill()


def _pieces(pipes: "_Pipes", kind: Any, refusals: type[Exception], limits: Limits) -> Iterator[Any]:
    wait_seconds, has_started = limits.wait_seconds, False
    while True:
        began = monotonic()
        sent, content = pipes.message(began + min(wait_seconds, limits.piece_seconds))
        wait_seconds -= monotonic() - began
        if sent == STARTED:
            if has_started:
                raise NotDeclared("It started twice.")
            has_started = True
            if content:
                logger.warning("A process can reach files and processes: %s.", content.decode(errors="replace"))
        elif sent == REFUSAL:
            raise _refusal(content, refusals)
        elif sent == END:
            return
        elif sent == PIECE:
            yield read_as(kind, content)


def _failure(code: int, said: bytes) -> OverTheLimits | ProgramError:
    """Return the error for the code that a process ended with. Any other signal may be an attack: let it be logged."""
    if code in OVER_THE_LIMITS:
        return OverTheLimits()
    return ProgramError(f"The process ended with {code}. {said.decode(errors='replace')}")


class _Pipes:
    """Those of a process: what it is given, what it sends, and what it writes about errors."""

    def __init__(self, process: Any) -> None:
        self.errors = b""
        self._errors_are_open = True
        self._process = process
        self._reads = select.poll()
        self._reads.register(self._process.stdout, select.POLLIN)
        self._reads.register(self._process.stderr, select.POLLIN)

    def give(self, task: bytes, until: float) -> None:
        """Write the task and close; raise EOFError if the process has ended, and NotInTime after that time."""
        pipe, left = self._process.stdin, memoryview(task)
        os.set_blocking(pipe.fileno(), False)
        writes = select.poll()
        writes.register(pipe, select.POLLOUT)
        try:
            while left:
                _wait(writes, until)
                left = left[os.write(pipe.fileno(), left) :]
        except BrokenPipeError as broken:
            raise EOFError from broken
        pipe.close()

    def message(self, until: float) -> tuple[bytes, bytes]:
        """Return the kind and the bytes of what comes next; raise EOFError at the end, and NotInTime after that time.

        Raise NotDeclared for a kind that there is not, and for too many bytes.
        """
        kind, size = HEAD.unpack(self._exactly(HEAD.size, until))
        if size > MOST_BYTES.get(kind, -1):
            raise NotDeclared(f"It sent {size:,} bytes of the kind {kind!r}.")
        return kind, self._exactly(size, until)

    def end(self) -> int:
        """Return the code with which a process ends that has closed its output."""
        until = monotonic() + END_SECONDS
        self._reads.unregister(self._process.stdout)
        try:
            while self._errors_are_open:
                _wait(self._reads, until)
                self._hear()
            return int(self._process.wait(max(0.0, until - monotonic())))
        except (NotInTime, subprocess.TimeoutExpired) as late:
            raise ProgramError("The process closed its output and did not end.") from late

    def _exactly(self, size: int, until: float) -> bytes:
        content, output = bytearray(), self._process.stdout.fileno()
        while len(content) < size:
            ready = _wait(self._reads, until)
            if output not in ready:
                self._hear()
            elif read := os.read(output, min(size - len(content), READ_AT_ONCE)):
                content += read
            else:
                raise EOFError
        return bytes(content)

    def _hear(self) -> None:
        """Keep the beginning of what is written about errors."""
        pipe = self._process.stderr
        if read := os.read(pipe.fileno(), READ_AT_ONCE):
            self.errors = (self.errors + read)[:MOST_ERROR_BYTES]
        else:
            self._errors_are_open = False
            self._reads.unregister(pipe)


def _wait(pipes: select.poll, until: float) -> set[int]:
    """Return which pipes are ready; raise NotInTime if none is until then."""
    seconds = until - monotonic()
    ready = pipes.poll(seconds * 1000) if seconds > 0 else ()
    if not ready:
        raise NotInTime
    return {descriptor for descriptor, _ in ready}


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


def _kinds(function: Any) -> list[Any]:
    """Return the declared types of the arguments of a function; None for one that declares none."""
    hints = get_type_hints(function)
    return [hints.get(name) for name in signature(function).parameters]


def _row(kinds: Iterable[Any]) -> GenericAlias:
    """Return the type of a tuple of these types."""
    return GenericAlias(tuple, tuple(kinds))


def _reasons(kind: type[Exception]) -> GenericAlias:
    """Return the types of what a refusal is made of: a sentence, if its class declares nothing else."""
    return _row(_kinds(kind.__init__)[1:]) if isfunction(kind.__init__) else _row([str])


def _refusal(content: bytes, refusals: type[Exception]) -> Exception:
    """Return the refusal that a process has sent, which is of the class or of one below it."""
    name, reasons = read_as(_row([str, bytes]), content)
    kind = {kind.__name__: kind for kind in _with_subclasses(refusals)}.get(name)
    if kind is None:
        raise NotDeclared(f"It refused with {name!r}.")
    return kind(*read_as(_reasons(kind), reasons))


def _with_subclasses(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _with_subclasses(below)


def main() -> None:
    """Read the arguments of the function from standard input, and send what it returns within the limits."""
    _translate_into(sys.argv[5])
    # This imports the module of the function. A library that is loaded with too little memory raises any error.
    function, refusals = _imported_by_name(sys.argv[1]), _imported_by_name(sys.argv[2])
    arguments = read_as(_row(_kinds(function)), sys.stdin.buffer.read())
    gain_no_privileges()
    _limit(int(sys.argv[3]), int(sys.argv[4]))
    _send_all(starmap(function, [arguments]), refusals)


def main_of_stream() -> None:
    """Read the arguments from standard input and the file from the descriptor in the arguments, and send pieces."""
    descriptor = int(sys.argv[5])
    # The site's process has the same place in the file, and a ``seek`` within its buffer does not move it.
    os.lseek(descriptor, 0, os.SEEK_SET)
    file = os.fdopen(descriptor, "rb", buffering=0)
    function, refusals = _imported_by_name(sys.argv[1]), _imported_by_name(sys.argv[2])
    arguments = read_as(_row(_kinds(function)[1:]), sys.stdin.buffer.read())
    _limit(int(sys.argv[3]), int(sys.argv[4]))
    # No number is left for another file or connection, no process can start, and nobody but root can raise the limits.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    _send(STARTED, only_compute().encode())
    _send_all(function(file, *arguments), refusals)


def _imported_by_name(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


def _send_all(pieces: Iterator[Any], refusals: type[Exception]) -> None:
    try:
        for piece in pieces:
            _send(PIECE, as_bytes(piece))
    except refusals as error:
        kind = type(error)
        reasons = error.args if isfunction(kind.__init__) else (str(error)[:MOST_CHARACTERS_OF_A_REFUSAL],)
        _send(REFUSAL, as_bytes((kind.__name__, as_bytes(reasons))))
    except (MemoryError, RecursionError, TooLong):
        os._exit(OUT_OF_MEMORY)
    else:
        _send(END, b"")


def _send(kind: bytes, content: bytes) -> None:
    sys.stdout.buffer.write(HEAD.pack(kind, len(content)) + content)
    sys.stdout.buffer.flush()


def _limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What is open to writing, as a copy of the file is, does not grow, and nothing new is filled.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform != "darwin":  # which has no limit on memory
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _translate_into(language: str) -> None:
    """Let sentences be in the reader's language, with settings that contain nothing but that."""
    import django
    from django.conf import settings

    settings.configure(LANGUAGE_CODE=language, LOCALE_PATHS=[ROOT / "archive" / "locale"])
    django.setup()
