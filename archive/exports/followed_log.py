"""The public log of a site that is followed: what was kept of it says why what is held has changed."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from archive.exports.followed import Fetch, Json
from tools import witness

# Where a look at all objects is, which may differ, and what was said of those that the log does not have.
TABLES = """
CREATE TABLE IF NOT EXISTS pages (subject TEXT PRIMARY KEY, number INTEGER, query TEXT);
CREATE TABLE IF NOT EXISTS suspects (subject TEXT, number INTEGER, PRIMARY KEY (subject, number));
CREATE TABLE IF NOT EXISTS faults (sentence TEXT PRIMARY KEY);
"""
BEGIN = f"limit={witness.AT_ONCE}"


@dataclass
class FollowedLog:
    """The public log of a site, what was kept of it beside the file with its copy, and what was seen first."""

    site: str
    file: Path
    key: str
    fetch: Fetch
    seen: str = ""

    @property
    def kept(self) -> Path:
        """The file of the witness."""
        return self.file.with_name(f"{self.file.name}.{urlsplit(self.site).netloc.replace(':', '-')}.witness")

    def look(self, *, whole: bool) -> None:
        """Compare the log with what it signed at the last run, and look at some objects, or at all."""
        self._watch(sample=0 if whole else witness.SAMPLE)
        if whole and self.kept.exists():
            with self._log() as log:
                look_at_all(log, self._of_log)

    def unexplained(self, changes: list[Json]) -> str:
        """Return what the log does not explain of these changes of what is held; nothing if the site has no log.

        The log is read before. It has what changes within a minute.
        """
        rows, fault = {(change["type"], change["id"]): change["object"] for change in changes}, ""
        for seconds in (0, witness.PATIENCE_SECONDS):
            time.sleep(seconds)
            self._watch(sample=0)
            if rows and self.kept.exists():
                with self._log() as log:
                    fault = unexplained(log, self._of_log, rows)
            if not fault:
                break
        return fault

    def _watch(self, sample: int) -> None:
        try:
            key = self.key or self.fetch(f"{self.site}/log/key").decode().strip()
            seen = witness.watch(self._of_log, key, self.kept, sample=sample)
        except FileNotFoundError as error:
            if self.kept.exists():
                raise ValueError(f"There is nothing at {error} any more.") from error
            seen = "none so far."
        self.seen = self.seen or seen

    @contextmanager
    def _log(self) -> Iterator[witness.Log]:
        with closing(sqlite3.connect(f"{self.kept}.sqlite3")) as database:
            try:
                yield witness.Log(database)
            except witness.MISWRITTEN as error:
                raise ValueError(f"It is not written as logs are: {type(error).__name__}: {error}.") from error

    def _of_log(self, path: str) -> bytes:
        return self.fetch(urljoin(f"{self.site}/log/", path))


def unexplained(log: witness.Log, fetch: Fetch, rows: dict[witness.Key, Json]) -> str:
    """Return in sentences which of these rows are not what their last entry says, or have none that was read yet.

    A log that names no fields is of an earlier release, and says of none what it was.
    """
    if not log.names_fields():
        return ""
    return " ".join(filter(None, (witness.difference(log, fetch, key, row) for key, row in rows.items())))


def look_at_all(log: witness.Log, fetch: Fetch) -> None:
    """Look at all objects, a page at a time; raise ValueError with all that are not what their last entries say.

    A run that breaks off is gone on with. What may differ is looked at again in the end.
    """
    database = log.database
    database.executescript(TABLES)
    for (subject,) in database.execute("SELECT DISTINCT subject FROM fields ORDER BY subject").fetchall():
        row = database.execute("SELECT number, query FROM pages WHERE subject = ?", [subject]).fetchone()
        after, query = row or (0, BEGIN)
        while query:
            after, query = _look_at_page(log, fetch, subject, after, query)
            database.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", [subject, after, query])
            database.commit()
    suspects = database.execute("SELECT subject, number FROM suspects").fetchall()
    faults = [sentence for (sentence,) in database.execute("SELECT sentence FROM faults ORDER BY rowid")]
    faults += witness.settled(log, fetch, suspects, time.sleep)
    database.executescript("DELETE FROM pages; DELETE FROM suspects; DELETE FROM faults;")
    if faults:
        raise ValueError(" ".join(faults))


def _look_at_page(log: witness.Log, fetch: Fetch, subject: str, after: int, query: str) -> tuple[int, str]:
    """Look at the objects of a kind on a page of the API, which follow a number; return where the next page begins."""
    page: Json = {"results": [], "next": ""}
    if subject in witness.SHOWN:
        page = json.loads(fetch(f"../api/v1/{subject}s/?{query}"))
    rows = {row["number" if subject == "statement" else "id"]: row for row in page["results"]}
    query = urlsplit(page["next"] or "").query
    upto = max(rows) if query else witness.LARGEST_LOG
    if upto <= after:
        raise ValueError(f"The list of {subject}s does not go on after {after}.")
    openings = _openings(fetch, subject, after, upto)
    find = "SELECT number FROM objects WHERE subject = ? AND live AND number > ? AND number <= ?"
    live = {number for (number,) in log.database.execute(find, [subject, after, upto])}
    strange = filter(None, (witness.strange(log, row) for row in rows.values() if subject == "statement"))
    log.database.executemany("INSERT OR IGNORE INTO faults VALUES (?)", ([sentence] for sentence in strange))
    for number in live:
        if _differs(log, fetch, (subject, number), openings.get(number), rows.get(number)):
            log.database.execute("INSERT OR IGNORE INTO suspects VALUES (?, ?)", [subject, number])
    return upto, query


def _openings(fetch: Fetch, subject: str, after: int, upto: int) -> dict[int, Json]:
    """Return what opens the roots of the objects of a kind after a number, up to another, by number."""
    openings: dict[int, Json] = {}
    while after < upto:
        page = json.loads(fetch(f"openings/{subject}?after={after}"))
        openings |= {one["number"]: one for one in page["results"] if after < one["number"] <= upto}
        after = page["after"] if page["after"] > after else upto
    return openings


def _differs(log: witness.Log, fetch: Fetch, key: witness.Key, opening: Json | None, row: Json | None) -> bool:
    """Return whether an object may differ from its last entry: one that was read, and not a newer one."""
    if opening is None or (row is None and key[0] in witness.SHOWN):
        return True
    if opening["position"] >= log.size:
        return False
    last = log.last(key)
    return last is None or bool(witness.fault_of_opening(log, fetch, opening, last.root, row))
