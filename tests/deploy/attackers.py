"""Clients that try to take a served site from other readers. They have an address of their own."""

import selectors
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from threading import Event, Thread

SECONDS = 120
REFUSED = {429, 500, 503}
ATTACKER, READER = "127.0.0.1", "127.0.0.2"


def connected(port: int, path: str, address: str = ATTACKER, *, end: bytes = b"\r\n") -> socket.socket:
    """Return a connection, with as little room as possible for what nobody reads, on which the page was asked for."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(SECONDS)
    client.bind((address, 0))
    client.connect(("127.0.0.1", port))
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n".encode() + end)
    return client


def posted(port: int, body: bytes, address: str, *, declares: int | None = None) -> socket.socket:
    """Return a connection on which the body was sent to be checked as an article, of the length that it declares."""
    client = socket.create_connection(("127.0.0.1", port), SECONDS, (address, 0))
    size = len(body) if declares is None else declares
    head = f"POST /api/v1/quotes/article HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {size}\r\n"
    client.sendall(f"{head}Content-Type: application/json\r\nConnection: close\r\n\r\n".encode() + body)
    return client


@contextmanager
def asking_again(port: int, path: str, connections: int, end: bytes = b"\r\n") -> Iterator[list[int]]:
    """Inside this context, a client asks on that many connections at once, reads each answer, and asks again.

    Each time the number in the path is another. Yield the statuses of the answers.
    """
    ends, answered, number = Event(), [], count(1)
    clients: dict[int, socket.socket] = {}

    def ask_again(place: int) -> None:
        while not ends.is_set():
            with connected(port, path.format(next(number)), end=end) as client, suppress(OSError, IndexError):
                clients[place] = client
                answered.append(status(client))
                while not ends.is_set() and client.recv(65_536):
                    pass

    threads = [Thread(target=ask_again, args=[place]) for place in range(connections)]
    for thread in threads:
        thread.start()
    try:
        yield answered
    finally:
        ends.set()
        for client in clients.values():
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()


def status(client: socket.socket) -> int:
    """Read the beginning of an answer, and return its status."""
    return int(client.recv(12).split()[1])


def is_refused(client: socket.socket) -> bool:
    """Return whether the client must come back later, or its connection was closed without an answer."""
    with suppress(OSError, IndexError):
        return status(client) in REFUSED
    return True


@contextmanager
def reconnecting(port: int, path: str, connections: int) -> Iterator[list[socket.socket]]:
    """Inside this context, a client asks again on a new connection as soon as one is refused. Yield the refused ones.

    It reads only the beginning of each answer.
    """
    ends, refusals = Event(), []

    def ask_again() -> None:
        with selectors.DefaultSelector() as waiting, ExitStack() as clients:
            for _ in range(connections):
                waiting.register(clients.enter_context(connected(port, path)), selectors.EVENT_READ)
            while not ends.is_set():
                for key, _ in waiting.select(1):
                    waiting.unregister(key.fileobj)
                    if is_refused(key.fileobj):
                        key.fileobj.close()
                        refusals.append(key.fileobj)
                        waiting.register(clients.enter_context(connected(port, path)), selectors.EVENT_READ)

    attack = Thread(target=ask_again)
    attack.start()
    try:
        yield refusals
    finally:
        ends.set()
        attack.join()
