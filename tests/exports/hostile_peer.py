"""A site that answers as no archive does, for the tests of what is fetched from others."""

import gzip
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.servers.listening import Quiet, listening

Answer = Callable[[BaseHTTPRequestHandler], None]


def sends(content: object, status: int = 200, **headers: str) -> Answer:
    """Return an answer with bytes, or with an object as JSON."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirects(address: str) -> Answer:
    """Return an answer that leads to an address."""
    return sends(b"", 302, Location=address)


def never_ends(piece: bytes, seconds: float = 0) -> Answer:
    """Return an answer that goes on until the other side hangs up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(piece)
                time.sleep(seconds)
        except OSError:
            return

    return answer


@contextmanager
def hostile(answers: dict[str, Answer]) -> Iterator[tuple[str, list[str]]]:
    """Serve the answers by the beginnings of paths, the longest first; yield the address and the paths asked for."""
    asked: list[str] = []

    class Handler(Quiet, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            known = sorted((begins for begins in answers if self.path.startswith(begins)), key=len)
            (answers[known[-1]] if known else sends(b"", 404))(self)

    with listening(Handler) as port:
        yield f"http://127.0.0.1:{port}", asked


def part_of(rows: list[Any]) -> bytes:
    """Return rows as a packed file of JSON lines."""
    return gzip.compress("".join(f"{json.dumps(row)}\n" for row in rows).encode())
