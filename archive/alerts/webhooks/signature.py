"""Signs messages as Standard Webhooks 1.0 says: HMAC-SHA256 of the id, the time and the body, with a shared secret."""

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """Return a new secret in the form that receivers' libraries accept."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def secret_of(key: str) -> str:
    """Return the secret of the webhook of an alert, made of its key, which nobody else knows."""
    return PREFIX + base64.b64encode(key.encode()).decode()


def signed_headers(secret: str, key: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the headers that identify and sign a message; ``timestamp`` is in seconds since 1970."""
    signed = f"{key}.{timestamp}.".encode() + body
    digest = hmac.new(base64.b64decode(secret.removeprefix(PREFIX)), signed, hashlib.sha256).digest()
    return {
        "webhook-id": key,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
