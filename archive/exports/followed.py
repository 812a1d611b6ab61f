"""Read-only copies of other sites, in one SQLite file that is searched together. Each object has its address at home.

A run goes by the site's list of changes. The first one takes the statements from the site's parts
(``archive.exports.bulk.parts``). What a site has removed leaves here before anything else of the next run, in the same
transaction from the words that are searched. A run that is killed keeps its place in the list. The next goes on there.
What is held stays until it is explained why it changed.
What a site sends is not believed (``archive.machine.web.sent_data``): a step of which something is refused stores
nothing.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from archive.machine.web.sent_data import NotTaken, check_address, check_addresses, read_json, shortened, values_of
from archive.machine.web.sent_lines import read_rows
from boardmeetings.failpoints import failpoint

MANIFEST = "data/parts/datapackage.json"
CHANGES = "api/v1/changes/"
AT_ONCE = 1000
# All kinds of objects besides statements.
TYPES = ("board", "speaker", "topic", "source", "meeting", "decision", "correction", "tombstone", "citinglink")
# The columns of a statement, and the kinds of their values.
COLUMNS = {
    "number": int,
    "date": str,
    "board": int | None,
    "board_name": str | None,
    "speaker": int | None,
    "speaker_name": str | None,
    "attribution": str,
    "title": str,
    "text": str,
    "kind": str,
    "text_status": str,
    "meeting": int | None,
    "source": int | None,
    "licence": str | None,
    "revision": int,
    "salt": str,
    "sha256": str,
    "remaining_sha256": str,
}
CHANGE = {"position": int, "kind": str, "type": str, "id": int, "url": str | None, "object": dict | None}
PART = {"path": str, "hash": str}
PART_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)
# What statements show of other objects: the column, and the object's own field.
COLUMNS_SHOWN = {"board": ("board_name", "name"), "speaker": ("speaker_name", "name"), "source": ("licence", "licence")}
# A row comes into the index of words, and goes out of it.
INDEXED = """
    INSERT INTO statements_fts(rowid, title, text, speaker_name, board_name)
    VALUES (new.id, new.title, new.text, new.speaker_name, new.board_name);
"""
NOT_INDEXED = """
    INSERT INTO statements_fts(statements_fts, rowid, title, text, speaker_name, board_name)
    VALUES ('delete', old.id, old.title, old.text, old.speaker_name, old.board_name);
"""
TABLES = f"""
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS sites (site TEXT PRIMARY KEY, change INTEGER);
CREATE TABLE IF NOT EXISTS unchecked (site TEXT, type TEXT, id INTEGER, PRIMARY KEY (site, type, id));
CREATE TABLE IF NOT EXISTS objects (site TEXT, type TEXT, id INTEGER, url TEXT, object, PRIMARY KEY (site, type, id));
CREATE TABLE IF NOT EXISTS statements (id INTEGER PRIMARY KEY, site TEXT, url TEXT, {", ".join(COLUMNS)});
CREATE UNIQUE INDEX IF NOT EXISTS statements_number ON statements (site, number);
CREATE VIRTUAL TABLE IF NOT EXISTS statements_fts USING fts5(
    title, text, speaker_name, board_name,
    content="statements", content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER IF NOT EXISTS statement_in AFTER INSERT ON statements BEGIN {INDEXED} END;
CREATE TRIGGER IF NOT EXISTS statement_out AFTER DELETE ON statements BEGIN {NOT_INDEXED} END;
CREATE TRIGGER IF NOT EXISTS statement_again AFTER UPDATE ON statements BEGIN {NOT_INDEXED} {INDEXED} END;
"""
# Words that were removed stay in the pieces of the index until these are merged, and in the file, where rows that moved
# leave pieces, until it is written again.
MERGE_INDEX, WRITE_AGAIN = "INSERT INTO statements_fts(statements_fts) VALUES ('optimize')", "VACUUM"
# Kinds of changes that take words out of what is held. These wait for no reason. What replaces the words is checked
# after it was taken: ``unchecked`` names it until then.
REMOVING = ("withdrawn", "redacted")
Fetch = Callable[[str], bytes]
Json = dict[str, Any]
Check = Callable[[list[Json]], str] | None
"""Takes changes of objects that are held otherwise; returns in a sentence what no reason explains, or nothing."""


class NotFollowed(Exception):
    """The other site cannot be followed, and why."""


class Followed(NamedTuple):
    """What a run has done: how many changes it took, and how many statements of the site are held now."""

    changes: int
    statements: int


def follow(site: str, file: Path, get: Fetch, check: Check = None) -> Followed:
    """Bring the copy of a site up to date; raise NotFollowed if that is not possible. ``get`` fetches from the site."""
    home = site.rstrip("/") + "/"
    try:
        with closing(sqlite3.connect(file)) as database:
            database.executescript(TABLES)
            return _followed(database, home, get, check)
    except FileNotFoundError as error:
        raise NotFollowed(f"There is nothing at {error}. Is it a site of this software, and up to date?") from error
    except NotTaken as error:
        raise NotFollowed(f"What {home} sends is not taken. {error}") from error
    except sqlite3.Error as error:
        raise NotFollowed(f"{file} cannot hold what {home} sends: {error}.") from error


def _followed(database: sqlite3.Connection, home: str, get: Fetch, check: Check) -> Followed:
    held = database.execute("SELECT change FROM sites WHERE site = ?", [home]).fetchone()
    position = held[0] if held else _first_copy(database, home, get)
    for kind in REMOVING:
        for changes in _changes(home, get, {"after": position, "kind": kind}):
            _take_out(database, home, [one for one in changes if one["kind"] == kind], position)
    # A redaction also changes what repeats the words.
    for changes in _changes(home, get, {"after": position, "kind": "changed"}):
        _take(database, home, _explained(database, home, get, changes, check, kind="changed"), position, check)
    failpoint("follow.cleared")
    taken = 0
    for changes in _changes(home, get, {"after": position}):
        _take(database, home, _explained(database, home, get, changes, check), changes[-1]["position"], check)
        taken += len(changes)
    [(count,)] = database.execute("SELECT count(*) FROM statements WHERE site = ?", [home])
    return Followed(taken, count)


def _first_copy(database: sqlite3.Connection, home: str, get: Fetch) -> int:
    """Copy what the site has, in one transaction, and return the change from which on the list is followed."""
    manifest = values_of(read_json(get(home + MANIFEST)), {"change": int, "withheld": list, "resources": list})
    position, lacks = int(manifest["change"]), bool(manifest["withheld"])
    with database:
        for part in manifest["resources"]:
            lacks |= not _store_part(database, home, get, **values_of(part, PART))
        # What the parts lack now is in the list of changes, read from its beginning.
        for kind in (*TYPES, "statement") if lacks else TYPES:
            for changes in _changes(home, get, {"type": kind}):
                _apply(database, home, changes)
        database.execute(MERGE_INDEX)
        database.execute("INSERT INTO sites VALUES (?, ?)", [home, position])
        failpoint("follow.copied")
    database.execute(WRITE_AGAIN)
    return position


def _store_part(database: sqlite3.Connection, home: str, get: Fetch, *, path: str, hash: str) -> bool:  # noqa: A002 - the name in the file
    """Store the statements of a part; return False if the site withholds it or has just replaced it."""
    if not path.endswith(".jsonl.gz"):
        return True
    if not PART_NAME.fullmatch(path):
        raise NotTaken(f"{shortened(path)} is not the name of a part.")
    try:
        content = get(f"{home}data/parts/{path}")
    except FileNotFoundError:
        return False
    if is_whole := f"sha256:{hashlib.sha256(content).hexdigest()}" == hash:
        _store(database, home, (row for _, row in read_rows(BytesIO(content), len(content))))
    return is_whole


def _changes(home: str, get: Fetch, given: dict[str, Any]) -> Iterator[list[Json]]:
    """Yield the changes of a site after a position, or of one type, some at a time."""
    position, place = given.get("after", 0), f"{home}{CHANGES}?limit={AT_ONCE}&"
    while sent := values_of(read_json(get(place + urlencode({**given, "after": position}))), {"results": list})[
        "results"
    ]:
        changes = [_change(one) for one in sent]
        for change in changes:
            if change["position"] <= position:
                raise NotTaken(f"The list of changes does not go on after position {position}.")
            position = change["position"]
        yield changes


def _change(sent: object) -> Json:
    change = values_of(sent, CHANGE)
    if change["type"] not in (*TYPES, "statement"):
        raise NotTaken(f"{shortened(change['type'])} is no kind of object.")
    check_address(change["url"] or "")
    check_addresses(change["object"])
    return change


def _take_out(database: sqlite3.Connection, home: str, removing: list[Json], position: int) -> None:
    """Take changes that remove words, and note what else they bring: a site could call any change a redaction."""
    taken = [one for one in removing if not one["object"] or one["kind"] == "redacted"]
    others = [[home, one["type"], one["id"]] for one in taken if one["object"] and _is_other(database, home, one)]
    database.executemany("INSERT OR IGNORE INTO unchecked VALUES (?, ?, ?)", others)
    _take(database, home, taken, position)


def _explained(
    database: sqlite3.Connection, home: str, get: Fetch, changes: list[Json], check: Check, **given: str
) -> list[Json]:
    """Return these changes once the log explains what they change; raise NotFollowed if it does not.

    What changes once more before the log is read is not as the log has it by then. So these changes are asked for
    again, with their objects as they are now, before the site is said to differ from its log.
    """
    if check is None or not check(_others(database, home, changes)):
        return changes
    changes = _once_more(home, get, changes, given)
    if fault := check(_others(database, home, changes)):
        raise NotFollowed(fault)
    return changes


def _others(database: sqlite3.Connection, home: str, changes: list[Json]) -> list[Json]:
    """Return the changes of what is held and was otherwise."""
    return [one for one in changes if one["object"] and _is_other(database, home, one)]


def _once_more(home: str, get: Fetch, changes: list[Json], given: dict[str, str]) -> list[Json]:
    """Return the same changes, with their objects as the site has them now."""
    first, last = changes[0]["position"], changes[-1]["position"]
    sent = next(_changes(home, get, {**given, "after": first - 1}), [])
    return [one for one in sent if one["position"] <= last]


def _take(database: sqlite3.Connection, home: str, some: list[Json], position: int, check: Check = None) -> None:
    with database:
        if check:
            checked = [[home, one["type"], one["id"]] for one in some]
            database.executemany("DELETE FROM unchecked WHERE site = ? AND type = ? AND id = ?", checked)
        if gone := _apply(database, home, some):
            database.execute(MERGE_INDEX)
        database.execute("UPDATE sites SET change = ? WHERE site = ?", [position, home])
        failpoint("follow.taken")
    if gone:
        database.execute(WRITE_AGAIN)
    failpoint("follow.committed")


def _is_other(database: sqlite3.Connection, home: str, change: Json) -> bool:
    """Return whether an object is held, and was not always as the site says that it is now."""
    query = "SELECT 1 FROM unchecked WHERE site = ? AND type = ? AND id = ?"
    if database.execute(query, [home, change["type"], change["id"]]).fetchone():
        return True
    if change["type"] == "statement":
        query = f"SELECT {', '.join(COLUMNS)} FROM statements WHERE site = ? AND number = ?"  # noqa: S608 - our own names
        held = database.execute(query, [home, change["id"]]).fetchone()
        return held not in {None, tuple(values_of(_row(change["object"]), COLUMNS).values())}
    query = "SELECT object FROM objects WHERE site = ? AND type = ? AND id = ?"
    held = database.execute(query, [home, change["type"], change["id"]]).fetchone()
    return held is not None and json.loads(held[0]) != change["object"]


def _apply(database: sqlite3.Connection, home: str, changes: list[Json]) -> bool:
    """Make the objects what they are now, and return whether words of a statement may have gone."""
    latest, gone = {(one["type"], one["id"]): one for one in changes}, 0
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
        if present and kind in COLUMNS_SHOWN:
            column, own = COLUMNS_SHOWN[kind]
            shown = values_of(present, {own: str})[own]
            update = f"UPDATE statements SET {column} = ? WHERE site = ? AND {kind} = ? AND {column} IS NOT ?"  # noqa: S608 - our own names
            gone += database.execute(update, [shown, home, pk, shown]).rowcount
    return gone > 0


def _row(shown: Json) -> Json:
    """Return a statement of the list of changes as a row of the parts has it."""
    named = values_of(shown, dict.fromkeys(("board", "speaker", "meeting", "source"), dict | None))
    ids = {name: values_of(one, {"id": int})["id"] if one else None for name, one in named.items()}
    names = {f"{name}_name": (named[name] or {"name": None}).get("name") for name in ("board", "speaker")}
    return {**shown, **ids, **names, "licence": shown.get("licence") if named["source"] else None}


def _store(database: sqlite3.Connection, home: str, rows: Iterable[Json]) -> None:
    names = ("site", "url", *COLUMNS)
    taken = (values_of(row, COLUMNS) for row in rows)
    values = ([home, f"{home}statements/{row['number']}/", *row.values()] for row in taken)
    places = ", ".join("?" * len(names))
    database.executemany(f"INSERT INTO statements ({', '.join(names)}) VALUES ({places})", values)  # noqa: S608 - our own names
