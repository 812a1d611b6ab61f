"""One file of named flat arrays, written once and never changed: a segment of the index on disk.

Layout: the eight bytes of MAGIC, the length of the header and its CRC-32 (two little-endian unsigned 32-bit integers),
the header as JSON in UTF-8, the sections, each on a boundary of eight bytes, then the CRC-32 of each block of 4 KiB of
them (unsigned 32-bit integers). The header has the attributes, the offset, item type and item count of each section,
and the length of all sections together.

A file is read and compared with its checksums once, when it is opened. From then on its arrays are mapped, so a search
reads only the pages that it needs, and processes share them. Before each search, the file's size and its time of change
are compared with those of that moment: a file that was cut short or written to is read and compared again. What a
failing disk alters without a write, ``verify`` finds. If the disk can no longer give a page, the process that needs it
is killed; the one that takes its place reads the file with ordinary errors.
"""

import json
import mmap
import os
import struct
import sys
import weakref
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"BMSEG08\n"
PREFIX = struct.Struct("<8sII")
ALIGNMENT = 8
BLOCK = 4096
CHECKSUM = np.dtype("<u4")
BLOCKS_AT_ONCE = 256


class DamagedIndex(Exception):
    """A file of the index does not contain what was written to it."""


def write_segment_file(path: Path, arrays: Mapping[str, NDArray[Any]], attributes: Mapping[str, Any]) -> None:
    """Write the arrays and the attributes (JSON values) to a new file that only its owner can read, and sync it.

    Raise OSError, and leave no file, if the disk does not accept it.
    """
    sections: dict[str, tuple[int, str, int]] = {}
    blobs: list[bytes] = []
    length = 0
    for name, array in arrays.items():
        little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
        blob = bytes(-length % ALIGNMENT) + little.tobytes()
        length += len(blob)
        sections[name] = (length - little.nbytes, little.dtype.str, len(little))
        blobs.append(blob)
    header = json.dumps({"attributes": attributes, "sections": sections, "length": length}).encode()
    header += b" " * (-(PREFIX.size + len(header)) % ALIGNMENT)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(PREFIX.pack(MAGIC, len(header), zlib.crc32(header)) + header)
            file.writelines(blobs)
            file.write(_checksums(blobs).tobytes())
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


class SegmentInMemory:
    """The contents of a segment file in memory, read in the same way."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], attributes: Mapping[str, Any]) -> None:
        self.attributes = attributes
        self._arrays = arrays

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def item_type(self, name: str) -> np.dtype[Any]:
        """Return the type of a section's items."""
        return self._arrays[name].dtype

    def array(self, name: str, start: int = 0, stop: int | None = None) -> NDArray[Any]:
        """Return the items of a section from start to stop (excluded), by default all of them."""
        return self._arrays[name][start:stop]

    def verify_again(self) -> None:
        """Do nothing: there is no file."""

    def close(self) -> None:
        """Do nothing: there is no file."""


class SegmentFile:
    """An open segment file. ``close`` closes it, or the end of the last reference to it does.

    Arrays that it returns are read-only views of what is on disk. Closed, it can no longer be compared with its
    checksums, which raises ValueError. What is mapped stays readable, until the last reference to this or to an array
    ends; up to Python 3.12, a descriptor of the map's own stays open with it.
    """

    def __init__(self, path: Path) -> None:
        """Open the file and read all of it; raise DamagedIndex if it is not what was written."""
        self.path = path
        self._descriptor = os.open(path, os.O_RDONLY)
        self.close = weakref.finalize(self, os.close, self._descriptor)
        self.verify()
        self._map = _mapped(self._descriptor)

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def item_type(self, name: str) -> np.dtype[Any]:
        """Return the type of a section's items."""
        return self._sections[name][1]

    def array(self, name: str, start: int = 0, stop: int | None = None) -> NDArray[Any]:
        """Return the items of a section from start to stop (excluded), by default all of them."""
        offset, dtype, count = self._sections[name]
        stop = count if stop is None else min(stop, count)
        if start >= stop:
            return np.empty(0, dtype)
        return np.frombuffer(self._map, dtype, stop - start, self._base + offset + start * dtype.itemsize)

    def verify(self) -> None:
        """Read all of it; raise DamagedIndex if it is not what was written."""
        state = self._state()
        self._read_header()
        checksums = self._read_bytes(self._base + self._length, -(-self._length // BLOCK) * CHECKSUM.itemsize)
        expected = np.frombuffer(checksums, CHECKSUM).tolist()
        step = BLOCKS_AT_ONCE * BLOCK
        for start in range(0, self._length, step):
            blocks = memoryview(self._read_bytes(self._base + start, min(step, self._length - start)))
            first = start // BLOCK
            for index, checksum in enumerate(expected[first : first + BLOCKS_AT_ONCE]):
                if zlib.crc32(blocks[index * BLOCK : (index + 1) * BLOCK]) != checksum:
                    raise DamagedIndex(f"{self.path.name} is damaged.")
        self._verified = state

    def verify_again(self) -> None:
        """Do so if the file was cut short or written to since."""
        if self._state() != self._verified:
            self.verify()

    def _state(self) -> tuple[int, int]:
        """Return what changes if the file is cut short or written to; raise ValueError once it is closed."""
        if not self.close.alive:
            # By now, another file may have the number of the descriptor.
            raise ValueError(f"{self.path.name} is closed.")
        status = os.fstat(self._descriptor)
        return status.st_size, status.st_mtime_ns

    def _read_header(self) -> None:
        magic, length, checksum = PREFIX.unpack(self._read_bytes(0, PREFIX.size))
        if magic != MAGIC:
            raise DamagedIndex(f"{self.path.name} is not a segment of the index.")
        header = self._read_bytes(PREFIX.size, length)
        if zlib.crc32(header) != checksum:
            raise DamagedIndex(f"The header of {self.path.name} is damaged.")
        content = json.loads(header)
        self.attributes: dict[str, Any] = content["attributes"]
        self._sections = {
            name: (offset, np.dtype(dtype), count) for name, (offset, dtype, count) in content["sections"].items()
        }
        self._base = PREFIX.size + length
        self._length = content["length"]

    def _read_bytes(self, offset: int, length: int) -> bytes:
        if length == 0:
            return b""
        data = os.pread(self._descriptor, length, offset)
        if len(data) != length:
            raise DamagedIndex(f"{self.path.name} is shorter than it was written.")
        return data


def _mapped(descriptor: int) -> mmap.mmap:
    """Return the file's contents, mapped, if possible without another descriptor."""
    if sys.version_info >= (3, 13):
        return mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ, trackfd=False)
    return mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)


def _checksums(blobs: Sequence[bytes]) -> NDArray[np.uint32]:
    """Return the CRC-32 of each of several consecutive blocks."""
    checksums: list[int] = []
    checksum, room = 0, BLOCK
    for blob in blobs:
        left = memoryview(blob)
        while left:
            part, left = left[:room], left[room:]
            checksum = zlib.crc32(part, checksum)
            room -= len(part)
            if not room:
                checksums.append(checksum)
                checksum, room = 0, BLOCK
    if room < BLOCK:
        checksums.append(checksum)
    return np.array(checksums, CHECKSUM)
