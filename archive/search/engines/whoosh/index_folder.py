"""A folder with an index in it: Whoosh's table of contents, the segments that it names, and locks.

A change is on disk before it is announced: segments are synced when written, the table of contents is synced and then
renamed into its place, and then the folder is synced. If a process is killed at any moment, either the old generation
or the new one is there, complete. Whoosh's table of contents is a pickle, so anyone who can write to the folder can run
code as the site. So only its owner may use the folder, and a folder that others can write to is not read.
"""

import logging
import os
import pickle
import re
import shutil
import stat
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC, IndexVersionError

from archive.machine.database.durable import sync_folder
from archive.search.engines.whoosh.array_segment import ArraySegment
from archive.search.engines.whoosh.schema import make_schema
from archive.search.engines.whoosh.segment import SegmentContent, write_segment
from archive.search.engines.whoosh.segment_file import DamagedIndex
from boardmeetings.failpoints import failpoint

logger = logging.getLogger(__name__)

NAME = "statements"
SCHEMA = make_schema()
CHECKSUM_SIZE = 4
# Whoosh's table of contents is followed by the origin, its length in bytes, and this.
ORIGIN_MARK = b"ORIGIN\x01"
ORIGIN_LENGTH_SIZE = 4
EPOCH = 1_700_000_000
"""A time in November 2023, in seconds. Whoosh stores a generation in 31 bits."""
SET_ASIDE = "damaged"
TOC_FILE = re.compile(rf"_{NAME}_(\d+)\.toc")
SEGMENT_FILE = re.compile(rf"{NAME}_\w+\.seg")


class MissingIndex(Exception):
    """There is no index in the folder."""


class SyncedStorage(FileStorage):
    """Whoosh's files, with their origin and a checksum at the end of each, on disk before they get their names."""

    origin: str = ""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Seal, sync and rename a file, and sync the folder."""
        path = Path(self.folder) / oldname
        with path.open("r+b") as file:
            content = file.read()
            origin = self.origin.encode()
            behind = origin + len(origin).to_bytes(ORIGIN_LENGTH_SIZE, "little") + ORIGIN_MARK
            checksum = zlib.crc32(behind, zlib.crc32(content))
            file.write(behind)
            file.write(checksum.to_bytes(CHECKSUM_SIZE, "little"))
            file.flush()
            os.fsync(file.fileno())
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(Path(self.folder))


class IndexFolder:
    """An index at a path. Only the holder of the write lock may change it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.storage = SyncedStorage(str(path))

    def create(self) -> None:
        """Make the folder, which only its owner can use, if it is missing."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def generation(self) -> int:
        """Return the number of the last commit; raise MissingIndex if there is none."""
        try:
            generations = [int(match[1]) for path in self.path.iterdir() if (match := TOC_FILE.fullmatch(path.name))]
        except FileNotFoundError:
            generations = []
        if not generations:
            raise MissingIndex("There is no index.")
        return max(generations)

    def read(self, generation: int) -> list[ArraySegment]:
        """Return the segments of a commit; raise DamagedIndex, or FileNotFoundError if it was replaced."""
        if stat.S_IMODE(self.path.stat().st_mode) & (stat.S_IWGRP | stat.S_IWOTH):
            raise DamagedIndex(f"Others may write to {self.path}; it must be its owner's alone.")
        name = toc_name(generation)
        # In memory, because Whoosh leaves a file open if it does not understand it.
        storage = RamStorage()
        storage.files[name] = self._content(name)
        try:
            toc = TOC.read(storage, NAME, gen=generation, schema=SCHEMA)
        except (pickle.UnpicklingError, AttributeError, ImportError, IndexVersionError) as error:
            raise DamagedIndex(f"The table of contents {name} is of another version.") from error
        return toc.segments

    def origin(self, generation: int) -> str:
        """Return the origin that a commit carries; raise the errors of ``read``."""
        content = self._content(toc_name(generation))
        if not content.endswith(ORIGIN_MARK):
            return ""
        content = content[: -len(ORIGIN_MARK)]
        length = int.from_bytes(content[-ORIGIN_LENGTH_SIZE:], "little")
        content = content[:-ORIGIN_LENGTH_SIZE]
        return content[len(content) - length :].decode()

    def _content(self, name: str) -> bytes:
        """Return the table of contents without its checksum; raise DamagedIndex if that is wrong."""
        content = (self.path / name).read_bytes()
        content, checksum = content[:-CHECKSUM_SIZE], content[-CHECKSUM_SIZE:]
        if not content or zlib.crc32(content) != int.from_bytes(checksum, "little"):
            raise DamagedIndex(f"The table of contents {name} is damaged.")
        return content

    def write_segment(self, content: SegmentContent) -> ArraySegment:
        """Write a new segment. It is not part of the index before it is committed."""
        segment = ArraySegment(NAME, content.document_count)
        write_segment(self.path / segment.file_name, content)
        return segment

    def commit(self, segments: Sequence[ArraySegment], origin: str | None = None) -> None:
        """Make these the segments of the index, and remove what is no longer part of it.

        Without ``origin``, the commit carries that of the previous one.
        """
        try:
            before = self.generation()
            generation = before + 1
            self.storage.origin = self.origin(before) if origin is None else origin
        except MissingIndex:
            # Numbers start at the current time, so that a rebuilt index is not taken for the deleted one.
            generation = int(time.time()) - EPOCH
            self.storage.origin = origin or ""
        failpoint("index.written")
        TOC(SCHEMA, list(segments), generation).write(self.storage, NAME)
        failpoint("index.committed")
        self._remove_all_but(generation, segments)

    @contextmanager
    def tidied(self) -> Iterator[None]:
        """Within this context, remove what was written and not committed if the disk does not accept all of it."""
        try:
            yield
        except OSError:
            self.remove_left_files()
            raise

    def adopt(self, other: "IndexFolder", origin: str) -> None:
        """Replace the index with the one in another folder of the same disk, and keep others out of the folder."""
        self.path.chmod(0o700)
        segments = other.read(other.generation())
        for segment in segments:
            (other.path / segment.file_name).rename(self.path / segment.file_name)
            failpoint("index.adopting")
        self.commit(segments, origin)

    def set_aside(self, reason: str) -> None:
        """Move a damaged index to a folder next to the live files, in place of an earlier one, and log why."""
        logger.error("The search index is damaged. It is set aside and must be rebuilt: %s", reason)
        aside = self.path / SET_ASIDE
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(mode=0o700)
        for path in list(self.path.iterdir()):
            if TOC_FILE.fullmatch(path.name) or SEGMENT_FILE.fullmatch(path.name):
                path.rename(aside / path.name)
        sync_folder(self.path)

    def remove_set_aside(self) -> None:
        """Remove the index that was last set aside as damaged."""
        shutil.rmtree(self.path / SET_ASIDE, ignore_errors=True)

    def remove_left_files(self) -> None:
        """Remove the files that are not part of the last commit."""
        generation = self.generation()
        self._remove_all_but(generation, self.read(generation))

    @contextmanager
    def lock(self, name: str, *, wait: bool = False) -> Iterator[bool]:
        """Try to take a lock, yield whether it was taken, and release it at the end or when the process dies."""
        self.create()
        lock = self.storage.lock(name)
        had = lock.acquire(blocking=wait)
        try:
            yield had
        finally:
            if had:
                lock.release()

    def _remove_all_but(self, generation: int, segments: Sequence[ArraySegment]) -> None:
        kept = {toc_name(generation), *(segment.file_name for segment in segments)}
        for path in list(self.path.iterdir()):
            if path.name not in kept and (TOC_FILE.match(path.name) or SEGMENT_FILE.fullmatch(path.name)):
                path.unlink(missing_ok=True)


def toc_name(generation: int) -> str:
    """Return Whoosh's name for the table of contents of a generation."""
    return f"_{NAME}_{generation}.toc"
