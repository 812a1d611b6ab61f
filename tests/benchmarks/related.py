"""Times related statements and typical words: DATA_DIR=site python -m tests.benchmarks.related

Queries the index of a site, with any engine, for the candidates of random statements and for the typical words of the
meetings with the most agenda items. Prints the processor time of this process, the best of several runs.
"""

import os
import random
import time
from collections.abc import Callable
from typing import Any

import django

STATEMENTS, MEETINGS, RUNS = 300, 5, 5


def main() -> None:
    """Measure and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardmeetings.settings")
    django.setup()
    from django.db.models import Count

    from archive.models import Meeting, Statement
    from archive.pages.meetings.glance import telling_words_of
    from archive.pages.meetings.transcript import Transcript
    from archive.pages.statements.related import candidates

    public = Statement.objects.public().select_related("current_revision", "board")
    numbers = sorted(public.values_list("number", flat=True))
    some = public.filter(number__in=random.Random(5).sample(numbers, min(STATEMENTS, len(numbers))))
    taken = sorted(best(lambda one=one: candidates(one)) for one in some)
    print(
        f"related statements, of {len(taken)} at {len(numbers):,}: p50 {taken[len(taken) // 2]:.1f} ms, "
        f"p95 {taken[len(taken) * 95 // 100]:.1f} ms"
    )
    counted = {"turns": Count("statements", distinct=True), "items": Count("agenda_items", distinct=True)}
    for meeting in Meeting.objects.public().annotate(**counted).order_by("-items", "pk")[:MEETINGS]:
        transcript = Transcript(meeting)
        milliseconds = best(lambda transcript=transcript: telling_words_of(transcript))
        print(f"typical words, {meeting.turns} turns under {meeting.items} items: {milliseconds:.1f} ms")


def best(run: Callable[[], Any]) -> float:
    """Return the least processor time in milliseconds."""
    taken = []
    for _ in range(RUNS):
        started = time.process_time()
        run()
        taken.append(1000 * (time.process_time() - started))
    return min(taken)


if __name__ == "__main__":
    main()
