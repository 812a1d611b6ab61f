"""A site with its own database file, and processes that work on it and can be killed."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.databases import EmptyDatabase, environment_of


class Nursery:
    """A site, and a process with the project loaded that forks one for each piece of work (``work.py``)."""

    def __init__(self, folder: Path, empty_database: EmptyDatabase, texts: list[str]) -> None:
        """Make the site in the folder, from a copy of the empty database, with statements of these texts."""
        empty_database.give(folder)
        self.databases = empty_database
        self._folder = folder
        self._process = self.start("nursery", texts=texts)
        self.site = Site(folder, self)
        assert self._process.stdout.readline() == "ready\n"

    def start(self, work: str, **values: Any) -> subprocess.Popen[str]:
        """Start a piece of work in a process that communicates through its pipes."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.search.processes.work", work, json.dumps(values)],
            cwd=settings.BASE_DIR,
            env={**environment_of(self._folder), "LOG_LEVEL": "CRITICAL"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, work: str, **values: Any) -> tuple[int, Any]:
        """Do a piece of work in a forked process; return its exit status, negative for a signal, and its answer."""
        self._process.stdin.write(json.dumps([work, values]) + "\n")
        self._process.stdin.flush()
        status, answer = json.loads(self._process.stdout.readline())
        return status, answer

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


class Site:
    """The site that keeps its database and its index in a folder."""

    def __init__(self, folder: Path, nursery: Nursery) -> None:
        self.folder = folder
        self._nursery = nursery

    def copy(self, folder: Path) -> "Site":
        """Return a separate site with the same record and index."""
        shutil.copytree(self.folder, folder)
        self._nursery.databases.copy(self.folder, folder)
        return Site(folder, self._nursery)

    def start(self, work: str, **values: Any) -> subprocess.Popen[str]:
        """Start a piece of work and leave it running."""
        return self._nursery.start(work, folder=str(self.folder), **values)

    def do(self, work: str, **values: Any) -> Any:
        """Do a piece of work in a separate process and return its answer."""
        status, answer = self._nursery.do(work, folder=str(self.folder), **values)
        assert status == 0, work
        return answer

    def killed(self, work: str, **values: Any) -> bool:
        """Do a piece of work in a separate process and return whether it was killed on the way, as requested."""
        status, _ = self._nursery.do(work, folder=str(self.folder), **values)
        assert status in (0, -signal.SIGKILL), work
        return status != 0
