"""What each kind of page costs in sites of several sizes: python -m tests.benchmarks.growth --statements 10000 100000

Each site is made through the loader. One board has nine tenths of the statements, and one person a fifth of them, at
most 20,000. Each page is made in one process, before and after ANALYZE, right after a statement of the board, the
meeting and the person was published, and again after that. Prints processor milliseconds, and how many thousand
instructions the database ran, which hardly depend on the machine. ``--queries`` also prints the queries that ran most
of them. With ``--most 1.5`` (``make check-growth``) it fails if a page costs more than so many times as much in the
last site as in the first, in processor time: home, a statement, a meeting, the board and the person. The lists of all
boards and speakers grow with what they list.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.servers.own_site import OwnSite

SHARE_OF_BOARD, SHARE_OF_PERSON, MOST_OF_PERSON = 0.9, 0.2, 20_000
TURNS_A_MEETING, STATEMENTS_A_POLICY, WORDS, BOARDS = 400, 500, 40, 10
BOARD, PERSON = "Levy Board", "Robin Sample"
TIMES = 5
STEP = 100
LARGEST_QUERIES = 4
LISTS = ("boards", "speakers")


def main() -> None:
    """Make each site, or use the one of DATA_DIR, and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, nargs="+", default=[10_000], help="how many each site has")
    parser.add_argument("--folder", type=Path, help="keep the sites here, and use those that are there")
    parser.add_argument("--queries", action="store_true", help="print the queries that read the most")
    parser.add_argument("--most", type=float, help="fail if a page grows more than this many times")
    parser.add_argument("--here", type=Path, metavar="FILE", help="measure the site of DATA_DIR, and put it there too")
    options = parser.parse_args()
    if options.here:
        options.here.write_text(json.dumps(measure(with_queries=options.queries)))
        return
    measured = []
    with tempfile.TemporaryDirectory() as temporary:
        for statements in options.statements:
            site = OwnSite("", (options.folder or Path(temporary)) / str(statements))
            if not site.folder.exists():
                print(f"{statements:,} statements made in {make(site, statements):.0f} s of processor time", flush=True)
            site.run("migrate")
            site.run("collectstatic", "--no-input")
            here = Path(temporary) / "measured.json"
            words = ["-m", __spec__.name, "--here", str(here), *(["--queries"] if options.queries else [])]
            subprocess.run([sys.executable, *words], env=site.environment(PAGE_MEMORY_MB="0"), check=True)
            measured.append(json.loads(here.read_text()))
    if options.most and (grown := grown_too_much(measured[0], measured[-1], options.most)):
        sys.exit("\n".join(grown))


def grown_too_much(first: dict[str, list[float]], last: dict[str, list[float]], most: float) -> list[str]:
    """Return a sentence for each page that costs more than ``most`` times as much as in the first site."""
    return [
        f"{kind} costs {after:.0f} ms, {after / before:.1f} times as much as {before:.0f} ms; at most {most} is asked."
        for kind in first.keys() - set(LISTS)
        for before, after in zip(first[kind], last[kind], strict=True)
        if after > most * before
    ]


def make(site: OwnSite, statements: int) -> float:
    """Make a site and return the processor seconds that loading and indexing took."""
    site.folder.mkdir(parents=True)
    site.run("migrate")
    file = site.folder / "lines.jsonl"
    with file.open("w", encoding="utf-8") as lines_of_site:
        lines_of_site.writelines(json.dumps(line) + "\n" for line in lines(statements))
    before = os.times()
    site.run("import_statements", str(file), "--no-index")
    site.run("rebuild_index")
    after = os.times()
    file.unlink()
    return after.children_user + after.children_system - before.children_user - before.children_system


def lines(statements: int) -> Iterator[dict[str, Any]]:
    """Yield that many statements, each as a line of an import."""
    draw = random.Random(7)
    vocabulary = ["".join(draw.choices("bcdfglmnprst", k=2)) + draw.choice("aeiou") + f"{n:x}" for n in range(5_000)]
    frequency = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    of_person = max(1, round(statements / min(MOST_OF_PERSON, statements * SHARE_OF_PERSON)))
    for number in range(statements):
        meeting = number // TURNS_A_MEETING
        small = meeting % BOARDS == 1
        said = draw.choices(vocabulary, frequency, k=round(draw.expovariate(1 / WORDS)) + 1)
        yield {
            "id": f"made-{number}",
            "body": f"Board {meeting % (BOARDS * BOARDS)}" if small else BOARD,
            "meeting_title": f"Meeting {meeting}",
            "meeting_date": f"{2024 - meeting % 40}-{meeting // 40 % 12 + 1:02}-{meeting % 28 + 1:02}",
            "agenda_item": f"Item {number % TURNS_A_MEETING // 40}",
            "speaker": PERSON if number % of_person == 0 else f"Sam Sample {draw.randrange(statements // 100 + 1)}",
            "kind": "policy_statement" if number % STATEMENTS_A_POLICY == 0 else "remark",
            "seq": number % TURNS_A_MEETING,
            "source": f"minutes of {meeting}",
            "text": " ".join(said).capitalize() + ".",
        }


def measure(*, with_queries: bool) -> dict[str, list[float]]:
    """Print the table of the site of this process, and return the milliseconds of each page by column."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    from archive.models import Statement

    paths = addresses()
    print(f"{Statement.objects.public().count():,} statements: processor ms (thousand instructions of the database)\n")
    print("| page | after a publication | later | with ANALYZE, after | with ANALYZE, later |")
    print("|---|---:|---:|---:|---:|")
    client = Client(headers={"host": "localhost"})
    cells: dict[str, list[str]] = {kind: [] for kind in paths}
    milliseconds: dict[str, list[float]] = {kind: [] for kind in paths}
    heavy: list[str] = []
    for analyzed in (False, True):
        analyze(wanted=analyzed)
        connection.close()
        for kind, path in paths.items():
            for cost in costs(client, path):
                milliseconds[kind].append(cost.milliseconds)
                cells[kind].append(f"{cost.milliseconds:.0f} ({cost.queries.total() / 1000:,.0f})")
                most = cost.queries.most_common(LARGEST_QUERIES)
                heavy += [f"{kind}{', ANALYZE' * analyzed}: {n:,}: {sql}" for sql, n in most]
    for kind, of_page in cells.items():
        print(f"| {kind} | {' | '.join(of_page)} |")
    if with_queries:
        print("", *heavy, sep="\n")
    return milliseconds


class Cost(NamedTuple):
    """What making a page costs: the median of several, and what one asks the database."""

    milliseconds: float
    queries: Counter[str]


def costs(client: Any, path: str) -> list[Cost]:
    """Return what the page costs right after a publication, and what it costs later."""
    assert client.get(path).status_code == 200, path
    first: list[float] = []
    later: list[float] = []
    for _ in range(TIMES):
        publish()
        for spread in (first, later):
            began = time.process_time()
            client.get(path)
            spread.append(1000 * (time.process_time() - began))
    publish()
    made = []
    for spread in (first, later):
        with instructions() as queries:
            client.get(path)
        made.append(Cost(statistics.median(spread), queries))
    return made


def analyze(*, wanted: bool) -> None:
    """Give SQLite statistics of its tables, or take them away."""
    from django.db import connection

    with connection.cursor() as cursor:
        if wanted:
            cursor.execute("ANALYZE")
        elif "sqlite_stat1" in connection.introspection.table_names(cursor):
            cursor.execute("DELETE FROM sqlite_stat1")


def said_by_the_person() -> Any:
    """Return a statement of the person at the largest board."""
    from archive.models import Statement

    said = Statement.objects.filter(board__name=BOARD, speaker__name=PERSON, kind="remark")
    return said.select_related("board", "speaker", "meeting").order_by("number")[10]


def addresses() -> dict[str, str]:
    """Return the path of each kind of page: the largest board, the person, and a statement and meeting of both."""
    said = said_by_the_person()
    return {
        "home": "/",
        "statement": said.get_absolute_url(),
        "meeting": said.meeting.get_absolute_url(),
        "board": said.board.get_absolute_url(),
        "speaker": said.speaker.get_absolute_url(),
        "boards": "/boards/",
        "speakers": "/speakers/",
    }


def publish() -> None:
    """Publish a statement of the person in the meeting, and index it."""
    from archive.actions.statements import publish as act
    from archive.search.engines import outbox
    from tests.record import make_draft

    said = said_by_the_person()
    act(statement=make_draft("We say more of it.", meeting=said.meeting, speaker=said.speaker, position=500))
    outbox.drain()


@contextmanager
def instructions() -> Iterator[Counter[str]]:
    """Count how many instructions SQLite runs for each query meanwhile."""
    from django.db import connection

    asked, running = Counter[str](), [""]

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        running[0] = sql
        return execute(sql, parameters, many, context)

    def count() -> int:
        asked[running[0]] += STEP
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(count, STEP)
    try:
        with connection.execute_wrapper(note):
            yield asked
    finally:
        connection.connection.set_progress_handler(None, 0)


if __name__ == "__main__":
    main()
