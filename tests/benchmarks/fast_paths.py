"""Measures how much time each fast path saves on the archive of DATA_DIR: python -m tests.benchmarks.fast_paths

Processor milliseconds of the pages, each rendered alternately with all fast paths and without the one that is measured.
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

import django

from tests.benchmarks.long_meeting import longest_meeting
from tests.benchmarks.pages import SEED, addresses

PAGES = ("home", "statement", "meeting", "board", "speaker", "statements", "meetings", "search, two words")
SWITCHES = ("FAST_QUERIES", "FAST_TURNS")


def main() -> None:
    """Draw the URLs, request each, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=60, help="how many of each page")
    options = parser.parse_args()
    os.environ["PAGE_MEMORY_MB"] = "0"
    django.setup()
    print("| page | with both | " + " | ".join(f"`{name}=0`" for name in SWITCHES) + " |")
    print("|---|---:|" + "---:|" * len(SWITCHES))
    drawn = addresses(random.Random(SEED)) | {"part of the longest meeting": parts_of_the_longest_meeting()}
    gc.collect()
    gc.freeze()
    for page in (*PAGES, "part of the longest meeting"):
        with_all, without = medians([drawn[page]() for _ in range(options.requests)])
        cells = [f"{median:.1f} ({100 * (1 - with_all / median):.0f} %)" for median in without]
        print(f"| {page} | {with_all:.1f} | {' | '.join(cells)} |", flush=True)


def parts_of_the_longest_meeting() -> Callable[[], str]:
    """Return a function that gives the URL of its second part, the third and so on, up to the last but one, and again.

    The first part also has the agenda and the figures of the meeting, and the last is not full.
    """
    from archive.pages.meetings.transcript import Transcript

    meeting, _ = longest_meeting()
    numbers = itertools.cycle(range(2, Transcript(meeting).parts))
    return lambda: f"{meeting.get_absolute_url()}?page={next(numbers)}"


def medians(paths: list[str]) -> tuple[float, list[float]]:
    """Return the median of the processor milliseconds with all fast paths, and without each."""
    from django.test import Client, override_settings

    client = Client(headers={"host": "localhost"})
    ways: list[dict[str, bool]] = [{}, *({name: False} for name in SWITCHES)]
    taken: list[list[float]] = [[] for _ in ways]
    for path in paths:
        for way, found in zip(ways, taken, strict=True):
            with override_settings(**way):
                # The first request reads the page's rows and postings for all variants.
                client.get(path)
                started = time.process_time()
                client.get(path)
                found.append(1000 * (time.process_time() - started))
    with_all, *without = map(statistics.median, taken)
    return with_all, without


if __name__ == "__main__":
    main()
