"""The files of the whole record: a page that describes them, and the files themselves."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.exports.bulk import Published, published
from archive.exports.bulk.files import CATALOGUE, MANIFEST
from archive.exports.bulk.parts import part_file, parts_manifest
from archive.pages.http.caching.middleware import ASK_EACH_TIME
from archive.pages.http.errors import NotHere
from archive.pages.http.stored_file import StoredFile, send
from archive.web.cost import Cost, costs

ABOUT: dict[str, Promise] = {
    "record": gettext_lazy("The whole record as one SQLite database, with full-text search."),
    "statements": gettext_lazy("Every statement with its current words, date, board and speaker. Start here."),
    "boards": gettext_lazy("School boards, councils, commissions and their committees."),
    "meetings": gettext_lazy("Meetings of the boards: date, kind and place."),
    "agenda_items": gettext_lazy("The agenda of each meeting."),
    "agenda_item_topics": gettext_lazy("Which agenda items are filed under which topic."),
    "meeting_documents": gettext_lazy("Which sources are documents of which meeting."),
    "speakers": gettext_lazy("People and organisations that spoke."),
    "speaker_names": gettext_lazy("Other spellings of speakers’ names."),
    "offices": gettext_lazy("Offices that speakers held, and when."),
    "topics": gettext_lazy("Subjects that statements are filed under."),
    "statement_topics": gettext_lazy("Which statements are filed under which topic."),
    "decisions": gettext_lazy("What was decided, beside the words of its statement."),
    "ballots": gettext_lazy("How each member voted, or whether they were there."),
    "sources": gettext_lazy("Where texts come from, with publisher and licence."),
    "revisions": gettext_lazy("Every published wording, with the hashes that prove it."),
    "corrections": gettext_lazy("The public log of corrections, with reasons."),
    "tombstones": gettext_lazy("Why statements were withdrawn or passages redacted."),
    "withdrawn_statements": gettext_lazy("Withdrawn statements, without their words."),
    "withdrawn_revisions": gettext_lazy("The hashes of withdrawn wordings, without their words."),
    "redacted_passages": gettext_lazy("Where passages were redacted."),
    "former_slugs": gettext_lazy("Earlier addresses of boards, speakers and topics that were renamed."),
}
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

    name: str
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
    listed: dict[str, Listed] = {}
    for resource in there.manifest()["resources"]:
        name = resource["path"].partition(".")[0]
        table = listed.setdefault(name, Listed(name, str(ABOUT[name]), resource.get("rows"), []))
        table.files.append((resource["path"], resource["bytes"]))
    # In the order in which people need them.
    return sorted(listed.values(), key=lambda table: list(ABOUT).index(table.name))


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
