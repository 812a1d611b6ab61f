"""Fetches from another archive, at the address that a person typed. Nothing that it answers leads anywhere else.

Its name is looked up once. It may be in the private network only if the address itself says so, or the person does.
"""

import http.client
import ipaddress
import socket
import ssl
from contextlib import closing, suppress
from email.message import Message
from http import HTTPStatus
from threading import Timer
from time import monotonic, sleep
from urllib.parse import SplitResult, urljoin, urlsplit

from archive.machine.web.public_internet import NotPublic, addresses_of, public_addresses
from archive.machine.web.sent_data import MEGABYTE, MOST_BYTES, NotTaken

PORTS = {"http": 80, "https": 443}
WAIT_SECONDS = 60
LONGEST_PAUSE = 60
# What is sent at this rate takes no time from the rest.
SECONDS_IN_ALL = 3600
BYTES_A_SECOND = 100_000
MOST_BYTES_IN_ALL = 8_000 * MEGABYTE
MOST_REDIRECTS = 3
PIECE = 1 << 18
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Peer:
    """Another archive, for one run: its time and its bytes are counted together. It may ask for fewer requests."""

    def __init__(self, home: str, *, is_near: bool = False) -> None:
        """Take its address; raise NotTaken if it is none. ``is_near`` says that its name may lead into this network."""
        self._home = home
        self._parts = _checked(home)
        self._is_near = is_near or _names_a_place_near(str(self._parts.hostname))
        self._until = monotonic() + SECONDS_IN_ALL
        self._bytes_left = MOST_BYTES_IN_ALL
        self._known: list[str] = []

    def fetch(self, address: str) -> bytes:
        """Return what is at an address of the archive; raise NotTaken, or FileNotFoundError if nothing is there."""
        for _ in range(MOST_REDIRECTS + 1):
            status, headers, content = self._answer_from_peer(address)
            while status == HTTPStatus.TOO_MANY_REQUESTS:
                sleep(min(self._seconds_left(), _seconds_to_wait(headers.get("Retry-After", ""))))
                status, headers, content = self._answer_from_peer(address)
            if status in REDIRECTS:
                address = self._followed(address, headers.get("Location", ""))
            elif status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
                raise FileNotFoundError(address)
            elif status != HTTPStatus.OK:
                raise NotTaken(f"{address} answers with {status}. Try again later.")
            else:
                return content
        raise NotTaken(f"{address} redirects too many times.")

    def _followed(self, address: str, there: str) -> str:
        try:
            new = urljoin(address, there)
            is_here = _origin(urlsplit(new)) == _origin(self._parts)
        except ValueError:
            is_here = False
        if not is_here:
            raise NotTaken(f"{address} leads to {there[:200]!r}, which is another site. If you want that one, type it.")
        return new

    def _answer_from_peer(self, address: str) -> tuple[int, Message, bytes]:
        """Return the status, the headers and the content."""
        target = address.removeprefix(f"{self._parts.scheme}://{self._parts.netloc}") or "/"
        try:
            with closing(self._connection()) as connection:
                # An answer may come byte by byte, so that no wait is long.
                ended = Timer(self._seconds_left(), _hang_up, [connection.sock])
                ended.daemon = True
                ended.start()
                try:
                    connection.request("GET", target, headers={"Accept": "*/*"})
                    with closing(connection.getresponse()) as answer:
                        content = self._content(address, answer)
                finally:
                    ended.cancel()
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            self._seconds_left()
            raise NotTaken(f"{address} cannot be reached: {str(error) or 'it hung up'}. Try again later.") from error
        self._seconds_left()
        return answer.status, answer.headers, content

    def _content(self, address: str, answer: http.client.HTTPResponse) -> bytes:
        content = bytearray()
        while piece := answer.read(PIECE):
            content += piece
            self._bytes_left -= len(piece)
            self._until += len(piece) / BYTES_A_SECOND
            if len(content) > MOST_BYTES or self._bytes_left < 0:
                raise NotTaken(f"{address} sends more than any archive does, and was not read to its end.")
        return bytes(content)

    def _seconds_left(self) -> float:
        left = self._until - monotonic()
        if left <= 0:
            raise NotTaken(f"{self._home} takes longer than an archive does. Run it again to go on.")
        return left

    def _connection(self) -> http.client.HTTPConnection:
        """Return a connection to the first address that answers."""
        host, port = str(self._parts.hostname), self._parts.port or PORTS[self._parts.scheme]
        try:
            self._known = self._known or (addresses_of if self._is_near else public_addresses)(host, port)
        except NotPublic as error:
            raise NotTaken(f"{error} If it is an archive of your own network, add --near.") from error
        kind = http.client.HTTPSConnection if self._parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(host, port, timeout=WAIT_SECONDS)
        connection.sock = _connected(self._known, port)
        if self._parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
        return connection


def _seconds_to_wait(asked: str) -> int:
    """Return for how long to wait, at least a second: an answer that says no time, or an absurd one, is the longest."""
    if asked.isascii() and asked.isdigit() and len(asked) <= len(str(LONGEST_PAUSE)):
        return min(max(int(asked), 1), LONGEST_PAUSE)
    return LONGEST_PAUSE


def _checked(home: str) -> SplitResult:
    try:
        parts = urlsplit(home)
        is_whole = bool(parts.scheme in PORTS and parts.hostname and parts.port != 0)
    except ValueError:
        is_whole = False
    if not is_whole:
        raise NotTaken(f"{home} is not the address of a site. It begins with https://.")
    if "@" in parts.netloc:
        raise NotTaken("Leave the name and password out of the address: what is followed is public.")
    return parts


def _names_a_place_near(host: str) -> bool:
    """Return whether whoever typed the host means it, also if it is of the private network."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host == "localhost"
    return True


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)


def _connected(addresses: list[str], port: int) -> socket.socket:
    for address in addresses[:-1]:
        try:
            return socket.create_connection((address, port), WAIT_SECONDS)
        except OSError:
            continue
    return socket.create_connection((addresses[-1], port), WAIT_SECONDS)


def _hang_up(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
