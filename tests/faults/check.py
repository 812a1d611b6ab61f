"""Checks a site after a crash from outside: its files, its database, its index and its ledger.

``at_once`` checks what must be true before anything is fixed, ``after_recovery`` what must be true a few seconds later.
Both return a sentence for each fault.
"""

import hashlib
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from archive.citations.verification import verify_record
from archive.exports import bulk
from archive.exports.bulk.current import PARTS
from archive.models import OutboxEntry
from archive.search.engines import get_backend
from tests.faults.ledger import Ledger
from tests.faults.site import FaultySite
from tests.faults.work import import_file, recover

# The texts of this harness are plain, and every redacted passage is one word.
WORD = re.compile("[a-z0-9█]+")
OURS = re.compile("marked [0-9a-f]{32}|Plumtree Court")
PUBLIC = (
    "SELECT s.number, r.title, r.text FROM archive_statement s JOIN archive_revision r ON r.id = s.current_revision_id"
)
Act = dict[str, Any]


class Database:
    """The site's database, read without the project."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(f"file:{folder / 'archive.sqlite3'}?mode=ro", uri=True, timeout=30)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self._connection.execute(query, values).fetchall()

    def close(self) -> None:
        """Close the database."""
        self._connection.close()


def at_once(site: FaultySite) -> list[str]:
    """Return what is wrong directly after the crash."""
    with closing(Database(site.folder)) as database:
        return [
            *(f"integrity_check: {found}" for (found,) in database.rows("PRAGMA integrity_check") if found != "ok"),
            *(f"foreign_key_check: {found}" for found in database.rows("PRAGMA foreign_key_check")),
            *missing_acts(database, site.ledger),
            *doubled(database),
            *broken_files(site),
        ]


def after_recovery(site: FaultySite, crashes: int) -> list[str]:
    """Let the site recover and return what is still wrong; ``crashes`` is how many processes were killed so far."""
    recover()
    for act in site.ledger.acts("importing"):
        import_file(Path(act["path"]))
    recover()
    with closing(Database(site.folder)) as database:
        found = [
            *verify_record(),
            *missing_acts(database, site.ledger),
            *unfinished_acts(database, site.ledger),
            *doubled(database),
            *unlogged(database),
            *lost_mails(database, site, crashes),
            *lost_results(database, site),
            *lost_messages(database, site, crashes),
            *left_files(site),
            *index_differences(database),
        ]
        removed = removed_words(database, site)
    if waiting := OutboxEntry.objects.pending().count():
        found.append(f"{waiting} rows wait in the outbox although all was done.")
    return [*found, *removed]


def missing_acts(database: Database, ledger: Ledger) -> Iterator[str]:
    """Yield the acts that were acknowledged and are lost."""
    for act in ledger.acts():
        is_there = PRESENT.get(act["act"])
        if is_there and not is_there(database, act):
            yield f"lost: {act}"


def _wording(database: Database, act: Act) -> bool:
    wanted = "SELECT text FROM archive_revision WHERE statement_id = ? AND number = ? AND published_at IS NOT NULL"
    return database.rows(wanted, act["number"], act["revision"]) == [(act["text"],)]


def _withdrawal(database: Database, act: Act) -> bool:
    return database.rows("SELECT status FROM archive_statement WHERE number = ?", act["number"]) == [("withdrawn",)]


def _redaction(database: Database, act: Act) -> bool:
    return not database.rows("SELECT 1 FROM archive_revision WHERE instr(text, ?)", act["words"])


def _import(database: Database, act: Act) -> bool:
    marks = ",".join("?" * len(act["texts"]))
    query = f"{PUBLIC} WHERE s.status = 'published' AND s.external_id IN ({marks})"
    return sorted(row[2] for row in database.rows(query, *act["texts"])) == sorted(act["texts"].values())


def _meeting(database: Database, act: Act) -> bool:
    rows = database.rows(f"{PUBLIC} WHERE s.status = 'published' AND s.meeting_id = ?", act["meeting"])
    return sorted(row[2] for row in rows) == sorted(act["texts"])


def _merge(database: Database, act: Act) -> bool:
    return database.rows("SELECT merged_into_id FROM archive_speaker WHERE id = ?", act["gone"]) == [(act["kept"],)]


PRESENT: dict[str, Callable[[Database, Act], bool]] = {
    "published": _wording,
    "corrected": _wording,
    "withdrawn": _withdrawal,
    "redacted": _redaction,
    "imported": _import,
    "meeting": _meeting,
    "merged": _merge,
}


def unfinished_acts(database: Database, ledger: Ledger) -> Iterator[str]:
    """Yield the acts that were only partly done."""
    for act in ledger.acts("merging"):
        ((merged,),) = database.rows("SELECT merged_into_id FROM archive_speaker WHERE id = ?", act["gone"])
        marks = ",".join("?" * len(act["numbers"]))
        speakers = database.rows(
            f"SELECT DISTINCT speaker_id FROM archive_statement WHERE number IN ({marks})", *act["numbers"]
        )
        if speakers != [(act["kept"] if merged else act["gone"],)]:
            yield f"half done: {act}"
    for act in ledger.acts("saved"):
        rows = database.rows("SELECT count(*) FROM archive_statement WHERE meeting_id = ?", act["meeting"])
        if rows != [(len(act["texts"]),)]:
            yield f"{rows} statements of {act}"
    for act in ledger.acts("importing"):
        marks = ",".join("?" * len(act["texts"]))
        rows = database.rows(f"SELECT count(*) FROM archive_statement WHERE external_id IN ({marks})", *act["texts"])
        if rows != [(len(act["texts"]),)]:
            yield f"{rows} statements of the file {act['path']} after it was imported again"


def doubled(database: Database) -> Iterator[str]:
    """Yield what is stored twice. Each text in this harness is unique, unless its name was redacted."""
    texts = "SELECT text, count(DISTINCT statement_id) FROM archive_revision WHERE text LIKE '%marked%' GROUP BY text"
    yield from (f"{count} times: {text}" for text, count in database.rows(texts) if count > 1)
    numbers = "SELECT statement_id, number, count(*) FROM archive_revision GROUP BY 1, 2 HAVING count(*) > 1"
    yield from (
        f"revision {number} of statement {statement} is there {n} times"
        for statement, number, n in database.rows(numbers)
    )


def unlogged(database: Database) -> Iterator[str]:
    """Yield public changes that are not in the corrections log exactly once, or not in the audit trail."""
    changed = """SELECT r.statement_id, r.number, count(c.id) FROM archive_revision r LEFT JOIN archive_correction c
        ON c.revision_id = r.id AND c.at IS NOT NULL AND c.tombstone_id IS NULL
        WHERE r.number > 1 AND r.published_at IS NOT NULL GROUP BY 1, 2 HAVING count(c.id) <> 1"""
    yield from (f"revision {number} of {statement}: {n} corrections" for statement, number, n in database.rows(changed))
    removed = """SELECT t.id, count(c.id) FROM archive_tombstone t
        LEFT JOIN archive_correction c ON c.tombstone_id = t.id
        GROUP BY 1 HAVING count(c.id) <> 1"""
    yield from (f"tombstone {stone}: {n} corrections" for stone, n in database.rows(removed))
    merged = "SELECT count(*) FROM archive_speaker WHERE merged_into_id IS NOT NULL"
    audited = "SELECT count(*) FROM archive_auditentry WHERE verb = 'merged'"
    ((merges,),), ((entries,),) = database.rows(merged), database.rows(audited)
    if entries != 2 * merges:
        yield f"{merges} merges have {entries} entries in the audit trail, not two each"


def lost_mails(database: Database, site: FaultySite, crashes: int) -> Iterator[str]:
    """Yield corrections without an email to the reader, and emails sent again more often than processes were killed."""
    mails = site.mailbox.acts("mail")
    for act in site.ledger.acts("confirmed"):
        keys = {mail["key"] for mail in mails if mail["to"] == act["email"]}
        told = "SELECT count(*) FROM archive_correction WHERE statement_id = ? AND at IS NOT NULL"
        ((corrections,),) = database.rows(told, act["number"])
        # The confirmation email may have been sent or not: the harness confirms without waiting for it.
        if len(keys) not in {corrections, corrections + 1}:
            yield f"{len(keys)} mails about {corrections} corrections of statement {act['number']}"
    again = sum(times - 1 for times in Counter(mail["key"] for mail in mails).values())
    if again > crashes:
        yield f"{again} mails were sent again after {crashes} crashes"


def lost_results(database: Database, site: FaultySite) -> Iterator[str]:
    """Yield search results without an email to the reader, and results that were emailed too often."""
    mails = [mail for mail in site.mailbox.acts("mail") if "new result" in mail["subject"]]
    results: dict[str, list[int]] = {}
    for act in site.ledger.acts("result"):
        results.setdefault(act["email"], []).append(act["number"])
    query = (
        "SELECT h.told_at IS NOT NULL FROM archive_alerthit h JOIN archive_alert a ON a.id = h.alert_id "
        "WHERE a.address = ? AND h.statement_id = ?"
    )
    for email, numbers in results.items():
        for number in numbers:
            if database.rows(query, email, number) != [(1,)]:
                yield f"{email} was not told of statement {number}"
        told = {mail["key"] for mail in mails if mail["to"] == email}
        committed = "SELECT count(*) FROM archive_alerthit h JOIN archive_alert a ON a.id = h.alert_id"
        ((hits,),) = database.rows(f"{committed} WHERE a.address = ?", email)
        if not 1 <= len(told) <= hits:
            yield f"{len(told)} mails to {email} about {hits} results"


def lost_messages(database: Database, site: FaultySite, crashes: int) -> Iterator[str]:
    """Yield changes that the webhook did not get, and messages sent again more often than processes were killed."""
    arrived = site.mailbox.acts("message")
    spans = {message["key"]: range(message["first"], message["last"] + 1) for message in arrived}
    told = Counter(position for span in spans.values() for position in span)
    query = "SELECT id FROM archive_change WHERE id >= ?"
    for (position,) in database.rows(query, min(told)) if told else ():
        if told[position] != 1:
            yield f"change {position} is in {told[position]} messages"
    again = sum(times - 1 for times in Counter(message["key"] for message in arrived).values())
    if again > crashes:
        yield f"{again} messages were sent again after {crashes} crashes"


def broken_files(site: FaultySite) -> Iterator[str]:
    """Yield what is wrong with the files for readers: they must be the old ones or the new ones, and complete."""
    current = site.folder / "exports" / "published.json"
    if not current.exists():
        acts = site.ledger.acts()
        # After words were removed, there are no files for a while.
        if acts and acts[-1]["act"] == "exported":
            yield "the files of the record are gone"
        return
    folder = current.parent / json.loads(current.read_text())["folder"]
    for listed in json.loads((folder / "datapackage.json").read_text())["resources"]:
        path = folder / listed["path"]
        content = path.read_bytes() if path.exists() else b""
        if f"sha256:{hashlib.sha256(content).hexdigest()}" != listed["hash"]:
            yield f"{path.name} is not the file that the manifest names"


def left_files(site: FaultySite) -> Iterator[str]:
    """Yield what a killed export left behind and the next one did not remove."""
    if site.ledger.acts("exported"):
        bulk.publish()
        yield from broken_files(site)
        folders = [path for path in (site.folder / "exports").iterdir() if path.is_dir() and path.name != PARTS]
        if len(folders) != 1:
            yield f"{len(folders)} exports are kept"


def removed_words(database: Database, site: FaultySite) -> list[str]:
    """Return the files that contain redacted words, whether the redaction was acknowledged or only committed."""
    found = []
    for act in site.ledger.acts("redacting"):
        is_done = database.rows("SELECT 1 FROM archive_tombstone WHERE statement_id = ?", act["number"])
        if is_done:
            found += [f"{act['words']} is in {name}" for name in files_with(site.folder, act["words"])]
    return found


def files_with(folder: Path, words: str) -> list[str]:
    """Return the names of the files in the folder that contain the words."""
    sought = words.lower().encode()
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path.relative_to(folder)) for path in files if sought in path.read_bytes().lower()]


def index_differences(database: Database) -> Iterator[str]:
    """Yield how the index differs from the rows, counted here without any code of the project."""
    expected: Counter[tuple[str, int]] = Counter()
    public = database.rows(f"{PUBLIC} WHERE s.status = 'published'")
    # The demo record is real text, with words that cannot be counted so simply.
    ours = {number for number, _, text in public if OURS.search(text)}
    for number, _, text in public:
        if number not in ours:
            continue
        expected.update((word, number) for word in WORD.findall(text.lower()))
    snapshot = get_backend()._index.snapshot()
    live = snapshot.live
    held = {int(number) for at, number in enumerate(snapshot.numbers) if live is None or live[at]}
    if held != {number for number, _, _ in public}:
        yield f"the index holds {len(held)} statements, and the record {len(public)}"
        return
    found: Counter[tuple[str, int]] = Counter()
    for term in {term for _, reader in snapshot.fields("words") for term in reader.terms()}:
        postings = snapshot.postings("words", term)
        for at, frequency in zip(postings.documents.tolist(), postings.frequencies.tolist(), strict=True):
            if (live is None or live[at]) and int(snapshot.numbers[at]) in ours:
                found[term.decode(), int(snapshot.numbers[at])] += frequency
    for key in sorted((expected - found) | (found - expected))[:5]:
        yield f"{key}: {expected[key]} in the record, {found[key]} in the index"
