"""The slowest pages of the day, by kind. Every process keeps its own and writes them to disk for the others.

It keeps the URL pattern, not the URL: nothing about what a reader looked at or searched for.
"""

import json
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

logger = logging.getLogger(__name__)

PAGES_SHOWN = 10


@dataclass(frozen=True)
class SlowPage:
    """A kind of page: its pattern, its number of requests, and the slowest and the total time, in seconds."""

    rule: str
    times: int
    slowest: float
    total: float

    @property
    def average(self) -> float:
        """The average time of one request, in seconds."""
        return self.total / self.times

    def joined(self, other: "SlowPage") -> "SlowPage":
        """Return the two combined."""
        return SlowPage(self.rule, self.times + other.times, max(self.slowest, other.slowest), self.total + other.total)


class SlowDay:
    """The answers of one process on one day."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._day = ""
        self._pages: dict[str, SlowPage] = {}
        self._is_changed = False

    def add(self, rule: str, seconds: float) -> None:
        """Count one answer."""
        page = SlowPage(rule, 1, seconds, seconds)
        with self._lock:
            if self._day != _today():
                self._day, self._pages = _today(), {}
            self._pages[rule] = self._pages[rule].joined(page) if rule in self._pages else page
            self._is_changed = True

    def forget(self) -> None:
        """Forget all answers."""
        with self._lock:
            self._day, self._pages, self._is_changed = "", {}, False

    def write_down(self) -> None:
        """Write the file that the other processes read, and delete those of other days."""
        with self._lock:
            if not self._is_changed:
                return
            self._is_changed = False
            day, content = self._day, [vars(page) for page in self._pages.values()]
        path = _folder() / f"{day}-{os.getpid()}.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_suffix(".new").write_text(json.dumps(content))
            path.with_suffix(".new").replace(path)
            for old in path.parent.glob("*.json"):
                if not old.name.startswith(day):
                    old.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("The slowest pages could not be written down: %s", error)


of_this_process = SlowDay()


class SlowPagesMiddleware:
    """Times every answer whose URL matches a pattern."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = self.get_response(request)
        if request.resolver_match is not None:
            of_this_process.add(f"/{request.resolver_match.route}", time.perf_counter() - begun)
        return response


def slowest_today() -> list[SlowPage]:
    """Return the slowest kinds of pages of all processes, as far as they are written to disk, the slowest first."""
    pages: dict[str, SlowPage] = {}
    for path in _folder().glob(f"{_today()}-*.json"):
        try:
            slowest = [SlowPage(**page) for page in json.loads(path.read_text())]
        except (OSError, ValueError, TypeError):
            continue
        for page in slowest:
            pages[page.rule] = pages[page.rule].joined(page) if page.rule in pages else page
    return sorted(pages.values(), key=lambda page: -page.slowest)[:PAGES_SHOWN]


def _today() -> str:
    return timezone.now().date().isoformat()


def _folder() -> Path:
    return Path(settings.UPKEEP_DIR) / "pages"
