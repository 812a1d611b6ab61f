"""Reads and writes for any length of time in one process, and says where its memory grows.

``python -m tests.faults.load --minutes 60 --seed 1``: readers ask for pages of every kind while people publish, correct
and redact. Memory is level if the objects of the second half take no more than those of the first.
"""

import argparse
import gc
import random
import sys
import tempfile
import time
import tracemalloc
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from tests.faults.kills import Harness
from tests.faults.ledger import Ledger
from tests.faults.site import FaultySite
from tests.faults.work import WORK

WRITERS = ("publish", "correct", "redact", "merge", "searches", "stage")
READS_A_ROUND = 25
PAGES = (
    "/", "/statements/", "/meetings/", "/boards/", "/speakers/", "/corrections/", "/about/", "/search/?q=library",
    "/search/?q=%22open+the+library%22", "/search/?q=libary", "/search.json?q=library", "/statements/{}/",
    "/statements/{}/r/1/", "/statements/{}/cite/", "/api/v1/statements/", "/api/v1/changes/",
)  # fmt: skip
# The record grows meanwhile, and with it what a process knows of it.
MOST_GROWTH_BYTES = 10_000_000
SHOWN = 5


@dataclass
class Load:
    """One run: the objects of the process after each round, in bytes, and which places in the code hold more."""

    rounds: list[int] = field(default_factory=list)
    requests: int = 0
    places: list[str] = field(default_factory=list)

    @property
    def growth(self) -> int:
        """By how many bytes the objects grew in the second half."""
        return self.rounds[-1] - self.rounds[len(self.rounds) // 2]

    def run(self, ledger: Ledger, minutes: float, seed: int) -> dict[str, Any]:
        """Read and write, and return the figures."""
        settings.ALLOWED_HOSTS = ["*"]
        chance, until, before = random.Random(seed), time.monotonic() + 60 * minutes, None
        tracemalloc.start()
        while time.monotonic() < until or len(self.rounds) < 4:
            if before is None and time.monotonic() > until - 30 * minutes:
                before = tracemalloc.take_snapshot()
            self._round(ledger, chance)
        if before:
            grown = tracemalloc.take_snapshot().compare_to(before, "lineno")
            self.places = [str(place) for place in grown[:SHOWN]]
        return {"rounds": self.rounds, "requests": self.requests, "growth": self.growth, "places": self.places}

    def _round(self, ledger: Ledger, chance: random.Random) -> None:
        WORK[chance.choice(WRITERS)](ledger)
        numbers = [act["number"] for act in ledger.acts("published")]
        client = Client()
        for _ in range(READS_A_ROUND):
            answer = client.get(chance.choice(PAGES).format(chance.choice(numbers)), follow=True)
            assert answer.status_code == HTTPStatus.OK, answer.request["PATH_INFO"]
            for _ in answer if answer.streaming else ():
                pass
            answer.close()
            self.requests += 1
        gc.collect()
        self.rounds.append(tracemalloc.get_traced_memory()[0])


def load(site: FaultySite, minutes: float, seed: int) -> dict[str, Any]:
    """Read from the site and write to it, in a process of its own; return the figures."""
    ended = site.do(partial(Load().run, site.ledger, minutes, seed))
    assert not ended.error, ended.error
    return ended.answer


def main() -> int:
    """Load a new site, print the figures, and return 1 if the memory was not level."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        harness = Harness(Path(folder), options.seed, [])
        harness.prepare()
        call_command("collectstatic", verbosity=0, interactive=False)
        figures = load(harness.base, options.minutes, options.seed)
    first, middle, last = (figures["rounds"][place] / 1e6 for place in (0, len(figures["rounds"]) // 2, -1))
    sys.stdout.write(
        f"{figures['requests']:,} requests in {len(figures['rounds'])} rounds. Objects: {first:.1f} MB at first, "
        f"{middle:.1f} in the middle, {last:.1f} at the end. They grew most here:\n"
    )
    sys.stdout.write("".join(f"  {place}\n" for place in figures["places"]))
    return figures["growth"] > MOST_GROWTH_BYTES


if __name__ == "__main__":
    sys.exit(main())
