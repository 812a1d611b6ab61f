"""Connections. A slow one costs a place in a list, not a thread; if there are too many, the idlest is closed first."""

import logging
import socket
import time
from collections import Counter
from functools import partial
from math import inf
from typing import IO, Any

from django.db import DatabaseError, close_old_connections
from waitress.adjustments import Adjustments
from waitress.buffers import ReadOnlyFileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask

from archive.machine.database.borrowing import borrowing
from archive.machine.web.account import account_of
from archive.machine.web.allowance import network_of
from archive.pages.http.request_limits import ANSWERS_LATER, KILOBYTE, body_limit, is_signed_in
from boardmeetings.serving.open_connections import OF_WORKERS, LeftConnection
from boardmeetings.serving.parser import RequestParser

logger = logging.getLogger("archive.serving")

MOST_CONNECTIONS = 2_000
# Seconds for a request line with its headers, for an idle connection, and beyond the time of a body or an answer at
# the slowest rate.
PATIENCE_SECONDS = 15
SLOWEST_BYTES_A_SECOND = 2 * KILOBYTE
# A client that reads nothing of its answer for so long has given it up.
STALLED_SECONDS = 60
# A process that stops waits for clients that read, not for those that have paused for longer than this.
PAUSE_SECONDS = 3
# The limit for what has arrived of all bodies together, until their requests are answered. Those of up to 1 MB are kept
# in memory. It is looked at each time that so much has arrived of one.
MOST_BODY_BYTES = 256 * KILOBYTE * KILOBYTE
LOOK_EVERY_BYTES = 64 * KILOBYTE
# A client that is refused while it is sending can read the answer if it finishes within this time. What it sends is
# discarded.
LINGER_SECONDS = 5
LOOK_EVERY_SECONDS = 1
DISCARDED_AT_ONCE = 64 * KILOBYTE
# What is read of a file at a time, and what is sent on one connection before the others have their turn: a client on
# the same machine would take a whole file at once.
PIECE_BYTES = 64 * KILOBYTE
SENT_AT_ONCE = 8 * PIECE_BYTES
SHORTEST_PAUSE_SECONDS = 0.001


class RefusalTask(ErrorTask):
    """Answers a refused request, and closes its connection gently."""

    def execute(self) -> None:
        """Write the answer."""
        self.channel.was_refused = True
        super().execute()


class SessionTask:
    """Looks up in a thread whether a person may send a large body. The loop that serves all connections only waits."""

    def __init__(self, channel: "Channel", request: RequestParser) -> None:
        self.channel, self.request = channel, request

    def service(self) -> None:
        """Look up the session, and let the connection go on."""
        with borrowing():
            close_old_connections()
            try:
                if not is_signed_in(self.request.session):
                    self.request.refuse_size(body_limit(self.request.path))
            except DatabaseError:
                logger.exception("A session could not be looked up.")
                self.request.refuse_for_now("The site cannot look up who you are at the moment.")
        self.channel.go_on(self.request)

    def cancel(self) -> None:
        """Close the connection, because the process stops."""
        self.channel.will_close, self.channel.is_asking = True, False


class ClosingTask:
    """Ends a request in a thread after its file was sent, because what follows a request may take long."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def service(self) -> None:
        """Close the file."""
        with borrowing():
            self.file.close()

    cancel = service


class SentFile(ReadOnlyFileBasedBuffer):
    """A file that the loop sends, piece by piece, while clients can take it."""

    def __init__(self, threads: ThreadedTaskDispatcher, file: IO[bytes], block_size: int) -> None:
        super().__init__(file, block_size)
        self._threads = threads

    def close(self) -> None:
        """Let a thread end the request."""
        self._threads.add_task(ClosingTask(self.file))


class AnswerTask(WSGITask):
    """Answers a request."""

    def get_environment(self) -> dict[str, Any]:
        """Return what the application is given."""
        environment: dict[str, Any] = super().get_environment()
        self.channel.account = account_of(self.request.client)
        environment["wsgi.file_wrapper"] = partial(SentFile, self.channel.server.task_dispatcher)
        environment[ANSWERS_LATER] = self.answer_later
        return environment

    def answer_later(self, seconds: float) -> None:
        """Send the answer after so many seconds, and then close the connection. No thread waits for that."""
        self.request.headers["CONNECTION"] = "close"
        self.channel.held_until = time.monotonic() + seconds


class Channel(HTTPChannel):
    """One connection. No thread sees a request before it is complete, and none waits for a client to read."""

    task_class = AnswerTask
    error_task_class = RefusalTask
    is_asking = False
    """Whether it waits for the look-up of a session."""
    was_refused = False
    lingers_until = 0.0
    held_until = 0.0
    writes_since = 0.0
    writes = 0
    unsent = 0
    sent_at = 0.0
    may_send = 0
    sendbuf_len: int

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waits_since = time.monotonic()
        self.address = str(self.addr[0]) if self.addr else ""
        self.network = network_of(self.address)
        self.account = account_of(self.network)
        self.sendbuf_len = min(self.sendbuf_len, PIECE_BYTES)

    def add_channel(self, *args: Any) -> None:
        """Count the connection."""
        super().add_channel(*args)
        OF_WORKERS.add(1)

    def del_channel(self, *args: Any) -> None:
        """Count it no more."""
        OF_WORKERS.add(-1 if self._fileno in self.server.active_channels else 0)
        super().del_channel(*args)

    def parser_class(self, adjustments: Adjustments) -> RequestParser:
        """Begin to read a request."""
        self.waits_since = time.monotonic()
        return RequestParser(adjustments, self.address)

    def received(self, data: bytes) -> bool:
        """Take in bytes. If too many have arrived, the client that sends the most is refused."""
        taken = super().received(data)
        request = self.request
        if request is None or not request.headers_finished or self.is_asking:
            return taken
        if request.session and not request.is_known:
            self.is_asking = True
            self.server.task_dispatcher.add_task(SessionTask(self, request))
        elif request.body_bytes_received >= request.looked_at + LOOK_EVERY_BYTES:
            request.looked_at = request.body_bytes_received
            self.server.make_room()
        return taken

    def go_on(self, request: RequestParser) -> None:
        """Read the body of a request whose session was looked up, unless it was refused. Called from a thread."""
        if request.error is not None:
            self._answer(request)
        else:
            request.is_known = True
            if request.is_awaited:
                self._ask_to_go_on(request)
        self.is_asking = False
        self.server.pull_trigger()

    def _ask_to_go_on(self, request: RequestParser) -> None:
        """Tell the client to send its body: now, or after the answers to its earlier requests."""
        with self.requests_lock:
            request.expect_continue = True
            if not self.requests:
                self.send_continue()

    def refuse_body(self) -> None:
        """Refuse the request whose body arrives."""
        if request := self.request:
            request.refuse_for_now("The site is receiving too much at the moment, most of it from you.")
            self._answer(request)

    def bodies(self) -> list[RequestParser]:
        """Return the requests whose bodies arrive, or have arrived and are not answered yet."""
        requests = [*self.requests, self.request]
        return [request for request in requests if request is not None and request.error is None]

    def _answer(self, request: RequestParser) -> None:
        """Let a thread send the refusal, before the body arrives."""
        with self.requests_lock:
            self.request = None
            self.requests.append(request)
            if len(self.requests) == 1:
                self.server.add_task(self)

    def service(self) -> None:
        """Answer the requests that have arrived, in a thread."""
        with borrowing():
            super().service()

    def expected_bytes(self) -> int:
        """Return how large the incoming body is at most."""
        request = self.request
        if request is None or not request.headers_finished or self.is_asking:
            return 0
        return request.adj.max_request_body_size if request.chunked else request.content_length

    def is_overdue(self, now: float) -> bool:
        """Return whether the connection has used up the time for what it is doing, even at the slowest allowed rate."""
        if self.lingers_until:
            return now > self.lingers_until
        if self.total_outbufs_len:
            if not self.writes_since:
                self.writes_since, self.writes = now, self.total_outbufs_len
            self.note_progress(now)
            latest = self.writes_since + PATIENCE_SECONDS + self.writes / SLOWEST_BYTES_A_SECOND
            return now > min(latest, self.sent_at + STALLED_SECONDS)
        if self.writes_since:
            self.writes_since, self.unsent, self.waits_since = 0.0, 0, now
        if self.requests:
            self.waits_since = now
            return False
        return now > self.waits_since + PATIENCE_SECONDS + self.expected_bytes() / SLOWEST_BYTES_A_SECOND

    def drop(self) -> None:
        """Close the connection at once."""
        self.was_refused = False
        self.handle_close()

    def is_at_work(self, now: float) -> bool:
        """Return whether an answer is being made, or was read a moment ago and is not yet complete."""
        if self.requests or not self.total_outbufs_len:
            return bool(self.requests)
        self.note_progress(now)
        return now < self.sent_at + PAUSE_SECONDS

    def note_progress(self, now: float) -> None:
        """Note that the client has read something since the last look."""
        if self.total_outbufs_len != self.unsent:
            self.sent_at, self.unsent = now, self.total_outbufs_len

    @property
    def quiet_since(self) -> float:
        """When the client last sent or read anything."""
        return self.sent_at if self.unsent else self.waits_since

    def readable(self) -> bool:
        return bool(self.lingers_until) or (not self.is_asking and super().readable())

    def writable(self) -> bool:
        now = time.monotonic()
        return bool(super().writable()) and not (self.lingers_until or now < self.held_until or self.pause(now))

    def pause(self, now: float) -> float:
        """Return for how many seconds what is left of its answers must wait, because others ask."""
        return max(0.0, self.account.sends_again_at - now) if self.total_outbufs_len else 0.0

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send some of the bytes and return how many. None, if the other connections have their turn first."""
        sent: int = super().send(data, do_close) if self.may_send > 0 else 0
        self.may_send -= sent
        return sent

    def _flush_some(self, do_close: bool = True) -> bool:
        # A thread that gives permission to go on writes while the loop may: two at once send the same bytes twice.
        now = time.monotonic()
        if now < self.held_until or self.pause(now) or not self.outbuf_lock.acquire(blocking=False):
            return False
        self.may_send = SENT_AT_ONCE
        try:
            return bool(super()._flush_some(do_close=do_close))
        finally:
            self.account.note_sent(SENT_AT_ONCE - self.may_send)
            self.outbuf_lock.release()

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = LeftConnection(OF_WORKERS)

    def readable(self) -> bool:
        return self.left.is_looked_for(time.monotonic()) and bool(super().readable())

    def handle_accept(self) -> None:
        """Accept a connection, or leave it for a moment to a worker that has fewer."""
        if not self.left.is_left(time.monotonic()):
            self.accept_one()

    def accept_one(self) -> None:
        """Accept a connection. If there are too many, it replaces the quietest of the client that has the most.

        That one is closed afterwards: the new one must not get its file descriptor, for which the loop may hold an
        event of the old one.
        """
        quiet = []
        if len(self.active_channels) >= MOST_CONNECTIONS:
            quiet = [channel for channel in self.active_channels.values() if not channel.requests]
        super().handle_accept()
        if quiet:
            open_by = Counter(channel.network for channel in quiet)
            min(quiet, key=lambda channel: (-open_by[channel.network], channel.quiet_since)).drop()

    def maintenance(self, _now: float) -> None:
        """Close what is overdue."""
        now = time.monotonic()
        for channel in list(self.active_channels.values()):
            if channel.is_overdue(now):
                channel.drop()

    def shortest_pause(self) -> float:
        """Return in how many seconds a pause ends, of a client or in accepting. Infinity, if there is none."""
        now = time.monotonic()
        pauses = [channel.pause(now) for channel in list(self.active_channels.values())]
        pauses.append(self.left.nap(now))
        return max(SHORTEST_PAUSE_SECONDS, min((pause for pause in pauses if pause), default=inf))

    def make_room(self) -> None:
        """If more has arrived than there is room for, refuse what arrives from the client that has sent the most."""
        channels = list(self.active_channels.values())
        sent = Counter[str]()
        for request in (request for channel in channels for request in channel.bodies()):
            sent[request.client] += request.body_bytes_received
        if sent.total() <= MOST_BODY_BYTES:
            return
        most = max(sent, key=sent.__getitem__)
        theirs = [
            channel for channel in channels if channel.request in channel.bodies() and channel.request.client == most
        ]
        if theirs:
            max(theirs, key=lambda channel: channel.request.body_bytes_received).refuse_body()

    def is_busy(self, now: float) -> bool:
        """Return whether an answer is being made, or being read by a client that has not stalled."""
        return any(channel.is_at_work(now) for channel in list(self.active_channels.values()))

    def stop_accepting(self) -> None:
        """Leave new connections to other processes, and the port to the next server."""
        self.accepting = False
        OF_WORKERS.leave()
        self.del_channel()
        self.socket.close()
