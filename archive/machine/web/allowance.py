"""Limits how many requests one client may send, counted over all processes of this machine.

The counts are in a separate small database, so that counting never waits for writers of the record. It has no
addresses, only keyed hashes of them that change with each period that is counted. If the file is lost, only the counts
are lost.
"""

import logging
import sqlite3
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
# Nobody waits longer for a count.
LONGEST_WAIT_SECONDS = 0.1
# An IPv6 customer has a network of at least this size (RFC 6177).
IPV6_PREFIX = 64

_local = threading.local()


@dataclass(frozen=True)
class Allowance:
    """What is left of a client's requests: ``remaining`` of ``limit``, until ``seconds`` from now."""

    policy: str
    limit: int
    remaining: int
    seconds: int
    period: int = MINUTE

    @property
    def is_used_up(self) -> bool:
        """Whether this request is one too many."""
        return self.remaining < 0

    def headers(self) -> dict[str, str]:
        """Return the headers of draft-ietf-httpapi-ratelimit-headers-11, and Retry-After if none are left."""
        headers = {
            "RateLimit-Policy": f'"{self.policy}";q={self.limit};w={self.period}',
            "RateLimit": f'"{self.policy}";r={max(self.remaining, 0)};t={self.seconds}',
        }
        return headers | ({"Retry-After": str(self.seconds)} if self.is_used_up else {})


class TooMany(ValidationError):
    """A client has sent as much as it may for now. The message is for people; a program asks again in ``seconds``."""

    def __init__(self, message: Any, allowance: Allowance) -> None:
        super().__init__(message)
        self.seconds = allowance.seconds


def take(client: str, policy: str, limit: int, period: int = MINUTE, *, or_refuse: bool = False) -> Allowance:
    """Count one request of the client, and return what is left in this period: a minute, an hour or a day.

    ``client`` is a network address, or an email address for what is sent to one. A request that cannot be counted is
    allowed, because reading the record is more important. With ``or_refuse``, for what is stored or emailed, raise
    OperationalError instead: nothing can be stored at the moment, which is not the client's doing.
    """
    now = time.time()
    begun = int(now // period) * period
    try:
        number = _count(_key(client, policy, begun), begun + period, int(now))
    except sqlite3.Error as error:
        if or_refuse:
            raise OperationalError("The request could not be counted.") from error
        logger.exception("A request could not be counted.")
        number = 0
    return Allowance(policy, limit, limit - number, begun + period - int(now), period)


def give_back(client: str, policy: str, limit: int, period: int, *, taken_at: datetime) -> None:
    """Uncount a request that the client was allowed at this moment, unless that was in an earlier period."""
    begun = int(time.time() // period) * period
    if taken_at.timestamp() < begun:
        return
    try:
        with _connection() as connection:
            connection.execute(
                "UPDATE taken SET number = MIN(number, ?) - 1 WHERE key = ? AND number > 0",
                (limit, _key(client, policy, begun)),
            )
    except sqlite3.Error:
        logger.exception("A request could not be uncounted.")


def network_of(client: str) -> str:
    """Return what counts as one client: the network of one IPv6 customer, or any other address as it is."""
    address = plain_address(client)
    try:
        return str(IPv6Network((address, IPV6_PREFIX), strict=False))
    except ValueError:
        return address


def plain_address(address: str) -> str:
    """Return an address in its usual form. One of IPv4 may arrive as one of IPv6, at a socket that serves both."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str((known.ipv4_mapped if isinstance(known, IPv6Address) else None) or known)


def keyed_hash(purpose: str, value: str) -> str:
    """Return a hash that reveals nothing of the value without the site's secret, nor is it that of another purpose."""
    return salted_hmac(f"archive.{purpose}", value, algorithm="sha256").hexdigest()


def _key(client: str, policy: str, begun: int) -> str:
    return keyed_hash(f"allowance {policy}", f"{begun} {network_of(client)}")


def _count(key: str, ends: int, now: int) -> int:
    connection = _connection()
    with connection:
        (number,) = connection.execute(
            "INSERT INTO taken (key, ends, number) VALUES (?, ?, 1) "
            "ON CONFLICT (key) DO UPDATE SET number = number + 1 RETURNING number",
            (key, ends),
        ).fetchone()
        if number == 1:
            connection.execute("DELETE FROM taken WHERE ends <= ?", (now,))
    return number


def _connection() -> sqlite3.Connection:
    """Return this thread's connection to the database of counts."""
    path = str(settings.DATA_DIR / "api-limits.sqlite3")
    if getattr(_local, "path", None) != path:
        connection = sqlite3.connect(path, timeout=LONGEST_WAIT_SECONDS)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS taken (key TEXT PRIMARY KEY, ends INTEGER, number INTEGER) WITHOUT ROWID"
        )
        _local.path, _local.connection = path, connection
    return _local.connection
