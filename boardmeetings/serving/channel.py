"""Connections. A slow one costs a place in a list, not a thread; if there are too many, the idlest is closed first."""

import socket
import time
from http import HTTPStatus
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask

from archive.pages.http.request_limits import KILOBYTE
from boardmeetings.serving.parser import RequestParser

MOST_CONNECTIONS = 2_000
# Seconds for a request line with its headers, for an idle connection, and beyond the time of a body or an answer at
# the slowest rate.
PATIENCE_SECONDS = 15
SLOWEST_BYTES_A_SECOND = 2 * KILOBYTE
# The limit for all incoming bodies together. Those of up to 1 MB are kept in memory.
MOST_BODY_BYTES = 256 * KILOBYTE * KILOBYTE
# A client that is refused while it is sending can read the answer if it finishes within this time. What it sends is
# discarded.
LINGER_SECONDS = 5
LOOK_EVERY_SECONDS = 1
DISCARDED_AT_ONCE = 64 * KILOBYTE


class RefusalTask(ErrorTask):
    """Answers a refused request, and closes its connection gently."""

    def execute(self) -> None:
        """Write the answer."""
        self.channel.was_refused = True
        super().execute()


class Channel(HTTPChannel):
    """One connection. No thread sees a request before it is complete, and none waits for a client to read."""

    error_task_class = RefusalTask
    was_refused = False
    lingers_until = 0.0
    writes_since = 0.0
    writes = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waits_since = time.monotonic()

    def parser_class(self, adjustments: Adjustments) -> RequestParser:
        """Begin to read a request."""
        self.waits_since = time.monotonic()
        return RequestParser(adjustments)

    def received(self, data: bytes) -> bool:
        """Take in bytes. A body for which there is no room is refused before it arrives."""
        taken = super().received(data)
        request = self.request
        if request is not None and request.headers_finished and not request.has_room:
            request.has_room = True
            if self.server.expected_bytes() > MOST_BODY_BYTES:
                self._refuse_for_now(request)
        return taken

    def _refuse_for_now(self, request: RequestParser) -> None:
        sentence = "The site is receiving too much at the moment. Try again in ten seconds."
        request.refuse(HTTPStatus.SERVICE_UNAVAILABLE, sentence, retry_after=10)
        with self.requests_lock:
            self.request = None
            self.requests.append(request)
            if len(self.requests) == 1:
                self.server.add_task(self)

    def expected_bytes(self) -> int:
        """Return how large the incoming body is at most."""
        request = self.request
        if request is None or not request.headers_finished:
            return 0
        return request.adj.max_request_body_size if request.chunked else request.content_length

    def is_overdue(self, now: float) -> bool:
        """Return whether the connection has used up the time for what it is doing, even at the slowest allowed rate."""
        if self.lingers_until:
            return now > self.lingers_until
        if self.total_outbufs_len:
            if not self.writes_since:
                self.writes_since, self.writes = now, self.total_outbufs_len
            return now > self.writes_since + PATIENCE_SECONDS + self.writes / SLOWEST_BYTES_A_SECOND
        if self.writes_since:
            self.writes_since, self.waits_since = 0.0, now
        if self.requests:
            self.waits_since = now
            return False
        return now > self.waits_since + PATIENCE_SECONDS + self.expected_bytes() / SLOWEST_BYTES_A_SECOND

    def drop(self) -> None:
        """Close the connection at once."""
        self.was_refused = False
        self.handle_close()

    @property
    def may_go(self) -> bool:
        """Whether no answer is being sent."""
        return not self.requests and not self.total_outbufs_len

    def readable(self) -> bool:
        return bool(self.lingers_until) or super().readable()

    def writable(self) -> bool:
        return not self.lingers_until and super().writable()

    def handle_read(self) -> None:
        if not self.lingers_until:
            super().handle_read()
            return
        try:
            self.recv(DISCARDED_AT_ONCE)  # This closes the connection after everything is sent.
        except OSError:
            self.handle_close()

    def handle_close(self) -> None:
        """Close the connection; one that was refused while it sent, only after it has read why or its time is up."""
        if self.was_refused and self.connected and not self.lingers_until:
            self.will_close = False
            self.lingers_until = time.monotonic() + LINGER_SECONDS
            try:
                self.socket.shutdown(socket.SHUT_WR)
                return
            except OSError:
                pass  # The client has gone.
        super().handle_close()


class Server(TcpWSGIServer):
    """Listens, and closes connections whose time is up."""

    channel_class = Channel

    def handle_accept(self) -> None:
        """Accept a connection. If there are too many, it replaces the one that was idle longest."""
        if len(self.active_channels) >= MOST_CONNECTIONS:
            idle = [channel for channel in self.active_channels.values() if channel.may_go]
            if idle:
                min(idle, key=lambda channel: channel.waits_since).drop()
        super().handle_accept()

    def maintenance(self, _now: float) -> None:
        """Close what is overdue."""
        now = time.monotonic()
        for channel in list(self.active_channels.values()):
            if channel.is_overdue(now):
                channel.drop()

    def expected_bytes(self) -> int:
        """Return how large all incoming bodies are together at most."""
        return sum(channel.expected_bytes() for channel in list(self.active_channels.values()))

    def is_busy(self) -> bool:
        """Return whether an answer is being sent."""
        return not all(channel.may_go for channel in list(self.active_channels.values()))

    def stop_accepting(self) -> None:
        """Leave new connections to other processes."""
        self.accepting = False
        self.del_channel()
