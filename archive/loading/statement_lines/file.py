"""The file itself: lines with their numbers, plain or gzip, of any length."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

GZIP_MAGIC = b"\x1f\x8b"
# Bytes. Of a longer line only the beginning is held in memory: it is no JSON, and is refused as such.
LONGEST_LINE = 8 * 1024 * 1024


class FileDamaged(Exception):
    """A compressed file ends, or breaks, in its midst; what comes before is good."""

    def __init__(self, line: int) -> None:
        super().__init__(f"The compressed file is damaged or cut short after line {line}: nothing after it was read.")


class LineFile:
    """A file of lines, open for reading once from its start."""

    def __init__(self, path: Path) -> None:
        """Open the file, whatever its name says; raise OSError where it cannot be read."""
        self._raw = path.open("rb")
        self._size = max(path.stat().st_size, 1)
        packed = self._raw.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        self._raw.seek(0)
        self._stream: BinaryIO = gzip.GzipFile(fileobj=self._raw) if packed else self._raw

    def __enter__(self) -> "LineFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()

    def share(self) -> float:
        """Return how much of the file has been read, from 0 to 1."""
        return self._raw.tell() / self._size

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Yield the number and the bytes of each line that is not blank; of one that is too long, the beginning.

        Raise FileDamaged where a compressed file breaks.
        """
        number = 0
        try:
            while line := self._stream.readline(LONGEST_LINE):
                number += 1
                if line.strip():
                    yield number, line
                if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                    self._pass_over()
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise FileDamaged(number) from error

    def _pass_over(self) -> None:
        while (rest := self._stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
