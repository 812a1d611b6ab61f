"""A site on a cluster, as readers and writers see it: a server that answers HTTP, and a process that publishes."""

import json
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from tests.deploy.site import WebAnswer, answer_of, running
from tests.servers.own_site import OwnSite
from tests.servers.postgresql import free_port

# This word is in no text of the demo.
WORD = "quarterstone"
REPAIR = 503


@dataclass
class Ledger:
    """How many publications and withdrawals of statements with the word were begun and acknowledged."""

    begun: int = 0
    published: list[int] = field(default_factory=list)
    leaving: int = 0
    withdrawn: list[int] = field(default_factory=list)

    @property
    def certain(self) -> tuple[int, int]:
        """How many are published for certain, and how many withdrawn."""
        return len(self.published), len(self.withdrawn)

    @property
    def possible(self) -> tuple[int, int]:
        """How many may be published, and how many withdrawn."""
        return self.begun, self.leaving


class RefusedAct(Exception):
    """The database refused to do it."""


class ServedSite:
    """The site in a folder, served on a port. Its ledger is kept by who writes."""

    def __init__(self, site: OwnSite, port: int, variables: dict[str, str]) -> None:
        self.ledger = Ledger()
        self.variables = variables
        self._own = site
        self._address = f"http://127.0.0.1:{port}"
        self._turn = threading.Lock()
        self._writer = subprocess.Popen(
            [sys.executable, "-m", "tests.search.opensearch.writer"],
            cwd=settings.BASE_DIR,
            env=site.environment(**variables),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def publish(self, *, wait: bool = True) -> int:
        """Publish a statement and return its number when the index has it; without ``wait`` when the record does."""
        self.ledger.begun += 1
        number = self._act(text=f"We raise the {WORD}, {mark(self.ledger.begun)}.", wait=wait)
        self.ledger.published.append(number)
        return number

    def withdraw(self, number: int) -> None:
        """Withdraw a statement, and return when the index has it no more."""
        self.ledger.leaving += 1
        self._act(number=number)
        self.ledger.withdrawn.append(number)

    def get(self, path: str, *, seconds: float, **parameters: object) -> WebAnswer:
        """Return the server's answer; raise OSError if it takes longer than that many seconds."""
        return answer_of(urllib.request.Request(f"{self._address}{path}?{urlencode(parameters)}"), seconds=seconds)

    def count(self, words: str, *, seconds: float) -> int | None:
        """Return how many statements have the words, or None if the page says that search is being repaired."""
        answer = self.get("/api/v1/search/", seconds=seconds, q=words, words="typed", limit=1)
        assert answer.status in (200, REPAIR), answer.body
        return None if answer.status == REPAIR else json.loads(answer.body)["count"]

    def index_name(self) -> str:
        """Return the name of the live index, as the database has it."""
        asked = "from archive.models import SearchIndex; print(SearchIndex.objects.get().name)"
        return self._own.run("shell", "--no-imports", "-c", asked, **self.variables).strip()

    def close(self) -> None:
        """End the process that writes."""
        self._writer.communicate()

    def _act(self, **act: Any) -> int:
        with self._turn:
            self._writer.stdin.write(json.dumps(act) + "\n")
            self._writer.stdin.flush()
            answer = json.loads(self._writer.stdout.readline())
        if "refused" in answer:
            raise RefusedAct(answer["refused"])
        return answer["number"]


def mark(serial: int) -> str:
    """Return a word that is in only one statement."""
    return f"mark{serial}ed"


@contextmanager
def served_on(addresses: list[str], folder: Path) -> Iterator[ServedSite]:
    """Serve a new site that searches with the cluster; each part of its index is on two nodes."""
    variables = {
        "SEARCH_BACKEND": "opensearch",
        "SEARCH_URL": ",".join(addresses),
        "SEARCH_SHARDS": "3",
        "SEARCH_REPLICAS": "1",
    }
    with served(OwnSite("", folder), variables) as site:
        yield site


@contextmanager
def served(own: OwnSite, variables: dict[str, str]) -> Iterator[ServedSite]:
    """Serve a site, which may be new, with these variables."""
    port, variables = free_port(), {"API_REQUESTS_PER_MINUTE": "1000000", **variables}
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    environment = own.environment(**variables)
    with running(
        command, f"http://127.0.0.1:{port}/healthz", own.folder / "site.log", env=environment, cwd=settings.BASE_DIR
    ):
        site = ServedSite(own, port, variables)
        try:
            yield site
        finally:
            site.close()
