"""A program that receives webhooks over TLS on this machine, with a certificate made for the test."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.certificates import certificate_and_key
from tests.servers.listening import Quiet, listening


@dataclass
class Receiver:
    """The requests received, and the answer to give."""

    url: str
    status: int = 200
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


def trusted_certificate(folder: Path, monkeypatch) -> Path:
    """Return a certificate for localhost, which counts as public and is trusted from now on."""
    certificate = certificate_and_key(folder)
    trusted = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr("archive.machine.web.public_internet.is_public", lambda _address: True)
    monkeypatch.setattr("archive.machine.web.public_internet.ssl.create_default_context", lambda: trusted)
    return certificate


@contextmanager
def receiver(folder: Path, monkeypatch) -> Iterator[Receiver]:
    """Serve on a free port of localhost. Inside this context it counts as public, and its certificate is trusted."""
    certificate = trusted_certificate(folder, monkeypatch)
    one = Receiver("")

    class Handler(Quiet, BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            one.received.append((dict(self.headers), body))
            self.send_response(one.status)
            self.send_header("Location", "https://localhost/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

    with listening(Handler, certificate=certificate) as port:
        one.url = f"https://localhost:{port}/changes?from=archive"
        yield one
