"""The keys of the site, in a separate file; encrypted if a passphrase is given.

Without them a backup can still be restored. Then everyone must sign in again and set up authenticator apps again, and
redacted words that come back are not recognised.
"""

import hashlib
import json
import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

# Each with its file in DATA_DIR.
KEYS = {
    "SECRET_KEY": "secret_key",
    "SECOND_FACTOR_KEY": "second_factor_key",
    "REMOVED_WORDS_KEY": "removed_words_key",
    "LOG_KEY": "log_key",
}
SEALED = "sealed with a passphrase"
# 64 MB and about a fifth of a second for each guess (RFC 7914).
COST = {"n": 1 << 16, "r": 8, "p": 1}


class WrongKeys(Exception):
    """The keys cannot be read, or belong to another backup."""


def keys_in_use() -> dict[str, str]:
    """Return the keys of this site by name."""
    return {name: getattr(settings, name) for name in KEYS}


def digests(keys: dict[str, str]) -> dict[str, str]:
    """Return hashes that identify the keys without revealing them: the keys are too long to be guessed."""
    return {name: hashlib.sha256(key.encode()).hexdigest() for name, key in keys.items()}


def write_keys(path: Path, keys: dict[str, str], passphrase: str = "") -> None:
    """Write the keys to a new file that only its owner can read, encrypted if there is a passphrase."""
    content: dict[str, str] = dict(keys)
    if passphrase:
        salt = secrets.token_hex(16)
        sealed = _fernet(passphrase, salt).encrypt(json.dumps(keys).encode()).decode()
        content = {"form": SEALED, "salt": salt, "keys": sealed}
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())


def read_keys(path: Path, passphrase: str = "") -> dict[str, str]:
    """Return the keys in the file; raise WrongKeys if they cannot be read, or not with this passphrase."""
    try:
        content: dict[str, str] = json.loads(path.read_text())
        if content.get("form") == SEALED:
            if not passphrase:
                raise WrongKeys(f"{path} is sealed. Give its passphrase with --passphrase-file.")
            content = json.loads(_fernet(passphrase, content["salt"]).decrypt(content["keys"].encode()))
        return {name: content[name] for name in KEYS}
    except InvalidToken as error:
        raise WrongKeys(f"{path} was sealed with another passphrase.") from error
    except (OSError, ValueError, KeyError) as error:
        raise WrongKeys(f"The keys in {path} cannot be read: {error}") from error


def _fernet(passphrase: str, salt: str) -> Fernet:
    key = Scrypt(salt=bytes.fromhex(salt), length=32, **COST).derive(passphrase.encode())
    return Fernet(urlsafe_b64encode(key))
