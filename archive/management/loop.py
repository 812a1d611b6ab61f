"""The loop of regular work: in each process that serves pages, and in ``manage.py work --watch``."""

import atexit
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections, connections

from archive.management.jobs import JOBS, Job, Lane, lock, run_due
from archive.models import current_site
from archive.search import SearchUnavailable, warm_up
from archive.upkeep import metrics, runs, waking
from archive.upkeep.slow_pages import of_this_process

logger = logging.getLogger(__name__)

# How often a lane looks whether something is due, in seconds.
LOOKS_EVERY = (1.0, 5.0)
# A long job that is still due after its process has ended was left to another one. That is looked at again then.
LEFT_SECONDS = 30.0
# How often to look whether the process of a long job has ended.
POLL_SECONDS = 0.5
# How long the end of the process waits for the current work, which is safe to kill.
GRACE_SECONDS = 1.0


class Loop:
    """Does the jobs when they are due, or at once when they are woken, each lane in a thread, until it is stopped."""

    def __init__(self, jobs: Iterable[Job], each_round: Callable[[], object] = lambda: None) -> None:
        """Take the jobs. ``each_round`` is done by the lane of quick jobs whenever it looks."""
        in_lanes = groupby(sorted(jobs, key=attrgetter("lane")), key=attrgetter("lane"))
        self._lanes = [_Lane(name, list(lane), each_round) for name, lane in in_lanes]

    def start(self) -> None:
        """Start, and return at once."""
        for lane in self._lanes:
            lane.start()

    def stop(self) -> None:
        """Stop, and wait a moment for the current work."""
        until = time.monotonic() + GRACE_SECONDS
        for lane in self._lanes:
            lane.stop()
        for lane in self._lanes:
            lane.join(max(0.0, until - time.monotonic()))


class _Lane(threading.Thread):
    """One thread, with its jobs."""

    def __init__(self, name: str, jobs: list[Job], each_round: Callable[[], object]) -> None:
        super().__init__(name=name, daemon=True)
        self._jobs = jobs
        self._each_round = each_round if name == Lane.QUICK else None
        soonest, latest = LOOKS_EVERY
        self._seconds = min(max(min(job.every.total_seconds() for job in jobs), soonest), latest)
        self._stopped = threading.Event()
        self._awake = threading.Event()
        self._woken: set[str] = set()
        self._left_until: dict[str, float] = {}

    def start(self) -> None:
        for job in self._jobs:
            waking.listen(job.kind, partial(self._wake, job.kind))
        super().start()

    def stop(self) -> None:
        """Stop after the current work."""
        self._stopped.set()
        self._awake.set()

    def run(self) -> None:
        while not self._stopped.is_set():
            self._awake.clear()
            woken, self._woken = self._woken, set()
            try:
                self._look(woken)
            except Exception:
                logger.exception("Regular work has failed. It will be tried again.")
            self._awake.wait(self._seconds)
        connections.close_all()

    def _wake(self, kind: str) -> None:
        self._woken.add(kind)
        self._awake.set()

    def _look(self, woken: set[str]) -> None:
        for job in self._jobs:
            if job.has_own_process:
                self._run_in_own_process(job)
            else:
                run_due([job], self._stopped.is_set, lambda job: job.kind in woken)
        if self._each_round:
            self._each_round()
            close_old_connections()
        else:
            # A connection costs memory, and the next work may be hours away.
            connections.close_all()

    def _run_in_own_process(self, job: Job) -> None:
        """Do the job if it is due, in a process that the end of this one ends. Note it if the process was killed."""
        is_left = time.monotonic() < self._left_until.get(job.kind, 0.0)
        if self._stopped.is_set() or is_left or not (job.is_due() and job.is_wanted()):
            return
        # The process takes the lock of the job itself, because it may outlive this one.
        with lock(f"{job.kind}.process") as is_ours:
            if is_ours and job.is_due():
                self._run_process(job)
                self._left_until[job.kind] = time.monotonic() + LEFT_SECONDS

    def _run_process(self, job: Job) -> None:
        command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "work", "--only", job.kind, "--if-due"]
        # A session of its own, so that Ctrl-C in a terminal only reaches this process, which then ends the other.
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True) as process:  # noqa: S603 - own words
            while (code := process.poll()) is None:
                if self._stopped.wait(POLL_SECONDS):
                    process.terminate()
                    return
        if code < 0:
            runs.note_run(job.kind, f"It stopped unexpectedly ({code}). It will be tried again.")


def start_loop() -> None:
    """Start the regular work of a process that serves pages, only once per process. It ends with the process.

    With ``WORK_IN_SITE=0``, a worker does the work (``manage.py work --watch``), and this process only what its own
    commits leave for the index.
    """
    if os.getpid() in _loops:
        return
    _loops.clear()
    jobs = [job for job in JOBS if settings.WORK_IN_SITE or job.kind == runs.OUTBOX]
    loop = _loops[os.getpid()] = Loop(jobs, each_round=_look_after_pages)
    atexit.register(loop.stop)
    threading.Thread(target=_warm_up, name="warm up", daemon=True).start()
    loop.start()


_loops: dict[int, Loop] = {}


def _warm_up() -> None:
    try:
        warm_up()
    except SearchUnavailable as missing:
        logger.info("The search is not warm. %s", missing)
    finally:
        connections.close_all()


def _look_after_pages() -> None:
    """Store what this process knows of its pages, and keep the site's name for pages that must not use the database."""
    of_this_process.write_down()
    metrics.write_down()
    current_site()
