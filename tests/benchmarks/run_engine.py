"""Builds and times one engine in a separate process: python -m tests.benchmarks.run_engine NAME FOLDER SAMPLE COUNT

Prints the measurements as one JSON object. SAMPLE is a file from ``write_sample``, COUNT the number of queries of each
class. A quarter of that number of other queries run first to warm caches.
"""

import contextlib
import importlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from tests.benchmarks.passages import Texts, cut
from tests.benchmarks.queries import Query, QueryMaker
from tests.benchmarks.sample import read_sample

ADDED = 20
LONGEST = 30
"""After so many seconds a class is left with as many queries as are done, if these are FEWEST at least."""
FEWEST = 10
WORK = ("numbers", "page")
"""How much of an answer is timed: the first twenty numbers and the exact total, or what a search page shows, which is
these with a passage of each statement and the counts of six facets."""


def main() -> None:
    """Measure the engine that the command line names."""
    name, folder, sample, count = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    module = importlib.import_module(f"tests.benchmarks.engines.{name}")
    if reason := module.missing():
        print(json.dumps({"missing": reason}))
        return
    measured: dict[str, Any] = {"version": module.version()}
    marker = folder.with_suffix(".built.json")
    engine = module.Engine(folder)
    with contextlib.closing(engine) if hasattr(engine, "close") else contextlib.nullcontext():
        if marker.exists():
            measured |= json.loads(marker.read_text())
        else:
            measured |= build(engine, sample, folder)
            marker.write_text(json.dumps(measured))
        measured["times"] = time_queries(engine, sample, count)
        measured["memory"] = memory()
        measured["added"] = time_adding(engine, sample)
    print(json.dumps(measured))


def build(engine: Any, sample: Path, folder: Path) -> dict[str, float]:
    """Build the index. Return its size and the statements added per second, including reading them."""
    count = sum(1 for _ in read_sample(sample))
    started = time.perf_counter()
    engine.build(read_sample(sample))
    seconds = time.perf_counter() - started
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"statements": count, "built_per_second": count / seconds, "index_bytes": size}


def time_queries(engine: Any, sample: Path, count: int) -> dict[str, Any]:
    """Return for each amount of work and each class the processor milliseconds of each query. No query runs twice."""
    texts = Texts(sample.with_suffix(".texts"))
    warming = count // 4
    classes = QueryMaker(sample).queries(warming + count * len(WORK))
    for kind in classes:
        list(answers(engine, texts, classes[kind][:warming], "page"))
    measured: dict[str, Any] = {}
    for place, work in enumerate(WORK):
        own = slice(warming + place * count, warming + (place + 1) * count)
        measured[work] = {kind: list(answers(engine, texts, queries[own], work)) for kind, queries in classes.items()}
    return measured


def answers(engine: Any, texts: Texts, queries: list[Query], work: str) -> Iterator[float]:
    """Yield the processor milliseconds of each search; stop after a while, but not before a few are done."""
    until = time.perf_counter() + LONGEST
    passages_of = getattr(engine, "passages", cut)
    for done, query in enumerate(queries):
        if time.perf_counter() > until and done >= FEWEST:
            return
        started = time.process_time()
        numbers, _ = engine.search(replace(query, facets=query.facets or work == "page"))
        if work == "page":
            passages_of(texts.of(numbers), query)
        yield (time.process_time() - started) * 1000


def time_adding(engine: Any, sample: Path) -> list[float]:
    """Return the milliseconds that adding a statement takes until it is found."""
    milliseconds = []
    for place, one in enumerate(islice(read_sample(sample), ADDED)):
        added = replace(one, number=10**9 + time.time_ns() // 10**6 % 10**9 + place)
        started = time.perf_counter()
        engine.add(added)
        milliseconds.append((time.perf_counter() - started) * 1000)
    return milliseconds


def memory() -> dict[str, float]:
    """Return the resident memory of this process in megabytes, and the part that is not mapped files."""
    status = Path("/proc/self/status")
    if not status.exists():
        return {}
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return {name: int(lines[name].split()[0]) / 1000 for name in ("VmRSS", "RssAnon")}


if __name__ == "__main__":
    main()
