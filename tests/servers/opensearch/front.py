"""A proxy in front of a cluster that requires TLS and a password, as the cluster's own security does."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import urllib3

from tests.certificates import certificate_and_key
from tests.servers.listening import Quiet, listening

USER, PASSWORD = "site", "p@ss:word/ß"


@dataclass(frozen=True)
class Front:
    """Its host and port, and the file with its certificate authority."""

    host: str
    certificates: str


@contextmanager
def before(address: str, folder: Path) -> Iterator[Front]:
    """Listen in front of the node at the address. Keep the certificate in the folder."""
    certificate = certificate_and_key(folder)
    with listening(_handler(address), certificate=certificate) as port:
        yield Front(f"127.0.0.1:{port}", str(certificate))


def _handler(address: str) -> type[BaseHTTPRequestHandler]:
    nodes = urllib3.PoolManager(retries=False)
    expected = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

    class Handler(Quiet, BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.headers.get("Authorization") != expected:
                return self.send(401, b"Unauthorized")
            kind = {"Content-Type": self.headers.get("Content-Type", "application/json")}
            answer = nodes.request(self.command, address + self.path, body=body or None, headers=kind)
            return self.send(answer.status, answer.data)

        def send(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the names of the framework

    return Handler
