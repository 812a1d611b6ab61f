"""One client that asks for much at once keeps nobody from anything, on a site that is served as in production."""

import http.client
import itertools
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from archive.pages.http.request_limits import QUOTE_BYTES
from tests.databases import EmptyDatabase, environment_of
from tests.deploy.attackers import ATTACKER, READER, REFUSED, SECONDS, asking_again, connected, posted, status
from tests.deploy.site import served

pytestmark = pytest.mark.slow

MEETINGS, TURNS, WORDS = 4, 400, 50
ARTICLE = json.dumps({"article": "“The levy stays open,” said Robin Sample 1."}).encode()
OTHERS = ("/", "/about/", "/healthz", "/statements/", "/search/?q=levy+{}", "/statements/{}/", "/boards/levy-board/")
CONNECTIONS, BODIES = 20, 700
PACKETS_SECONDS = 0.05
"""Between two packets, so that the server sees a body that is not complete."""
MEETING = "/meetings/1/"
FILE = "/data/files/record.sqlite3"
numbers = itertools.count(1)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory, empty_database: EmptyDatabase) -> Iterator[int]:
    """Serve a site with long meetings of one board, and the files of its record."""
    folder = tmp_path_factory.mktemp("served")
    plain = {"SITE_URL": "http://127.0.0.1:8000", "ALLOWED_HOSTS": "127.0.0.1", "BEHIND_TLS": "0"}
    with served(folder, empty_database, **plain) as at:
        lines = folder / "lines.jsonl"
        lines.write_text("\n".join(map(json.dumps, statements())))
        for command in (["import_statements", str(lines)], ["export"]):
            whole = [sys.executable, "manage.py", *command]
            subprocess.run(whole, env=environment_of(folder), cwd=settings.BASE_DIR, check=True, capture_output=True)
        yield at


def statements() -> Iterator[dict[str, object]]:
    """Yield the lines of long meetings."""
    draw = random.Random(7)
    words = [f"{beginning}{end}" for beginning in ["levy", "open", "roof", "bus", "park"] for end in range(200)]
    for number in range(MEETINGS * TURNS):
        yield {
            "id": f"levy-{number}",
            "body": "Levy Board",
            "meeting_title": "Regular meeting",
            "meeting_date": f"20{number // TURNS + 10}-05-04",
            "speaker": f"Robin Sample {number % 7}",
            "seq": number,
            "source": "minutes",
            "text": f"The levy {' '.join(draw.choices(words, k=WORDS))}.",
        }


def refused_to_others(port: int) -> set[int]:
    """Ask for each page as another reader does, always with other words, and return the refusals."""
    found = set()
    for path in OTHERS:
        with connected(port, path.format(next(numbers)), READER) as client:
            found.add(status(client))
            while client.recv(65_536):
                pass
    return found & REFUSED


def article_status(port: int) -> int:
    """Have an article checked, each time as another reader, and return the status."""
    with posted(port, ARTICLE[:2], f"127.0.1.{next(numbers)}", declares=len(ARTICLE)) as client:
        time.sleep(PACKETS_SECONDS)
        client.sendall(ARTICLE[2:])
        return status(client)


def moved(port: int, path: str) -> str:
    """Return the address that the page has now."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, SECONDS)) as connection:
        connection.request("GET", path)
        return urlsplit(connection.getresponse().headers["Location"]).path


def until(happened: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < ends_at
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (MEETING, 200),
        ("/boards/levy-board/?turns={}", 200),
        ("/speakers/robin-sample-1/?turns={}", 200),
        ("/search/?q=levy+new{}", 200),
        (FILE, 206),
        ("/search.json?q=the+OR+new{}", 200),
    ],
)
def test_a_client_that_asks_for_expensive_answers_on_many_connections_keeps_nobody_from_anything(
    port: int, path: str, answer: int
) -> None:
    if path == MEETING:
        path = f"{moved(port, path)}?q=new{{}}"
    end = b"Range: bytes=0-99999\r\n\r\n" if path == FILE else b"\r\n"
    with asking_again(port, path, CONNECTIONS, end) as answered:
        until(lambda: answer in answered)
        for _ in range(2):
            assert not refused_to_others(port)
            assert article_status(port) == 200
    assert set(answered) <= {answer, *REFUSED}


def test_bodies_that_never_arrive_keep_nobody_from_anything(port: int) -> None:
    with ExitStack() as bodies:
        for _ in range(BODIES):
            bodies.enter_context(posted(port, ARTICLE[:2], ATTACKER, declares=QUOTE_BYTES))
        for _ in range(20):
            assert article_status(port) == 200
        assert not refused_to_others(port)
