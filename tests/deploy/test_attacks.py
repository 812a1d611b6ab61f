"""One client with many connections takes nothing from other readers of a site that is served as in production."""

import itertools
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings

from archive.pages.http.admission import MOST_UNREAD
from archive.pages.http.request_limits import LATER_BY_SECONDS, LATEST_SECONDS, REFUSALS_AT_ONCE
from tests.databases import EmptyDatabase, environment_of
from tests.deploy.attackers import READER, REFUSED, connected, reconnecting, status
from tests.deploy.site import served

pytestmark = pytest.mark.slow

WORKERS = 2
# More than the system buffers for a connection, so that a list is on its way until it is read.
STATEMENTS, WORDS = 200, 10_000
MOST_MEGABYTES = 300
"""Of private memory, for each worker. These statements are a hundred times as long as usual ones."""
OTHERS = ("/", "/about/", "/healthz", "/statements/", "/search/?q=levy+{}", "/statements/{}/", "/boards/levy-board/")


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory, empty_database: EmptyDatabase) -> Iterator[int]:
    """Serve a site with long statements."""
    folder = tmp_path_factory.mktemp("served")
    plain = {"SITE_URL": "http://127.0.0.1:8000", "ALLOWED_HOSTS": "127.0.0.1", "BEHIND_TLS": "0"}
    with served(folder, empty_database, **plain) as at:
        lines = folder / "lines.jsonl"
        lines.write_text("\n".join(map(json.dumps, statements())))
        command = [sys.executable, "manage.py", "import_statements", str(lines)]
        subprocess.run(command, env=environment_of(folder), cwd=settings.BASE_DIR, check=True, capture_output=True)
        yield at


def statements() -> Iterator[dict[str, object]]:
    """Yield the lines of some long statements."""
    for number in range(STATEMENTS):
        yield {
            "id": f"levy-{number}",
            "body": "Levy Board",
            "meeting_title": "Regular meeting",
            "meeting_date": f"20{number % 20 + 10}-05-04",
            "speaker": f"Robin Sample {number % 7}",
            "seq": number,
            "source": "minutes",
            "text": f"On levy {number} we say: {'the levy stays open. ' * (WORDS // 4)}",
        }


def answers_to_others(port: int, times: int = 3) -> set[int]:
    """Ask for each page as another reader does, always with other words, and return the statuses."""
    found = set()
    for path in OTHERS * times:
        with connected(port, path.format(next(numbers)), READER) as client:
            found.add(status(client))
            while client.recv(65_536):
                pass
    return found


numbers = itertools.count(1)


def processes(port: int) -> Iterator[Path]:
    """Yield the processes of the site at the port."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, UnicodeDecodeError):  # It has ended, or belongs to somebody else.
            if f"--port\0{port}\0" in (process / "cmdline").read_text():
                yield process


def private_megabytes(port: int) -> float:
    """Return the private memory of the largest worker of the site at the port."""
    rollups = ((process / "smaps_rollup").read_text() for process in processes(port))
    return max(sum(map(int, re.findall(r"Private_(?:Clean|Dirty):\s+(\d+)", rollup))) for rollup in rollups) / 1024


@contextmanager
def attacking(clients: Iterable[socket.socket]) -> Iterator[list[socket.socket]]:
    """Inside this context, the connections are open."""
    with ExitStack() as ends:
        yield [ends.enter_context(client) for client in clients]


def test_a_client_that_holds_130_unread_lists_keeps_nobody_from_any_page(port: int) -> None:
    for _ in range(3):
        paths = ["/statements.json", "/boards/levy-board.csv"] * 65
        with attacking(connected(port, path) for path in paths) as unread:
            assert not answers_to_others(port) & REFUSED
            statuses = [status(client) for client in unread]
            assert set(statuses) <= {200, 429, 503}
            assert statuses.count(200) <= WORKERS * MOST_UNREAD
            assert not answers_to_others(port, 1) & REFUSED
    assert private_megabytes(port) < MOST_MEGABYTES


def test_a_client_that_asks_again_as_soon_as_it_is_refused_is_refused_ever_later(port: int) -> None:
    begun, connections = time.monotonic(), 130
    with reconnecting(port, "/statements.json", connections) as refusals:
        while len(refusals) < 2 * connections:
            assert not answers_to_others(port, 1) & REFUSED
        assert not answers_to_others(port) & REFUSED
    minutes = (time.monotonic() - begun) / 60 + 2
    # Each connection waits for the longest time, once this many have waited for a shorter one.
    in_a_minute = connections * (60 / LATEST_SECONDS + 1) + LATEST_SECONDS / LATER_BY_SECONDS + REFUSALS_AT_ONCE
    assert len(refusals) < minutes * in_a_minute


def test_a_client_that_reads_many_different_files_slowly_keeps_nobody_from_any_page(port: int) -> None:
    lists = [f"/statements.json?from={2010 + year}" for year in range(20)]
    found = [f"/search.csv?q=levy+{number}" for number in range(20)]
    with attacking(connected(port, path) for path in [*lists, *found, "/search.csv?q=levy"]) as slow:
        for _ in range(3):
            for client in slow:
                client.recv(1_000)
            assert not answers_to_others(port, 1) & REFUSED
    assert private_megabytes(port) < MOST_MEGABYTES


def test_two_hundred_clients_that_send_two_bytes_at_a_time_keep_nobody_from_any_page(port: int) -> None:
    with attacking(connected(port, "/about/", end=b"X-Slow: ") for _ in range(200)) as slow:
        for _ in range(3):
            for client in slow:
                client.sendall(b"ab")
            assert not answers_to_others(port, 1) & REFUSED


def test_bursts_of_connections_keep_nobody_from_any_page(port: int) -> None:
    for _ in range(3):
        with attacking(socket.socket() for _ in range(500)) as idle:
            for client in idle:
                client.setblocking(False)
                client.connect_ex(("127.0.0.1", port))
            assert not answers_to_others(port, 1) & REFUSED
