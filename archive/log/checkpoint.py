"""The signed statement of how large the log is and what its root is: C2SP tlog-checkpoint in a signed note.

The key is made from ``LOG_KEY``, which is apart from the database. The last checkpoint is also in a file apart from
it, so that a restored backup that is older than what was signed is noticed: signing it would be a second history.
"""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from archive.database.durable import write_whole
from archive.log.tiles import reader
from archive.log.tree import root
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

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def origin() -> str:
    """Return the name of the log: the site's host and a path."""
    return f"{urlsplit(settings.SITE_URL).netloc}/log"


def signed(checkpoint: Checkpoint) -> str:
    """Return the checkpoint as a note with the site's signature."""
    signature = _key().sign(checkpoint.text.encode())
    return f"{checkpoint.text}\n{DASH} {checkpoint.origin} {b64encode(_key_id() + signature).decode()}\n"


def opened(note: str) -> Checkpoint | None:
    """Return the checkpoint in a note that the site signed with the key it has now, or None.

    The site may have had another address then, which is part of the note.
    """
    text, _, signatures = note.partition("\n\n")
    lines = text.splitlines()
    for line in signatures.splitlines():
        blob = b64decode(line.rpartition(" ")[2])
        try:
            _key().public_key().verify(blob[ID_BYTES:], f"{text}\n".encode())
        except InvalidSignature:
            continue
        return Checkpoint(lines[0], int(lines[1]), b64decode(lines[2]))
    return None


def verifier_key() -> str:
    """Return the key that verifies checkpoints, in the form of C2SP signed notes: name, id and public key."""
    public = b64encode(ED25519 + _public_bytes(_key().public_key())).decode()
    return f"{origin()}+{_key_id().hex()}+{public}"


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


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"log {settings.LOG_KEY}".encode()).digest())


def _key_id() -> bytes:
    material = f"{origin()}\n".encode() + ED25519 + _public_bytes(_key().public_key())
    return hashlib.sha256(material).digest()[:ID_BYTES]


def _public_bytes(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
