"""Where a request comes from."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of the client, as far as it can be trusted.

    Behind a proxy it is the last entry of X-Forwarded-For, the one the proxy wrote itself; those before it are the
    client's own words. Without a proxy the header is the client's too, and the address is that of the connection.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_TLS else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
