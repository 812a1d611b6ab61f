"""Speaking to OpenSearch: JSON over HTTP, TLS and a password where the addresses have them."""

import base64
import json
from collections.abc import Iterable, Sequence
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

import urllib3

CONNECT_SECONDS = 2.0
READ_SECONDS = 30.0
CONNECTIONS = 16
# A page asks several times: where no node answered a moment ago, it is told so at once.
REST_SECONDS = 2.0
BUSY, BROKEN = 429, 500
NOT_LET_IN = frozenset({401, 403})

Json = dict[str, Any]


class RequestRefused(Exception):
    """OpenSearch answered that it will not; ``status`` is that of HTTP. It may have no such index or document."""

    def __init__(self, status: int, answer: Any) -> None:
        super().__init__(f"The search server answered {status}: {json.dumps(answer)[:500]}")
        self.status = status
        told = answer if isinstance(answer, dict) else {}
        error = told.get("error")
        # Something in between, which answers that there is no such page, says neither.
        self.lacks_index = isinstance(error, dict) and error.get("type") == "index_not_found_exception"
        self.lacks_document = told.get("found") is False


class Unreachable(Exception):
    """No node of the cluster answered."""


class Client:
    """One cluster. Nodes are asked in turn; one that does not answer is asked last from then on."""

    def __init__(self, addresses: Sequence[str], certificates: str = "") -> None:
        """Give the addresses of nodes, such as https://user:password@host:9200, and the file of an own authority."""
        self._nodes = [urlsplit(address) for address in addresses]
        self._pool = urllib3.PoolManager(
            maxsize=CONNECTIONS,
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            ca_certs=certificates or None,
        )
        self._order = Lock()
        self._rest_until = 0.0

    def ask(self, method: str, path: str, body: Json | bytes | None = None, **parameters: object) -> Any:
        """Return the answer; raise Refused for one that is none, Unreachable where no node gives one.

        Bytes are lines of JSON. What is asked twice, as after a node died while it worked, must do no harm.
        """
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        kind = "application/x-ndjson" if isinstance(body, bytes) else "application/json"
        query = "&".join(f"{name}={value}" for name, value in parameters.items())
        problem: Exception | str = "it did not a moment ago"
        for node in list(self._nodes) if monotonic() >= self._rest_until else []:
            headers = {"Content-Type": kind, **_authorization(node.username, node.password)}
            url = f"{node.scheme}://{node.netloc.rpartition('@')[2]}{node.path.rstrip('/')}{path}?{query}"
            try:
                response = self._pool.request(method, url, body=data, headers=headers)
            except urllib3.exceptions.HTTPError as error:
                problem = error
            else:
                if response.status in NOT_LET_IN:
                    raise Unreachable("The search server refuses the site. Check SEARCH_URL.")
                if response.status != BUSY and response.status < BROKEN:
                    return _answer(response)
                problem = f"it answered {response.status}"
            with self._order:
                self._nodes.sort(key=lambda other: other == node)
        self._rest_until = max(self._rest_until, monotonic() + (REST_SECONDS if isinstance(problem, Exception) else 0))
        raise Unreachable(f"The search server does not answer: {problem}.")

    def search(self, index: str, body: Json) -> Any:
        """Return the answer to a search of all of an index; raise Unreachable if a part of it is away."""
        return self.ask("POST", f"/{index}/_search", body, allow_partial_search_results="false")


def lines(values: Iterable[Any]) -> bytes:
    """Return the values as lines of JSON."""
    return b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)


def _answer(response: urllib3.BaseHTTPResponse) -> Any:
    try:
        answer = json.loads(response.data) if response.data else {}
    except ValueError:
        answer = {"answer": response.data[:200].decode(errors="replace")}
    if response.status >= 300:  # noqa: PLR2004 - what HTTP calls a success is below
        raise RequestRefused(response.status, answer)
    return answer


def _authorization(user: str | None, password: str | None) -> dict[str, str]:
    if not user:
        return {}
    # In UTF-8, as servers read it (RFC 7617); urllib3 would write Latin-1.
    told = base64.b64encode(f"{unquote(user)}:{unquote(password or '')}".encode()).decode()
    return {"Authorization": f"Basic {told}"}
