"""How the client of a search server handles answers: those of the server, and those of proxies."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import quote

import pytest

pytest.importorskip("urllib3", reason="Needs requirements-opensearch.txt.")

from archive.search.engines import budget
from archive.search.engines.opensearch import vocabulary
from archive.search.engines.opensearch.client import Client, RequestRefused, Unreachable
from archive.search.engines.opensearch.vocabulary import send
from tests.servers.listening import Quiet, listening
from tests.servers.opensearch.front import PASSWORD, USER, before

MISSING = {"error": {"type": "index_not_found_exception"}, "status": 404}


@dataclass
class Server:
    """Answers each request with the prepared answer, and remembers the requests."""

    address: str = ""
    status: int = 200
    answer: str = json.dumps({"fine": True})
    asked: list[str] = field(default_factory=list)


@contextmanager
def running() -> Iterator[Server]:
    server = Server()

    class Handler(Quiet, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            self.send_response(server.status)
            self.end_headers()
            self.wfile.write(server.answer.encode())

        do_POST = do_GET  # noqa: N815 - the name of the framework

    with listening(Handler) as port:
        server.address = f"http://127.0.0.1:{port}"
        yield server


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def refusal_of(server: Server, status: int, answer: str) -> RequestRefused:
    server.status, server.answer = status, answer
    with pytest.raises(RequestRefused) as refused:
        Client([server.address]).ask("GET", "/index")
    return refused.value


def test_only_the_server_itself_says_that_an_index_is_missing(server: Server):
    assert refusal_of(server, 404, json.dumps(MISSING)).lacks_index
    for answer in ("<h1>Not Found</h1>", "{}", "[]", json.dumps({"error": "index_not_found_exception"}), ""):
        assert not refusal_of(server, 404, answer).lacks_index
    assert not refusal_of(server, 404, json.dumps(MISSING)).lacks_document
    assert refusal_of(server, 404, json.dumps({"found": False})).lacks_document


@pytest.mark.parametrize("status", [401, 403, 429, 500, 502, 503, 504])
def test_a_server_that_refuses_or_cannot_answer_is_unavailable(server: Server, status: int):
    server.status = status
    with pytest.raises(Unreachable, match=r"The search server (does not answer|refuses the site)"):
        Client([server.address]).ask("GET", "/index")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_another_node_is_asked_if_one_cannot_answer(server: Server, status: int):
    server.status = status
    with running() as other:
        client = Client([server.address, other.address])
        assert client.ask("GET", "/index") == {"fine": True}
        assert client.ask("GET", "/index") == {"fine": True}
    assert (len(server.asked), len(other.asked)) == (1, 2)


def test_a_search_of_only_part_of_the_index_is_refused(server: Server):
    Client([server.address]).search("index", {})
    assert "allow_partial_search_results=false" in server.asked[0]


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        ({"status": 503, "error": {"type": "no_shard_available_action_exception"}}, Unreachable),
        ({"status": 400, "error": {"type": "parsing_exception"}}, RequestRefused),
    ],
)
def test_one_of_several_searches_that_fails_is_not_counted_as_nothing_found(server: Server, answer, raised):
    server.answer = json.dumps({"responses": [{"status": 200, "hits": {}}, answer]})
    with pytest.raises(raised):
        Client([server.address]).search_each("index", [{}, {}])


def test_several_searches_are_sent_in_one_request_and_none_in_no_request(server: Server):
    server.answer = json.dumps({"responses": [{"status": 200, "at": 1}, {"status": 200, "at": 2}]})
    client = Client([server.address])
    assert [answer["at"] for answer in client.search_each("index", [{}, {}])] == [1, 2]
    assert client.search_each("index", []) == []
    assert server.asked == ["/index/_msearch?"]


def test_tls_and_a_password_are_used_if_configured(server: Server, tmp_path: Path):
    with before(server.address, tmp_path) as front:
        known = f"https://{USER}:{quote(PASSWORD, safe='')}@{front.host}"
        assert Client([known], front.certificates).ask("GET", "/index") == {"fine": True}
        with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
            Client([known]).ask("GET", "/index")
        for who in ("", "nobody:nothing@", f"{USER}:{PASSWORD[:1]}@"):
            with pytest.raises(Unreachable, match="refuses the site"):
                Client([f"https://{who}{front.host}"], front.certificates).ask("GET", "/index")
    assert server.asked == ["/index?"]


def bulk(status: int) -> str:
    refused = {"status": status, "error": {"type": "unavailable_shards_exception", "reason": "primary is not active"}}
    return json.dumps({"errors": True, "items": [{"index": {"status": 201}}, {"index": refused}]})


@pytest.mark.parametrize(("status", "told"), [(429, Unreachable), (503, Unreachable), (400, RequestRefused)])
def test_an_overloaded_shard_is_distinguished_from_a_refused_statement(server: Server, status: int, told):
    server.answer = bulk(status)
    with pytest.raises(told):
        send(Client([server.address]), "index", [{"index": {"_id": "1"}}, {}])


@pytest.mark.parametrize("overloaded", [(429, "{}"), (200, bulk(429))], ids=["the server", "a part of the index"])
def test_a_patient_sender_retries_until_an_overloaded_server_accepts(
    server: Server, monkeypatch: pytest.MonkeyPatch, overloaded
):
    pauses: list[float] = []

    def waited(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            server.status, server.answer = 200, json.dumps({"errors": False, "items": []})

    monkeypatch.setattr(vocabulary, "sleep", waited)
    server.status, server.answer = overloaded
    send(Client([server.address]), "index", [{"index": {"_id": "1"}}, {}], patience=60)
    assert pauses == [0.5, 1, 2]
    assert len(server.asked) == 4
    server.status, server.answer = overloaded
    with pytest.raises(Unreachable):
        send(Client([server.address]), "index", [{"index": {"_id": "1"}}, {}], patience=1)
    assert pauses[3:] == [0.5]


def test_an_answer_that_is_not_from_the_server_is_recognised(server: Server):
    for answer in ("<h1>Bad Request</h1>", json.dumps({"error": "no handler found for uri [/_nowhere]"})):
        assert refusal_of(server, 400, answer).is_astray
    for answer in ({"error": {"type": "parsing_exception"}}, {"found": False}):
        assert not refusal_of(server, 400, json.dumps(answer)).is_astray


def test_a_search_sends_no_more_requests_after_its_waiting_time(server: Server, monkeypatch):
    monkeypatch.setattr(budget, "WAIT_SECONDS", 0)
    with budget.waited_for(), pytest.raises(Unreachable):
        Client([server.address]).search("index", {})
    assert server.asked == []
    assert Client([server.address]).search("index", {}) == {"fine": True}


def test_a_search_gives_up_on_a_node_that_never_answers(monkeypatch):
    monkeypatch.setattr(budget, "WAIT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = Client([f"http://127.0.0.1:{silent.getsockname()[1]}"])
        with budget.waited_for(), pytest.raises(Unreachable, match="timed out"):
            client.search("index", {})
