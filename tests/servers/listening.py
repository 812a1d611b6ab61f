"""A server within the process of the test, on a free port, that is gone at once when the test is over."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

LOOK_SECONDS = 0.01  # how often it looks whether it should stop


class Quiet:
    """Part of a handler that says nothing about its requests."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def listening(handler: Callable[..., Any], *, certificate: Path | None = None) -> Iterator[int]:
    """Answer requests with the handler, and yield the port. With a certificate, they come over TLS."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, args=(LOOK_SECONDS,), daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
