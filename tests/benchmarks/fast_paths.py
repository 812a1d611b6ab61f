"""Measures how much time prepared queries save on the archive of DATA_DIR: python -m tests.benchmarks.fast_paths

Processor milliseconds of the pages, each rendered alternately with them and without.
Nothing is cached between requests. The pages are drawn as in ``tests.benchmarks.pages``. Prints Markdown.
"""

import argparse
import gc
import itertools
import os
import random
import statistics
import time
from collections.abc import Callable
from unittest.mock import patch

import django

from tests.benchmarks.long_meeting import longest_meeting
from tests.benchmarks.pages import SEED, addresses

PAGES = ("home", "statement", "meeting", "board", "speaker", "statements", "meetings", "search, two words")


def main() -> None:
    """Draw the URLs, request each, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=60, help="how many of each page")
    options = parser.parse_args()
    os.environ["PAGE_MEMORY_MB"] = "0"
    django.setup()
    print("| page | as served | queries compiled each time |\n|---|---:|---:|")
    drawn = addresses(random.Random(SEED)) | {"part of the longest meeting": parts_of_the_longest_meeting()}
    gc.collect()
    gc.freeze()
    for page in (*PAGES, "part of the longest meeting"):
        fast, plain = medians([drawn[page]() for _ in range(options.requests)])
        print(f"| {page} | {fast:.1f} | {plain:.1f} ({100 * (1 - fast / plain):.0f} %) |", flush=True)


def parts_of_the_longest_meeting() -> Callable[[], str]:
    """Return a function that gives the URL of its second part, the third and so on, up to the last but one, and again.

    The first part also has the agenda and the figures of the meeting, and the last is not full.
    """
    from archive.pages.meetings.transcript import Transcript

    meeting, _ = longest_meeting()
    numbers = itertools.cycle(range(2, Transcript(meeting).parts))
    return lambda: f"{meeting.get_absolute_url()}?page={next(numbers)}"


def medians(paths: list[str]) -> tuple[float, float]:
    """Return the median of the processor milliseconds with prepared queries, and without."""
    from django.test import Client

    from archive.machine.queries import Prepared

    client = Client(headers={"host": "localhost"})
    ways = (Prepared.__call__, lambda prepared, **values: list(prepared._make(**values)))
    taken: tuple[list[float], list[float]] = ([], [])
    for path in paths:
        for way, found in zip(ways, taken, strict=True):
            with patch.object(Prepared, "__call__", way):
                # The first request reads the page's rows and postings for both.
                client.get(path)
                started = time.process_time()
                client.get(path)
                found.append(1000 * (time.process_time() - started))
    prepared, compiled = map(statistics.median, taken)
    return prepared, compiled


if __name__ == "__main__":
    main()
