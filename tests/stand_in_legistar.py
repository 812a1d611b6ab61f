"""A stand-in for Legistar's Web API on loopback: OData pages, filters and order, and answers that fail on purpose."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.servers.listening import Quiet, listening

RULE = re.compile(r"(\w+) (ge|lt) datetime'([^']+)'")
MOST = 1000


@dataclass
class LegistarData:
    """What the server has: lists by their path, and how the next answers to a path go wrong, one after the other."""

    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)  # "500", "429", "cut", "half", "xml", "elsewhere"
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str, query: dict[str, str]) -> Any:
        """Return what the API gives for a path; None if there is nothing."""
        if path not in self.lists:
            listed, _, number = path.rpartition("/")
            key = {"events": "EventId", "matters": "MatterId"}.get(listed, "")
            return next((row for row in self.lists.get(listed, ()) if str(row.get(key)) == number), None)
        rows = list(self.lists[path])
        for name, rule, value in RULE.findall(query.get("$filter", "")):
            rows = [row for row in rows if (row[name] >= value) == (rule == "ge")]
        for name in reversed(query.get("$orderby", "").split(",")):
            rows.sort(key=lambda row, name=name: row[name]) if name else None
        skip = int(query.get("$skip", 0))
        return rows[skip : skip + min(int(query.get("$top", MOST)), MOST)]


@contextmanager
def serving(data: LegistarData) -> Iterator[str]:
    """Serve the data, and yield the address of the API."""

    class Handler(Quiet, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path = unquote(parts.path).partition("/v1/")[2].partition("/")[2]
            data.asked.append(path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            fault = data.faults[path].pop(0) if data.faults.get(path) else ""
            if fault.isdecimal():
                self.send_error(int(fault))
                return
            if fault == "elsewhere":
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.2:9/v1/x")
                self.end_headers()
                return
            found = data.answer(path, query)
            if found is None:
                self.send_error(404)
                return
            body = b"<xml/>" if fault == "xml" else json.dumps(found).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            if fault != "half":
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if fault in {"cut", "half"} else body)

    with listening(Handler) as port:
        yield f"http://127.0.0.1:{port}/v1"
