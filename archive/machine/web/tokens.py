"""Signed tokens: what the site hands out in the link of an email or in a cookie, and believes when it comes back."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core import signing


class TokenIsNoGood(Exception):
    """The token is too old, incomplete, or not one that this site wrote for this purpose."""


@dataclass(frozen=True)
class SignedToken:
    """Tokens for one purpose, each valid for some time or for ever.

    Anybody can read what they hold, and nobody without the key of the site can make or change one.
    """

    purpose: str
    good_for: datetime.timedelta | None

    def write(self, value: Any) -> str:
        """Return a token that holds the value: text, numbers, and lists and dictionaries of them."""
        return signing.dumps(value, salt=f"archive.{self.purpose}", compress=True)

    def read(self, token: str) -> Any:
        """Return the value that the token holds; raise TokenIsNoGood."""
        try:
            return signing.loads(token, salt=f"archive.{self.purpose}", max_age=self.good_for)
        except signing.BadSignature as error:
            raise TokenIsNoGood from error
