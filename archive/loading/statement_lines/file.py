"""The file of lines: lines with their numbers, plain or gzip, of any length."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

GZIP_MAGIC = b"\x1f\x8b"
# Bytes. Only the beginning of a longer line is kept in memory: it is not JSON, and is refused as such.
LONGEST_LINE = 8 * 1024 * 1024
CHUNK = 1 << 20


class FileDamaged(Exception):
    """A compressed file does not contain what was packed, or is cut off."""


class LineFile:
    """A file of lines, open for reading once from its start."""

    def __init__(self, path: Path) -> None:
        """Open the file, whatever its name says.

        A compressed file is first read completely: its checksums come after the bytes, so only then is it known whether
        it is what was packed. Raise FileDamaged if it is not, and OSError if the file cannot be read.
        """
        self._raw = path.open("rb")
        self._size = max(path.stat().st_size, 1)
        is_packed = self._raw.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        self._raw.seek(0)
        if is_packed:
            try:
                self._verify()
            except BaseException:
                self._raw.close()
                raise
        self._stream: gzip.GzipFile | BinaryIO = gzip.GzipFile(fileobj=self._raw) if is_packed else self._raw

    def __enter__(self) -> "LineFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()

    def share(self) -> float:
        """Return how much of the file has been read, from 0 to 1."""
        return self._raw.tell() / self._size

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Yield the number and the bytes of each line that is not blank, or the beginning of a line that is too long.

        A byte order mark before the first line is skipped. Raise FileDamaged if a compressed file is damaged although
        it was intact when it was opened.
        """
        number = 0
        try:
            while line := self._stream.readline(LONGEST_LINE):
                number += 1
                is_cut = len(line) == LONGEST_LINE and not line.endswith(b"\n")
                if number == 1:
                    line = line.removeprefix(codecs.BOM_UTF8)
                if line.strip():
                    yield number, line
                if is_cut:
                    self._pass_over()
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise FileDamaged(
                f"The compressed file changed while it was read, and is damaged after line {number}: "
                "nothing after that was read."
            ) from error

    def _verify(self) -> None:
        """Read a compressed file to its end, where its checksums are compared, and return to the start."""
        try:
            packed = gzip.GzipFile(fileobj=self._raw)
            while packed.read(CHUNK):
                pass
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise FileDamaged("The compressed file is damaged or incomplete. Nothing was read.") from error
        self._raw.seek(0)

    def _pass_over(self) -> None:
        while (rest := self._stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
