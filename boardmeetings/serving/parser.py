"""Parses a request as its bytes arrive, and refuses what is too large before it is stored."""

import copy
from functools import cache
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import Error

from archive.machine.web.allowance import network_of
from archive.machine.web.client_address import address_behind
from archive.pages.http.request_limits import HEADER_BYTES, KILOBYTE, REQUEST_LINE_BYTES, body_limit, staff_limit

NOTHING_ALLOWED = "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
RETRY_SECONDS = 10
LINE_END = b"\r\n"
# TRACE returns a request unchanged, including credentials; CONNECT is for proxies.
NOT_SERVED = frozenset({"TRACE", "CONNECT"})


class Refusal(Error):
    """An answer of the server itself: a status and a sentence, as plain text that no cache stores."""

    def __init__(self, status: HTTPStatus, sentence: str, retry_after: int = 0) -> None:
        super().__init__(sentence)
        self.code, self.reason = int(status), status.phrase
        self.retry_after = retry_after

    def to_response(self, _ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Return the status line, the headers and the body."""
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", NOTHING_ALLOWED),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            # It says nothing of the site, and a script of another site that asked for data learns why there is none.
            ("Access-Control-Allow-Origin", "*"),
        ]
        if self.retry_after:
            headers.append(("Retry-After", str(self.retry_after)))
        return f"{self.code} {self.reason}", headers, f"{self.body}\n".encode()


class RequestParser(HTTPRequestParser):
    """One request: its line, its headers and its body, each within its limit."""

    completed: bool
    error: Any
    adj: Any
    body_bytes_received: int
    looked_at = 0
    """How much of its body had arrived when it was last looked whether there is room for all."""
    client = ""
    """Who sends it: an address, or the network of one IPv6 customer."""
    session = ""
    """The key of the session that must belong to somebody who is signed in, because of the size of the body."""
    is_known = False
    """Whether it was looked up that it does."""
    is_awaited = False
    """Whether the client waits for permission to send the body (RFC 9110, 10.1.1)."""

    def __init__(self, adjustments: Adjustments, address: str = "") -> None:
        super().__init__(adjustments)
        self._address = address

    def received(self, data: bytes) -> int:
        """Take in bytes and return how many. If ``error`` is set, the request is complete."""
        if self.completed:
            return 0
        if not self.headers_finished and self._line_is_too_long(data):
            self.refuse(
                HTTPStatus.REQUEST_URI_TOO_LONG,
                f"This address is too long. The site reads at most {REQUEST_LINE_BYTES} bytes. Search for fewer words.",
            )
            return len(data)
        taken = super().received(data)
        if self.error is not None and not isinstance(self.error, Refusal):
            self.error = _refusal_for(self.error, self.adj.max_request_body_size - 1)
        if self.error is not None:
            # Do not ask the client to send a body that will not be read.
            self.expect_continue = False
        return taken

    def parse_header(self, header_plus: bytes) -> None:
        """Parse line and headers, and decide how large the body may be."""
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            # With two lengths, one request can look like two to a proxy (RFC 9112, 6.3).
            raise ParsingError("it has two lengths")
        self.client = network_of(address_behind(self._address, self.headers.get("X_FORWARDED_FOR", "")))
        if self.command in NOT_SERVED:
            self.refuse(HTTPStatus.METHOD_NOT_ALLOWED, f"The site does not serve {self.command}.")
        elif self.content_length or self.chunked:
            self._set_body_limit()

    def _set_body_limit(self) -> None:
        """Allow what anybody may send, or what staff may, if the request has a session that can be looked up."""
        limit, for_staff = body_limit(self.path), staff_limit(self.path)
        if for_staff > limit and (self.chunked or self.content_length > limit) and (session := self._session()):
            self.session, limit = session, for_staff
            self.is_awaited, self.expect_continue = self.expect_continue, False
        self.adj = _with_body_limit(self.adj, limit)

    def refuse_size(self, limit: int) -> None:
        """Refuse the body, because it is larger than the limit."""
        self.refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(limit))

    def refuse_for_now(self, sentence: str) -> None:
        """Refuse the request with a sentence that says why, and ask the client to come back."""
        again = f"{sentence} Try again in {RETRY_SECONDS} seconds."
        self.refuse(HTTPStatus.SERVICE_UNAVAILABLE, again, retry_after=RETRY_SECONDS)

    def refuse(self, status: HTTPStatus, sentence: str, retry_after: int = 0) -> None:
        """Complete the request with an answer of the server itself."""
        if not hasattr(self, "command"):
            super().parse_header(b"GET / HTTP/1.0\r\n")
        self.error = Refusal(status, sentence, retry_after)
        self.expect_continue = False
        self.completed = True

    def _line_is_too_long(self, data: bytes) -> bool:
        if len(self.header_plus) > REQUEST_LINE_BYTES:
            return False  # The line was already complete and short enough with the earlier bytes.
        beginning = (self.header_plus + data[: REQUEST_LINE_BYTES + len(LINE_END)]).lstrip()
        return LINE_END not in beginning[: REQUEST_LINE_BYTES + len(LINE_END)] and len(beginning) > REQUEST_LINE_BYTES

    def _session(self) -> str:
        try:
            cookies = SimpleCookie(self.headers.get("COOKIE", ""))
        except CookieError:
            return ""
        held = cookies.get(settings.SESSION_COOKIE_NAME)
        return held.value if held else ""


@cache
def _with_body_limit(adjustments: Adjustments, limit: int) -> Adjustments:
    """Return the server's settings with another limit. Waitress already refuses at the limit, not above it."""
    changed = copy.copy(adjustments)
    changed.max_request_body_size = limit + 1
    return changed


def _too_large(limit: int) -> str:
    if not limit:
        return "This address accepts no content. Use GET without a body."
    return (
        f"This is too much to send. The site accepts at most {limit // KILOBYTE} KB here. "
        "Send less, or send it in parts."
    )


def _refusal_for(error: Error, limit: int) -> Refusal:
    """Return the answer for an error that waitress found."""
    status = HTTPStatus(error.code)
    sentences = {
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _too_large(limit),
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: (
            f"The request has more than {HEADER_BYTES // KILOBYTE} KB of headers. Delete the cookies of this site and "
            "try again."
        ),
    }
    return Refusal(status, sentences.get(status, f"The site cannot read this request: {error.body}."))
