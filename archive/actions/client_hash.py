"""Count what one place sends in an hour, without keeping where it came from."""

import ipaddress

from django.utils import timezone
from django.utils.crypto import salted_hmac

# An IPv6 customer has at least that much to choose addresses from (RFC 6177).
IPV6_PREFIX = 64


def hash_of(client: str, sends: str) -> str:
    """Return what counts what an address sends in this hour, and says nothing of it without the site's secret.

    ``sends`` names what is counted, so that no two counts can be laid side by side.
    """
    try:
        place = str(ipaddress.IPv6Network((client, IPV6_PREFIX), strict=False))
    except ValueError:
        place = client
    return salted_hmac(f"archive.{sends}", f"{timezone.now():%Y-%m-%d %H} {place}", algorithm="sha256").hexdigest()
