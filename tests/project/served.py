"""A small application behind the server of the site."""

import io
import socket
import threading
from collections.abc import Iterable
from queue import Queue
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from waitress import wasyncore

from archive.pages.http.request_limits import ANSWERS_LATER
from boardmeetings.serving import worker
from boardmeetings.serving.channel import Channel

HOST = b"Host: 127.0.0.1\r\nConnection: close\r\n"
ANSWER_SECONDS = 30


LARGE = b"x" * 30_000_000


class LargeFile(io.BytesIO):
    """A file that notes which thread closes it."""

    def __init__(self) -> None:
        super().__init__(LARGE)
        self.closed_by: Queue[threading.Thread] = Queue()

    def close(self) -> None:
        if not self.closed:
            self.closed_by.put(threading.current_thread())
        super().close()


class Site:
    """An application behind the server that records the lengths of the bodies it receives.

    At /file it sends a large file, at /later it refuses, in an hour, and at /wait it waits until it may go on.
    """

    def __init__(self) -> None:
        self.bodies: list[int] = []
        self.late: Queue[Channel] = Queue()
        self.go = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.connections: dict[int, Any] = {}
        (self.server,) = worker.listen([self.listener], self.answer, self.connections)
        self.stopping = False
        self.loop = threading.Thread(target=self.run, daemon=True)
        self.loop.start()

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/file":
            start_response("200 OK", [])
            self.file = LargeFile()
            return environ["wsgi.file_wrapper"](self.file, 65_536)
        if environ["PATH_INFO"] == "/later":
            environ[ANSWERS_LATER](3600)
            self.late.put(environ[ANSWERS_LATER].__self__.channel)
            start_response("429 Too Many Requests", [("Content-Length", "4")])
            return [b"here"]
        if environ["PATH_INFO"] == "/wait":
            self.go.wait(ANSWER_SECONDS)
        self.bodies.append(len(environ["wsgi.input"].read()))
        start_response("200 OK", [("Content-Length", "4")])
        return [b"here"]

    def run(self) -> None:
        while not self.stopping:
            worker.turn([self.server], self.connections, 1)

    def connect(self, address: str = "127.0.0.1") -> socket.socket:
        """Connect from an address of this machine."""
        at = self.listener.getsockname()
        return socket.create_connection(at, timeout=ANSWER_SECONDS, source_address=(address, 0))

    def arrived(self) -> int:
        """Return how much has arrived of the bodies of requests that are not answered yet."""
        channels = list(self.server.active_channels.values())
        return sum(request.body_bytes_received for channel in channels for request in channel.bodies())

    def ask(self, *parts: bytes, address: str = "127.0.0.1") -> bytes:
        """Send the parts until the server stops reading, and return the whole answer."""
        with self.connect(address) as client:
            for part in parts:
                client.sendall(part)
            return b"".join(iter(lambda: client.recv(65_536), b""))

    def stop_loop(self) -> None:
        self.stopping = True
        self.server.pull_trigger()
        self.loop.join()

    def close(self) -> None:
        self.stop_loop()
        self.server.task_dispatcher.shutdown()
        wasyncore.close_all(self.connections)
