#!/usr/bin/env python3
"""Watches the public log of an archive. Fails if what it signed was changed or taken away, or if another key signed.

Usage: witness.py https://ARCHIVE/log VERIFIER-KEY FILE [NAME]

VERIFIER-KEY is on the archive's page About; a new key is followed. FILE has our own key, and the last checkpoint with
our signature under NAME: let nobody else read or write it. It needs Python and the package cryptography.
Formats: C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature.
"""

import json
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.request import urlopen

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

WIDTH = 256
LARGEST_LOG = 2**62
# What reading raises if a log is not written as logs are.
MISWRITTEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, UnsupportedAlgorithm)
Fetch = Callable[[str], bytes]


def opened(note: str, key: str) -> tuple[int, bytes]:
    """Return size and root; raise an exception if the key has not signed the note."""
    name, key_id, _ = key.split("+", 2)
    text, _, signatures = note.partition("\n\n")
    origin, size, root = text.split("\n")[:3]
    for line in signatures.splitlines():
        signer, blob = line.split(" ")[1], b64decode(line.split(" ")[2])
        if (origin, signer, blob[:4].hex()) == (name, name, key_id):
            _check(blob[4:], f"{text}\n", key)
            return int(size), b64decode(root)
    raise ValueError(f"{name} has not signed this checkpoint with the key {key_id}.")


def _check(signature: bytes, text: str, key: str) -> None:
    Ed25519PublicKey.from_public_bytes(b64decode(key.split("+", 2)[2])[1:]).verify(signature, text.encode())


def newest_key(key: str, entries: str) -> str:
    """Return the key that the given one leads to: each entry of a new key is signed with the one before."""
    for entry in map(json.loads, entries.splitlines()):
        if entry["before"] == key:
            signature = b64decode(entry.pop("signature"))
            _check(signature, json.dumps(entry, sort_keys=True, separators=(",", ":")), key)
            key = entry["key"]
    return key


def new_own(name: str) -> dict[str, str]:
    """Return a key of our own, and what verifies its signatures (C2SP signed-note, type 4)."""
    own = Ed25519PrivateKey.generate()
    public = b"\4" + own.public_key().public_bytes_raw()
    key_id = sha256(f"{name}\n".encode() + public).hexdigest()[:8]
    return {"own": own.private_bytes_raw().hex(), "verifier": f"{name}+{key_id}+{b64encode(public).decode()}"}


def cosigned(note: str, own: str, verifier: str) -> str:
    """Return the note with our signature, which says when we saw it."""
    (name, key_id, _), now = verifier.split("+", 2), int(time.time())
    text = f"cosignature/v1\ntime {now}\n" + note.partition("\n\n")[0] + "\n"
    signature = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(own)).sign(text.encode())
    blob = bytes.fromhex(key_id) + now.to_bytes(8, "big") + signature
    return f"{note}\N{EM DASH} {name} {b64encode(blob).decode()}\n"


def roots(fetch: Fetch, size: int, old: int) -> tuple[bytes, bytes]:
    """Return the roots of the first ``old`` entries and of all, from the same hashes of the tiles (RFC 9162)."""

    @cache
    def tile(level: int, number: int) -> bytes:
        *groups, last = f"{number:,}".split(",")
        path = "".join(f"x{group:0>3}/" for group in groups) + f"{last:0>3}"
        width = min((size >> 8 * level) - number * WIDTH, WIDTH)
        return fetch(f"tile/{level}/{path}" + (f".p/{width}" if width < WIDTH else ""))

    def both(old: int, first: int, end: int) -> tuple[bytes, bytes]:
        level = (end - first - 1).bit_length()
        if old in {0, end - first} and end - first == 1 << level and level % 8 == 0:
            number, place = divmod(first >> level, WIDTH)
            hash_there = tile(level // 8, number)[place * 32 : place * 32 + 32]
            return hash_there, hash_there
        half = 1 << level - 1
        before, left = both(min(old, half), first, first + half)
        rest, right = both(max(old - half, 0), first + half, end)
        whole = sha256(b"\1" + left + right).digest()
        return before if old <= half else sha256(b"\1" + before + rest).digest(), whole

    return both(old, 0, size)


def watch(fetch: Fetch, key: str, file: Path, name: str = "witness") -> str:
    """Compare the archive's checkpoint with the one that was kept, and keep the new one; return what was seen.

    Raise ValueError, InvalidSignature, or what ``fetch`` raises, if the log is not the one that was kept, or is none.
    """
    try:
        return _watch(fetch, key, file, name)
    except MISWRITTEN as error:
        raise ValueError(f"The log is not written as logs are: {type(error).__name__}: {error}.") from error


def _watch(fetch: Fetch, key: str, file: Path, name: str) -> str:
    kept = json.loads(file.read_text()) if file.exists() else {"key": key, "note": "", **new_own(name)}
    old, old_root = opened(kept["note"], kept["key"]) if kept["note"] else (0, b"")
    note = fetch("checkpoint").decode()
    kept["key"] = newest_key(kept["key"], fetch("keys").decode())
    size, root = opened(note, kept["key"])
    if size < old:
        raise ValueError(f"The log has {size} entries. It had {old}: some were taken away.")
    if size > LARGEST_LOG:
        raise ValueError("The log has more entries than any archive has.")
    if size and (seen := roots(fetch, size, old)) != (old_root if old else seen[0], root):
        raise ValueError(f"The log of {size} entries does not begin with the {old} that were signed before.")
    kept["note"] = cosigned(note, kept["own"], kept["verifier"])
    new = file.with_name(f"{file.name}.new")
    new.touch(mode=0o600)
    new.write_text(json.dumps(kept))
    new.replace(file)
    return f"{size} entries; the first {old} are as they were."


if __name__ == "__main__":
    if len(sys.argv) not in {4, 5}:
        sys.exit(__doc__)
    site, *given = sys.argv[1:]
    try:
        seen = watch(lambda path: urlopen(f"{site}/{path}", timeout=60).read(), given[0], Path(given[1]), *given[2:])  # noqa: S310
        sys.stdout.write(f"{seen}\n")
    except Exception as error:  # noqa: BLE001 - cron mails whatever it is
        sys.exit(f"WITNESS {site}: {type(error).__name__}: {error}")
