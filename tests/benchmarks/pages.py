"""Times the public pages on the archive of DATA_DIR: python -m tests.benchmarks.pages

Server time, from the request in Django to the last byte of the answer, one request at a time and with nothing cached,
for random statements, meetings, boards and speakers and for searches for words of random statements, all by seed. Also
the most queries that any of them took. Prints Markdown.
"""

import argparse
import gc
import os
import random
import re
import statistics
import time
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

import django

SEED = 20170223
WORD = re.compile(r"[a-z]{4,}")


def main() -> None:
    """Draw the URLs, request each, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=200, help="how many of each page")
    parser.add_argument("--processor", action="store_true", help="count processor time, for a busy machine")
    options = parser.parse_args()
    os.environ["PAGE_MEMORY_MB"] = "0"
    django.setup()
    from archive.models import Statement

    print(
        f"{Statement.objects.public().count():,} public statements, {options.requests} requests a page, milliseconds\n"
    )
    print("| page | p50 | p95 | slowest | queries |\n|---|---:|---:|---:|---:|")
    pages = addresses(random.Random(SEED))
    # The benchmark reads the numbers of all statements, which the site would not do.
    gc.collect()
    gc.freeze()
    for page, address in pages.items():
        paths = [address() for _ in range(options.requests + 1)]
        spread = timings(paths, time.process_time if options.processor else time.perf_counter)
        p95 = statistics.quantiles(spread, n=20)[-1]
        asked = max(queries(path) for path in paths[: options.requests // 4 + 1])
        print(f"| {page} | {statistics.median(spread):.1f} | {p95:.1f} | {max(spread):.1f} | {asked} |", flush=True)


def addresses(draw: random.Random) -> dict[str, Callable[[], str]]:
    """Return for each kind of page a function that draws a URL."""
    from archive.models import Board, Meeting, Speaker, Statement

    statements = list(Statement.objects.public().values_list("number", flat=True))
    meetings, boards, speakers = (list(model.objects.public()) for model in (Meeting, Board, Speaker))

    def statement() -> Statement:
        return Statement.objects.with_record().get(number=draw.choice(statements))

    def searched(pattern: str) -> str:
        words: list[str] = []
        while len(words) < 3:
            words = WORD.findall(statement().text)
        start = draw.randrange(len(words) - 2)
        return f"/search/?{urlencode({'q': pattern.format(*words[start : start + 3])})}"

    return {
        "home": lambda: "/",
        "search, one word": lambda: searched("{0}"),
        "search, two words": lambda: searched("{0} {1}"),
        "search, any of three": lambda: searched("{0} OR {1} OR {2}"),
        "search, a phrase": lambda: searched('"{0} {1}"'),
        "search, a beginning": lambda: searched("{0:.4}*"),
        "statement": lambda: statement().get_absolute_url(),
        "meeting": lambda: draw.choice(meetings).get_absolute_url(),
        "board": lambda: draw.choice(boards).get_absolute_url(),
        "speaker": lambda: draw.choice(speakers).get_absolute_url(),
        "statements": lambda: f"/statements/?page={draw.randint(1, 50)}",
        "statements, far down": lambda: f"/statements/?page={draw.randint(1, len(statements) // 25)}",
        "statements of a board": lambda: f"/statements/?board={draw.choice(boards).slug}",
        "statements of a speaker, oldest": lambda: f"/statements/?speaker={draw.choice(speakers).slug}&sort=oldest",
        "statements of a year": lambda: f"/statements/?from={draw.choice(meetings).date.isoformat()[:4]}",
        "meetings": lambda: f"/meetings/?page={draw.randint(1, max(1, len(meetings) // 25))}",
        "boards": lambda: "/boards/",
        "speakers": lambda: "/speakers/",
        "topics": lambda: "/topics/",
        "corrections": lambda: "/corrections/",
        "feed of a board": lambda: f"{draw.choice(boards).get_absolute_url()}feed/",
        "search, nothing typed": lambda: f"/search/?page={draw.randint(1, 20)}",
        "search of a board": lambda: f"{searched('{0}')}&board={draw.choice(boards).slug}",
        "suggestions": lambda: searched("{0:.4}").replace("/search/", "/search/suggest/"),
        "quote checker": lambda: searched("{0} {1} {2}").replace("/search/", "/quotes/"),
        "sitemap": lambda: "/sitemap.xml",
        "sitemap of statements": lambda: (
            f"/sitemap-statements.xml?p={draw.randint(1, max(1, len(statements) // 1000))}"
        ),
    }


def queries(path: str) -> int:
    """Return how many queries the page takes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        Client(headers={"host": "localhost"}).get(path)
    return len(asked)


def timings(paths: Iterable[str], clock: Callable[[], float]) -> list[float]:
    """Return the milliseconds of each answer, after one that is not counted."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    spread = []
    for number, path in enumerate(paths):
        started = clock()
        response = client.get(path)
        elapsed = 1000 * (clock() - started)
        if response.status_code != 200:
            raise SystemExit(f"{path} answered {response.status_code}.")
        if number:
            spread.append(elapsed)
    return spread


if __name__ == "__main__":
    main()
