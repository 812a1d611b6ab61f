"""What the site costs, in one table: import, pages, memory and files of a served site, and its engine, beside others.

``python -m tests.benchmarks.one_table --data statements.jsonl.gz`` imports the file into a site of its own and serves
it with its workers. Clients that keep their connections ask for pages: first all different, without memory of pages,
then the same few from memory. datasette serves the site's own export, which is a flat table, in the same run. Pages are
counted in processor seconds of the server's processes, which other work on the machine changes little. Prints Markdown,
with machine, load and commit.
"""

import argparse
import http.client
import os
import random
import shlex
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import search
from tests.benchmarks.worker_memory import SECONDS_TO_SETTLE, SEED, children_of, get, processor_seconds, told
from tests.servers.postgresql import free_port

BESIDE = ["sqlite_fts5", "tantivy"]
DATASETTE = "datasette==0.65.1"
ALIVE = "/healthz"
FROM_MEMORY = 100
ROUNDS_FROM_MEMORY = 20


class Cost(NamedTuple):
    """What answers cost: processor milliseconds each, and how many a second."""

    milliseconds: float
    a_second: float

    def __str__(self) -> str:
        return f"{self.milliseconds:.1f} ms ({self.a_second:.0f}/s)"


class Served(NamedTuple):
    """A running server: its port, and the processes that answer."""

    port: int
    processes: list[int]

    def cost(self, paths: Sequence[str], connections: int, headers: Sequence[Mapping[str, str]] = ()) -> Cost:
        """Return what each answer costs when so many clients, each on a connection that it keeps, ask for all paths."""
        before, begun = self._spent(), time.perf_counter()
        wanted = list(zip(paths, headers or [{}] * len(paths), strict=True))
        with ThreadPoolExecutor(connections) as clients:
            list(clients.map(self._ask, [wanted[client::connections] for client in range(connections)]))
        taken = time.perf_counter() - begun
        return Cost(1000 * (self._spent() - before) / len(paths), len(paths) / taken)

    def _ask(self, wanted: Sequence[tuple[str, Mapping[str, str]]]) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as client:
            for path, headers in wanted:
                client.request("GET", path, headers={"Accept-Encoding": "gzip", **headers})
                with client.getresponse() as answer:
                    answer.read()
                    if answer.status not in {200, 304, 404}:
                        raise SystemExit(f"{path} answers {answer.status}.")

    def header(self, path: str, name: str) -> str:
        """Return a header of the answer, which is not followed."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as client:
            client.request("GET", path, headers={"Accept-Encoding": "gzip"})
            return client.getresponse().getheader(name) or ""

    def _spent(self) -> float:
        return sum(map(processor_seconds, self.processes))


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
    parser.add_argument("--connections", type=int, default=8, help="how many clients ask at once")
    parser.add_argument("--statements", type=int, default=66_024, help="how many the engines index")
    parser.add_argument("--queries", type=int, default=60, help="how many searches of each class")
    parser.add_argument("--work", type=Path, help="a folder to keep the site and the indexes in, to be used again")
    return parser.parse_args()


def of_the_site(options: argparse.Namespace, folder: Path) -> Iterator[Sequence[str]]:
    """Yield the rows about a site with the statements."""
    settings = {"DATA_DIR": str(folder), "ALLOWED_HOSTS": "127.0.0.1", "WORK_IN_SITE": "0"}
    environment = {**os.environ, **settings}
    record = folder.with_name("record")
    if not folder.exists():
        yield from made(options, folder, record, environment)
    with site_served({**environment, "PAGE_MEMORY_MB": "0"}) as site:
        yield "private memory, idle", told(site.processes), ""
        kinds = paths_of(folder, site, options.pages)
        site.cost(["/"] * options.connections, options.connections)
        mine = {kind: site.cost(paths, options.connections) for kind, paths in kinds.items()}
        after = told(site.processes)
    theirs = of_datasette(record / "record.sqlite3", kinds, options)
    for kind, cost in mine.items():
        yield f"{kind}, made each time", str(cost), theirs.get(kind, "")
    yield f"private memory after {options.pages} of each", after, ""
    with site_served({**environment, "PAGE_MEMORY_MB": "16"}) as site:
        few = kinds["statement"][:FROM_MEMORY]
        paths = few * ROUNDS_FROM_MEMORY
        site.cost(paths, options.connections)
        yield "statement, from memory", str(site.cost(paths, options.connections)), ""
        known = [{"If-None-Match": site.header(path, "ETag")} for path in few] * ROUNDS_FROM_MEMORY
        yield "statement, 304", str(site.cost(paths, options.connections, known)), ""


def made(
    options: argparse.Namespace, folder: Path, record: Path, environment: dict[str, str]
) -> Iterator[Sequence[str]]:
    """Make the site and its export, and yield what that took."""
    folder.mkdir()
    manage(environment, "migrate", "--verbosity", "0")
    limit = ["--limit", str(options.lines)] if options.lines else []
    spent = manage(environment, "import_statements", str(options.data), "--no-index", *limit)
    yield "import, processor s", f"{spent:.1f} for {count_in(folder):,} statements", ""
    yield "index, processor s", f"{manage(environment, 'rebuild_index'):.1f}", ""
    yield "export --to, processor s", f"{manage(environment, 'export', '--to', str(record)):.1f}", ""
    for command in ("help", "check"):
        yield f"{command}, processor s", f"{manage(environment, command):.2f}", ""
    # The page of a statement is kept once the log has it, as on a site at work.
    yield "log, processor s", f"{manage(environment, 'work', '--only', 'log'):.1f}", ""
    manage(environment, "collectstatic", "--no-input", "--verbosity", "0")


@contextmanager
def site_served(environment: dict[str, str]) -> Iterator[Served]:
    """Serve the site as its owner does, until the end of the context."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with running(command, port, ALIVE, environment) as server:
        time.sleep(SECONDS_TO_SETTLE)
        yield Served(port, children_of(server))


def paths_of(folder: Path, site: Served, count: int) -> dict[str, list[str]]:
    """Return paths of each kind of page, drawn by seed: all different, as far as there are so many."""
    draw = random.Random(SEED)
    with closing(sqlite3.connect(folder / "archive.sqlite3")) as database:

        def drawn(table: str, key: str, address: str) -> list[str]:
            keys = [found for (found,) in database.execute(f"SELECT {key} FROM {table} ORDER BY 1")]
            some = draw.sample(keys, min(count, len(keys)))
            found = [site.header(address.format(key), "Location") or address.format(key) for key in some]
            return list(islice(cycle(found), count))

        texts = [text for (text,) in database.execute("SELECT text FROM archive_revision ORDER BY id LIMIT 5000")]
        words = sorted({word for text in texts for word in text.lower().split() if word.isascii() and word.isalpha()})
        one = draw.sample([word for word in words if len(word) > 3], count)
        return {
            "statement": drawn("archive_statement", "number", "/statements/{}/x/"),
            "search, one word": [f"/search/?q={word}" for word in one],
            "search, two words": [f"/search/?q={word}+{other}" for word, other in zip(one, reversed(one), strict=True)],
            "meeting": drawn("archive_meeting", "id", "/meetings/{}/x/"),
            "speaker": drawn("archive_speaker", "slug", "/speakers/{}/"),
            "board": drawn("archive_board", "slug", "/boards/{}/"),
            "home": ["/"] * count,
            "404": [f"/nothing-{number}/" for number in range(count)],
        }


def of_datasette(database: Path, kinds: dict[str, list[str]], options: argparse.Namespace) -> dict[str, str]:
    """Return what datasette needs for the same rows and words, by kind of page, or why it is left out."""
    program = database.parent.with_name("datasette") / "bin" / "datasette"
    try:
        if not program.exists():
            subprocess.run([sys.executable, "-m", "venv", program.parent.parent], check=True)
            subprocess.run([program.with_name("pip"), "install", "--quiet", DATASETTE], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        return dict.fromkeys(kinds, f"{DATASETTE} was left out: {error}")
    facets = "&_facet=board&_facet=speaker&_facet=kind&_size=20"
    asked = {
        "statement": [f"/record/statements/{path.split('/')[2]}" for path in kinds["statement"]],
        "home": kinds["home"],
        "404": [path.rstrip("/") for path in kinds["404"]],
    }
    for kind in ("search, one word", "search, two words"):
        asked[kind] = [f"/record/statements?_search={path.partition('=')[2]}{facets}" for path in kinds[kind]]
    port = free_port()
    command = [str(program), "serve", str(database), "--port", str(port)]
    with running(command, port, "/-/versions.json", dict(os.environ)) as server:
        served = Served(port, [server])
        served.cost(["/"] * options.connections, options.connections)
        return {kind: f"{DATASETTE}: {served.cost(paths, options.connections)}" for kind, paths in asked.items()}


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
