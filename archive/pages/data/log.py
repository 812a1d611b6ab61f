"""The public log as C2SP's tlog-tiles: a signed checkpoint, tiles of hashes and of entries, and a proof as JSON."""

import re
from base64 import b64encode
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.exports.addresses import entry_url
from archive.log import (
    COMMITTED,
    WIDTH,
    Kept,
    entries_tile,
    hashes_tile,
    inclusion_of,
    keys_of_log,
    openings_of,
    root_in,
    verifier_key,
)
from archive.machine.web.cost import Cost, costs
from archive.machine.web.whole_number import LARGEST_ID
from archive.models import LogHead
from archive.models.upkeep.change import Subject
from archive.pages.http.errors import NotHere
from archive.pages.site.appearance import FOR_A_YEAR
from archive.pages.statements.wordings import statement_on_record

# "x001/x234/067" is 1,234,067: three digits at a time, each group but the last with an x before it.
NUMBER = re.compile(r"(?:x\d{3}/)*\d{3}")
LONGEST_NUMBER = 20
SIZE = re.compile(r"[0-9]{1,18}")
REVALIDATED = "public, no-cache"


@require_safe
@costs(Cost.CHEAP)
def checkpoint(_request: HttpRequest) -> HttpResponse:
    """Send the last signed checkpoint."""
    note = LogHead.objects.values_list("checkpoint", flat=True).first()
    if not note:
        raise NotHere(gettext("The log has no checkpoint yet."))
    return _cached(HttpResponse(note, content_type="text/plain; charset=utf-8"), REVALIDATED)


@require_safe
@costs(Cost.CHEAP)
def key(_request: HttpRequest) -> HttpResponse:
    """Send the key that verifies checkpoints, for programs. People find it on the page About."""
    return _cached(HttpResponse(f"{verifier_key()}\n", content_type="text/plain; charset=utf-8"), REVALIDATED)


@require_safe
@costs(Cost.CHEAP)
def keys(_request: HttpRequest) -> HttpResponse:
    """Send the entries of new keys, each signed with the key before it."""
    return _cached(HttpResponse(keys_of_log(), content_type="text/plain; charset=utf-8"), REVALIDATED)


@require_safe
@costs(Cost.CHEAP)
def tile(_request: HttpRequest, name_of_tile: str, width: int = WIDTH, level: int | None = None) -> HttpResponse:
    """Send a tile of hashes or, without a level, of entries. The bytes at an address never change."""
    size = LogHead.objects.values_list("size", flat=True).first() or 0
    wanted = _number(name_of_tile), width
    content = entries_tile(*wanted, size) if level is None else hashes_tile(level, *wanted, size)
    if content is None:
        raise NotHere(gettext("The log does not have this tile."))
    return _cached(HttpResponse(content, content_type="application/octet-stream"), FOR_A_YEAR)


@require_safe
@costs(Cost.CHEAP, "size")
def proof(request: HttpRequest, number: int, subject: str = Subject.STATEMENT) -> HttpResponse:
    """Send the last entry of an object with the proof that it is in the log, or was when the log had ``size``."""
    size = request.GET.get("size", "")
    if subject == Subject.STATEMENT:
        statement_on_record(number)
    _check_kind(subject)
    then = int(size) if SIZE.fullmatch(size) else None
    inclusion = inclusion_of((subject, number), then) if number <= LARGEST_ID else None
    if inclusion is None:
        problem = {"detail": gettext("The log has no signed entry of this object yet.")}
        return _cached(JsonResponse(problem, status=HTTPStatus.NOT_FOUND), REVALIDATED)
    answer = {
        "entry": inclusion.entry,
        "opening": inclusion.opening,
        "position": inclusion.position,
        "size": inclusion.size,
        "hashes": [b64encode(one).decode() for one in inclusion.hashes],
        "checkpoint": inclusion.checkpoint,
        "waiting": inclusion.is_waiting,
        "since": entry_url(Kept(inclusion.position, root_in(inclusion.entry, (subject, number)))),
    }
    return _cached(JsonResponse(answer), REVALIDATED)


@require_safe
@costs(Cost.FILE, "after")
def openings(request: HttpRequest, subject: str) -> HttpResponse:
    """Send what opens the roots of the objects of a kind that readers see, some at a time, by number."""
    _check_kind(subject)
    after = request.GET.get("after", "")
    some, last = openings_of(subject, int(after) if SIZE.fullmatch(after) else 0)
    return _cached(JsonResponse({"results": some, "after": last}), REVALIDATED)


def _check_kind(subject: str) -> None:
    if subject not in COMMITTED:
        raise NotHere(gettext("The log has no objects of this kind."))


def _number(path: str) -> int:
    if not NUMBER.fullmatch(path) or len(path) > LONGEST_NUMBER:
        raise NotHere(gettext("The log does not have this tile."))
    return int(path.replace("x", "").replace("/", ""))


def _cached(response: HttpResponse, caching: str) -> HttpResponse:
    response.headers["Cache-Control"] = caching
    return response
