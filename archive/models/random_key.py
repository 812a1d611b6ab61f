"""Keys that nobody can guess, for what is reached through a link in an email."""

import secrets


def new_key() -> str:
    """Return a random key of 192 bits."""
    return secrets.token_urlsafe(24)
