"""Loads an archive of a given size into each pair of engines, and times its pages: python -m tests.benchmarks.at_size

First SQLite with the embedded index, then PostgreSQL with one node of OpenSearch, then with three, all on this machine.
Prints for each step its duration (elapsed, and processor time of the site's own process) and the size of the result,
then the tables of ``tests.benchmarks.pages``, and how soon a statement is found after it was published. The PostgreSQL
server is that of the tests, which does not wait for the disk.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.benchmarks.made_archive import write_archive
from tests.servers import opensearch, postgresql
from tests.servers.own_site import OwnSite

PUBLISHED = 40


def main() -> None:
    """Build each site and measure it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the statements, as JSON Lines, plain or gzipped")
    parser.add_argument("--statements", type=int, default=100_000, help="how many each site has")
    parser.add_argument("--requests", type=int, default=40, help="how many of each page")
    parser.add_argument("--embedded", action="store_true", help="measure SQLite with the embedded index, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        archive = folder / "archive.jsonl.gz"
        write_archive(options.data, options.statements, archive)
        if options.embedded:
            site = OwnSite("", folder / "embedded")
            load(site, archive)
            step("embedded index", site, "rebuild_index")
            print(f"  {disk_use(site.folder):,} bytes in the folder of the site", flush=True)
            measure(site, options.requests)
        with postgresql.running() as address:
            site = OwnSite(address, folder).another("large", folder / "large")
            load(site, archive)
            [(size,)] = site.ask("SELECT pg_database_size(current_database())")
            print(f"  {size:,} bytes in PostgreSQL", flush=True)
            for nodes in (1, 3):
                on_opensearch(site, nodes, options.requests)


def on_opensearch(site: OwnSite, nodes: int, requests: int) -> None:
    """Build the index on that many nodes (on three, with three shards and a copy of each), and measure."""
    copies = {"SEARCH_SHARDS": str(nodes), "SEARCH_REPLICAS": str(min(nodes - 1, 1))}
    with opensearch.running(nodes, heap="1g") as cluster:
        searched = {"SEARCH_BACKEND": "opensearch", "SEARCH_URL": ",".join(cluster.addresses), **copies}
        step(f"OpenSearch, {nodes} node(s)", site, "rebuild_index", **searched)
        with urllib.request.urlopen(f"{cluster.addresses[0]}/_stats/store") as answer:
            print(f"  {json.load(answer)['_all']['total']['store']['size_in_bytes']:,} bytes, all copies", flush=True)
        measure(site, requests, **searched)


def load(site: OwnSite, archive: Path) -> None:
    """Create the database and import the archive."""
    site.folder.mkdir()
    site.run("migrate")
    step("import", site, "import_statements", str(archive), "--no-index")


def step(name: str, site: OwnSite, *words: str, **variables: str) -> None:
    """Run a command, which must succeed, and print how long it took."""
    began, before = time.monotonic(), os.times()
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, env=site.environment(**variables), check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"{name}: {time.monotonic() - began:.1f} s, {processor:.1f} s of processor time of the site", flush=True)


def disk_use(folder: Path) -> int:
    """Return the total size of the files in a folder, in bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(site: OwnSite, requests: int, **variables: str) -> None:
    """Print the table of pages, and the freshness."""
    environment = site.environment(**variables)
    site.run("collectstatic", "--no-input", **variables)
    for words in (["-m", "tests.benchmarks.pages", "--requests", str(requests)], ["-m", __spec__.name, "freshness"]):
        subprocess.run([sys.executable, *words], env=environment, check=True)


def freshness() -> None:
    """Publish statements one after the other, and print how long each took until it was found."""
    import django

    django.setup()

    from archive.actions.statements import publish
    from archive.search import SearchRequest, search
    from tests.record import make_board, make_draft, make_meeting

    meeting, waited = make_meeting(make_board(f"Board measured by {os.getpid()}", slug=f"measured-{os.getpid()}")), []
    for number in range(PUBLISHED):
        # No word of the archive has digits in the middle.
        word = f"measured{os.getpid()}of{number}"
        draft = make_draft(f"We vote on {word} today.", meeting=meeting)
        began = time.perf_counter()
        publish(statement=draft)
        while not search(SearchRequest(text=word, literal=True)).total:
            pass
        waited.append(1000 * (time.perf_counter() - began))
    p95 = statistics.quantiles(waited, n=20)[-1]
    print(f"published until found: p50 {statistics.median(waited):.1f} ms, p95 {p95:.1f} ms, {PUBLISHED} statements")


if __name__ == "__main__":
    freshness() if sys.argv[1:] == ["freshness"] else main()
