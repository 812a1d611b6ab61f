"""Checks that a webhook's URL is https on the public internet, and connects only to the checked address.

A name is resolved once. Every address it has must be public, and the connection goes to one of these addresses. So a
name that resolves to something else a moment later leads nowhere else.
"""

import http.client
import ipaddress
import socket
import ssl
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit

from archive.machine.web.allowance import plain_address

SECONDS = 10
HTTPS_PORT = 443
# IPv6 addresses that stand for an IPv4 one (RFC 6052), because a gateway may lead to a private one.
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class NotPublic(Exception):
    """The URL is not https on the public internet."""


def check_url(url: str) -> SplitResult:
    """Return the parts of the URL; raise NotPublic if it is not https, has a password, or names no host."""
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.scheme == "https" and parts.hostname and parts.port != 0)
    except ValueError:
        is_whole = False
    if not is_whole:
        raise NotPublic("Give an https address, such as https://example.org/changes.")
    if parts.username or parts.password:
        raise NotPublic("Leave the name and password out of the address: messages are signed instead.")
    return parts


def public_addresses(host: str, port: int) -> list[str]:
    """Return the addresses of the host; raise NotPublic if one of them is private, OSError if the name is unknown."""
    addresses = addresses_of(host, port)
    for address in addresses:
        if not is_public(address):
            raise NotPublic(f"{host} leads to {address}, which is not on the public internet.")
    return addresses


def addresses_of(host: str, port: int) -> list[str]:
    """Return the addresses of the host, of which there is one; raise NotPublic or OSError if the name is unknown."""
    addresses = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not addresses:
        raise NotPublic(f"{host} leads nowhere.")
    return addresses


def is_public(address: str) -> bool:
    """Return whether an IP address is on the public internet; an IPv6 address may stand for one of IPv4."""
    ip = ipaddress.ip_address(plain_address(address.partition("%")[0]))
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class CheckedConnection(http.client.HTTPSConnection):
    """A connection to a checked address, with the certificate of the name. It follows no redirects."""

    def __init__(self, url: str, *, is_near: bool = False) -> None:
        """Check the address, which may be private if ``is_near``; raise NotPublic, and OSError if nobody knows it."""
        parts = check_url(url)
        port = parts.port or HTTPS_PORT
        self.target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        self._addresses = (addresses_of if is_near else public_addresses)(str(parts.hostname), port)
        self._tls = ssl.create_default_context()
        super().__init__(str(parts.hostname), port, timeout=SECONDS, context=self._tls)

    def connect(self) -> None:
        """Connect to the checked address, not to what the name may mean by now."""
        raw = socket.create_connection((self._addresses[0], self.port), SECONDS)
        self.sock = self._tls.wrap_socket(raw, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock.do_handshake()

    def hang_up(self) -> None:
        """End it from another thread. What waits for the other side, also for its part of the handshake, fails."""
        if self.sock:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
