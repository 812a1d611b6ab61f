"""Takes a site through many nights by one clock: ``python -m tests.faults.year --nights 365 --seed 1``.

Each day somebody imports, publishes, corrects, redacts, withdraws or merges; readers follow; programs are told. Each
night the table of jobs (``archive.management.jobs``) is worked off, as the loop of a site does it: emails, messages,
exports, checks, backups that are thinned, drills. Things break for a while: the mail server is gone for a week, a
webhook never answers, names are not resolved, the disk fills, the worker stands still, the clock is set back. What the
status page tells the owner is written down each night: each thing that needs a person, from the night on which it does
until it is mended, and nothing else. At the end database, index, counts, exports, backups and memory are compared.
"""

import argparse
import gc
import os
import random
import resource
import shutil
import socket
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardmeetings.settings")

# A shorter time says nothing about the memory, because caches fill.
NIGHTS_FOR_MEMORY = 60
# Blocks of memory that objects hold, a night of the second half. Counting bytes would take as long as the nights.
MOST_GROWTH_BLOCKS = 400


class Trouble(NamedTuple):
    """What breaks: its name, the words by which the owner hears of it (none if it needs nobody), and for how long."""

    name: str
    words: str
    nights: int


TROUBLES = (
    Trouble("mail", "waited for more than an hour", 7),
    # Less than the three days after which it would be turned off.
    Trouble("webhook", "", 2),
    Trouble("names", "waited for more than an hour", 2),
    Trouble("disk", "MB are free", 3),
    Trouble("worker", "The worker is not running", 2),
    Trouble("backups", "Last backup: There is no new backup", 2),
    Trouble("clock", "", 1),
)
# A webhook that never answers is turned off after three days of attempts, which come at night.
DEAD, NIGHTS_OF_PATIENCE = "https://example.org/never", 8
WITHOUT_WORKER = frozenset({"worker"})
WITHOUT_BACKUP = frozenset({"worker", "backups"})


class Clock:
    """The time of the site, for all that asks ``timezone.now``."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        # Two looks at a clock never show the same moment.
        self.now += timedelta(milliseconds=1)
        return self.now

    def install(self) -> None:
        """Let fields that are dated by default ask it, too."""
        from django.apps import apps
        from django.utils import timezone

        real, timezone.now = timezone.now, self
        for model in apps.get_models():
            for column in model._meta.fields:
                if column.default is real:
                    column.default = self
                    column.__dict__.pop("_get_default", None)


@dataclass
class Year:
    """The nights of one site, and what was wrong with them."""

    site: Any
    nights: int
    chance: random.Random
    clock: Clock
    wrong: list[str] = field(default_factory=list)
    told: dict[str, list[int]] = field(default_factory=dict)
    memory: list[int] = field(default_factory=list)
    plan: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.began = self.clock.now

    def run(self) -> None:
        """Live through all nights, and compare at the end."""
        self.plan = dict(self._plan())
        for night in range(self.nights):
            broken = self.broken_in(night)
            self._day(night, broken)
            self._night(night, broken)
        self._compare()

    def broken_in(self, night: int) -> set[str]:
        """Return the troubles of that night."""
        return {name for name, (first, last) in self.plan.items() if first <= night < last}

    def _plan(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield from which night to which each trouble lasts: never two at once, and none in the last nights."""
        room = (self.nights - 2) // len(TROUBLES)
        for place, trouble in enumerate(self.chance.sample(TROUBLES, len(TROUBLES))):
            first = 1 + place * room
            yield trouble.name, (first, first + max(1, min(trouble.nights, room - (room > 1))))

    def _day(self, night: int, broken: set[str]) -> None:
        """Do what people do in a day. What readers are to be told is sent soon, if the mail server is there."""
        from tests.faults.work import WORK

        self.clock.now += timedelta(hours=9)
        if "clock" in broken:
            self.clock.now -= timedelta(days=1)
        daily = ["publish", "correct", "mails"] if broken & {"mail", "names"} else self.chance.sample(sorted(WORK), 2)
        for name in daily:
            with self._without(broken):
                WORK[name](self.site.ledger)
        if night % 30 == 20:
            self._change_a_key()

    def _night(self, night: int, broken: set[str]) -> None:
        """Work off what is due, hour by hour until the morning, and look at what the owner is told."""
        from archive.management.jobs import JOBS, run_due
        from archive.upkeep.watching import what_needs_a_person

        with self._without(broken):
            for _ in range(3):
                self.clock.now += timedelta(hours=5)
                if not broken & WITHOUT_WORKER:
                    run_due(JOBS)
            self.clock.now += timedelta(hours=1) if broken & WITHOUT_WORKER else timedelta(minutes=1)
            told = what_needs_a_person()
        self._judge(night, broken, list(told.values()))
        gc.collect()
        self.memory.append(sys.getallocatedblocks())

    def _judge(self, night: int, broken: set[str], told: list[str]) -> None:
        """Note it if the owner was not told of a trouble in its first night, or twice, or of anything else."""
        expected = [trouble for trouble in TROUBLES if trouble.name in broken and trouble.words]
        for trouble in expected:
            times = sum(part.count(trouble.words) for part in told)
            if times != 1:
                self.wrong.append(f"Night {night}, {trouble.name}: told {times} times. {told}")
        for part in told:
            if not any(trouble.words in part for trouble in expected):
                self.wrong.append(f"Night {night}, {broken or 'nothing'} broken, but the owner was told: {part}")
            self.told.setdefault(part, []).append(night)

    def _change_a_key(self) -> None:
        """Put a new key before the old ones, as docs/security.md says."""
        from django.conf import settings

        from archive.upkeep.keys import name_keys

        settings.SECOND_FACTOR_KEY = f"key-{self.chance.random()},{settings.SECOND_FACTOR_KEY}"
        name_keys()

    def _without(self, broken: set[str]) -> ExitStack:
        """Inside this context, what is broken fails as it does on a real machine."""
        from archive.alerts.webhooks import posting
        from tests.faults.mailbox import Mailbox

        stack = ExitStack()
        if broken & {"mail"}:
            gone = ConnectionRefusedError(111, "Connection refused")
            stack.enter_context(mock.patch.object(Mailbox, "send_messages", side_effect=gone))
        if "names" in broken:
            unknown = socket.gaierror(-3, "Temporary failure in name resolution")
            stack.enter_context(mock.patch.object(Mailbox, "send_messages", side_effect=unknown))
            stack.enter_context(mock.patch.object(posting, "_status_of_post", side_effect=unknown))
        if "webhook" in broken:
            stack.enter_context(mock.patch.object(posting, "_status_of_post", side_effect=TimeoutError("timed out")))
        if "disk" in broken:
            full = shutil._ntuple_diskusage(10**10, 96 * 10**8, 4 * 10**8)
            stack.enter_context(mock.patch.object(shutil, "disk_usage", return_value=full))
        if "backups" in broken:
            refused = OSError(5, "Input/output error")
            stack.enter_context(mock.patch("archive.upkeep.backups.making.copy_database", side_effect=refused))
        return stack

    def _compare(self) -> None:
        """Compare what the year has left."""
        from archive.models import Webhook, WebhookDelivery
        from tests.faults import check

        self.wrong += check.at_once(self.site)
        self.wrong += check.after_recovery(self.site, 0)
        self.wrong += self._backups()
        if self.nights >= NIGHTS_FOR_MEMORY and (grown := self._growth()) > MOST_GROWTH_BLOCKS:
            self.wrong.append(f"The memory grew by {grown:,.0f} blocks a night.")
        if WebhookDelivery.objects.waiting().filter(webhook__off_at=None).exists():
            self.wrong.append("A message waits for a webhook that answers.")
        off = Webhook.objects.get(url=DEAD).off_at
        if self.nights > NIGHTS_OF_PATIENCE and (off is None or off < self.began + timedelta(days=3)):
            self.wrong.append(f"The webhook that never answers was turned off at {off}, not after three days.")

    def _growth(self) -> float:
        """Return by how many blocks of memory the objects grew in each night of the second half."""
        half = len(self.memory) // 2
        return (self.memory[-1] - self.memory[half]) / (len(self.memory) - half)

    def _backups(self) -> Iterator[str]:
        """Yield what is wrong with the backups: too many or too few kept, or one whose files are damaged."""
        from django.conf import settings

        from archive.upkeep.backups import BackupFolder, KeepRule
        from archive.upkeep.backups.folder import taken_at
        from archive.upkeep.backups.manifest import DamagedBackup, Manifest

        kept = BackupFolder(Path(settings.BACKUP_DIR)).backups()
        rule = KeepRule.read(settings.BACKUP_KEEP)
        most = rule.days + rule.weeks + rule.months + 6
        without = sum(bool(self.broken_in(night) & WITHOUT_BACKUP) for night in range(self.nights))
        least = min(rule.days, self.nights - without - 1)
        if not least <= len(kept) <= most:
            yield f"{len(kept)} backups are kept, not {least} to {most}."
        if self.clock.now - taken_at(kept[-1]) > timedelta(days=2):
            yield f"The newest backup is of {taken_at(kept[-1])}."
        for backup in kept:
            try:
                Manifest.read(backup).check_files(backup)
            except DamagedBackup as error:
                yield str(error)
            with closing(sqlite3.connect(f"file:{backup / 'database'}?mode=ro", uri=True)) as database:
                if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    yield f"{backup} is damaged."

    def report(self) -> str:
        """Return what the owner was told and what was wrong, as lines."""
        lines = [f"{self.nights} nights, until {self.clock.now:%Y-%m-%d}. The owner was told:"]
        lines += [f"  nights {nights[0]} to {nights[-1]}: {words}" for words, nights in self.told.items()]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        blocks = f"{self.memory[-1]:,} blocks of objects at the end, {self._growth():,.0f} more each night"
        lines.append(f"Memory: {peak:.0f} MB at most, {blocks}.")
        return "\n".join([*lines, f"{len(self.wrong)} things were wrong.", *self.wrong])


def send_unless_dead(send: Callable[..., int], url: str, *message: Any) -> int:
    """Send a message as ``send`` does, but not to the webhook that never answers."""
    if url == DEAD:
        raise TimeoutError("timed out")
    return send(url, *message)


def live(folder: Path, nights: int, seed: int) -> Year:
    """Make a site in the folder and take it through the nights. This process is that site's from now on."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from archive.alerts.webhooks import posting
    from archive.search.engines.rebuild import rebuild
    from archive.upkeep.keys import name_keys
    from tests.faults.site import FaultySite
    from tests.faults.work import WORK
    from tests.record import make_webhook

    site = FaultySite(folder / "site")
    site.folder.mkdir(parents=True, exist_ok=True)
    site.enter()
    settings.BACKUP_DIR, settings.BACKUP_IS_COPIED = str(folder / "backups"), True
    clock = Clock(timezone.now())
    clock.install()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    rebuild()
    name_keys()
    for name in ("publish", "publish", "webhooks"):
        WORK[name](site.ledger)
    make_webhook(url=DEAD)
    answering = posting._status_of_post
    posting._status_of_post = partial(send_unless_dead, answering)
    year = Year(site, nights, random.Random(seed), clock)
    year.run()
    return year


def main(words: Sequence[str] | None = None) -> int:
    """Live through the nights, print the report, and return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=f"{folder}/site", LOG_LEVEL="CRITICAL")
        year = live(Path(folder), options.nights, options.seed)
        sys.stdout.write(year.report() + "\n")
        return bool(year.wrong)


if __name__ == "__main__":
    sys.exit(main())
