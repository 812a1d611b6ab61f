"""Read-only copies of other sites, in one SQLite file that is searched together. Each object has its address at home.

A run goes by the site's list of changes. The first one takes the statements from the site's parts
(``archive.exports.bulk.parts``). What a site has removed leaves here before anything else of the next run, in the same
transaction from the words that are searched. A run that is killed keeps its place in the list. The next goes on there.
"""

import gzip
import hashlib
import json
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from boardmeetings.failpoints import failpoint

MANIFEST = "data/parts/datapackage.json"
CHANGES = "api/v1/changes/"
AT_ONCE = 1000
# All kinds of objects besides statements.
TYPES = ("board", "speaker", "topic", "source", "meeting", "decision", "correction", "tombstone", "citinglink")
COLUMNS = (
    "number",
    "date",
    "board",
    "board_name",
    "speaker",
    "speaker_name",
    "attribution",
    "title",
    "text",
    "kind",
    "text_status",
    "meeting",
    "source",
    "licence",
    "revision",
    "salt",
    "sha256",
    "remaining_sha256",
)
# What statements show of other objects: the column, and the object's own field.
SHOWN = {"board": ("board_name", "name"), "speaker": ("speaker_name", "name"), "source": ("licence", "licence")}
TABLES = f"""
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS sites (site TEXT PRIMARY KEY, change INTEGER);
CREATE TABLE IF NOT EXISTS objects (site TEXT, type TEXT, id INTEGER, url TEXT, object, PRIMARY KEY (site, type, id));
CREATE TABLE IF NOT EXISTS statements (id INTEGER PRIMARY KEY, site TEXT, url TEXT, {", ".join(COLUMNS)});
CREATE UNIQUE INDEX IF NOT EXISTS statements_number ON statements (site, number);
CREATE VIRTUAL TABLE IF NOT EXISTS statements_fts USING fts5(
    title, text, speaker_name, board_name,
    content="statements", content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER IF NOT EXISTS statement_in AFTER INSERT ON statements BEGIN
    INSERT INTO statements_fts(rowid, title, text, speaker_name, board_name)
    VALUES (new.id, new.title, new.text, new.speaker_name, new.board_name);
END;
CREATE TRIGGER IF NOT EXISTS statement_out AFTER DELETE ON statements BEGIN
    INSERT INTO statements_fts(statements_fts, rowid, title, text, speaker_name, board_name)
    VALUES ('delete', old.id, old.title, old.text, old.speaker_name, old.board_name);
END;
CREATE TRIGGER IF NOT EXISTS statement_again AFTER UPDATE ON statements BEGIN
    INSERT INTO statements_fts(statements_fts, rowid, title, text, speaker_name, board_name)
    VALUES ('delete', old.id, old.title, old.text, old.speaker_name, old.board_name);
    INSERT INTO statements_fts(rowid, title, text, speaker_name, board_name)
    VALUES (new.id, new.title, new.text, new.speaker_name, new.board_name);
END;
"""  # noqa: S608 - our own names
# Kinds of changes that take words out of what is held. A redaction also changes what repeats the words.
REMOVING = ("withdrawn", "redacted", "changed")
WAIT_SECONDS = 60
Fetch = Callable[[str], bytes]
Json = dict[str, Any]


class NotFollowed(Exception):
    """The other site cannot be followed, and why."""


class Followed(NamedTuple):
    """What a run has done: how many changes it took, and how many statements of the site are held now."""

    changes: int
    statements: int


def fetch(address: str) -> bytes:
    """Return what is at an address; raise NotFollowed if nothing can be had."""
    if not address.startswith(("https://", "http://")):
        raise NotFollowed(f"{address} is not the address of a site. It begins with https://.")
    try:
        with urllib.request.urlopen(address, timeout=WAIT_SECONDS) as answer:  # noqa: S310 - checked above
            content: bytes = answer.read()
    except urllib.error.HTTPError as error:
        if error.code == HTTPStatus.NOT_FOUND:
            raise FileNotFoundError(address) from error
        raise NotFollowed(f"{address} answers with {error.code}. Try again later.") from error
    except OSError as error:
        raise NotFollowed(f"{address} cannot be reached: {error}. Try again later.") from error
    return content


def follow(site: str, file: Path, get: Fetch = fetch) -> Followed:
    """Bring the copy of a site up to date; raise NotFollowed if that is not possible."""
    home = site.rstrip("/") + "/"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(TABLES)
        held = database.execute("SELECT change FROM sites WHERE site = ?", [home]).fetchone()
        position = held[0] if held else _first_copy(database, home, get)
        for kind in REMOVING:
            for changes in _changes(home, get, {"after": position, "kind": kind}):
                _take(database, home, changes, position)
        failpoint("follow.cleared")
        taken = 0
        for changes in _changes(home, get, {"after": position}):
            _take(database, home, changes, changes[-1]["position"])
            taken += len(changes)
        [(count,)] = database.execute("SELECT count(*) FROM statements WHERE site = ?", [home])
    return Followed(taken, count)


def _first_copy(database: sqlite3.Connection, home: str, get: Fetch) -> int:
    """Copy what the site has, in one transaction, and return the change from which on the list is followed."""
    try:
        manifest = json.loads(get(home + MANIFEST))
        position, withheld = manifest["change"], manifest["withheld"]
        wanted = {one["path"]: one["hash"].removeprefix("sha256:") for one in manifest["resources"]}
    except (FileNotFoundError, KeyError, TypeError, ValueError) as error:
        raise NotFollowed(
            f"{home} has no parts at {MANIFEST}. Is it a site of this software, and up to date?"
        ) from error
    parts = {path: _part(home, path, sha256, get) for path, sha256 in wanted.items() if path.endswith(".jsonl.gz")}
    with database:
        for content in filter(None, parts.values()):
            _store(database, home, map(json.loads, gzip.decompress(content).decode().splitlines()))
        # What the parts lack now is in the list of changes, read from its beginning.
        types = (*TYPES, "statement") if withheld or None in parts.values() else TYPES
        for kind in types:
            for changes in _changes(home, get, {"type": kind}):
                _apply(database, home, changes)
        _optimize(database)
        database.execute("INSERT INTO sites VALUES (?, ?)", [home, position])
        failpoint("follow.copied")
    _rewrite(database)
    return int(position)


def _part(home: str, path: str, sha256: str, get: Fetch) -> bytes | None:
    """Return the part, or None if the site withholds it or has just replaced it."""
    try:
        content = get(f"{home}data/parts/{path}")
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def _changes(home: str, get: Fetch, given: dict[str, Any]) -> Iterator[list[Json]]:
    """Yield the changes of a site after a position, or of one type, some at a time."""
    position = given.get("after", 0)
    while True:
        query = urlencode({**given, "after": position, "limit": AT_ONCE})
        try:
            changes = json.loads(get(f"{home}{CHANGES}?{query}"))["results"]
        except (FileNotFoundError, KeyError, TypeError, ValueError) as error:
            raise NotFollowed(f"{home} has no list of changes at {CHANGES}. Is it up to date?") from error
        if not changes:
            return
        yield changes
        position = changes[-1]["position"]


def _take(database: sqlite3.Connection, home: str, changes: list[Json], position: int) -> None:
    with database:
        if gone := _apply(database, home, changes):
            _optimize(database)
        database.execute("UPDATE sites SET change = ? WHERE site = ?", [position, home])
        failpoint("follow.taken")
    if gone:
        _rewrite(database)
    failpoint("follow.committed")


def _optimize(database: sqlite3.Connection) -> None:
    """Merge the pieces of the index of words, because words that were removed are in them until then."""
    database.execute("INSERT INTO statements_fts(statements_fts) VALUES ('optimize')")


def _apply(database: sqlite3.Connection, home: str, changes: list[Json]) -> bool:
    """Make the objects what they are now, and return whether words of a statement may have gone."""
    latest = {(one["type"], one["id"]): one for one in changes}
    gone = 0
    for (kind, pk), change in latest.items():
        present = change["object"]
        if kind == "statement":
            gone += database.execute("DELETE FROM statements WHERE site = ? AND number = ?", [home, pk]).rowcount
            if present:
                _store(database, home, [_row(present)])
            continue
        database.execute("DELETE FROM objects WHERE site = ? AND type = ? AND id = ?", [home, kind, pk])
        if present:
            stored = [home, kind, pk, change["url"], json.dumps(present, ensure_ascii=False)]
            database.execute("INSERT INTO objects VALUES (?, ?, ?, ?, ?)", stored)
        if present and kind in SHOWN:
            column, own = SHOWN[kind]
            update = f"UPDATE statements SET {column} = ? WHERE site = ? AND {kind} = ? AND {column} IS NOT ?"  # noqa: S608 - our own names
            gone += database.execute(update, [present[own], home, pk, present[own]]).rowcount
    return gone > 0


def _rewrite(database: sqlite3.Connection) -> None:
    """Write the file again: pages keep pieces of rows that moved, also if what is deleted is overwritten."""
    database.execute("VACUUM")


def _row(shown: Json) -> Json:
    """Return a statement of the list of changes as a row of the parts has it."""
    ids = {name: shown[name]["id"] if shown[name] else None for name in ("board", "speaker", "meeting", "source")}
    names = {f"{name}_name": shown[name]["name"] if shown[name] else None for name in ("board", "speaker")}
    return {**shown, **ids, **names, "licence": shown["licence"] if shown["source"] else None}


def _store(database: sqlite3.Connection, home: str, rows: Iterator[Json] | list[Json]) -> None:
    names = ("site", "url", *COLUMNS)
    values = ([home, f"{home}statements/{row['number']}/", *(row[name] for name in COLUMNS)] for row in rows)
    places = ", ".join("?" * len(names))
    database.executemany(f"INSERT INTO statements ({', '.join(names)}) VALUES ({places})", values)  # noqa: S608 - our own names
