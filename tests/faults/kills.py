"""Kills working processes, again and again, and checks after each kill that nothing was lost.

``python -m tests.faults.kills --kills 1000 --seed 7`` prints what was killed where, and each fault with the command
that repeats it. The same seed chooses the same work and aims; kills by time depend on the machine.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

# Before the project is loaded: failpoints are only active if the variable is set.
os.environ["FAILPOINT"] = "none"
os.environ.setdefault("LOG_LEVEL", "CRITICAL")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardmeetings.settings")
if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp()

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from tests.faults import check, starts  # noqa: E402
from tests.faults.aim import WAYS, Aim, Passed, choose  # noqa: E402
from tests.faults.site import FaultySite  # noqa: E402
from tests.faults.work import WORK, publish  # noqa: E402

# Each piece of work runs in a fork of this process: what is loaded here is not loaded in each of them again.
get_resolver()._populate()

# The number of kills on one site before another is copied from the first.
A_SITE_TAKES = 8
# One in this many kills is of a first start or an upgrade, which take as long as fifty others.
STARTS_ONE_IN = 25


@dataclass
class Tally:
    """What was done, and what was wrong."""

    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    not_killed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """The number of processes that were killed."""
        return sum(self.kills.values())

    def report(self) -> str:
        """Return the report as lines."""
        lines = [f"{self.total} kills, seed {self.seed}; {self.not_killed} works ended before they were killed."]
        lines += [f"  {times:5}  {name}" for name, times in sorted(self.kills.items())]
        lines += [f"  {times:5}  by {way}" for way, times in sorted(self.ways.items())]
        return "\n".join([*lines, f"{len(self.wrong)} things were wrong.", *self.wrong])


class Harness:
    """Kills processes and collects what this caused. It creates its sites in the folder."""

    def __init__(self, folder: Path, seed: int, works: Collection[str] = WORK.keys()) -> None:
        self.folder = folder
        self.works = sorted(works)
        self.chance = random.Random(seed)
        self.tally = Tally(seed)
        self.base = FaultySite(folder / "base")
        self.usual: dict[str, Passed] = {}
        self._serial = 0

    def prepare(self) -> None:
        """Create the site that others are copied from, and measure each piece of work on a copy."""
        self.base.folder.mkdir(parents=True)
        self._must(self.base, partial(call_command, "migrate", verbosity=0))
        for _ in range(3):
            self._must(self.base, partial(publish, self.base.ledger))
        measured = self.base.copy(self.folder / "measured")
        for name, work in ((name, WORK[name]) for name in self.works):
            self._must(measured, partial(work, measured.ledger))
            self.usual[name] = self._must(measured, partial(work, measured.ledger))
        if problems := self.problems(measured):
            raise AssertionError(f"Without a kill: {problems}")
        measured.delete()

    def run(self, kills: int, until: float) -> Tally:
        """Kill that many processes, or as many as there is time for."""
        while self.tally.total < kills and time.time() < until:
            for _ in self._one_site():
                if self.tally.total >= kills or time.time() >= until:
                    break
        return self.tally

    def _one_site(self) -> Iterator[None]:
        """Kill processes of one site until there were enough kills or something is wrong."""
        self._serial += 1
        site = self.base.copy(self.folder / f"site-{self._serial}")
        crashes = 0
        for _ in range(A_SITE_TAKES):
            if self.chance.randrange(STARTS_ONE_IN) == 0:
                self._kill_a_start()
            name = self.chance.choice(self.works)
            aim = choose(self.chance, self.usual[name])
            ended = site.do(partial(WORK[name], site.ledger), aim)
            crashes += ended.was_killed
            if ended.error:
                self._wrong(name, aim, [ended.error])
            if not ended.was_killed:
                self.tally.not_killed += 1
                yield
                continue
            self._count(name, aim)
            if problems := self.problems(site, crashes):
                self._wrong(name, aim, problems)
                shutil.move(site.folder, self.folder / f"wrong-{self._serial}")
                break
            yield
        site.delete()

    def problems(self, site: FaultySite, crashes: int = 0) -> list[str]:
        """Return what is wrong with a site, before and after it had time to recover."""
        found = []
        for looked in (partial(check.at_once, site), partial(check.after_recovery, site, crashes)):
            ended = site.do(looked)
            found += [ended.error] if ended.error else ended.answer
        return found

    def _kill_a_start(self) -> None:
        name, kill = self.chance.choice(sorted(starts.STARTS.items()))
        killed, problems = kill(self.folder, self.chance.random())
        if killed:
            self._count(name, Aim("time", killed))
        if problems:
            self._wrong(name, Aim("time", killed), problems)

    def _count(self, name: str, aim: Aim) -> None:
        self.tally.kills[name] += 1
        self.tally.ways[aim.way] += 1
        assert aim.way in WAYS

    def _wrong(self, name: str, aim: Aim, problems: list[str]) -> None:
        where = f"site {self._serial} of seed {self.tally.seed}"
        self.tally.wrong.append(f"{name} killed at {aim}, {where}: " + "\n    ".join(problems[:6]))
        sys.stderr.write(f"{self.tally.wrong[-1]}\n")

    def _must(self, site: FaultySite, work: Callable[[], object]) -> Passed:
        ended = site.do(work)
        assert not ended.error, ended.error
        return ended.passed


def main() -> int:
    """Kill as the options say, print the report, and return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--minutes", type=float, default=600, help="stop after so many, whatever was done")
    parser.add_argument("--works", nargs="+", choices=sorted(WORK), default=sorted(WORK), help="only these")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        harness = Harness(Path(folder), options.seed, options.works)
        harness.prepare()
        tally = harness.run(options.kills, time.time() + 60 * options.minutes)
    sys.stdout.write(tally.report() + "\n")
    return bool(tally.wrong)


if __name__ == "__main__":
    sys.exit(main())
