"""A program that receives webhooks over TLS on this machine, with a certificate made for the test."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.certificates import certificate_and_key


@dataclass
class Receiver:
    """The requests received, and the answer to give."""

    url: str
    status: int = 200
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def receiver(folder: Path, monkeypatch) -> Iterator[Receiver]:
    """Serve on a free port of localhost. Inside this context it counts as public, and its certificate is trusted."""
    certificate = certificate_and_key(folder)
    trusted = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr("archive.web.public_internet.is_public", lambda _address: True)
    monkeypatch.setattr("archive.web.public_internet.ssl.create_default_context", lambda: trusted)
    one = Receiver("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            one.received.append((dict(self.headers), body))
            self.send_response(one.status)
            self.send_header("Location", "https://localhost/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    one.url = f"https://localhost:{server.server_port}/changes?from=archive"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield one
    finally:
        server.shutdown()
        server.server_close()
