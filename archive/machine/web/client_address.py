"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from archive.machine.web.allowance import plain_address


def client_address(request: HttpRequest) -> str:
    """Return the address of the client, as far as it can be trusted."""
    return address_behind(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))


def address_behind(connection: str, forwarded: str) -> str:
    """Return the client's address from that of the connection, and from X-Forwarded-For.

    Each of the site's own proxies (``TRUSTED_PROXIES`` is their number) appends the address that it got the request
    from to X-Forwarded-For. So the client is the entry that the outermost proxy wrote, counted from the end. The client
    itself may have written the entries before it. Without a proxy, the address is that of the connection.
    """
    connection = plain_address(connection)
    if not settings.TRUSTED_PROXIES:
        return connection
    entries = [entry.strip() for entry in forwarded.split(",")]
    written = entries[-settings.TRUSTED_PROXIES :][0].strip("[]")
    try:
        ip_address(written)
    except ValueError:
        return connection
    return plain_address(written)
