"""The files of the whole record: a page that describes them, and the files themselves."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.exports.bulk import Published, published
from archive.exports.bulk.files import ABOUT_DATABASE, CATALOGUE, DATABASE, MANIFEST
from archive.exports.bulk.parts import part_file, parts_manifest
from archive.exports.bulk.record import BY_NAME, RECORD
from archive.machine.web.cost import Cost, costs
from archive.pages.http.caching.middleware import ASK_EACH_TIME
from archive.pages.http.errors import NotHere
from archive.pages.http.stored_file import StoredFile, send

MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite3": "application/vnd.sqlite3",
}


@dataclass(frozen=True)
class Listed:
    """A table as the page lists it: its contents, its number of rows, and its files with their sizes in bytes.

    The whole record has no rows of its own.
    """

    about: str
    rows: int | None
    files: list[tuple[str, int]]


# The record's version does not say whether and when files were made.
@never_cache
@require_safe
@costs(Cost.CHEAP)
def data_page(request: HttpRequest) -> HttpResponse:
    """Show what can be downloaded, how recent it is and how to open it."""
    there = published()
    context = {"published": there, "tables": _tables(there) if there else [], "manifest": MANIFEST, "entry": CATALOGUE}
    return render(request, "pages/data/index.html", context)


def _tables(there: Published) -> list[Listed]:
    # Whole, and then in the order in which people need them.
    about = {DATABASE.partition(".")[0]: ABOUT_DATABASE, "statements": BY_NAME["statements"].about}
    about |= {table.name: table.about for table in RECORD}
    files: dict[str, list[dict[str, Any]]] = {name: [] for name in about}
    for resource in there.manifest()["resources"]:
        # An earlier version wrote files of other tables.
        files.get(resource["path"].partition(".")[0], []).append(resource)
    return [
        Listed(str(about[name]), some[0].get("rows"), [(one["path"], one["bytes"]) for one in some])
        for name, some in files.items()
        if some
    ]


@require_safe
@costs(Cost.CHEAP)
def data_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send one of the files."""
    # It may be replaced in this moment.
    with suppress(FileNotFoundError):
        there = published()
        digest = there.digests().get(name) if there else None
        if there and digest:
            return send(request, StoredFile(there.path / name, digest, _media_type(name), there.made))
    raise NotHere(gettext("This file is not available. It may be being updated. See the list of files."))


@require_safe
@costs(Cost.CHEAP)
def part_of_record(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a file of one board and year, or the manifest of all of them."""
    with suppress(FileNotFoundError):
        if name == MANIFEST and (manifest := parts_manifest()):
            return _sent(request, manifest)
        if part := part_file(name):
            return send(request, StoredFile(part.path, part.sha256, _media_type(name), part.made))
    raise NotHere(gettext("This file is not available. It may be being updated. See the list of files."))


def _sent(request: HttpRequest, manifest: bytes) -> HttpResponseBase:
    etag = f'"{hashlib.sha256(manifest).hexdigest()}"'
    response = get_conditional_response(request, etag) or HttpResponse(manifest, content_type="application/json")
    for header, value in {"Cache-Control": ASK_EACH_TIME, "ETag": etag, "X-Robots-Tag": "noindex"}.items():
        response.headers[header] = value
    return response


def _media_type(name: str) -> str:
    return MEDIA_TYPES[f".{name.rpartition('.')[2]}"]
