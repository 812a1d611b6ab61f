"""PostgreSQL goes away and comes back while a site reads and writes: ``make faults``, TIMES says how often.

Each page is right or says that the site cannot answer now, each command says which address does not answer, nothing
acknowledged is lost, and both go on by themselves. Prints a line for each time, for ``docs/scale.md``.
"""

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from archive.machine.database.fit import DatabaseState
from tests.search.opensearch.served import WORD, RefusedAct, ServedSite, mark, served
from tests.servers import postgresql
from tests.servers.own_site import OwnSite

TIMES = int(os.environ.get("TIMES", "3"))
AWAY_READS, BACK_WRITES, PATIENCE_SECONDS = 12, 3, 180.0
PUBLISHED = f"""SELECT DISTINCT archive_statement.number FROM archive_statement JOIN archive_revision
    ON statement_id = archive_statement.number WHERE status = 'published' AND text LIKE '%{WORD}%'"""

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(postgresql.programs() is None, reason="PostgreSQL is not installed."),
]


@dataclass
class Seen:
    """How many answers of each status there were, how many acts were refused, and the longest wait for an answer."""

    answers: Counter[int] = field(default_factory=Counter)
    refused: int = 0
    longest: float = 0.0


@pytest.fixture
def own(tmp_path: Path) -> Iterator[OwnSite]:
    with postgresql.running() as address:
        own = OwnSite(address, tmp_path).another("away", tmp_path)
        # The servers of tests forget the last commits when they crash; nobody's own does.
        own.on_server("ALTER DATABASE away SET synchronous_commit = on")
        own.run("migrate")
        yield own


def read_until(over: threading.Event, site: ServedSite, paths: list[str], seen: Seen) -> None:
    while not over.is_set():
        for path in paths:
            began = time.monotonic()
            answer = site.get(path, seconds=PATIENCE_SECONDS, q=WORD)
            seen.longest = max(seen.longest, time.monotonic() - began)
            seen.answers[answer.status] += 1
            assert b"Traceback" not in answer.body
            over.wait(0.05)


def write_until(over: threading.Event, site: ServedSite, seen: Seen) -> None:
    while not over.is_set():
        try:
            site.publish(wait=False)
        except RefusedAct:
            seen.refused += 1
        over.wait(0.2)


def wait_until(is_so: Callable[[], bool]) -> float:
    """Return after how many seconds it was so."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() < began + PATIENCE_SECONDS
        threading.Event().wait(0.1)
    return time.monotonic() - began


def go_away(own: OwnSite, site: ServedSite, seen: Seen) -> float:
    """Stop the server until pages and acts have met that, and return the seconds from its return to the next write."""
    with postgresql.stopped(own.address):
        reads, refused = seen.answers.total() + AWAY_READS, seen.refused
        wait_until(lambda: seen.answers.total() >= reads and seen.refused > refused)
        asked = own.manage("verify_record")
        assert asked.returncode == DatabaseState.UNREACHABLE.value, asked.stdout + asked.stderr
        assert "Traceback" not in asked.stderr
        assert site.get("/healthz", seconds=PATIENCE_SECONDS).status == 503
    written = len(site.ledger.published)
    seconds = wait_until(lambda: len(site.ledger.published) > written)
    wait_until(lambda: len(site.ledger.published) >= written + BACK_WRITES)
    return seconds


def test_a_server_that_comes_back_finds_the_site_at_work_and_all_that_was_acknowledged(own: OwnSite) -> None:
    over, seen = threading.Event(), Seen()
    with served(own, {}) as site, ThreadPoolExecutor(3) as pool:
        statement = site.get(f"/statements/{site.publish(wait=False)}/", seconds=PATIENCE_SECONDS).headers["Location"]
        paths = ["/", statement, "/search/", "/statements/"]
        work = [pool.submit(write_until, over, site, seen)]
        work += [pool.submit(read_until, over, site, paths, seen) for _ in range(2)]
        try:
            for number in range(1, TIMES + 1):
                seconds = go_away(own, site, seen)
                print(f"away {number}: written again after {seconds:.1f} s; {len(site.ledger.published)} acts, {seen}")
        finally:
            over.set()
        for one in work:
            one.result()
        assert set(seen.answers) <= {200, 503}
        assert seen.answers[503]
        kept = {number for (number,) in own.ask(PUBLISHED)}
        assert set(site.ledger.published) <= kept
        assert len(kept) <= site.ledger.begun
        wait_until(lambda: site.count(WORD, seconds=PATIENCE_SECONDS) == len(kept))
        assert site.count(mark(1), seconds=PATIENCE_SECONDS) == 1
    assert "The record is complete" in own.run("verify_record")
