"""Measures how slow clients and expensive requests affect a reader: python -m tests.benchmarks.stalling

Serves the archive of DATA_DIR as ``manage.py serve`` does. One reader requests a cached page and pages that are
rendered, first alone, then while slow clients send two bytes per second each, while one client asks for lists that it
does not read and asks again as soon as it is refused, while clients request the most expensive searches without a
pause, while one client asks for each of the most expensive pages on many connections, and while it declares bodies
that never arrive. Prints milliseconds, as Markdown. The other clients are separate processes, so that they compete only
for the processor, as they would on one machine.
"""

import argparse
import http.client
import multiprocessing
import os
import random
import socket
import string
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import product
from multiprocessing.synchronize import Event
from urllib.parse import quote

import django

from tests.deploy.attackers import ATTACKER, READER, asking_again, posted, reconnecting

SEED = 20170223
KINDS, SPREAD = ("remembered", "rendered", "search"), ("p50", "p95", "slowest")
SLOW_BYTES, SLOW_SECONDS = b"ab", 1.0
WORDS_A_SEARCH = 32
SECONDS_TO_START = 120
SECONDS_OF_ATTACK = 10
"""Before the first measurement, so that the client was refused often."""
TIMEOUT_SECONDS = 120
# A client that is told to retry later does not ask again at once.
PAUSE_AFTER_REFUSAL = 0.25
MISSPELT = (
    "imigration comunity councl schol studnt teachr budgt comitee meetng superintendnt transportion libary eduction "
    "policey distrct presedent secretery govermnent finacial developement enviroment recomendation publik safty"
)


def main() -> None:
    """Serve the archive and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=60, help="how often each page is asked for")
    parser.add_argument("--slow", type=int, nargs="+", default=[20, 200], help="how many slow clients at once")
    parser.add_argument("--unread", type=int, nargs="+", default=[130], help="how many connections with unread lists")
    parser.add_argument("--expensive", type=int, nargs="+", default=[20], help="how many clients search at once")
    parser.add_argument("--again", type=int, nargs="+", default=[20], help="how many connections of one client")
    parser.add_argument("--unsent", type=int, nargs="+", default=[512], help="how many bodies never arrive")
    options = parser.parse_args()
    django.setup()
    with served() as port:
        paths = pages()
        print(f"Load of the machine before: {os.getloadavg()[0]:.1f}\n")
        columns = ["beside", *(f"{kind}, {of}" for kind in KINDS for of in SPREAD), "answers to the others"]
        print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
        report("nobody", port, paths, options.requests)
        for count in options.slow:
            with beside(slow, port, count):
                report(f"{count} slow clients", port, paths, options.requests)
        for count in options.unread:
            with beside(unread, port, count):
                report(f"{count} connections with unread lists", port, paths, options.requests)
        for count in options.expensive:
            with beside(expensive, port, count) as answers:
                report(f"{count} clients with expensive searches", port, paths, options.requests, answers)
        for count, (name, path) in product(options.again, expensive_pages().items()):
            with beside(partial(again, path=path), port, count):
                report(f"{count} connections, {name}", port, paths, options.requests)
        for count in options.unsent:
            with beside(unsent, port, count):
                report(f"{count} bodies that never arrive", port, paths, options.requests)


def pages() -> Iterator[str]:
    """Yield paths of pages that are not cached, each only once."""
    from archive.models import Statement

    numbers = list(Statement.objects.public().order_by("number").values_list("number", flat=True)[:50_000])
    random.Random(SEED).shuffle(numbers)
    statements = Statement.objects.public().select_related("current_revision")
    return (statements.get(number=number).get_absolute_url() for number in numbers)


def expensive_pages() -> dict[str, str]:
    """Return the addresses of the largest of each kind, with a place for a number."""
    from django.db.models import Count

    from archive.models import Board, Meeting, Speaker

    kinds = (Meeting, Board, Speaker)
    meeting, board, speaker = (
        kind.objects.public().annotate(turns=Count("statements")).latest("turns").get_absolute_url() for kind in kinds
    )
    return {
        "meeting": f"{meeting}?q=new{{}}+growth",
        "board": f"{board}?turns={{}}",
        "speaker": f"{speaker}?turns={{}}",
        "list": "/search.json?q=the+OR+new{}",
    }


def report(beside_whom: str, port: int, paths: Iterator[str], count: int, answers: dict | None = None) -> None:
    """Measure and print a line."""
    drawn = [next(paths) for _ in range(count)]
    remembered = spread(port, lambda _: "/about/", len(drawn))
    made = spread(port, lambda at: drawn[at], len(drawn))
    searched = spread(port, lambda at: f"/search/?q={quote(drawn[at].strip('/').rpartition('-')[2])}", len(drawn))
    print(f"| {beside_whom} | {remembered} | {made} | {searched} | {told(answers)} |", flush=True)


def spread(port: int, path: Callable[[int], str], count: int) -> str:
    """Return the median, the 95th percentile and the maximum of the times, in milliseconds."""
    times = sorted(asked(port, path(at))[1] * 1000 for at in range(count))
    return f"{times[count // 2]:.1f} | {times[int(count * 0.95)]:.1f} | {times[-1]:.1f}"


def asked(port: int, path: str) -> tuple[int, float]:
    """Return the status of an answer and the seconds it took."""
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS, source_address=(READER, 0))
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, time.perf_counter() - begun


def told(answers: dict | None) -> str:
    """Print the answers to the clients with expensive searches."""
    if not answers:
        return ""
    counts = Counter(answers.values())
    return ", ".join(f"{counts[status]} of {status}" for status in sorted(counts))


@contextmanager
def beside(client: Callable[..., None], port: int, count: int) -> Iterator[dict]:
    """Inside this context, that many clients do it in separate processes."""
    with multiprocessing.Manager() as manager:
        answers = manager.dict()
        ready, stop = multiprocessing.Event(), multiprocessing.Event()
        process = multiprocessing.Process(target=client, args=(port, count, ready, stop, answers))
        process.start()
        ready.wait()
        yield answers
        stop.set()
        process.join()


def slow(port: int, count: int, ready: Event, stop: Event, _answers: dict) -> None:
    """Begin requests and send two bytes per second of each. Restart those that the site closes."""
    clients = [begun(port) for _ in range(count)]
    ready.set()
    while not stop.wait(SLOW_SECONDS):
        for at, client in enumerate(clients):
            try:
                client.sendall(SLOW_BYTES)
            except OSError:
                clients[at] = begun(port)


def begun(port: int) -> socket.socket:
    """Return a connection on which the beginning of a request was sent."""
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(b"GET /about/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    return client


def unread(port: int, count: int, ready: Event, stop: Event, _answers: dict) -> None:
    """Ask for lists on that many connections, read nothing, and ask again as soon as one is refused."""
    with reconnecting(port, "/statements.json", count) as refusals:
        stop.wait(SECONDS_OF_ATTACK)
        ready.set()
        stop.wait()
        print(f"{len(refusals):,} of them were refused.", file=sys.stderr)


def again(port: int, count: int, ready: Event, stop: Event, _answers: dict, *, path: str) -> None:
    """Ask for a page on that many connections, each time with another number, as fast as they are answered."""
    with asking_again(port, path, count):
        stop.wait(SECONDS_OF_ATTACK)
        ready.set()
        stop.wait()


def unsent(port: int, count: int, ready: Event, stop: Event, _answers: dict) -> None:
    """Declare bodies of a megabyte, and send two bytes of each."""
    from archive.pages.http.request_limits import QUOTE_BYTES

    with ExitStack() as bodies:
        for _ in range(count):
            bodies.enter_context(posted(port, b"{ ", ATTACKER, declares=QUOTE_BYTES))
        ready.set()
        stop.wait()


def expensive(port: int, count: int, ready: Event, stop: Event, answers: dict) -> None:
    """Request searches for many misspelt words, each different, as fast as they are answered."""

    def ask(number: int) -> None:
        draw = random.Random(SEED + number)
        asked_for = 0
        while not stop.is_set():
            status, _ = asked(port, f"/search/?q={quote(misspelt(draw))}")
            asked_for += 1
            answers[number, asked_for] = status
            if status != http.client.OK:
                stop.wait(PAUSE_AFTER_REFUSAL)

    with ThreadPoolExecutor(count) as pool:
        for number in range(count):
            pool.submit(ask, number)
        stop.wait(2)
        ready.set()


def misspelt(draw: random.Random) -> str:
    """Return a search of misspelt words."""
    words = []
    for word in draw.choices(MISSPELT.split(), k=WORDS_A_SEARCH):
        at = draw.randrange(len(word))
        words.append(f"{word[:at]}{draw.choice(string.ascii_lowercase)}{word[at + 1 :]}")
    return " ".join(words)


@contextmanager
def served() -> Iterator[int]:
    """Serve the archive as an operator does, and yield the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(SECONDS_TO_START):
            time.sleep(1)
            try:
                asked(port, "/about/")
                break
            except OSError:
                if server.poll() is not None:
                    raise SystemExit(f"The site did not start: {' '.join(command)}") from None
        for _ in range(4):  # The first search and the first pages of each process read the index and the templates.
            asked(port, f"/search/?q={quote(misspelt(random.Random(time.time())))}")
        yield port
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
