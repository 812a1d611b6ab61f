"""Secrets: text that the database stores encrypted, with a key that is elsewhere, and keys that nobody can guess."""

import base64
import hashlib
import secrets
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


class KeyDoesNotOpen(Exception):
    """No key in SECOND_FACTOR_KEY can decrypt a sealed value."""

    def __init__(self) -> None:
        super().__init__("SECOND_FACTOR_KEY does not open this value: bring back the key it was sealed with.")


def seal(text: str) -> str:
    """Return the text encrypted and signed (Fernet) with the first key in SECOND_FACTOR_KEY."""
    return _box(settings.SECOND_FACTOR_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the text of a sealed value; raise KeyDoesNotOpen if no key in SECOND_FACTOR_KEY sealed it."""
    try:
        return _box(settings.SECOND_FACTOR_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise KeyDoesNotOpen from error


@lru_cache(maxsize=4)
def _box(keys: str) -> MultiFernet:
    """Return a Fernet for comma-separated secrets of high entropy: the first encrypts, all of them decrypt."""
    digests = [hashlib.sha256(key.strip().encode()).digest() for key in keys.split(",") if key.strip()]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SealedText(str):
    """A text in the encrypted form that the database stores."""

    __slots__ = ()

    def open(self) -> str:
        """Return the text; raise KeyDoesNotOpen."""
        return unseal(self)


class SealedField(models.TextField):
    """A text field that is encrypted on its way into the database.

    Values read from the database stay encrypted until ``open`` is called, so that lists and dumps show nothing.
    """

    def from_db_value(self, value: str | None, *_: Any) -> SealedText | None:
        return None if value is None else SealedText(value)

    def get_prep_value(self, value: Any) -> str | None:
        if value is None or isinstance(value, SealedText):
            return value
        return seal(str(value))


def new_key() -> str:
    """Return a random key of 192 bits, for what is reached through a link in an email."""
    return secrets.token_urlsafe(24)
