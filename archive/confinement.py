"""Runs a function on untrusted data in a process of its own, so that too much time or memory ends only that process.

The process runs this module. It has no environment and no database connection and writes no file. On standard
output, it returns what the function returned or why it refused.
"""

import pickle
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import get_language

BEGIN = "from archive.confinement import main; main()"
ROOT = Path(__file__).resolve().parents[1]
Answer = TypeVar("Answer")


class OverTheLimits(Exception):
    """The function took more processor time or memory than it may."""


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
    if done.returncode < 0:  # A signal ended it: the limit on processor time, or too little memory.
        raise OverTheLimits
    if done.returncode:
        raise ProgramError(done.stderr.decode(errors="replace"))
    # The pickle comes from our own code, and no data can change what that writes.
    is_refused, answer = pickle.loads(done.stdout)  # noqa: S301
    if is_refused:
        raise answer
    return answer


def main() -> None:
    """Read standard input within the limits in the arguments, and write the result."""
    seconds, memory, language = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    _translate_into(language)
    # This imports the module of the function. A library that is loaded with too little memory raises any error.
    function, arguments, refusals = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by run_confined
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform != "darwin":  # which has no limit on memory
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
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
