"""Kills nodes of a search cluster under writes and searches: python -m tests.benchmarks.kill_nodes --kills 20

Starts three nodes on this machine, writes a statement after the other and searches all the while, and kills a node
after the other as ``kill -9`` does. Prints how many acknowledged writes were lost, how many searches failed or counted
too few, and the longest write and search, in seconds of the clock.
"""

import argparse
import os
import random
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="kill-nodes-")
os.environ |= {"SEARCH_INDEX": "kill-nodes", "SEARCH_REPLICAS": "1", "SEARCH_SHARDS": "3"}

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from archive.models import Board  # noqa: E402
from archive.search import SearchRequest, SearchUnavailable  # noqa: E402
from archive.search.backends.opensearch import OpenSearchBackend  # noqa: E402
from tests.search.documents import make_document  # noqa: E402
from tests.servers.opensearch import Cluster, running  # noqa: E402

NODES = 3
FIRST = 1_000


@dataclass
class Told:
    """What the writer and the reader saw."""

    acknowledged: int = FIRST
    write_failures: int = 0
    search_failures: int = 0
    short: int = 0
    searches: int = 0
    longest: dict[str, float] = field(default_factory=lambda: {"write": 0.0, "search": 0.0})


def main() -> None:
    """Run the cluster and kill its nodes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--heap", default="384m")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    Board.objects.create(name="Sample board")
    with running(NODES, options.heap) as cluster:
        settings.SEARCH_URL = cluster.addresses
        backend = OpenSearchBackend("")
        with backend.building() as index, backend.writing(wait=True):
            index.add(make_document(number=number, text=f"levy word{number}") for number in range(1, FIRST + 1))
            index.swap()
        told, over = Told(), threading.Event()
        work = [threading.Thread(target=again, args=(one, over, told)) for one in (write, search)]
        for thread in work:
            thread.start()
        kill(cluster, options.kills, told)
        over.set()
        for thread in work:
            thread.join()
        missing = [number for number in range(1, told.acknowledged + 1) if not found(f"word{number}")]
        print(f"{told}\nAcknowledged writes lost: {len(missing)}")


def kill(cluster: Cluster, kills: int, told: Told) -> None:
    """Kill a node, wait until the writer gets on without it, start it again, and so on."""
    draw = random.Random(1)
    for number in range(kills):
        node = draw.randrange(NODES)
        before = told.acknowledged
        cluster.kill(node)
        while told.acknowledged < before + 2:
            over = threading.Event()
            over.wait(0.2)
        cluster.start(node)
        cluster.wait(settled=True)
        print(f"kill {number + 1}: node {node}; {told}", flush=True)


def again(act: Callable[[OpenSearchBackend, Told], None], over: threading.Event, told: Told) -> None:
    """Act again and again with a client of its own."""
    backend = OpenSearchBackend("")
    name = act.__name__
    while not over.is_set():
        began = time.monotonic()
        act(backend, told)
        told.longest[name] = max(told.longest[name], time.monotonic() - began)


def write(backend: OpenSearchBackend, told: Told) -> None:
    """Write the next statement; it counts once that is acknowledged."""
    number = told.acknowledged + 1
    try:
        with backend.writing(wait=True):
            backend.update(documents=[make_document(number=number, text=f"levy word{number}")], gone=[])
        told.acknowledged = number
    except SearchUnavailable:
        told.write_failures += 1


def search(backend: OpenSearchBackend, told: Told) -> None:
    """Search for all; fewer than were acknowledged before is wrong."""
    expected = told.acknowledged
    told.searches += 1
    try:
        told.short += backend.search(SearchRequest(text="levy", page_size=1)).total < expected
    except SearchUnavailable:
        told.search_failures += 1


def found(text: str) -> bool:
    """Say whether a statement has the word."""
    return bool(OpenSearchBackend("").search(SearchRequest(text=text, page_size=1)).total)


if __name__ == "__main__":
    print(f"Kept in {Path(os.environ['DATA_DIR'])}")
    main()
