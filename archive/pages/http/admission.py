"""Which requests must queue, and in which queue: expensive ones, other pages, and those of staff."""

import re
from collections.abc import Callable
from ipaddress import AddressValueError, IPv6Address, ip_network

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader

from archive.addresses import without_language
from archive.client_address import client_address
from archive.models import last_known_site
from archive.pages.http.turns import TooBusy, Turns

RETRY_SECONDS = 5

# Threads share one interpreter. Two expensive pages at the same time both take twice as long, and delay all others.
# The places add up to fewer than a worker's threads (boardmeetings.serving.worker), so a cached page, a static file or
# a health check always gets a thread.
EXPENSIVE = Turns(at_once=1, waiting=8)
PAGES = Turns(at_once=4, waiting=22)
STAFF = Turns(at_once=4, waiting=4)

# Pages that may take more than a tenth of a second of processor time.
_IS_EXPENSIVE = re.compile(
    r"""
    (/api/v\d+)?(/search/$ | /quotes/) | /mcp/?$ | /sitemap | .+/feed/$
    | /statements/\d+/(compare/|r/\d+/card\.png$)
    """,
    re.VERBOSE,
)
_IS_STAFF = re.compile(r"/(desk|admin)/")
# Always answered, because they say whether the site works.
_IS_PROBE = re.compile(r"/(healthz|readyz)/?$")


def is_probe(request: HttpRequest) -> bool:
    """Return whether the request is a health check, which never queues."""
    return _IS_PROBE.match(request.path_info) is not None


def in_turn(request: HttpRequest, make: Callable[[], HttpResponseBase], subject: str | None = None) -> HttpResponseBase:
    """Wait for the request's turn and return the result of ``make``, or tell the client to come back.

    Two answers for the same subject are not made at once. Without a subject, the request stands for itself.
    """
    try:
        with row(request.path_info).turn(sharer(request), subject or f"request {id(request)}"):
            return HttpResponse(status=503) if has_left(request) else make()
    except TooBusy:
        return busy()


def has_left(request: HttpRequest) -> bool:
    """Return whether the client has closed its connection while it waited, so that nobody would read the answer."""
    is_gone = request.META.get("waitress.client_disconnected")
    return is_gone is not None and is_gone()


def row(path: str) -> Turns:
    """Return the queue for requests to a path, which has no language prefix."""
    bare, _ = without_language(path)
    if _IS_STAFF.match(bare):
        return STAFF
    return EXPENSIVE if _IS_EXPENSIVE.match(bare) else PAGES


def sharer(request: HttpRequest) -> str:
    """Return the client that gets a fair share: an address, or the network of 2**64 addresses of one IPv6 customer."""
    address = client_address(request)
    try:
        return str(ip_network((IPv6Address(address), 64), strict=False))
    except AddressValueError:
        return address


def busy() -> HttpResponse:
    """Return the page that says when to come back."""
    content = loader.render_to_string("503.html", {"seconds": RETRY_SECONDS, "site": last_known_site()})
    return HttpResponse(content, status=503, headers={"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"})
