#!/usr/bin/env python3
"""Watches the public log of an archive: fails if what it once signed was changed or left out, or another key signed.

Usage: witness.py https://ARCHIVE/log VERIFIER-KEY FILE

VERIFIER-KEY is on the archive's page About. FILE keeps the last checkpoint between runs; keep it where the archive
cannot write. It needs Python and the package cryptography. Formats: C2SP signed-note, tlog-checkpoint, tlog-tiles.
"""

import hashlib
import sys
import urllib.request
from base64 import b64decode
from collections.abc import Callable
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WIDTH = 256
Fetch = Callable[[str], bytes]


def opened(note: str, verifier_key: str) -> tuple[int, bytes]:
    """Return size and root; raise an exception if the key has not signed the note."""
    name, key_id, key = verifier_key.split("+", 2)
    text, _, signatures = note.partition("\n\n")
    for line in signatures.splitlines():
        dash, signer, encoded = line.split(" ")
        blob = b64decode(encoded)
        if (dash, signer, blob[:4].hex(), text.split("\n")[0]) == ("\N{EM DASH}", name, key_id, name):
            Ed25519PublicKey.from_public_bytes(b64decode(key)[1:]).verify(blob[4:], f"{text}\n".encode())
            return int(text.split("\n")[1]), b64decode(text.split("\n")[2])
    raise ValueError(f"{name} has not signed this checkpoint with the key {key_id}.")


def address_of(level: int, number: int, size: int) -> str:
    """Return the address of a tile: three digits at a time, and how many hashes it has if it is not full."""
    digits = f"{number:0{-(-len(str(number)) // 3) * 3}d}"
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    width = min((size >> 8 * level) - number * WIDTH, WIDTH)
    name = "".join(f"x{group}/" for group in groups[:-1]) + groups[-1]
    return f"tile/{level}/{name}" + (f".p/{width}" if width < WIDTH else "")


def joined(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees (RFC 9162, 2.1)."""
    return hashlib.sha256(b"\1" + left + right).digest()


def roots(fetch: Fetch, size: int, old: int) -> tuple[bytes, bytes]:
    """Return the roots of the first ``old`` entries and of all, from the same hashes of the tiles."""
    tile = cache(lambda level, number: fetch(address_of(level, number, size)))

    def both(old: int, first: int, end: int) -> tuple[bytes, bytes]:
        size = end - first
        if old in {0, size} and size & (size - 1) == 0:
            level = size.bit_length() - 1
            number, place = divmod(first >> level << level % 8, WIDTH)
            row = [tile(level // 8, number)[at * 32 : at * 32 + 32] for at in range(place, place + (1 << level % 8))]
            while len(row) > 1:
                row = [joined(row[at], row[at + 1]) for at in range(0, len(row), 2)]
            return row[0], row[0]
        middle = 1 << (size - 1).bit_length() - 1
        before, left = both(min(old, middle), first, first + middle)
        rest, right = both(max(old - middle, 0), first + middle, end)
        return before if old <= middle else joined(before, rest), joined(left, right)

    return both(old, 0, size)


def watch(fetch: Fetch, verifier_key: str, kept: Path) -> str:
    """Compare the archive's checkpoint with the one that was kept, and keep the new one; return what was seen."""
    note = fetch("checkpoint").decode()
    size, root = opened(note, verifier_key)
    old, old_root = opened(kept.read_text(), verifier_key) if kept.exists() else (0, b"")
    if size < old:
        raise ValueError(f"The log has {size} entries. It had {old}: some were taken away.")
    if size and (seen := roots(fetch, size, old)) != (old_root or seen[0], root):
        raise ValueError(f"The log of {size} entries does not begin with the {old} that were signed before.")
    kept.write_text(note)
    return f"{size} entries; the first {old} are as they were."


if __name__ == "__main__":
    site, key_of_site, file = sys.argv[1:]
    try:
        seen = watch(lambda path: urllib.request.urlopen(f"{site}/{path}", timeout=60).read(), key_of_site, Path(file))  # noqa: S310
        sys.stdout.write(f"{seen}\n")
    except Exception as error:  # noqa: BLE001 - cron mails whatever it is
        sys.exit(f"WITNESS {site}: {type(error).__name__}: {error}")
