"""Sends a stored file, whose ETag is its SHA-256: whole, compressed beforehand, or the bytes that are asked for."""

import re
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from io import SEEK_CUR, SEEK_END, SEEK_SET, RawIOBase
from pathlib import Path
from typing import Any, BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from archive.pages.http.caching.middleware import ASK_EACH_TIME, TAKES_GZIP

# One range. A client that asks for several, or for more than any file has, gets the whole one (RFC 9110, 14.2).
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
COMPRESSED = ".gz"


@dataclass(frozen=True)
class StoredFile:
    """A file that never changes: where it is, its digest, its media type, and when it was made.

    If there is a file of the same name with ``.gz`` after it, that is the same compressed.
    """

    path: Path
    sha256: str
    media_type: str
    made: datetime


class PartOfFile(RawIOBase):
    """The bytes of an open file from ``first`` up to ``end``, as a file of their own, which closes the other."""

    def __init__(self, file: BinaryIO, first: int, end: int) -> None:
        self._file, self._first, self._end = file, first, max(first, end)
        file.seek(first)

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def seekable(self) -> bool:
        """Return that it can be read from any place, so a server sends it as it is stored."""
        return True

    def tell(self) -> int:
        """Return the place in the part."""
        return self._file.tell() - self._first

    def seek(self, offset: int, start: int = SEEK_SET) -> int:
        """Go to a place in the part, and return it."""
        begins = {SEEK_SET: 0, SEEK_CUR: self.tell(), SEEK_END: self._end - self._first}
        self._file.seek(self._first + begins[start] + offset)
        return self.tell()

    def readinto(self, buffer: Any) -> int:
        """Read what is left of the part, at most as much as there is room for."""
        left = max(0, self._end - self._file.tell())
        piece = self._file.read(min(left, len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


def send(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """Send the file, the part of it that is asked for (206, 416), or say that the client has it (304)."""
    compressed = file.path.with_name(file.path.name + COMPRESSED)
    has_compressed = compressed.exists()
    asked = _range_of(request, file)
    packed = has_compressed and not asked and bool(TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")))
    etag = f'"{file.sha256}.gzip"' if packed else f'"{file.sha256}"'
    decided = get_conditional_response(request, etag, int(file.made.timestamp()))
    response = decided or _answer_with_file(compressed if packed else file.path, file, asked)
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": ASK_EACH_TIME,
        "ETag": etag,
        "Last-Modified": http_date(file.made.timestamp()),
        "X-Robots-Tag": "noindex",
        **({"Vary": "Accept-Encoding"} if has_compressed else {}),
        **({"Content-Encoding": "gzip"} if packed and response.status_code == HTTPStatus.OK else {}),
    }
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _range_of(request: HttpRequest, file: StoredFile) -> re.Match[str] | None:
    """Return the range that is asked for, if the client's part is of this very file (``If-Range``)."""
    held = request.headers.get("If-Range", f'"{file.sha256}"')
    is_of_this = held in {f'"{file.sha256}"', http_date(file.made.timestamp())}
    match = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    return match if match and any(match.groups()) and is_of_this and request.method == "GET" else None


def _answer_with_file(path: Path, file: StoredFile, asked: re.Match[str] | None) -> HttpResponseBase:
    size = path.stat().st_size
    first, end = _bytes_of(asked, size) if asked else (0, size)
    if asked and first >= end:
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=status, headers={"Content-Range": f"bytes */{size}"})
    part = PartOfFile(path.open("rb"), first, end)
    response = FileResponse(part, as_attachment=True, filename=file.path.name, content_type=file.media_type)
    if asked:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response.headers["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
    return response


def _bytes_of(asked: re.Match[str], size: int) -> tuple[int, int]:
    """Return the place of the first byte, and the place after the last. Without a first, the number is of the last."""
    first, last = asked.groups()
    if not first:
        return (max(0, size - int(last)) if int(last) else size), size
    return int(first), min(int(last) + 1, size) if last else size
