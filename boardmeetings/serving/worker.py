"""The process that gunicorn starts for each core: waitress reads whole requests, threads answer them."""

import ctypes
import os
import resource
import socket
import sys
import time
from types import FrameType
from typing import Any
from wsgiref.types import WSGIApplication

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from archive.pages.http.request_limits import HEADER_BYTES
from boardmeetings.serving.channel import LOOK_EVERY_SECONDS, MOST_CONNECTIONS, Server
from boardmeetings.serving.open_connections import OF_WORKERS

# Most threads wait for their turn (archive.pages.http.admission), without a connection to the database
# (archive.machine.database.borrowing). There are fewer turns in total.
THREADS = 48
# Files besides the connections: the database of each request at work, the index, static files.
OTHER_FILES = 1_000
# Computing threads give others a turn this often. With Python's default of 5 ms, a page that reads fifty rows from the
# database during a long search waits fifty times that long; with 0.5 ms, even a page from memory takes twice as long
# while a large list is made.
SWITCH_SECONDS = 0.0002
STOP_SECONDS = 20
LOOK_WHILE_STOPPING_SECONDS = 0.1
M_ARENA_MAX, ARENAS = -8, 2
# A body up to this size is kept in memory, a larger one in a temporary file; only staff may send that much.
IN_MEMORY_BYTES = 2_000_000


def adjustments() -> Adjustments:
    """Return the settings of waitress."""
    return Adjustments(
        threads=THREADS,
        connection_limit=MOST_CONNECTIONS + OTHER_FILES,
        max_request_header_size=HEADER_BYTES,
        inbuf_overflow=IN_MEMORY_BYTES,
        cleanup_interval=LOOK_EVERY_SECONDS,
        asyncore_use_poll=True,
        # The site itself decides which of a proxy's headers to trust (TRUSTED_PROXIES).
        clear_untrusted_proxy_headers=False,
        # Notice a client that closes the connection while it waits, and do not make the answer.
        channel_request_lookahead=1,
        log_socket_errors=False,
        ident="",
    )


class BufferingWorker(Worker):
    """Serves until it is told to stop, then finishes its current work."""

    servers: list[Server]
    place = 0
    """Where it counts its connections (``boardmeetings.serving.preload``)."""

    def run(self) -> None:
        """Serve."""
        sys.setswitchinterval(SWITCH_SECONDS)
        share_memory()
        allow_files(MOST_CONNECTIONS + OTHER_FILES)
        OF_WORKERS.join(self.place)
        connections: dict[int, Any] = {}
        self.servers = listen([listener.sock for listener in self.sockets], self.wsgi, connections)
        while self.alive and self.ppid == os.getppid():
            self.notify()
            turn(self.servers, connections, LOOK_EVERY_SECONDS)
        finish(self.servers, connections)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, at once if no answer is being made."""
        super().handle_exit(sig, frame)
        for server in getattr(self, "servers", []):
            server.pull_trigger()


def share_memory() -> None:
    """Let threads share their memory, where the C library can, so that what one has freed serves the others."""
    if limit := getattr(ctypes.CDLL(None), "mallopt", None):
        limit(M_ARENA_MAX, ARENAS)


def listen(sockets: list[socket.socket], application: WSGIApplication, connections: dict[int, Any]) -> list[Server]:
    """Return a server for each listening socket. They share their threads and the map of connections."""
    settings = adjustments()
    threads = ThreadedTaskDispatcher()
    threads.set_thread_count(THREADS)
    return [
        Server(
            application,
            connections,
            _sock=listener,
            dispatcher=threads,
            adj=settings,
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        )
        for listener in sockets
    ]


def turn(servers: list[Server], connections: dict[int, Any], seconds: float) -> None:
    """Receive and send what is ready, after that many seconds at most; earlier, if a client's pause ends."""
    seconds = min(seconds, *(server.shortest_pause() for server in servers))
    wasyncore.loop(timeout=seconds, use_poll=True, map=connections, count=1)


def finish(servers: list[Server], connections: dict[int, Any]) -> None:
    """Accept no more connections, and give current answers their time to be made and read. Idle ones take none."""
    for server in servers:
        server.stop_accepting()
    until = time.monotonic() + STOP_SECONDS
    while time.monotonic() < until and any(server.is_busy(time.monotonic()) for server in servers):
        turn(servers, connections, LOOK_WHILE_STOPPING_SECONDS)


def allow_files(wanted: int) -> None:
    """Let the process have that many open files and connections, as far as the system allows."""
    held, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY:
        wanted = min(wanted, most)
    if held < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
