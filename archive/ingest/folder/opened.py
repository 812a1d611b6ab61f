"""The files of a folder or of a zip, with their paths in it. A zip is unpacked in a process of its own."""

import codecs
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from archive.ingest.limits import ARCHIVE_RATIO, FILE_BYTES, MEGABYTE
from archive.ingest.refusals import Damaged, Refused, TooLarge
from archive.machine.confinement import OverTheLimits, ProgramError, stream_confined

MOST_FILES = 5_000
ZIP_BYTES = 1024 * MEGABYTE  # of what a zip unpacks to
UNPACK_SECONDS, UNPACK_MEMORY = 120, 512 * MEGABYTE
# Files that systems leave in folders, and files that are hidden.
NO_FILES = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
# The process that unpacks can open nothing, so this is loaded before.
codecs.lookup("cp437")


@dataclass(frozen=True)
class FolderFile:
    """A file of a folder by its path in it, and its bytes. ``refusal`` says why it has none."""

    name: str
    data: bytes = b""
    refusal: str = ""


class ZipRefused(Refused):
    """A zip of which nothing is taken in."""


def files_in_folder(folder: Path) -> Iterator[FolderFile]:
    """Yield the files of a folder and of the folders in it, in the order of their paths.

    Links are not followed, so nothing outside the folder is read. Raise OSError if the folder cannot be read.
    """
    paths = (Path(inside) / name for inside, _, names in os.walk(folder, onerror=_raise) for name in names)
    for path in sorted(paths):
        name = path.relative_to(folder).as_posix()
        if not _is_left_out(name) and stat.S_ISREG(path.lstat().st_mode):
            size = path.stat().st_size
            yield (
                FolderFile(name, refusal=_too_large(size)) if size > FILE_BYTES else FolderFile(name, path.read_bytes())
            )


def files_in_zip(file: IO[bytes]) -> Iterator[FolderFile]:
    """Yield the files of a zip, in its order.

    Raise ZipRefused, before the first file, if a name leaves the folder, or for too many files or bytes; raise Damaged
    or TooLarge if it cannot be unpacked.
    """
    try:
        yield from stream_confined(
            unpacked,
            file,
            refusals=ZipRefused,
            seconds=UNPACK_SECONDS,
            wait_seconds=UNPACK_SECONDS * 4,
            piece_seconds=UNPACK_SECONDS,
            memory=UNPACK_MEMORY,
        )
    except OverTheLimits as over:
        raise TooLarge("The zip takes too much time or memory to unpack. Split it.") from over
    except ProgramError as error:
        raise Damaged("The zip is damaged. Make it again.") from error


def unpacked(file: IO[bytes]) -> Iterator[FolderFile]:
    """Yield the files of a zip, in its order. It runs in a process that can open nothing. Raise ZipRefused."""
    try:
        packed = zipfile.ZipFile(file)
        _check(packed.infolist())
        entries = [entry for entry in packed.infolist() if not entry.is_dir() and not _is_left_out(entry.filename)]
        for entry in entries:
            refusal = _why_not(entry)
            yield FolderFile(entry.filename, b"" if refusal else _data_of(packed, entry), refusal)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise ZipRefused("The zip is damaged, or is no zip. Make it again.") from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise ZipRefused(f"The zip has {len(entries):,} files, and at most {MOST_FILES:,} can be taken. Split it.")
    if (size := sum(entry.file_size for entry in entries)) > ZIP_BYTES:
        raise ZipRefused(
            f"The zip unpacks to {size // MEGABYTE:,} MB, and at most {ZIP_BYTES // MEGABYTE:,}. Split it."
        )
    for entry in entries:
        if _leaves_folder(entry.filename) or stat.S_ISLNK(entry.external_attr >> 16):
            shown = entry.filename.encode(errors="replace").decode()[:80]
            raise ZipRefused(f"Nothing of the zip was taken: its file “{shown}” would lie outside its folder.")


def _leaves_folder(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or "\0" in name


def _is_left_out(name: str) -> bool:
    return any(part in NO_FILES or (part.startswith(".") and part != "..") for part in PurePosixPath(name).parts)


def _why_not(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & 1:
        return "It has a password. Unpack it, and import the files."
    if entry.file_size > FILE_BYTES:
        return _too_large(entry.file_size)
    if entry.file_size > MEGABYTE and entry.file_size > ARCHIVE_RATIO * max(entry.compress_size, 1):
        return "It unpacks to far more than a transcript has. Unpack it yourself, and import it if it is one."
    return ""


def _data_of(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with packed.open(entry) as opened:
        # One byte more shows a size that the zip denies.
        data = opened.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise ZipRefused("The zip is damaged: a file has another size than it says.")
    return data


def _too_large(size: int) -> str:
    return f"It has {size // MEGABYTE:,} MB, and at most {FILE_BYTES // MEGABYTE} MB can be read. Split it."


def _raise(error: OSError) -> None:
    raise error
