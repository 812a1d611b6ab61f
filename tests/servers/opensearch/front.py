"""A proxy in front of a cluster that requires TLS and a password, as the cluster's own security does."""

import base64
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import urllib3

from tests.certificates import certificate_and_key

USER, PASSWORD = "site", "p@ss:word/ß"
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Front:
    """Its host and port, and the file with its certificate authority."""

    host: str
    certificates: str


@contextmanager
def before(address: str, folder: Path) -> Iterator[Front]:
    """Listen in front of the node at the address. Keep the certificate in the folder."""
    certificate = certificate_and_key(folder)
    server = ThreadingHTTPServer((HOST, 0), _handler(address))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield Front(f"{HOST}:{server.server_port}", str(certificate))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(address: str) -> type[BaseHTTPRequestHandler]:
    nodes = urllib3.PoolManager(retries=False)
    expected = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

    class Handler(BaseHTTPRequestHandler):
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

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the names of the framework

    return Handler
