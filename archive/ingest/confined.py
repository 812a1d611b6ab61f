"""Reads untrusted files in a separate process, so that too much time or memory ends only that process.

The process runs this module by name. It has no environment and no database connection and writes no file. On standard
output, it returns what it read, or why it could not.
"""

import logging
import pickle
import resource
import subprocess
import sys
from pathlib import Path

from archive.ingest import limits
from archive.ingest.parsed import ParsedMeeting
from archive.ingest.reading import read
from archive.ingest.refusals import BUSY, Busy, Damaged, EncodingUnclear, Refused, TooLarge
from archive.ingest.text.guide import NO_GUIDE, Guide

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
OVER_THE_LIMITS = (
    "The file takes too much time or memory to read. Split it, or upload the transcript of one meeting as plain text."
)
NOT_READ = (
    "The archive could not read this file because of an error in the program, which is logged. Upload plain text "
    "instead."
)


def read_confined(data: bytes, name: str = "", encoding: str | None = None, guide: Guide = NO_GUIDE) -> ParsedMeeting:
    """Return what ``archive.ingest.read`` returns, or raise what it raises; raise TooLarge beyond the limits, too.

    Raise Busy if the machine has other work and the file was not read while a person waits.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell, the data goes in by standard input
            [sys.executable, "-B", "-m", __name__, str(limits.READ_SECONDS), str(limits.READ_MEMORY_BYTES)],
            input=pickle.dumps((data, name, encoding, guide)),
            capture_output=True,
            cwd=ROOT,
            env={},
            timeout=limits.WAIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise Busy(BUSY) from expired
    if done.returncode < 0:  # A signal ended it: the limit on processor time, or too little memory.
        raise TooLarge(OVER_THE_LIMITS)
    if done.returncode:
        logger.error("The file %r was not read: %s", name, done.stderr.decode(errors="replace"))
        raise Damaged(NOT_READ)
    # The pickle comes from our own code, and no file can change what that writes.
    answer = pickle.loads(done.stdout)  # noqa: S301
    if isinstance(answer, ParsedMeeting):
        return answer
    kind, arguments = answer
    raise kind(*arguments)


def main() -> None:
    """Read standard input within the limits in the arguments, and write the result."""
    seconds, memory = map(int, sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform != "darwin":  # which has no limit on memory
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        answer: object = read(*pickle.load(sys.stdin.buffer))  # noqa: S301 - written by read_confined
    except EncodingUnclear as error:
        answer = type(error), (str(error), error.candidates)
    except Refused as error:
        answer = type(error), (str(error),)
    except (MemoryError, RecursionError):
        answer = TooLarge, (OVER_THE_LIMITS,)
    pickle.dump(answer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
