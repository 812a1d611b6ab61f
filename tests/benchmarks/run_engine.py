"""Builds and times one engine in a process of its own: python -m tests.benchmarks.run_engine NAME FOLDER SAMPLE COUNT

Prints what it measured as one JSON object. The sample is the file of ``write_sample``, COUNT the number of queries of
each class; a quarter as many others go before them to warm caches. Each query is timed once.
"""

import contextlib
import importlib
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from tests.benchmarks.queries import QueryMaker
from tests.benchmarks.sample import read_sample

ADDED = 20


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
        measured["classes"] = time_queries(engine.search, sample, count)
        measured["memory"] = memory()
        measured["added"] = time_adding(engine, sample)
    print(json.dumps(measured))


def build(engine: Any, sample: Path, folder: Path) -> dict[str, float]:
    """Build the index; return the seconds that took, without those it takes to read the sample, and its size."""
    started = time.perf_counter()
    count = sum(1 for _ in read_sample(sample))
    reading = time.perf_counter() - started
    started = time.perf_counter()
    engine.build(read_sample(sample))
    seconds = time.perf_counter() - started - reading
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"statements": count, "built_per_second": count / seconds, "index_bytes": size}


def time_queries(search: Callable[..., tuple[list[int], int]], sample: Path, count: int) -> dict[str, Any]:
    """Return for each class the milliseconds of each query, and the totals found."""
    warming = count // 4
    classes = QueryMaker(sample).queries(count + warming)
    for queries in classes.values():
        for query in queries[:warming]:
            search(query)
    measured = {}
    for kind, queries in classes.items():
        milliseconds, totals = [], []
        for query in queries[warming:]:
            started = time.perf_counter()
            _, total = search(query)
            milliseconds.append((time.perf_counter() - started) * 1000)
            totals.append(total)
        measured[kind] = {"milliseconds": milliseconds, "totals": totals}
    return measured


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
