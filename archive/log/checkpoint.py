"""The signed statement of how large the log is and what its root is: C2SP tlog-checkpoint in a signed note.

The key is made from ``LOG_KEY``, which is apart from the database. The first of several keys signs. A new key before
the old one, or another address of the site, becomes an entry that the old key signs, so that witnesses follow. The last
checkpoint is also in a file apart from the database, so that a restored backup that is older than what was signed is
noticed: signing it would be a second history.
"""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils import timezone

from archive.log.entries import KEY, time_of
from archive.log.roots import canonical
from archive.log.tiles import reader
from archive.log.tree import root
from archive.machine.database.durable import write_whole
from archive.models import LogHead

ED25519 = b"\x01"
ID_BYTES = 4
DASH = "\N{EM DASH}"


class LogFork(Exception):
    """The database's log is not a continuation of what the site has already signed. The sentence says what to do."""


@dataclass(frozen=True)
class Checkpoint:
    """A size and a root that the site signed."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def read(cls, note: str) -> Self:
        """Return what a note says, whoever signed it."""
        origin, size, root = note.split("\n")[:3]
        return cls(origin, int(size), b64decode(root))

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def origin() -> str:
    """Return the name of the log: the site's host and a path."""
    return f"{urlsplit(settings.SITE_URL).netloc}/log"


def signed(checkpoint: Checkpoint) -> str:
    """Return the checkpoint as a note with the site's signature."""
    key = _keys()[0]
    blob = _key_id(key, checkpoint.origin) + key.sign(checkpoint.text.encode())
    return f"{checkpoint.text}\n{DASH} {checkpoint.origin} {b64encode(blob).decode()}\n"


def opened(note: str) -> Checkpoint | None:
    """Return the checkpoint in a note that the site signed with a key that it has now, or None.

    The site may have had another address then, which is part of the note.
    """
    return Checkpoint.read(note) if _signer(note) else None


def _signer(note: str) -> Ed25519PrivateKey | None:
    text, _, signatures = note.partition("\n\n")
    for line in signatures.splitlines():
        blob = b64decode(line.rpartition(" ")[2])
        for key in _keys():
            try:
                key.public_key().verify(blob[ID_BYTES:], f"{text}\n".encode())
            except InvalidSignature:
                continue
            return key
    return None


def verifier_key() -> str:
    """Return the key that verifies checkpoints, in the form of C2SP signed notes: name, id and public key."""
    return _verifier_key(_keys()[0], origin())


def entry_of_new_key(note: str) -> str:
    """Return the entry that leads from the key and name of this checkpoint to those of now, or nothing.

    Its ``signature`` is that of the key before over the entry without it, so that nobody else can name the next key.
    """
    key, before = _signer(note), Checkpoint.read(note)
    verifier = _verifier_key(key, before.origin) if key else ""
    if key is None or verifier == verifier_key():
        return ""
    fields = {"before": verifier, "key": verifier_key(), "kind": KEY, "time": time_of(timezone.now())}
    signature = b64encode(key.sign(canonical(fields).encode())).decode()
    return canonical({**fields, "signature": signature})


def is_signed_by_us() -> bool:
    """Return whether the last checkpoint in the database, if there is one, was signed with the key the site has now."""
    note = LogHead.objects.values_list("checkpoint", flat=True).first()
    return not note or opened(note) is not None


def last_signed() -> str:
    """Return the last checkpoint that this machine signed, or nothing."""
    try:
        return _file().read_text()
    except FileNotFoundError:
        return ""


def keep(note: str) -> None:
    """Write the last checkpoint to its file, which has the old or the new one at any moment."""
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, note)


def fault_of_log(size: int) -> str:
    """Return in a sentence why the log of the database, of this size, must not be signed, or nothing."""
    note = last_signed()
    if not note:
        return ""
    before = opened(note)
    if before is None:
        return (
            f"The last checkpoint of the log, {_file()}, was signed with another key. Bring back LOG_KEY, or, if this "
            "is a new site, remove that file: a new log begins then."
        )
    if before.size > size:
        return (
            f"The log has {size:,} entries, but the site has signed one of {before.size:,}. The database is probably "
            "an older backup. Nothing is signed until it has caught up. Restore the newest backup; if what came after "
            f"it is lost for good, say so in public and remove {_file()}: witnesses will report a second history."
        )
    if root(reader(), 0, before.size) != before.root:
        return (
            f"The first {before.size:,} entries of the log are not those that the site has signed. Somebody changed "
            "them, or this is the database of another site. Nothing is signed. Restore the newest backup."
        )
    return ""


def _file() -> Path:
    return Path(settings.DATA_DIR) / "log" / "checkpoint"


def _keys() -> list[Ed25519PrivateKey]:
    """Return the keys of the setting; the first one signs."""
    given = [hashlib.sha256(f"log {key.strip()}".encode()).digest() for key in settings.LOG_KEY.split(",")]
    return [Ed25519PrivateKey.from_private_bytes(seed) for seed in given]


def _verifier_key(key: Ed25519PrivateKey, name: str) -> str:
    public = b64encode(ED25519 + key.public_key().public_bytes_raw()).decode()
    return f"{name}+{_key_id(key, name).hex()}+{public}"


def _key_id(key: Ed25519PrivateKey, name: str) -> bytes:
    material = f"{name}\n".encode() + ED25519 + key.public_key().public_bytes_raw()
    return hashlib.sha256(material).digest()[:ID_BYTES]
