"""Reads files of JSON Lines, plain or gzip, each line with its number, whoever made them and however long they are."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from archive.machine.web.sent_data import MEGABYTE, NotTaken, Row, read_json

GZIP_MAGIC = b"\x1f\x8b"
# Only the beginning of a longer line is kept in memory: it is not JSON, and is refused as such.
LONGEST_LINE = 16 * MEGABYTE
# Files of lines get about ten times smaller by packing, a file that is all zeros a thousand times.
MOST_TIMES_PACKED = 100
CHUNK = MEGABYTE
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)
Numbered = tuple[int, bytes]


class SentLines:
    """The lines of an open file, to be read once from its start."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        """Take a file of so many bytes, plain or gzip, whatever its name says."""
        self._file, self._size = file, max(size, 1)
        self.is_packed = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        self._begin()

    def _begin(self) -> None:
        self._file.seek(0)
        self._stream: gzip.GzipFile | IO[bytes] = gzip.GzipFile(fileobj=self._file) if self.is_packed else self._file
        self._left = max(self._size * MOST_TIMES_PACKED, LONGEST_LINE)

    def verify(self) -> None:
        """Read a compressed file to its end, where its checksums are; raise NotTaken if it is not what was packed."""
        try:
            while self.is_packed and (chunk := self._stream.read(CHUNK)):
                self._count(chunk)
        except DAMAGE as error:
            raise NotTaken("The compressed file is damaged or incomplete. Nothing was read.") from error
        self._begin()

    def share(self) -> float:
        """Return how much of the file has been read, from 0 to 1."""
        return self._file.tell() / self._size

    def __iter__(self) -> Iterator[Numbered]:
        """Yield the number and the bytes of each line, or the beginning of one that is too long.

        Raise NotTaken if a compressed file is damaged, or far larger than any file of lines.
        """
        number = 0
        try:
            while line := self._line():
                number += 1
                yield number, line
        except DAMAGE as error:
            raise NotTaken(
                f"Line {number + 1} cannot be unpacked: the compressed file is damaged after line {number}, "
                "and nothing after that was read."
            ) from error

    def _line(self) -> bytes:
        line = rest = self._stream.readline(LONGEST_LINE)
        self._count(line)
        while len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
            rest = self._stream.readline(LONGEST_LINE)
            self._count(rest)
        return line

    def _count(self, content: bytes) -> None:
        self._left -= len(content)
        if self.is_packed and self._left < 0:
            raise NotTaken("It is far larger than it was when packed.")


@contextmanager
def open_lines(path: Path) -> Iterator[SentLines]:
    """Yield the lines of a file; raise OSError if it cannot be read."""
    with path.open("rb") as file:
        yield SentLines(file, path.stat().st_size)


def read_rows(packed: IO[bytes], size: int) -> Iterator[tuple[int, Row]]:
    """Yield the object on each line of a file that gzip packed into ``size`` bytes, with its number, as it is read.

    Raise NotTaken, with the line, for one that is no object, and for a file that is not packed or is damaged.
    """
    lines = SentLines(packed, size)
    if size and not lines.is_packed:
        raise NotTaken("Line 1 cannot be unpacked: the file is not compressed.")
    return rows_of(lines)


def rows_of(lines: Iterable[Numbered]) -> Iterator[tuple[int, Row]]:
    """Yield the object on each line, with its number; raise NotTaken, with the line, for one that is none."""
    for number, line in lines:
        try:
            yield number, read_object(line)
        except NotTaken as error:
            raise NotTaken(f"Line {number}: {error}") from error


def read_object(line: bytes) -> Row:
    """Return the object of a line; raise NotTaken if it is none that every database can store."""
    row = read_json(line)
    if not isinstance(row, dict):
        raise NotTaken("It is not an object.")
    return row
