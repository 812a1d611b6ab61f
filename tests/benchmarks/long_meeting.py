"""Measures the longest meeting of the archive of DATA_DIR, part by part: python -m tests.benchmarks.long_meeting

For its first and its fullest part: bytes of the page, plain and as gzip, elements, processor milliseconds (median of
the requests, rendered each time) and queries, and the share of the telling words and the strip. Prints Markdown.
"""

import argparse
import gzip
import statistics
import time
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import django
from django.test import Client

if TYPE_CHECKING:
    from archive.models import Meeting


class Elements(HTMLParser):
    """Counts the elements of a page."""

    number = 0

    def handle_starttag(self, *_: object) -> None:
        """Count one."""
        self.number += 1


def main() -> None:
    """Find the meeting, request its parts, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=20, help="how many of each part")
    options = parser.parse_args()
    django.setup()
    from archive.pages.meetings.transcript import Transcript

    meeting, turns = longest_meeting()
    parts = Transcript(meeting).parts
    print(f"{turns:,} turns in {parts} parts, {meeting.agenda_items.count()} agenda items\n")
    print("| part | bytes | gzip | elements | ms | queries |\n|---|---:|---:|---:|---:|---:|")
    client = Client(headers={"host": "localhost"})
    # A request with unique words is not in the cache from an earlier one.
    pages = {
        number: [measured(client, f"{meeting.get_absolute_url()}?page={number}&n={n}") for n in range(options.requests)]
        for number in range(1, parts + 1)
    }
    fullest = max(pages, key=lambda number: len(pages[number][0][0]))
    for name, number in (("first", 1), (f"fullest ({fullest})", fullest)):
        content, _, queries = pages[number][0]
        elements = Elements()
        elements.feed(content.decode())
        spread = statistics.median(milliseconds for _, milliseconds, _ in pages[number][1:])
        sizes = f"{len(content):,} | {len(gzip.compress(content)):,} | {elements.number:,}"
        print(f"| {name} | {sizes} | {spread:.1f} | {queries} |")
    words, drawing = zip(*(glance_and_strip(meeting) for _ in range(options.requests)), strict=True)
    print(f"\ntelling words {statistics.median(words):.1f} ms, strip {statistics.median(drawing):.1f} ms")


def longest_meeting() -> tuple["Meeting", int]:
    """Return the public meeting with the most turns, and how many it has."""
    from django.db.models import Count

    from archive.models import Meeting, Statement

    longest = Statement.objects.public().values("meeting").annotate(number=Count("pk")).latest("number")
    return Meeting.objects.select_related("board").get(pk=longest["meeting"]), longest["number"]


def glance_and_strip(meeting: "Meeting") -> tuple[float, float]:
    """Return the processor milliseconds of the telling words of a meeting, without its texts, and of its strip."""
    from archive.pages.meetings.glance import glance, telling_words_of
    from archive.pages.meetings.strip import strip
    from archive.pages.meetings.transcript import Transcript

    transcript = Transcript(meeting)
    lengths = glance(transcript, in_full=False).lengths
    started = time.process_time()
    telling_words_of(transcript)
    told = time.process_time()
    strip(transcript, lengths)
    return 1000 * (told - started), 1000 * (time.process_time() - told)


def measured(client: Client, address: str) -> tuple[bytes, float, int]:
    """Return the page, the processor milliseconds that it took, and the number of queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        started = time.process_time()
        response = client.get(address)
        ended = time.process_time()
    return response.content, 1000 * (ended - started), len(asked)


if __name__ == "__main__":
    main()
