"""Read-only copies of the statements of other sites, in one SQLite file that is searched together.

A site's parts (``archive.exports.bulk.parts``) say by their SHA-256 what has changed. Each statement has its address at
home. What a site has removed is removed here with the next run, also from the words that are searched.
"""

import gzip
import hashlib
import json
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

MANIFEST = "data/parts/datapackage.json"
COLUMNS = (
    "number",
    "date",
    "board_name",
    "speaker_name",
    "attribution",
    "title",
    "text",
    "kind",
    "text_status",
    "revision",
    "salt",
    "sha256",
    "remaining_sha256",
    "licence",
)
TABLES = """
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS parts (site TEXT, path TEXT, sha256 TEXT, PRIMARY KEY (site, path));
CREATE TABLE IF NOT EXISTS statements (
    id INTEGER PRIMARY KEY, site TEXT, part TEXT, url TEXT, number, date, board_name, speaker_name, attribution, title,
    text, kind, text_status, revision, salt, sha256, remaining_sha256, licence
);
CREATE INDEX IF NOT EXISTS statements_part ON statements (site, part);
CREATE VIRTUAL TABLE IF NOT EXISTS statements_fts USING fts5(
    title, text, speaker_name, board_name,
    content='statements', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER IF NOT EXISTS statement_in AFTER INSERT ON statements BEGIN
    INSERT INTO statements_fts(rowid, title, text, speaker_name, board_name)
    VALUES (new.id, new.title, new.text, new.speaker_name, new.board_name);
END;
CREATE TRIGGER IF NOT EXISTS statement_out AFTER DELETE ON statements BEGIN
    INSERT INTO statements_fts(statements_fts, rowid, title, text, speaker_name, board_name)
    VALUES ('delete', old.id, old.title, old.text, old.speaker_name, old.board_name);
END;
"""
WAIT_SECONDS = 60
Fetch = Callable[[str], bytes]


class NotFollowed(Exception):
    """The other site cannot be followed, and why."""


class Followed(NamedTuple):
    """What a run has done: how many parts were fetched, and how many statements of the site are held now."""

    parts: int
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
    """Bring the copy of a site up to date in one transaction; raise NotFollowed if that is not possible."""
    home = site.rstrip("/") + "/"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(TABLES)
        with database:
            fetched = _take(database, home, get)
        if fetched:
            # Words that were removed are in the index until its pieces are merged.
            database.execute("INSERT INTO statements_fts(statements_fts) VALUES ('optimize')")
            database.commit()
        [(count,)] = database.execute("SELECT count(*) FROM statements WHERE site = ?", [home])
    return Followed(fetched, count)


def _take(database: sqlite3.Connection, home: str, get: Fetch) -> int:
    wanted = _parts_of(home, get)
    held = dict(database.execute("SELECT path, sha256 FROM parts WHERE site = ?", [home]))
    fetched = 0
    for path in sorted({*held, *wanted}):
        if held.get(path) == wanted.get(path):
            continue
        # The site may withhold a part because of removed words, so the old one goes first.
        database.execute("DELETE FROM statements WHERE site = ? AND part = ?", [home, path])
        database.execute("DELETE FROM parts WHERE site = ? AND path = ?", [home, path])
        fetched += 1
        if path in wanted and (content := _part(home, path, wanted[path], get)) is not None:
            _store(database, home, path, content)
            database.execute("INSERT INTO parts VALUES (?, ?, ?)", [home, path, wanted[path]])
    return fetched


def _parts_of(home: str, get: Fetch) -> dict[str, str]:
    """Return the SHA-256 of each part of a site."""
    try:
        resources = json.loads(get(home + MANIFEST))["resources"]
        hashes = {one["path"]: one["hash"].removeprefix("sha256:") for one in resources}
    except (FileNotFoundError, KeyError, TypeError, ValueError) as error:
        raise NotFollowed(
            f"{home} has no parts at {MANIFEST}. Is it a site of this software, and up to date?"
        ) from error
    return {path: sha256 for path, sha256 in hashes.items() if path.endswith(".jsonl.gz")}


def _part(home: str, path: str, sha256: str, get: Fetch) -> bytes | None:
    """Return the part, or None if the site withholds it or has just replaced it: the next run fetches it."""
    try:
        content = get(f"{home}data/parts/{path}")
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def _store(database: sqlite3.Connection, home: str, path: str, content: bytes) -> None:
    places = ", ".join("?" * (len(COLUMNS) + 3))
    rows = map(json.loads, gzip.decompress(content).decode().splitlines())
    values = ([home, path, f"{home}statements/{row['number']}/", *(row.get(name) for name in COLUMNS)] for row in rows)
    names = ", ".join(("site", "part", "url", *COLUMNS))
    database.executemany(f"INSERT INTO statements ({names}) VALUES ({places})", values)  # noqa: S608 - our own names
