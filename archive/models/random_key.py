"""Names that nobody guesses, for what is reached by a link in a mail."""

import secrets


def new_key() -> str:
    """Return a random name of 192 bits."""
    return secrets.token_urlsafe(24)
