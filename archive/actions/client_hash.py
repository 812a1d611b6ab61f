"""Count what one client sends in an hour, without storing its address."""

import ipaddress

from django.utils import timezone
from django.utils.crypto import salted_hmac

# An IPv6 customer has a network of at least this size (RFC 6177).
IPV6_PREFIX = 64


def hash_of(client: str, sends: str) -> str:
    """Return a key that counts what an address sends in this hour. It reveals nothing without the site's secret.

    ``sends`` names what is counted, so that the keys of different counts cannot be compared.
    """
    hour = f"{timezone.now():%Y-%m-%d %H}"
    return salted_hmac(f"archive.{sends}", f"{hour} {network_of(client)}", algorithm="sha256").hexdigest()


def network_of(client: str) -> str:
    """Return the network of one IPv6 customer, or any other address as it is."""
    try:
        return str(ipaddress.IPv6Network((client, IPV6_PREFIX), strict=False))
    except ValueError:
        return client
