"""Talk to OpenSearch: JSON over HTTP, with TLS and a password if the URLs have them."""

import base64
import json
from collections.abc import Iterable, Sequence
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

import urllib3

from archive.search.engines.budget import seconds_to_wait

CONNECT_SECONDS = 2.0
READ_SECONDS = 30.0
CONNECTIONS = 16
# A page sends several requests. If no node answered a moment ago, the next ones fail at once.
REST_SECONDS = 2.0
BUSY, BROKEN = 429, 500
NOT_LET_IN = frozenset({401, 403})

Json = dict[str, Any]


class RequestRefused(Exception):
    """OpenSearch refused the request; ``status`` is the HTTP status. The index or document may not exist.

    ``is_astray``: the answer does not come from a part of OpenSearch that the site asks.
    """

    def __init__(self, status: int, answer: Any) -> None:
        super().__init__(f"The search server answered {status}: {json.dumps(answer)[:500]}")
        self.status = status
        body = answer if isinstance(answer, dict) else {}
        error = body.get("error")
        # A proxy that answers that there is no such page says neither, and nor does a wrong address at the server.
        self.lacks_index = isinstance(error, dict) and error.get("type") == "index_not_found_exception"
        self.lacks_document = body.get("found") is False
        self.is_astray = not (isinstance(error, dict) or "type" in body or self.lacks_document)


class Unreachable(Exception):
    """No node of the cluster answered."""


class Client:
    """One cluster. Nodes are tried in turn. A node that does not answer moves to the end."""

    def __init__(self, addresses: Sequence[str], certificates: str = "") -> None:
        """Take the URLs of nodes, such as https://user:password@host:9200, and the file of the site's own authority."""
        self._nodes = [urlsplit(address) for address in addresses]
        self._pool = urllib3.PoolManager(
            maxsize=CONNECTIONS,
            retries=False,
            ca_certs=certificates or None,
        )
        self._order = Lock()
        self._rest_until = 0.0

    def ask(
        self,
        method: str,
        path: str,
        body: Json | bytes | None = None,
        *,
        within: float | None = None,
        **parameters: object,
    ) -> Any:
        """Return the answer; raise RequestRefused if it is an error, Unreachable if no node answers.

        Bytes are lines of JSON. A request may be sent twice, for example if a node dies while it works, so repeating it
        must be safe. All nodes together have ``within`` seconds to answer; by default each has half a minute.
        """
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        kind = "application/x-ndjson" if isinstance(body, bytes) else "application/json"
        query = "&".join(f"{name}={value}" for name, value in parameters.items())
        problem: Exception | str = "it did not a moment ago"  # said while the client rests
        until = None if within is None else monotonic() + within
        for node in list(self._nodes) if monotonic() >= self._rest_until else []:
            seconds = READ_SECONDS if until is None else until - monotonic()
            if seconds <= 0:
                break
            headers = {"Content-Type": kind, **_authorization(node.username, node.password)}
            url = f"{node.scheme}://{node.netloc.rpartition('@')[2]}{node.path.rstrip('/')}{path}?{query}"
            try:
                timeout = urllib3.Timeout(connect=min(CONNECT_SECONDS, seconds), total=seconds)
                response = self._pool.request(method, url, body=data, headers=headers, timeout=timeout)
            except urllib3.exceptions.HTTPError as error:
                problem = error
            else:
                if response.status in NOT_LET_IN:
                    raise Unreachable("The search server refuses the site. Check SEARCH_URL.")
                if not cannot_now(response.status):
                    return _decoded_answer(response)
                problem = f"it answered {response.status}"
            with self._order:
                self._nodes.sort(key=lambda other: other == node)  # moves it to the end
        self._rest_until = max(self._rest_until, monotonic() + (REST_SECONDS if isinstance(problem, Exception) else 0))
        raise Unreachable(f"The search server does not answer: {problem}.")

    def search(self, index: str, body: Json) -> Any:
        """Search a whole index and return the answer.

        Raise Unreachable if a part of the index is unavailable, or if the time of the reader's search is over.
        """
        path, within = f"/{index}/_search", seconds_to_wait()
        return self.ask("POST", path, body, within=within, allow_partial_search_results="false")

    def search_each(self, index: str, bodies: Iterable[Json]) -> list[Any]:
        """Search a whole index for each of the bodies, all in one request, and return the answers.

        Raise Unreachable as ``search`` does, RequestRefused for the first refused body.
        """
        header = {"allow_partial_search_results": False}
        body = lines(line for one in bodies for line in (header, one))
        answers = self.ask("POST", f"/{index}/_msearch", body, within=seconds_to_wait())["responses"] if body else []
        for answer in answers:
            if cannot_now(answer["status"]):
                raise Unreachable(f"A part of the index does not answer: {answer['error']}")
            if "error" in answer:
                raise RequestRefused(answer["status"], answer)
        return list(answers)


def lines(values: Iterable[Any]) -> bytes:
    """Return the values as lines of JSON."""
    return b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)


def cannot_now(status: int) -> bool:
    """Say whether a status is that of a server which may do later what it does not now."""
    return status == BUSY or status >= BROKEN


def _decoded_answer(response: urllib3.BaseHTTPResponse) -> Any:
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
    # In UTF-8, as servers expect (RFC 7617); urllib3 would write Latin-1.
    encoded = base64.b64encode(f"{unquote(user)}:{unquote(password or '')}".encode()).decode()
    return {"Authorization": f"Basic {encoded}"}
