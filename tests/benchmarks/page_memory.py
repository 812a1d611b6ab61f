"""Measures what the memory of pages earns on a copy of an archive: python -m tests.benchmarks.page_memory

Processor milliseconds a request, while one statement in DATA_DIR is changed between every so many requests: without
memory, with a memory that every change empties, and with one that keeps what shows other parts. Prints Markdown.
"""

import argparse
import gc
import os
import random
import time

import django

from tests.benchmarks.pages import SEED, addresses

# Of a hundred addresses, how many are of each kind. The place of one says how often it is asked for, by Zipf's law.
SHARES = {"statement": 60, "meeting": 15, "speaker": 10, "board": 5, "home": 10}
POOL = 400
ROOM = 16_000_000
WAYS = {"no memory": (0, False), "memory, whole record": (ROOM, False), "memory, versions of parts": (ROOM, True)}


def main() -> None:
    """Draw the addresses, ask for them in each way, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=800, help="how many in each way; the first quarter warms up")
    options = parser.parse_args()
    django.setup()
    draw = random.Random(SEED)
    drawn = addresses(draw)
    pool = [drawn[draw.choices(list(SHARES), list(SHARES.values()))[0]]() for _ in range(POOL)]
    asked = draw.choices(pool, [1 / place for place in range(1, POOL + 1)], k=options.requests)
    gc.collect()
    gc.freeze()
    print(f"| requests a change | {' | '.join(WAYS)} |\n|---|" + "---:|" * len(WAYS))
    for every in (1, 10, 100, options.requests):
        cells = (f"{milliseconds(asked, every, room, has_parts):.1f}" for room, has_parts in WAYS.values())
        print(f"| {every} | {' | '.join(cells)} |", flush=True)


def milliseconds(asked: list[str], every: int, room: int, has_parts: bool) -> float:
    """Return the processor milliseconds of a request, with that much memory."""
    from unittest.mock import patch

    from django.db.models import F
    from django.test import Client

    from archive.models import Statement
    from archive.pages.http.caching import middleware

    numbers = list(Statement.objects.public().values_list("number", flat=True))
    draw, client, spent = random.Random(SEED), Client(headers={"host": "localhost"}), 0.0
    subjects = middleware.subjects_of if has_parts else lambda _: frozenset[str]()
    middleware.kept_pages.clear()
    with patch.object(middleware, "subjects_of", subjects), patch.object(middleware.kept_pages, "room", room):
        for place, path in enumerate(asked):
            if place % every == 0:
                # The triggers give the parts of the statement a new version.
                Statement.objects.filter(number=draw.choice(numbers)).update(position=F("position"))
            started = time.process_time()
            client.get(path)
            spent += time.process_time() - started if place >= len(asked) // 4 else 0
    return 1000 * spent / (len(asked) - len(asked) // 4)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardmeetings.settings")
    main()
