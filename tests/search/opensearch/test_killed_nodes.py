"""Kills the nodes of a cluster of three, one after the other, while the site writes and searches.

``make faults-opensearch``, with KILLS and SEED to choose how many and which. No acknowledged write is lost, and each
search counts correctly or says in time that search is being repaired.
"""

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import pytest

from tests.search.opensearch.served import REPAIR, WORD, ServedSite, mark, served_on
from tests.servers.opensearch import PATIENCE_SECONDS, Cluster, NotThere, running

KILLS, SEED = int(os.environ.get("KILLS", "3")), int(os.environ.get("SEED", "1"))
NODES, HEAP = 3, "384m"
READERS = 2
ANSWER_SECONDS = 10.0
WRITES_BETWEEN = 6
WARMED_UP_BY = 20

pytestmark = pytest.mark.faults


@dataclass
class Seen:
    """The results of the searches: right counts, pages that announced the repair, and what was wrong."""

    right: int = 0
    exactly: int = 0
    repaired: int = 0
    wrong: list[str] = field(default_factory=list)
    longest: dict[str, float] = field(default_factory=lambda: {"search": 0.0, "write": 0.0})


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    try:
        with running(NODES, HEAP) as cluster:
            yield cluster
    except NotThere as reason:
        if os.environ.get("REQUIRE_OPENSEARCH"):
            raise
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def site(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    with served_on(cluster.addresses, tmp_path_factory.mktemp("site")) as site:
        site.publish()
        cluster.wait(settled=True)
        # A process takes longer for its first search; nobody knows which of them answers.
        for _ in range(WARMED_UP_BY):
            assert site.get("/search/", seconds=PATIENCE_SECONDS, q=WORD).status == 200
        yield site


def timed(seen: Seen, name: str, work: Callable[[], object]) -> object:
    began = time.monotonic()
    try:
        return work()
    finally:
        seen.longest[name] = max(seen.longest[name], time.monotonic() - began)


def search_once(site: ServedSite, seen: Seen) -> None:
    """Search. The count must be between what was certain before and what was possible afterwards."""
    published, withdrawn = site.ledger.certain
    found = timed(seen, "search", lambda: site.count(WORD, seconds=ANSWER_SECONDS))
    begun, leaving = site.ledger.possible
    fewest, most = published - leaving, begun - withdrawn
    if found is None:
        seen.repaired += 1
    elif fewest <= found <= most:
        seen.right += 1
        seen.exactly += fewest == most
    else:
        seen.wrong.append(f"{found} found, not {fewest} to {most}")


def read_until(over: threading.Event, site: ServedSite, seen: Seen) -> None:
    while not over.is_set():
        try:
            search_once(site, seen)
            assert site.get("/search/", seconds=ANSWER_SECONDS, q=WORD).status in (200, REPAIR)
            over.wait(0.1)
        except (OSError, AssertionError) as error:
            seen.wrong.append(repr(error))


def write_until(over: threading.Event, site: ServedSite, seen: Seen) -> None:
    chance = random.Random(SEED)
    while not over.is_set():
        there = sorted(set(site.ledger.published) - set(site.ledger.withdrawn))
        if len(there) > 1 and chance.random() < 0.3:
            timed(seen, "write", partial(site.withdraw, chance.choice(there)))
        else:
            timed(seen, "write", site.publish)
        # While nothing is written, there is one right count.
        over.wait(0.3)


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < until
        threading.Event().wait(0.1)


def test_killing_any_node_loses_no_write_and_gives_no_wrong_count(cluster: Cluster, site: ServedSite) -> None:
    chance, over, seen = random.Random(SEED), threading.Event(), Seen()
    with ThreadPoolExecutor(READERS + 1) as pool:
        work = [pool.submit(write_until, over, site, seen)]
        work += [pool.submit(read_until, over, site, seen) for _ in range(READERS)]
        try:
            for number in range(KILLS):
                node = chance.randrange(NODES)
                enough = sum(site.ledger.possible) + WRITES_BETWEEN
                cluster.kill(node)
                wait_until(lambda enough=enough: sum(site.ledger.possible) >= enough or work[0].done())
                cluster.start(node)
                cluster.wait(settled=True)
                print(f"kill {number + 1}, node {node}: {site.ledger.begun} published, {seen}", flush=True)
        finally:
            over.set()
    for one in work:
        one.result()
    assert seen.wrong == []
    assert seen.exactly > KILLS
    cluster.wait(settled=True)
    withdrawn = set(site.ledger.withdrawn)
    for serial, number in enumerate(site.ledger.published, start=1):
        assert site.count(mark(serial), seconds=ANSWER_SECONDS) == (number not in withdrawn), number


def test_the_rest_of_the_site_works_without_any_node_and_nothing_is_rebuilt(cluster: Cluster, site: ServedSite) -> None:
    index, there = site.index_name(), site.count(WORD, seconds=ANSWER_SECONDS)
    for node in range(NODES):
        cluster.kill(node)
    # Recent searches are still answered from the cache, correctly, because nothing has changed since.
    page = site.get("/search/", seconds=ANSWER_SECONDS, q=f"{WORD} asked for the first time")
    assert page.status == REPAIR
    assert b"Search is not available" in page.body
    number = site.publish(wait=False)
    statement = site.get(f"/statements/{number}/", seconds=60).headers["Location"]
    for path in ("/", statement, "/meetings/", "/healthz"):
        assert site.get(path, seconds=60).status == 200, path
    assert site.count(WORD, seconds=ANSWER_SECONDS) is None
    for node in range(NODES):
        cluster.start(node)
    cluster.wait(settled=True)
    # A thread of the server indexes pending changes.
    wait_until(lambda: site.count(WORD, seconds=ANSWER_SECONDS) == there + 1)
    assert site.index_name() == index
