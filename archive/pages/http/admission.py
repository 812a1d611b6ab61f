"""Which requests must queue, and in which queue, by what their views cost; and how an answer is made in its turn."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader
from django.urls import Resolver404, ResolverMatch, resolve

from archive.machine.web import Cost, account_of, cost_of, let_others_pass, network_of, passing
from archive.machine.web.client_address import client_address
from archive.models import last_known_site
from archive.pages.http.turns import AnswerTurn, TooBusy, Turns

RETRY_SECONDS = 5
# What proxies log for a client that closed its connection before it got an answer. Nobody sees it.
CLIENT_HAS_LEFT = 499

# Threads share one interpreter. Two expensive pages at the same time both take twice as long, and delay all others.
# The places add up to fewer than a worker's threads (boardmeetings.serving.worker), so a cached page, a static file or
# a health check always gets a thread.
ROWS = {
    Cost.CHEAP: Turns(at_once=4, waiting=16, of_one_client=2),
    Cost.EXPENSIVE: Turns(at_once=1, waiting=8),
    Cost.FILE: Turns(at_once=1, waiting=3),
    Cost.VERY_EXPENSIVE: Turns(at_once=1, waiting=3),
}
STAFF = Turns(at_once=4, waiting=4)
STAFF_NAMESPACES = frozenset({"desk"})

# An answer up to this size is kept in memory, a larger one in a temporary file.
IN_MEMORY_BYTES = 1_000_000
BLOCK_BYTES = 64 * 1024
# Files that this process sends to one client at a time. Nobody else is refused for them.
MOST_UNREAD = 6
# A server with this (PEP 3333) sends a file after the view has returned, and closes it when it is sent or given up.
SENDS_FILES = "wsgi.file_wrapper"


def match_of(request: HttpRequest) -> ResolverMatch | None:
    """Return which view answers the request, or None for a page that says that there is nothing."""
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


def in_turn(request: HttpRequest, make: Callable[[], HttpResponseBase], subject: str | None = None) -> HttpResponseBase:
    """Wait for the request's turn and return the result of ``make``, or tell the client to come back.

    The turn ends when the answer is complete: what a view streams is made in the turn, too, and then takes no thread,
    however slowly the client reads. Two answers for the same subject are not made at once. Without a subject, the
    request stands for itself.
    """
    account = account_of(sharer(request))
    if account.unread() >= MOST_UNREAD:
        return busy(files=MOST_UNREAD)
    line = row(match_of(request))
    try:
        with line.turn(account, subject or f"request {id(request)}") as turn, _in_slices(turn):
            if has_left(request):
                return _unlogged(HttpResponse(status=CLIENT_HAS_LEFT))
            response = make()
            if not isinstance(response, HttpResponse):
                _complete(request, response)
                if SENDS_FILES in request.META:
                    account.send(response)
            return response
    except TooBusy:
        return busy()


def has_left(request: HttpRequest) -> bool:
    """Return whether the client has closed its connection while it waited, so that nobody would read the answer."""
    is_gone = request.META.get("waitress.client_disconnected")
    return is_gone is not None and is_gone()


def row(match: ResolverMatch | None) -> Turns:
    """Return the queue for requests to a view."""
    if match is None:
        return ROWS[Cost.CHEAP]
    return STAFF if STAFF_NAMESPACES.intersection(match.namespaces) else ROWS[cost_of(match.func)]


def _complete(request: HttpRequest, response: Any) -> None:
    """Make all of a streamed answer now, into memory or a temporary file. A stored file is sent as it is."""
    stored = getattr(response, "file_to_stream", None)
    if request.method == "HEAD":
        response.close()
        response.streaming_content, response.file_to_stream = (), None
    elif stored is None or not stored.seekable():
        _send_as_file(response, _content_as_file(request, response))


def _content_as_file(request: HttpRequest, response: Any) -> IO[bytes]:
    made: IO[bytes] = BytesIO()
    try:
        for piece in response.streaming_content:
            if isinstance(made, BytesIO) and made.tell() > IN_MEMORY_BYTES:
                in_memory, made = made, tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
                made.write(in_memory.getbuffer())
            made.write(piece)
            if has_left(request):
                break
            let_others_pass()
    except BaseException:
        made.close()
        response.close()
        raise
    return made


def _send_as_file(response: Any, made: IO[bytes]) -> None:
    """Let the server send the file, as it sends one of Django's FileResponse."""
    response.headers["Content-Length"] = str(made.tell())
    made.seek(0)
    response.streaming_content = iter(partial(made.read, BLOCK_BYTES), b"")
    response._resource_closers.append(made.close)
    response.file_to_stream, response.block_size = made, BLOCK_BYTES


@contextmanager
def _in_slices(turn: AnswerTurn) -> Iterator[None]:
    """Inside this context, work lets others pass: before each query, and where it says so. That of staff does not."""
    if turn.row is STAFF:
        yield
        return

    def before_query(execute: Callable[..., Any], *of_query: Any) -> Any:
        # Threads can share a connection. So it is the turn of the thread that asks, whoever has put this there.
        let_others_pass()
        return execute(*of_query)

    token = passing.set(turn.let_others_pass)
    try:
        with connection.execute_wrapper(before_query):
            yield
    finally:
        passing.reset(token)


def sharer(request: HttpRequest) -> str:
    """Return the client that gets a fair share: an address, or the network of one IPv6 customer."""
    return network_of(client_address(request))


def busy(*, files: int = 0) -> HttpResponse:
    """Return the page that says when to come back: 503, or 429 if the client has that many files on their way."""
    status = HTTPStatus.TOO_MANY_REQUESTS if files else HTTPStatus.SERVICE_UNAVAILABLE
    context = {"seconds": RETRY_SECONDS, "site": last_known_site(), "files": files}
    content = loader.render_to_string("503.html", context)
    headers = {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"}
    return _unlogged(HttpResponse(content, status=status, headers=headers))


def _unlogged(response: HttpResponse) -> HttpResponse:
    """Return the answer, of which Django writes no line into the log: any stranger can cause thousands."""
    unlogged: Any = response
    unlogged._has_been_logged = True
    return response
