"""What the site costs, in one table: import, start, pages and memory of a served site, and its engine, beside others.

``python -m tests.benchmarks.one_table --data statements.jsonl.gz`` imports the file into a site of its own, serves it
without memory of pages, and asks for pages one after the other. datasette serves rows of the same database, if it can
be installed into an environment of its own. All but the searches are counted in processor seconds, which other work on
the machine changes little. Prints Markdown, with machine, load and commit.
"""

import argparse
import os
import random
import shlex
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import search
from tests.benchmarks.worker_memory import SECONDS_TO_SETTLE, SEED, WORDS, children_of, get, processor_seconds, told
from tests.servers.postgresql import free_port

BESIDE = ["sqlite_fts5", "tantivy"]
ALIVE = "/healthz"


def main() -> None:
    """Read the options, measure, and print the table."""
    options = read_options()
    with tempfile.TemporaryDirectory() as passing:
        folder = options.work or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        rows = [*of_the_site(options, folder / "site"), *of_the_engine(options, folder / "engines")]
    print(f"{search.machine()}, load {os.getloadavg()[0]:.1f}, commit {commit()}, {time.strftime('%d %B %Y')}.")
    print(f"Command: `python -m {shlex.join(['tests.benchmarks.one_table', *sys.argv[1:]])}`.\n")
    print(search.row("", "Boardmeetings", "beside it"))
    print(search.row("---", "---:", "---:"))
    print("\n".join(search.row(*cells) for cells in rows))


def read_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the statements, as JSON Lines, plain or gzipped")
    parser.add_argument("--lines", type=int, default=0, help="import only so many of them")
    parser.add_argument("--pages", type=int, default=200, help="how many of each kind of page")
    parser.add_argument("--statements", type=int, default=100_000, help="how many the engines index")
    parser.add_argument("--queries", type=int, default=60, help="how many searches of each class")
    parser.add_argument("--work", type=Path, help="a folder to keep the site and the indexes in, to be used again")
    return parser.parse_args()


def of_the_site(options: argparse.Namespace, folder: Path) -> Iterator[Sequence[str]]:
    """Yield the rows about a site with the statements."""
    settings = {"DATA_DIR": str(folder), "ALLOWED_HOSTS": "127.0.0.1", "WORK_IN_SITE": "0", "PAGE_MEMORY_MB": "0"}
    environment = {**os.environ, **settings}
    if not (folder / "archive.sqlite3").exists():
        folder.mkdir()
        manage(environment, "migrate", "--verbosity", "0")
        limit = ["--limit", str(options.lines)] if options.lines else []
        spent = manage(environment, "import_statements", str(options.data), "--no-index", *limit)
        yield (
            "import, statements a processor second",
            f"{count_in(folder):,} in {spent:.1f} s: {count_in(folder) / spent:,.0f}",
            "",
        )
        spent = manage(environment, "rebuild_index")
        yield "index, statements a processor second", f"{count_in(folder) / spent:,.0f}", ""
        manage(environment, "collectstatic", "--no-input", "--verbosity", "0")
    port = free_port()
    with running([sys.executable, "manage.py", "serve", "--port", str(port)], port, ALIVE, environment) as server:
        workers = children_of(server)
        yield "start to first answer, processor s", f"{sum(map(processor_seconds, [server, *workers])):.1f}", ""
        time.sleep(SECONDS_TO_SETTLE)
        yield "private memory, idle", told(workers), ""
        kinds = paths_of(folder)
        first = spent_on(workers, lambda: get(port, next(iter(kinds.values()))[0]))
        yield "first page of a worker, processor ms", f"{1000 * first:.0f}", ""
        mine = {}
        for kind, paths in kinds.items():
            spent_on(workers, lambda paths=paths: [get(port, path) for path in paths[:2]])
            asked = [final(port, paths[number % len(paths)]) for number in range(options.pages)]
            mine[kind] = spent_on(workers, lambda asked=asked: [get(port, path) for path in asked]) / options.pages
        after = told(workers)
    rows = beside(folder, kinds["statement"], options.pages)
    for kind, seconds in mine.items():
        yield (
            f"{kind}: pages a processor second",
            f"{1 / seconds:.0f} ({1000 * seconds:.1f} ms)",
            rows if kind == "statement" else "",
        )
    yield f"private memory after {options.pages} of each", after, ""


def of_the_engine(options: argparse.Namespace, folder: Path) -> Iterator[Sequence[str]]:
    """Yield a row for each class of search: the median of what a page shows."""
    options.engines = ["embedded", *BESIDE]
    folder.mkdir(parents=True, exist_ok=True)
    measured = search.measure(argparse.Namespace(**{**vars(options), "work": folder}), folder)
    mine = measured.pop("embedded")
    for kind, taken in mine["times"]["page"].items():
        others = [
            f"{search.ENGINES[name]} {statistics.median(one['times']['page'][kind]):.2f}"
            if "times" in one
            else f"{search.ENGINES[name]}: missing"
            for name, one in measured.items()
        ]
        yield f"search, {kind}: ms with 20 passages and 6 facets", f"{statistics.median(taken):.2f}", ", ".join(others)


def beside(folder: Path, paths: Sequence[str], pages: int) -> str:
    """Return what datasette needs for a row of the same statements, or why it is left out."""
    program = folder.with_name("datasette") / "bin" / "datasette"
    try:
        if not program.exists():
            subprocess.run([sys.executable, "-m", "venv", program.parent.parent], check=True)
            subprocess.run([program.with_name("pip"), "install", "--quiet", "datasette"], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        return f"datasette was left out: {error}"
    port = free_port()
    command = [str(program), "serve", str(folder / "archive.sqlite3"), "--port", str(port)]
    with running(command, port, "/-/versions.json", dict(os.environ)) as server:
        rows = [f"/archive/archive_statement/{path.split('/')[2]}" for path in paths]
        spent_on([server], lambda: [get(port, row) for row in rows[:2]])
        seconds = spent_on([server], lambda: [get(port, rows[at % len(rows)]) for at in range(pages)]) / pages
    return f"datasette, a row: {1 / seconds:.0f} ({1000 * seconds:.1f} ms)"


def paths_of(folder: Path) -> dict[str, list[str]]:
    """Return paths of each kind of page, drawn by seed."""
    draw = random.Random(SEED)

    def drawn(table: str, key: str, address: str) -> list[str]:
        with sqlite3.connect(folder / "archive.sqlite3") as database:
            keys = [found for (found,) in database.execute(f"SELECT {key} FROM {table} ORDER BY 1")]
        return [address.format(found) for found in draw.choices(keys, k=200)]

    statements = drawn("archive_statement", "number", "/statements/{}/x/")
    return {
        "statement": statements,
        "search": [f"/search/?q={draw.choice(WORDS)}+{draw.choice(WORDS)}" for _ in statements],
        "meeting": drawn("archive_meeting", "id", "/meetings/{}/x/"),
        "speaker": drawn("archive_speaker", "slug", "/speakers/{}/"),
        "board": drawn("archive_board", "slug", "/boards/{}/"),
        "home": ["/"],
    }


@contextmanager
def running(command: list[str], port: int, path: str, environment: dict[str, str]) -> Iterator[int]:
    """Serve until the end of the context; give the process, once it answers."""
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not get(port, path):
            if server.poll() is not None:
                raise RuntimeError(f"{shlex.join(command)} ended with {server.returncode}.")
            time.sleep(0.1)
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def manage(environment: dict[str, str], *words: str) -> float:
    """Run a command of the site, and return the processor seconds that it took."""
    before = os.times()
    subprocess.run([sys.executable, "manage.py", *words], env=environment, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def final(port: int, path: str) -> str:
    """Return where a path leads."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return urllib.parse.urlsplit(answer.url)._replace(scheme="", netloc="").geturl()


def spent_on(processes: Sequence[int], ask: Callable[[], object]) -> float:
    """Return the processor seconds that processes spend while something is asked of them."""
    before = sum(map(processor_seconds, processes))
    ask()
    return max(sum(map(processor_seconds, processes)) - before, 0.001)


def count_in(folder: Path) -> int:
    """Return how many statements the site has."""
    with sqlite3.connect(folder / "archive.sqlite3") as database:
        return database.execute("SELECT count(*) FROM archive_statement").fetchone()[0]


def commit() -> str:
    """Return the commit that is measured."""
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
