"""Sends a stored file, whose ETag is its SHA-256: whole, compressed beforehand, or the bytes that are asked for."""

import re
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from whitenoise.responders import SlicedFile

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


def send(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """Send the file, the part of it that is asked for (206, 416), or say that the client has it (304)."""
    compressed = file.path.with_name(file.path.name + COMPRESSED)
    has_compressed = compressed.exists()
    asked = _range_of(request, file)
    packed = has_compressed and not asked and bool(TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")))
    etag = f'"{file.sha256}.gzip"' if packed else f'"{file.sha256}"'
    decided = get_conditional_response(request, etag, int(file.made.timestamp()))
    response = decided or _answer(compressed if packed else file.path, file, asked)
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


def _answer(path: Path, file: StoredFile, asked: re.Match[str] | None) -> HttpResponseBase:
    size = path.stat().st_size
    first, end = _bytes_of(asked, size) if asked else (0, size)
    if asked and first >= end:
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=status, headers={"Content-Range": f"bytes */{size}"})
    stored = path.open("rb")
    stored.seek(first)
    # A server sends a file from where it stands to its end. Another part is read here.
    part: IO[bytes] = stored if end == size else SlicedFile(stored, first, end - 1)
    response = FileResponse(part, as_attachment=True, filename=file.path.name, content_type=file.media_type)
    response.headers["Content-Length"] = str(end - first)
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
