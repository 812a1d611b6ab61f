"""Times how soon a new statement is found everywhere: python -m tests.benchmarks.freshness --data statements.jsonl.gz

Several processes search the index, together at the given rate, while another adds statements one by one. For each
statement the time runs from the call that adds it until every process has found it.
"""

import argparse
import multiprocessing
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path

from tests.benchmarks.engines.embedded import Engine
from tests.benchmarks.queries import Query, QueryMaker
from tests.benchmarks.sample import SEED, Source, read_sample, write_sample


def main() -> None:
    """Measure and print the figures."""
    options = read_options()
    with tempfile.TemporaryDirectory() as passing:
        folder = options.work or Path(passing)
        sample, index = folder / f"sample-{options.statements}.jsonl", folder / f"fresh-{options.statements}"
        if not sample.exists():
            write_sample(Source(options.data), options.statements, sample)
        engine = Engine(index)
        if not index.exists():
            engine.build(read_sample(sample))
        waited = measure(engine, index, sample, options)
    latest = statistics.quantiles(waited, n=20)[-1]
    print(
        f"{len(waited)} statements added one by one to {options.statements:,} while {options.processes} processes made"
        f" {options.searches} searches a second: found by each of these after {statistics.median(waited):.1f} ms (p50),"
        f" {latest:.1f} ms (p95), {max(waited):.1f} ms at most."
    )


def read_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the statements, as JSON Lines, plain or gzipped")
    parser.add_argument("--statements", type=int, default=100_000, help="how many to index first")
    parser.add_argument("--added", type=int, default=200, help="how many to add one by one")
    parser.add_argument("--searches", type=int, default=50, help="how many searches a second, by all processes")
    parser.add_argument("--processes", type=int, default=2, help="how many processes search")
    parser.add_argument("--work", type=Path, help="a folder to keep sample and index in, to be used again")
    return parser.parse_args()


def measure(engine: Engine, index: Path, sample: Path, options: argparse.Namespace) -> list[float]:
    """Return for each statement the milliseconds until every process found it."""
    queries = [query for queries in QueryMaker(sample).queries(20).values() for query in queries]
    random.Random(SEED).shuffle(queries)
    waited = []
    with searching(index, queries, options.processes, options.searches / options.processes) as connections:
        for place, one in enumerate(islice(cycle(read_sample(sample)), options.added)):
            word = f"fresh{time.time_ns()}"
            started = time.perf_counter()
            engine.add(replace(one, number=10**9 + time.time_ns() // 10**6 % 10**9 + place, text=f"{word} {one.text}"))
            for connection in connections:
                connection.send(word)
            waited.append((max(connection.recv() for connection in connections) - started) * 1000)
            pause(0.1)
    return waited


@contextmanager
def searching(index: Path, queries: list[Query], processes: int, rate: float) -> Iterator[list[Connection]]:
    """Run processes that search all the time. For each word, they return the time at which they found it."""
    context = multiprocessing.get_context("spawn")
    pipes = [context.Pipe() for _ in range(processes)]
    running = [context.Process(target=search, args=(index, queries, rate, theirs)) for _, theirs in pipes]
    for process in running:
        process.start()
    connections = [ours for ours, _ in pipes]
    for connection in connections:
        connection.recv()
    yield connections
    for connection, process in zip(connections, running, strict=True):
        connection.send("")
        process.join()


def search(index: Path, queries: list[Query], rate: float, connection: Connection) -> None:
    """Search at a steady rate until an empty word arrives."""
    engine = Engine(index)
    connection.send("ready")
    due = time.perf_counter()
    for query in cycle(queries):
        due += 1 / rate
        while connection.poll(max(0, due - time.perf_counter())):
            if not (word := connection.recv()):
                return
            while not engine.search(Query("fresh", (word,)))[1]:
                pass
            connection.send(time.perf_counter())
        engine.search(replace(query, facets=True))


def pause(seconds: float) -> None:
    """Let the searching processes continue for a while."""
    threading.Event().wait(seconds)


if __name__ == "__main__":
    main()
