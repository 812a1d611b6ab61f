"""What a served site costs: its start, the first page of a worker, and the memory of its workers after many pages.

``DATA_DIR=... python -m tests.benchmarks.worker_memory --pages 2000`` serves the site in DATA_DIR on a free port. The
pages are all different, and of all kinds. ``--rounds`` asks for as many again, so often, and shows whether the memory
stays level. It counts processor seconds, which other work on the machine changes little.
"""

import argparse
import itertools
import os
import random
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.servers.postgresql import free_port

WORDS = ["money", "budget", "school", "report", "meeting", "motion", "public", "policy", "question", "member"]
TICKS = os.sysconf("SC_CLK_TCK")
SEED = 1
SECONDS_TO_SETTLE = 8


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    port = free_port()
    environment = {**os.environ, "ALLOWED_HOSTS": "127.0.0.1", "WORK_IN_SITE": "0"}
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        while not get(port, "/healthz"):
            time.sleep(0.1)
        workers = children_of(server.pid)
        begun = processor_seconds(server.pid) + sum(map(processor_seconds, workers))
        print(f"start to first answer: {begun:.1f} processor seconds")
        time.sleep(SECONDS_TO_SETTLE)
        print(f"idle: {told(workers)}")
        numbers = [int(found) for found in re.findall(rb'href="/statements/(\d+)/', get(port, "/statements/"))]
        before = list(map(processor_seconds, workers))
        get(port, f"/statements/{numbers[0]}/x/")
        first = max(processor_seconds(worker) - was for worker, was in zip(workers, before, strict=True))
        print(f"first statement: {first:.2f} processor seconds")
        paths = different_pages(max(numbers))
        for _ in range(asked.rounds):
            begun = sum(map(processor_seconds, workers))
            for _ in range(asked.pages):
                get(port, next(paths))
            each = (sum(map(processor_seconds, workers)) - begun) * 1000 / asked.pages
            print(f"{asked.pages} more pages: {each:.1f} ms a page, {told(workers)}", flush=True)
    finally:
        server.terminate()
        server.wait()


def different_pages(statements: int) -> Iterator[str]:
    """Yield paths without end: of ten, six statements, two searches, a meeting and a list; later also their parts."""
    draw = random.Random(SEED)
    numbers = draw.sample(range(1, statements + 1), statements)
    for place, number in enumerate(itertools.cycle(numbers)):
        match place % 10:
            case 0 | 5:
                yield f"/search/?q={draw.choice(WORDS)}+{number}"
            case 1:
                yield f"/meetings/{1 + place // 10 % 250}/x/?page={1 + place // 2500}"
            case 2:
                yield f"/statements/?page={number}"
            case _:
                yield f"/statements/{number}/x/?part={place // statements}"


def get(port: int, path: str) -> bytes:
    """Return the page, or nothing for an error."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read()
    except OSError:
        return b""


def children_of(process: int) -> list[int]:
    """Return the processes that the process has started."""
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def processor_seconds(process: int) -> float:
    """Return how much processor time the process has used, with that of children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


def told(workers: list[int]) -> str:
    """Return the memory of each worker that no other process shares."""
    sizes = []
    for worker in workers:
        rollup = Path(f"/proc/{worker}/smaps_rollup").read_text()
        private = sum(int(size) for size in re.findall(r"Private_(?:Clean|Dirty):\s+(\d+)", rollup))
        sizes.append(f"{private / 1024:.0f} MB")
    return f"{', '.join(sizes)} of private memory"


if __name__ == "__main__":
    main()
