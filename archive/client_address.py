"""Where a request comes from."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of the client, as far as it can be trusted.

    Each of the site's own proxies (``TRUSTED_PROXIES`` is their number) appends the address that it got the request
    from to X-Forwarded-For. So the client is the entry that the outermost proxy wrote, counted from the end. The client
    itself may have written the entries before it. Without a proxy, the address is that of the connection.
    """
    connection = plain(request.META.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXIES:
        return connection
    entries = [entry.strip() for entry in request.headers.get("X-Forwarded-For", "").split(",")]
    written = entries[-settings.TRUSTED_PROXIES :][0].strip("[]")
    try:
        ip_address(written)
    except ValueError:
        return connection
    return plain(written)


def plain(address: str) -> str:
    """Return an address in its usual form. One of IPv4 may arrive as one of IPv6, at a socket that serves both."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str((found.ipv4_mapped if isinstance(found, IPv6Address) else None) or found)
