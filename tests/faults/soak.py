"""Runs a site under readers and writers for any length of time, with rebuilds and kills.

``python -m tests.faults.soak --minutes 30 --seed 7`` serves a new site as ``manage.py serve`` does. Readers request
pages. Pieces of work follow one another, and every third one is killed on its way. The index is rebuilt every minute,
and one of the two workers is killed every two minutes. At the end it prints what readers saw, the memory and file
descriptors of each process, and what is wrong with the record.
"""

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.faults.kills import Harness, choose
from tests.faults.starts import manage
from tests.faults.work import WORK

READERS = 3
SAMPLE_SECONDS, REBUILD_SECONDS, KILL_SECONDS = 10, 60, 120
# A request is in flight when a worker is killed; the ones after it may meet it until the master has seen that.
AROUND_A_KILL = 3.0


@dataclass
class Held:
    """What a process used over time: resident memory in millions of bytes, and open file descriptors."""

    memory: list[float] = field(default_factory=list)
    descriptors: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        quarter = max(1, len(self.memory) // 4)
        parts = (slice(quarter, 2 * quarter), slice(-quarter, None))
        memory = " then ".join(f"{sum(self.memory[part]) / len(self.memory[part]):.0f}" for part in parts)
        files = " then ".join(f"{max(self.descriptors[part])}" for part in parts)
        return f"memory {memory} MB, descriptors {files}, in the second and the last quarter of {len(self.memory)}"


class Soak:
    """One run."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.harness = Harness(folder, seed)
        self.held: dict[int, Held] = {}
        self.kills: list[float] = []
        self.done = self.killed = self.rebuilt = 0
        self.errors: list[str] = []

    def run(self, minutes: float) -> str:
        """Prepare the site, run the soak test, and return the report."""
        self.harness.prepare()
        self.site = self.harness.base
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = self.folder / "served"
        self.server = manage(self.site.folder, "serve", "--port", str(port), output=log.open("w"))
        url = f"http://127.0.0.1:{port}"
        self._wait_for(url)
        readers = [self._reader(url, number) for number in range(READERS)]
        self._work(time.time() + 60 * minutes)
        requests = [reader.communicate("stop\n")[0].strip() for reader in readers]
        self.server.send_signal(signal.SIGTERM)
        self.server.wait()
        problems = self.harness.problems(self.site, self.killed)
        return self._report(sum(map(int, requests)), problems, log.read_text())

    def _wait_for(self, url: str) -> None:
        until = time.time() + 300
        while time.time() < until:
            try:
                urllib.request.urlopen(url, timeout=10).close()
            except OSError:
                time.sleep(0.5)
            else:
                return
        raise RuntimeError("The site was not served within five minutes.")

    def _reader(self, url: str, number: int) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", "tests.faults.readers", url, str(self.folder / "failures"), str(number)]
        return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def _work(self, until: float) -> None:
        due = {self._sample: 0.0, self._rebuild: time.time() + REBUILD_SECONDS, self._kill: time.time() + KILL_SECONDS}
        every = {self._sample: SAMPLE_SECONDS, self._rebuild: REBUILD_SECONDS, self._kill: KILL_SECONDS}
        while (now := time.time()) < until:
            for act, at in due.items():
                if at <= now:
                    act()
                    due[act] = time.time() + every[act]
            name = self.chance.choice(sorted(set(WORK) - {"rebuild"}))
            aim = choose(self.chance, self.harness.usual[name]) if self.done % 3 == 0 else None
            ended = self.site.do(partial(WORK[name], self.site.ledger), aim)
            self.done += 1
            self.killed += ended.was_killed
            if ended.error:
                self.errors.append(ended.error.splitlines()[-1])

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text().split()
        # In the order of their start. Process ids can start again from low numbers.
        return list(map(int, children))

    def _sample(self) -> None:
        for process in (self.server.pid, *self._workers()):
            held = self.held.setdefault(process, Held())
            pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
            held.memory.append(pages * os.sysconf("SC_PAGE_SIZE") / 1e6)
            held.descriptors.append(len(list(Path(f"/proc/{process}/fd").iterdir())))

    def _rebuild(self) -> None:
        ended = self.site.do(partial(WORK["rebuild"], self.site.ledger))
        self.rebuilt += 1
        if ended.error:
            self.errors.append(ended.error.splitlines()[-1])

    def _kill(self) -> None:
        # The youngest, so that the other is followed from the beginning to the end.
        os.kill(self._workers()[-1], signal.SIGKILL)
        self.kills.append(time.time())

    def _report(self, requests: int, problems: list[str], said: str) -> str:
        log = self.folder / "failures"
        failures = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        in_flight = [one for one in failures if any(self._overlaps(one, at) for at in self.kills)]
        others = [one for one in failures if one not in in_flight]
        lines = [
            f"{requests} requests; {len(in_flight)} failed around one of {len(self.kills)} kills of a worker,",
            f"and {len(others)} at another time.",
            *(f"  failed otherwise: {one}" for one in others[:20]),
            f"{self.done} pieces of work, {self.killed} of them killed; {self.rebuilt} rebuilds of the index.",
            *(f"  error: {error}" for error in self.errors[:20]),
            *(f"  process {process}: {held}" for process, held in self.held.items() if len(held.memory) > 8),
            f"{len(problems)} things are wrong with the record.",
            *problems[:20],
            *(f"The server said: {line}" for line in said.splitlines() if "ERROR" in line or "Traceback" in line),
        ]
        return "\n".join(lines)

    def _overlaps(self, failure: dict[str, float], kill: float) -> bool:
        return failure["began"] - AROUND_A_KILL <= kill <= failure["ended"] + AROUND_A_KILL


def main() -> None:
    """Run the soak test as the options say and print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(Soak(Path(folder), options.seed).run(options.minutes) + "\n")


if __name__ == "__main__":
    main()
