"""Has a witness read a log of made entries, once from the beginning and once after it has grown.

``python -m tests.benchmarks.witness --entries 1000000 --more 1000`` prints the processor time and memory of both runs,
without what makes the entries. Of twenty entries, one corrects an earlier statement, and one is that correction.
"""

import argparse
import random
import resource
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tools import witness

NAME, TIME = "archive.example.org/log", "2026-01-01T00:00:00.000000Z"
FIELDS = {"statement": ["earlier", "meeting", "position", "revision", "sha256", "speaker"], "correction": ["reason"]}
EVERY = 20


def made() -> Iterator[bytes]:
    """Yield entries without end."""
    draw, revisions = random.Random(1), [0]  # the same entries each time
    said: dict[str, object] = {"fields": FIELDS, "kind": "fields"}
    for number in range(1, witness.LARGEST_LOG):
        yield witness._canonical({**said, "time": TIME}).encode()
        said = {"kind": "published", "root": draw.randbytes(32).hex(), "subject": "statement"}
        if number % EVERY == 1 and number > EVERY:
            corrected = draw.randrange(1, len(revisions))
            revisions[corrected] += 1
            said |= {"kind": "corrected", "number": corrected, "correction": number // EVERY}
            said |= {"revision": revisions[corrected], "fields": ["earlier", "revision", "sha256"]}
        elif number % EVERY == 2 and number > EVERY:
            said |= {"subject": "correction", "number": number // EVERY}
        else:
            said |= {"number": len(revisions), "revision": 1}
            revisions.append(1)


class MadeLog:
    """A log that grows by made entries, and what a witness fetches of it."""

    def __init__(self) -> None:
        self._entries, self._key = made(), Ed25519PrivateKey.generate()
        self._tiles: list[bytearray] = []
        self._stack: list[tuple[int, bytes]] = []
        self.size = 0
        public = b"\1" + self._key.public_key().public_bytes_raw()
        self._key_id = sha256(f"{NAME}\n".encode() + public).digest()[:4]
        self.verifier = f"{NAME}+{self._key_id.hex()}+{b64encode(public).decode()}"

    def grow(self, number: int) -> None:
        """Add so many entries."""
        for _ in range(number):
            entry = next(self._entries)
            if self.size % witness.WIDTH == 0:
                self._tiles.append(bytearray())
            self._tiles[-1] += len(entry).to_bytes(2, "big") + entry
            level, node = 0, sha256(b"\0" + entry).digest()
            while self._stack and self._stack[-1][0] == level:
                level, node = level + 1, sha256(b"\1" + self._stack.pop()[1] + node).digest()
            self._stack.append((level, node))
            self.size += 1

    def fetch(self, path: str) -> bytes:
        """Return what a site has at this address of its log."""
        if path == "checkpoint":
            return self._note().encode()
        if path.startswith("tile/entries/"):
            number = path.removeprefix("tile/entries/").partition(".p/")[0]
            return bytes(self._tiles[int(number.replace("x", "").replace("/", ""))])
        if path == "keys":
            return b""
        raise FileNotFoundError(path)

    def _note(self) -> str:
        root = self._stack[-1][1]
        for _, left in reversed(self._stack[:-1]):
            root = sha256(b"\1" + left + root).digest()
        text = f"{NAME}\n{self.size}\n{b64encode(root).decode()}\n"
        signature = b64encode(self._key_id + self._key.sign(text.encode())).decode()
        return f"{text}\n\N{EM DASH} {NAME} {signature}\n"


def main() -> None:
    """Print what each run took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--more", type=int, default=1000)
    given, log = parser.parse_args(), MadeLog()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "witness"
        for name, number in (("first", given.entries), ("later", given.more)):
            log.grow(number)
            before = time.process_time()
            said = witness.watch(log.fetch, log.verifier, file, sample=0)
            took, size = time.process_time() - before, Path(f"{file}.sqlite3").stat().st_size
            print(f"{name}: {said} {took:.2f} s of processor time, file {size / 1e6:.0f} MB")
    print(f"most memory, with the made log: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
