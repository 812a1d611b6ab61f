"""Measures how many requests per second the site answers: python -m tests.benchmarks.load

Serves the archive of DATA_DIR as ``manage.py serve`` does, with two workers of gunicorn on a free port, and lets wrk
(Debian's package wrk) request random pages, by seed. If the archive holds fewer statements than requested, generated
ones are imported first (``--data`` names the file they are generated from). Measures two cases: every page rendered
(nothing is cached, and the list of URLs is long), and popular pages, which the workers cache. Prints Markdown.
"""

import argparse
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import django

SEED = 20170223
WORD = re.compile(r"[a-z]{4,}")
POPULAR = 100
SECONDS_TO_START = 600
WARM_UP_SECONDS = 8
SCRIPT = Path(__file__).with_name("load.lua")


class Load(NamedTuple):
    """What wrk measured: requests per second, milliseconds per request, and failed requests."""

    a_second: float
    kilobytes: float
    errors: int
    p50: float
    p95: float
    p99: float


def main() -> None:
    """Prepare the archive, serve it both ways, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=20_000, help="how many the archive holds at least")
    parser.add_argument("--data", type=Path, help="what more are made from, as JSON Lines, plain or gzipped")
    parser.add_argument("--seconds", type=int, default=20, help="how long each page is asked for")
    parser.add_argument("--connections", type=int, default=8, help="how many readers at once")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing: apt install wrk.")
    django.setup()
    fill(options.statements, options.data)
    pages = paths()
    print(
        f"{options.connections} connections, {options.seconds} s each, load of the machine {os.getloadavg()[0]:.1f}\n"
    )
    print("| page | addresses | requests/s | p50 ms | p95 ms | p99 ms | KB each | errors |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for way, memory, most in (("all different", "0", None), ("popular", "16", POPULAR)):
        with served(memory) as address:
            for page, found in pages.items():
                load = asked(address, found[:most], options)
                print(
                    f"| {page} | {way} ({len(found[:most]):,}) | {load.a_second:.0f} | {load.p50:.1f} | {load.p95:.1f} "
                    f"| {load.p99:.1f} | {load.kilobytes:.1f} | {load.errors} |",
                    flush=True,
                )


def fill(statements: int, data: Path | None) -> None:
    """Import generated statements if the archive has too few."""
    from django.core.management import call_command

    from archive.models import Statement
    from tests.benchmarks.made_archive import write_archive

    call_command("migrate", verbosity=0, interactive=False)
    if (held := Statement.objects.public().count()) < statements:
        if data is None:
            raise SystemExit(
                f"The archive of DATA_DIR holds {held:,} statements: --data makes {statements:,} of a file."
            )
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "made.jsonl.gz"
            write_archive(data, statements, file)
            call_command("import_statements", str(file))
    print(f"{Statement.objects.public().count():,} public statements")


def paths() -> dict[str, list[str]]:
    """Return the URLs to request for each kind of page, each once, in a random order from a seed."""
    from archive.models import Meeting, Statement

    draw = random.Random(SEED)
    numbers = list(Statement.objects.public().values_list("number", flat=True))
    drawn = draw.sample(numbers, min(5_000, len(numbers)))
    statements = list(Statement.objects.public().filter(number__in=drawn).select_related("current_revision"))
    draw.shuffle(statements)
    meetings = list(Meeting.objects.public().select_related("board"))
    draw.shuffle(meetings)
    words = [found for statement in statements if (found := WORD.findall(statement.text))]
    searches = (" ".join(draw.sample(found, min(draw.choice((1, 2)), len(found)))) for found in words)
    return {
        "statement": [statement.get_absolute_url() for statement in statements],
        "search": list(dict.fromkeys(f"/search/?{urlencode({'q': text})}" for text in searches)),
        "meeting": [meeting.get_absolute_url() for meeting in meetings[:1_000]],
    }


@contextmanager
def served(memory: str) -> Iterator[str]:
    """Serve the archive as an operator does, and yield the URL of the site."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PAGE_MEMORY_MB": memory, "DEBUG": "0"}
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(SECONDS_TO_START):
            time.sleep(1)
            try:
                with urllib.request.urlopen(address, timeout=60):
                    break
            except urllib.error.URLError:
                if server.poll() is not None:
                    raise SystemExit(f"The site did not start: {' '.join(command)}") from None
        yield address
    finally:
        server.terminate()
        server.wait()


def asked(address: str, found: list[str], options: argparse.Namespace) -> Load:
    """Let wrk request the paths, once to warm up the workers, and return its second measurement."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(found) + "\n")
        file.flush()
        command = ["wrk", "-t1", f"-c{options.connections}", "-s", str(SCRIPT), "--timeout", "30s"]
        for seconds in (WARM_UP_SECONDS, options.seconds):
            words = [*command, f"-d{seconds}s", address, "--", file.name, "1"]
            output = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    requests, microseconds, size, errors, *spread = (
        float(part) for part in re.findall(r"[\d.]+", output.split("RESULT")[1])
    )
    return Load(requests / microseconds * 1e6, size / requests / 1000, int(errors), *spread)


if __name__ == "__main__":
    main()
