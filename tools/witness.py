#!/usr/bin/env python3
"""Watches the public log of an archive. Fails if what it signed was changed or taken away, if another key signed, if an
entry changes what no entry of its kind may change, or if what the archive shows is not what its entries commit to.

Usage: witness.py https://ARCHIVE/log VERIFIER-KEY FILE [NAME]

VERIFIER-KEY is on the archive's page About; a new key is followed. FILE has our own key, and the last checkpoint with
our signature under NAME: let nobody else read or write it. FILE.sqlite3 has what the entries say. Each run reads the
new entries, and looks at some objects. It needs Python and the package cryptography.
Formats: C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature; the entries: docs/preservation.md.
"""

import json
import random
import sqlite3
import sys
import time
from base64 import b64decode, b64encode
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import urlopen

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

WIDTH = 256
LARGEST_LOG = 2**62
# How many objects a page of the API has, how many a run looks at, and how long it waits for the log to catch up before
# it says that one differs.
AT_ONCE = 1000
SAMPLE = 20
PATIENCE_SECONDS = 120
AN_HOUR = 3600
# What reading raises if a log is not written as logs are.
MISWRITTEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, UnsupportedAlgorithm)
# What an entry may change without a public correction. Any one of its kind of object may change what follows from what
# others say: statements make place for a new one, spellings and headings arrive with an import, and the board that one
# belongs to comes on record. A redaction may take out what had words.
FREE = {
    "statement": {"position"},
    "speaker": {"names", "offices"},
    "meeting": {"agenda"},
    "board": {"parent"},
}
REDACTED = {
    "statement": {"remaining_sha256", "earlier", "attribution", "decision", "roll"},
    "correction": {"reason", "evidence", "evidence_url", "changes", "speaker_before", "speaker_after"}
    | {"attribution_before", "attribution_after"},
    "tombstone": {"reason"},
    "source": {"file_sha256"},
    "meeting": {"documents"},
}
# The kinds of objects that the API has rows of: at their numbers, and at names.
NUMBERED = ("statement", "meeting", "source", "correction")
SHOWN = (*NUMBERED, "board", "speaker", "topic")
TABLES = """
CREATE TABLE IF NOT EXISTS head (size INTEGER, stack TEXT, at TEXT);
CREATE TABLE IF NOT EXISTS objects (
    subject TEXT, number INTEGER, root TEXT, position INTEGER, live INTEGER, revision INTEGER,
    PRIMARY KEY (subject, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fields (subject TEXT, name TEXT, position INTEGER, PRIMARY KEY (subject, name));
CREATE TABLE IF NOT EXISTS reasons (
    subject TEXT, number INTEGER, correction INTEGER, PRIMARY KEY (subject, number, correction)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS merges (gone INTEGER PRIMARY KEY, kept INTEGER);
"""
Fetch = Callable[[str], bytes]
"""Returns what is at an address, from that of the log on; raises FileNotFoundError if nothing is there."""
Json = dict[str, Any]
Key = tuple[str, int]
"""The kind of an object and its number."""
Last = namedtuple("Last", "root position live revision")
"""What the last entry of an object says: its root, whether readers see it since, and its wording."""


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
            _check(signature, _canonical(entry), key)
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


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


class Stack:
    """The root of entries that are read one after another (RFC 9162), from the hashes of whole subtrees."""

    def __init__(self, hashes: Iterable[tuple[int, bytes]] = ()) -> None:
        self.hashes = list(hashes)

    def add(self, text: bytes) -> None:
        """Take in the next entry."""
        level, node = 0, sha256(b"\0" + text).digest()
        while self.hashes and self.hashes[-1][0] == level:
            level, node = level + 1, sha256(b"\1" + self.hashes.pop()[1] + node).digest()
        self.hashes.append((level, node))

    def root(self) -> bytes:
        """Return the root of the entries so far."""
        whole = self.hashes[-1][1] if self.hashes else sha256().digest()
        for _, left in reversed(self.hashes[:-1]):
            whole = sha256(b"\1" + left + whole).digest()
        return whole


class Log:
    """What the entries of a log say, in a file of our own. A run stores all that it read, or nothing."""

    def __init__(self, database: sqlite3.Connection) -> None:
        database.executescript(TABLES)
        self.database = database
        head: tuple[int, str, str] = database.execute("SELECT * FROM head").fetchone() or (0, "[]", "")
        self.size, stack, self.at = head
        self._stack = Stack((level, bytes.fromhex(node)) for level, node in json.loads(stack))

    def names_fields(self) -> bool:
        """Return whether the log says what it commits to. One of an earlier release does not, and has no roots."""
        return self.database.execute("SELECT 1 FROM fields").fetchone() is not None

    def forget(self) -> None:
        """Begin again with the first entry."""
        for table in ("head", "objects", "fields", "reasons", "merges"):
            self.database.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        self.size, self._stack, self.at = 0, Stack(), ""

    def root(self) -> bytes:
        """Return the root of the entries that were read."""
        return self._stack.root()

    def read(self, fetch: Fetch, size: int) -> None:
        """Read the entries up to this size; raise ValueError if one changes what it may not change."""
        while self.size < size:
            number, place = divmod(self.size, WIDTH)
            *groups, last = f"{number:,}".split(",")
            width = min(size - number * WIDTH, WIDTH)
            path = "".join(f"x{group:0>3}/" for group in groups) + f"{last:0>3}"
            tile = fetch(f"tile/entries/{path}" + (f".p/{width}" if width < WIDTH else ""))
            texts = list(_texts(tile))
            if len(texts) < width:
                raise ValueError(f"Tile {number} of the entries has {len(texts)} of {width}.")
            for text in texts[place:width]:
                self._add(text)
        self.database.execute("DELETE FROM head")
        stack = json.dumps([(level, node.hex()) for level, node in self._stack.hashes])
        self.database.execute("INSERT INTO head VALUES (?, ?, ?)", [self.size, stack, self.at])

    def _add(self, text: bytes) -> None:
        self._stack.add(text)
        entry = json.loads(text)
        if entry["kind"] == "fields":
            self._name(entry["fields"])
        elif "root" in entry or entry["kind"] == "removed":
            for said in (entry, *entry.get("with", ())):
                self._follow(said)
        self.at = entry["time"]
        self.size += 1

    def _name(self, fields: dict[str, list[str]]) -> None:
        for subject, names in fields.items():
            if known := self.named(subject).keys() & set(names):
                raise ValueError(f"Entry {self.size} names fields of a {subject} again: {', '.join(sorted(known))}.")
            rows = [(subject, name, self.size) for name in names]
            self.database.executemany("INSERT INTO fields VALUES (?, ?, ?)", rows)

    def named(self, subject: str) -> dict[str, int]:
        """Return the fields that the log commits to, of a kind of object, and from which entry on."""
        return dict(self.database.execute("SELECT name, position FROM fields WHERE subject = ?", [subject]))

    def _follow(self, entry: Json) -> None:
        key, kind = (entry["subject"], entry["number"]), entry["kind"]
        before = self.last(key)
        if kind == "removed":
            self.database.execute("DELETE FROM objects WHERE subject = ? AND number = ?", key)
            return
        fault = self._fault_of_fields(entry, before.position if before else -1)
        if before:
            fault = fault or _fault(entry, before) or self._fault_of_reason(key, entry)
        if fault:
            raise ValueError(f"Entry {self.size} about {key[0]} {key[1]} ({kind}): {fault}")
        live = is_live(entry, before is None or bool(before.live))
        row = [*key, entry["root"], self.size, live, entry.get("revision", 0)]
        self.database.execute("INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?)", row)
        if "into" in entry:
            self.database.execute("INSERT OR REPLACE INTO merges VALUES (?, ?)", [key[1], entry["into"]])
        elif "merged_into" in entry.get("fields", ()):
            self.database.execute("DELETE FROM merges WHERE gone = ?", [key[1]])

    def last(self, key: Key) -> Last | None:
        """Return what the last entry of an object says, or None if there is none."""
        find = "SELECT root, position, live, revision FROM objects WHERE subject = ? AND number = ?"
        row = self.database.execute(find, key).fetchone()
        return Last(*row) if row else None

    def _fault_of_fields(self, entry: Json, position: int) -> str:
        named, names = self.named(entry["subject"]), entry.get("fields", ())
        if not named or set(names) - named.keys():
            return "no entry before it names its fields."
        if entry["kind"] == "committed" and any(named[name] <= position for name in names):
            return "the log commits to these fields already."
        return ""

    def _fault_of_reason(self, key: Key, entry: Json) -> str:
        if not (entry.get("fields") and "correction" in entry):
            return ""
        row = [*key, entry["correction"]]
        known = self.database.execute("INSERT OR IGNORE INTO reasons VALUES (?, ?, ?)", row).rowcount == 0
        return f"correction {row[2]} was the reason of an earlier change already." if known else ""

    def who(self, speaker: int | None) -> int | None:
        """Return whom a speaker was merged into, or the speaker."""
        for _ in range(WIDTH):
            row = self.database.execute("SELECT kept FROM merges WHERE gone = ?", [speaker]).fetchone()
            if not row:
                break
            speaker = row[0]
        return speaker


def is_live(entry: Json, before: bool) -> bool:
    """Return whether readers see an object after this entry."""
    if entry["kind"] in {"published", "decided", "reinstated"}:
        return True
    if entry["kind"] == "committed":
        return "withdrawn" not in entry
    return before and entry["kind"] != "withdrawn" and not (entry["kind"] == "merged" and "into" in entry)


def _texts(tile: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(tile):
        end = at + 2 + int.from_bytes(tile[at : at + 2], "big")
        yield tile[at + 2 : end]
        at = end


def _fault(entry: Json, before: Last) -> str:
    """Return in a few words what an entry changes that it may not change, or nothing."""
    names, subject, kind, gone = set(entry.get("fields", ())), entry["subject"], entry["kind"], not before.live
    # Nothing corrects a correction.
    is_corrected = "correction" in entry and subject not in {"correction", "tombstone"}
    if (entry["root"] != before.root) != bool(names):
        return "it has another root, and names no field." if not names else "it names fields, and has the same root."
    if subject == "statement" and (before.revision != entry["revision"]) != ("revision" in names):
        return "it is of another revision, and does not say so."
    if subject == "statement" and ("sha256" in names and entry["revision"] <= before.revision):
        return "its words are other ones without a new revision."
    if subject == "statement" and kind in {"withdrawn", "reinstated"} and "correction" not in entry:
        return "no correction tells why."
    if kind == "committed" and is_live(entry, False) != before.live:
        return "it is not on record as it was."
    if kind == "redacted" and subject in REDACTED:
        names -= REDACTED[subject]
    elif kind in {"merged", "unmerged"}:
        names -= {"merged_into", *FREE["speaker"]}
    elif kind == "committed" or is_corrected or (kind == "published" and subject != "statement" and gone):
        names = set()
    names -= FREE.get(subject, set()) if kind == "changed" else set()
    return f"no correction tells why these fields changed: {', '.join(sorted(names))}." if names else ""


def difference(log: Log, fetch: Fetch, key: Key, row: Json | None = None) -> str:
    """Return how an object differs from its last entry. With a ``row`` that it has now, that must have been read."""
    name, last = f"{key[0]} {key[1]}", log.last(key)
    try:
        proof = json.loads(fetch(f"proof/{key[0]}/{key[1]}"))
    except FileNotFoundError:
        # What is stored and not signed yet has no proof.
        proof = {"position": log.size}
        if row is None and last and last.live:
            return f"{name} is on record, and the archive has no proof of it."
    if proof["position"] >= log.size:
        return f"The log does not say yet why {name} has changed." if row is not None and last else ""
    if last is None or (proof["position"], _root_in(proof["entry"], key)) != (last.position, last.root):
        return f"The proof of {name} is not that of its last entry."
    if proof["opening"] is None or not last.live:
        return f"{name} is {'on record, and not' if last.live else 'not on record, but'} shown."
    if key[0] in SHOWN and row is None:
        row = _shown_row(fetch, key)
        if row is None:
            return f"{name} is on record, and not shown."
    return fault_of_opening(log, fetch, proof["opening"], last.root, row)


def _shown_row(fetch: Fetch, key: Key) -> Json | None:
    """Return the row of an object in the API, or None if there is none. Those with a name are not at their number."""
    subject, number = key
    if subject in NUMBERED:
        return json.loads(fetch(f"../api/v1/{subject}s/{number}/"))
    rows = json.loads(fetch(f"../api/v1/{subject}s/?id={number}"))["results"]
    return next((row for row in rows if row["id"] == number), None)


def _root_in(text: str, key: Key) -> str:
    """Return the root that an entry has of an object."""
    entry = json.loads(text)
    roots = (said["root"] for said in (entry, *entry.get("with", ())) if (said["subject"], said["number"]) == key)
    return next(roots, "")


def fault_of_opening(log: Log, fetch: Fetch, opening: Json, root: str, row: Json | None) -> str:
    """Return what is wrong with what opens the root of an object, and with the row of the API."""
    name = f"{opening['subject']} {opening['number']}"
    if opened_root(opening) != root or {*opening["facts"], *opening["texts"]} - log.named(opening["subject"]).keys():
        return f"What is shown of {name} does not open its root with the fields that the log has."
    names = [field for field, text in opening["texts"].items() if not _opens(field, text)]
    if not names and row is not None and opening["subject"] in SHOWN:
        names = list(_other_fields(log, fetch, opening, row))
    return f"{name} is not what its entry says: {', '.join(names)}." if names else ""


def opened_root(opening: Json) -> str:
    """Return the root of the facts and of the hashes of the texts."""
    facts = {name: _hash(name, opening["salt"], value) for name, value in opening["facts"].items()}
    hashes = facts | {name: text["sha256"] for name, text in opening["texts"].items()}
    lines = "".join(f"{name}: {hashes[name]}\n" for name in sorted(hashes))
    return sha256(f"subject: {opening['subject']}\nnumber: {opening['number']}\n{lines}".encode()).hexdigest()


def _hash(name: str, salt: str, value: object) -> str:
    return sha256(f"{name}\n{salt}\n{_canonical(value)}\n".encode()).hexdigest()


def _opens(name: str, text: Json) -> bool:
    # What responds to a statement that is not on record does not say to which.
    is_hidden = name == "responds_to" and text["value"] is None
    return is_hidden or _hash(name, text["salt"], text["value"]) == text["sha256"]


def _other_fields(log: Log, fetch: Fetch, opening: Json, row: Json) -> Iterator[str]:
    """Yield the names of the fields that the API shows otherwise."""
    subject = opening["subject"]
    says = {**opening["facts"], **{name: text["value"] for name, text in opening["texts"].items()}}
    # Where the API has these, it has them otherwise.
    left_out = {"offices"} if subject == "speaker" else {"parent"} if subject == "board" else set()
    if subject == "statement":
        # A statement has one kind of place. The number that it responds to may be hidden.
        left_out = {"board", "date"} if "meeting" in says else {"position"}
        if "responds_to" in says and says["responds_to"] is None:
            left_out.add("responds_to")
    for name in sorted(log.named(subject).keys() & row.keys() - left_out):
        shown, said = _plain(row[name]), says.get(name)
        if name == "speaker" and subject == "statement":
            shown, said = log.who(shown), log.who(said)
        if not (shown in {None, ""} and said is None) and said not in {shown, str(shown)}:
            yield name
    if "day" in says and datetime.fromisoformat(row["at"]).astimezone(UTC).date().isoformat() != says["day"]:
        yield "day"
    if subject == "statement":
        yield from _other_words(fetch, says, row)
    if subject == "speaker":
        yield from _other_names(says, row)


def _plain(value: Any) -> Any:
    """Return a value of a row as entries have it: the id of an object, and a list as JSON, or its ids."""
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        value = sorted(one["id"] for one in value) or None
    value = value["id"] if isinstance(value, dict) else value
    return (_canonical(value) if value else None) if isinstance(value, list) else value


def _other_names(says: Json, row: Json) -> Iterator[str]:
    """Yield which lists of a speaker are other ones. Their order says nothing."""
    held = [(one["title"], one["organisation"], one["board"], one["since"], one["until"]) for one in row["offices"]]
    offices = [[title, at, board and board["id"], *terms] for title, at, board, *terms in held]
    names = [name for name, _ in json.loads(says.get("names", "[]"))]
    pairs = {"names": (names, row["other_names"]), "offices": (json.loads(says.get("offices", "[]")), offices)}
    for field, (said, shown) in pairs.items():
        if sorted(map(_canonical, said)) != sorted(map(_canonical, shown)):
            yield field


def _other_words(fetch: Fetch, says: Json, row: Json) -> Iterator[str]:
    """Yield which wordings of a statement are other ones. Each hash covers the one before. The row has the last."""
    chain = [*says.get("earlier", ()), f"{says['sha256']} {says.get('remaining_sha256', '')}".strip()]
    place, previous = f"statements/{row['number']}/revisions", ""
    for number, hashes in enumerate(chain, 1):
        words = json.loads(fetch(f"../api/v1/{place}/{number}/")) if number < len(chain) else row
        head = f"salt: {words['salt']}\nstatement: {row['number']}\nrevision: {number}\nprevious: {previous}\n"
        hashed = sha256(f"{head}title: {words['title']}\n\n{words['text']}".encode()).hexdigest()
        previous = hashes.split(" ")[0]
        if hashed != hashes.split(" ")[-1] or words["sha256"] != previous:
            yield f"the words of revision {number}"


def look(log: Log, fetch: Fetch, sample: int, wait: Callable[[float], None]) -> None:
    """Look at some of the objects on record, and whether some statements are shown that are not.

    Raise ValueError if one is not what its last entry says.
    """
    rows = log.database.execute("SELECT subject, number FROM objects WHERE live ORDER BY random() LIMIT ?", [sample])
    [(last,)] = log.database.execute("SELECT max(number) FROM objects WHERE subject = 'statement'")
    numbers = random.sample(range(1, (last or 0) + SAMPLE), min(sample // 2, AT_ONCE, (last or 0) + SAMPLE - 1))
    faults = settled(log, fetch, rows.fetchall(), wait)
    if numbers and log.names_fields():
        some = json.loads(fetch(f"../api/v1/statements/?number={','.join(map(str, numbers))}"))
        faults += filter(None, (strange(log, row) for row in some["results"]))
    if faults:
        raise ValueError(" ".join(faults))


def settled(log: Log, fetch: Fetch, objects: Iterable[Key], wait: Callable[[float], None]) -> list[str]:
    """Return how these objects differ. What does is looked at again: the log has what changes within a minute."""
    faults: dict[Key, str] = {}
    for seconds in (0, PATIENCE_SECONDS):
        if objects:
            wait(seconds)
        faults = {key: fault for key in objects if (fault := difference(log, fetch, key))}
        objects = list(faults)
    return list(faults.values())


def strange(log: Log, row: Json) -> str:
    """Return whether a statement is shown an hour after its publication that the log does not have as on record."""
    late = datetime.fromisoformat(log.at) - datetime.fromisoformat(row["published_at"])
    last = log.last(("statement", row["number"]))
    is_strange = not (last and last.live) and late.total_seconds() > AN_HOUR
    return f"statement {row['number']} is shown, and the log does not have it as on record." if is_strange else ""


def watch(
    fetch: Fetch,
    key: str,
    file: Path,
    name: str = "witness",
    *,
    sample: int = SAMPLE,
    wait: Callable[[float], None] = time.sleep,
) -> str:
    """Compare the archive with what was kept, and keep its new checkpoint; return what was seen.

    Raise ValueError, InvalidSignature, or what ``fetch`` raises, if the log is not the one that was kept, or is none.
    """
    try:
        with closing(sqlite3.connect(f"{file}.sqlite3")) as database:
            return _watch(Log(database), fetch, key, file, name, sample, wait)
    except MISWRITTEN as error:
        raise ValueError(f"The log is not written as logs are: {type(error).__name__}: {error}.") from error


def _watch(log: Log, fetch: Fetch, key: str, file: Path, name: str, sample: int, wait: Callable[[float], None]) -> str:
    kept = json.loads(file.read_text()) if file.exists() else {"key": key, "note": "", **new_own(name)}
    old, old_root = opened(kept["note"], kept["key"]) if kept["note"] else (0, sha256().digest())
    note = fetch("checkpoint").decode()
    kept["key"] = newest_key(kept["key"], fetch("keys").decode())
    size, root = opened(note, kept["key"])
    if size < old:
        raise ValueError(f"The log has {size} entries. It had {old}: some were taken away.")
    if size > LARGEST_LOG:
        raise ValueError("The log has more entries than any archive has.")
    if (log.size, log.root()) != (old, old_root):
        log.forget()
    for upto, expected in ((old, old_root), (size, root)):
        log.read(fetch, upto)
        if log.root() != expected:
            raise ValueError(f"The log of {size} entries does not begin with the {old} that were signed before.")
    log.database.commit()
    kept["note"] = cosigned(note, kept["own"], kept["verifier"])
    new = file.with_name(f"{file.name}.new")
    new.touch(mode=0o600)
    new.write_text(json.dumps(kept))
    new.replace(file)
    look(log, fetch, sample, wait)
    return f"{size} entries; the first {old} are as they were."


def fetched(address: str) -> bytes:
    """Return what is at an address; raise FileNotFoundError if nothing is there."""
    try:
        return urlopen(address, timeout=60).read()  # noqa: S310
    except HTTPError as error:
        if error.code in {404, 410}:
            raise FileNotFoundError(address) from error
        raise


if __name__ == "__main__":
    if len(sys.argv) not in {4, 5}:
        sys.exit(__doc__)
    site, *given = sys.argv[1:]
    try:
        seen = watch(lambda path: fetched(urljoin(f"{site}/", path)), given[0], Path(given[1]), *given[2:3])
        sys.stdout.write(f"{seen}\n")
    except Exception as error:  # noqa: BLE001 - cron mails whatever it is
        sys.exit(f"WITNESS {site}: {type(error).__name__}: {error}")
