"""The API answers any request in JSON as its description says, and refuses what it does not know."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from archive.actions.statements import correct, withdraw
from archive.alerts.passages import on_passage
from archive.alerts.sign_up import token_of
from archive.api.docs import SCHEMA
from archive.log.changes import settle
from archive.models import Alert, Source
from archive.search.engines import outbox
from tests.doors import SAID, addresses_of, choices_of, values_to_give
from tests.examples import examples
from tests.pages.test_bad_input import MANGLED
from tests.record import make_board, make_decision, make_meeting, make_speaker, make_statement, make_topic

DESCRIPTION = json.loads(SCHEMA.read_text(encoding="utf-8"))
METHODS = ("get", "head", "post", "put", "patch", "delete", "trace")
# Answers that the schema need not describe for each URL: wrong methods, and bodies and URLs that are too long.
OF_ANY_ADDRESS = {405: "Problem", 413: "Problem", 414: "Problem"}


@dataclass(frozen=True)
class Operation:
    """A URL of the API and one of its methods."""

    path: str
    method: str

    @property
    def described(self) -> dict[str, Any]:
        """What the description says of it."""
        return DESCRIPTION["paths"][self.path][self.method]

    def parameters(self, where: str) -> list[dict[str, Any]]:
        """Return the parameters in the path or in the query."""
        return [one for one in self.described.get("parameters", []) if one["in"] == where]

    @property
    def body(self) -> list[str]:
        """The names of the fields that can be posted."""
        content = self.described.get("requestBody", {}).get("content", {})
        return sorted(content["application/json"]["schema"]["properties"]) if content else []

    @property
    def names(self) -> set[str]:
        """The names of the parameters in the query."""
        return {one["name"] for one in self.parameters("query")}


OPERATIONS = [Operation(path, method) for path, methods in DESCRIPTION["paths"].items() for method in methods]
# Values that lists and searches accept, and all kinds that they do not.
KNOWN = (
    "open-board",
    "ada-public",
    "buses",
    "2024-03-05",
    "2024",
    "1",
    "2",
    "true",
    "url",
    "number,text",
    "buses OR late",
)
VALUES = st.one_of(
    st.sampled_from(KNOWN), st.sampled_from(MANGLED), st.text(max_size=40), st.integers(-3, 2**65).map(str)
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=10), children, max_size=3),
    max_leaves=6,
)


def value_of(parameter: dict[str, Any]) -> st.SearchStrategy[str]:
    """Return values for a parameter: one that the description names, one in its range, or any other."""
    schema = parameter["schema"].get("items", parameter["schema"])
    choices = [st.sampled_from(schema["enum"])] if "enum" in schema else []
    if "maximum" in schema:
        choices.append(st.integers(schema.get("minimum", 0), schema["maximum"]).map(str))
    return st.one_of(*choices, VALUES)


@st.composite
def queries(draw: st.DrawFn, operation: Operation) -> list[tuple[str, str]]:
    """Return names and values, most of the names the operation's own, with any values."""
    own = {one["name"]: one for one in operation.parameters("query")}
    names = draw(st.lists(st.sampled_from(sorted(own)), max_size=3)) if own else []
    pairs = [(name, draw(value_of(own[name]))) for name in names]
    return pairs + draw(st.lists(st.tuples(st.text(max_size=12), VALUES), max_size=1))


@st.composite
def usual_queries(draw: st.DrawFn, operation: Operation) -> list[tuple[str, str]]:
    """Return names and values that the operation takes, each name once."""
    known = values_to_give()
    own = {one["name"]: choices_of(one["schema"]) or known[one["name"]] for one in operation.parameters("query")}
    names = draw(st.sets(st.sampled_from(sorted(name for name in own if own[name])), max_size=4)) if own else ()
    return [(name, str(draw(st.sampled_from(own[name])))) for name in sorted(names)]


@st.composite
def addresses(draw: st.DrawFn, operation: Operation) -> str:
    """Return the path with something in each of its places."""
    places = {one["name"]: one["schema"]["type"] for one in operation.parameters("path")}
    likely = {"integer": st.integers(0, 9).map(str), "string": st.sampled_from(KNOWN)}
    return operation.path.format(**{name: encoded(draw(likely[kind] | VALUES)) for name, kind in places.items()})


@st.composite
def bodies(draw: st.DrawFn, operation: Operation) -> bytes:
    """Return possible bodies: an object as described, any JSON, or anything."""
    fitting = st.dictionaries(st.sampled_from([*operation.body, "other"]), VALUES | JSON, max_size=3)
    return draw(st.one_of(fitting.map(as_json), fitting.map(as_json), JSON.map(as_json), st.binary(max_size=60)))


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


def encoded(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


@pytest.fixture
def record(db: None, settings: LazySettings) -> None:
    """A record with something in every list."""
    settings.API_REQUESTS_PER_MINUTE = settings.API_QUOTES_PER_MINUTE = 10**9
    ada, board = make_speaker("Ada Public", slug="ada-public"), make_board("Open Board", slug="open-board")
    source = Source.objects.create(kind="minutes", title="Minutes of March", licence="CC BY 4.0")
    shared = {"speaker": ada, "topics": [make_topic("Buses", slug="buses")], "source": source}
    meeting = make_meeting(board, date="2024-03-05")
    first, gone = (make_statement(f"The {what} run late.", meeting=meeting, **shared) for what in ("buses", "trains"))
    correct(statement=first, text="The buses run late every evening.", reason="Heard again.")
    withdraw(statement=gone, category="mistake", reason="Twice.")
    make_decision("Moved to buy a bus.", ballots=["Ada Public: yes"], speakers=[ada], meeting=meeting)
    alert = on_passage(first.published_revision, None)
    alert.address, alert.language, alert.confirmed_at = "reader@example.org", "en", timezone.now()
    alert.save()
    outbox.keep_up()
    settle()


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
@trying(max_examples=examples(0.08), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_request_is_answered_as_the_schema_describes(
    client: Client, record: None, operation: Operation, data: st.DataObject
):
    query = data.draw(queries(operation))
    body = data.draw(bodies(operation)) if operation.method == "post" else b""
    response = sent(client, operation, data.draw(addresses(operation)), query, body)
    assert_described(operation, response)
    if {name for name, _ in query} - operation.names:
        # An address that does not exist has no parameters to refuse, nor has what was withdrawn.
        names_something = "{" in operation.path and response.status_code in {404, 410}
        is_address = response.resolver_match.url_name != "not-found" and not names_something
        assert response.status_code in ({400, 414} if is_address else {404, 405, 410, 414})


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
@trying(max_examples=examples(0.05), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_described_request_is_answered(client: Client, record: None, operation: Operation, data: st.DataObject):
    """Only withdrawn statements return a tombstone."""
    typed = {name: "12 July 2026" if name == "date" else SAID for name in operation.body}
    if "search" in typed:
        typed = {"search": "q=buses"}
    body = as_json(typed) if operation.method == "post" else b""
    path = data.draw(st.sampled_from(addresses_of(operation.path)))
    response = sent(client, operation, path, data.draw(usual_queries(operation)), body)
    assert_described(operation, response)
    is_gone = operation.path.startswith("/api/v1/statements/{")
    # A request before may have stopped the alert.
    is_stopped = operation.method == "delete" and not Alert.objects.exists()
    good = {200, 410} if is_gone else {200, 401} if is_stopped else {200, 201}
    assert response.status_code in good, response.content


@trying(max_examples=examples(0.25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_other_method_or_url_is_refused_in_json(client: Client, record: None, data: st.DataObject):
    operation = data.draw(st.sampled_from(OPERATIONS))
    own = {*DESCRIPTION["paths"][operation.path], "head"}
    method = data.draw(st.sampled_from([one for one in METHODS if one not in own]))
    end = data.draw(st.sampled_from(["", "more/", "%00", "../", "?"]))
    response = client.generic(method.upper(), f"{data.draw(addresses(operation))}{end}", data.draw(bodies(operation)))
    assert response.status_code in {404, 405}
    assert_described(operation, response)


def sent(client: Client, operation: Operation, path: str, query: list[tuple[str, str]], body: bytes) -> HttpResponse:
    pairs = "&".join(f"{encoded(name)}={encoded(value)}" for name, value in query)
    alert = Alert.objects.first()
    headers = {"Authorization": f"Bearer {token_of(alert)}"} if alert else {}
    return client.generic(operation.method.upper(), f"{path}?{pairs}", body, "application/json", headers=headers)


def assert_described(operation: Operation, response: HttpResponse) -> None:
    """Check that the answer is JSON, a problem where it is one, and as the description says."""
    status = response.status_code
    assert status < 500, response.content
    expected = "application/json" if status < 300 else "application/problem+json"
    assert response.headers["Content-Type"] == expected
    validator(operation, status).validate(json.loads(response.content))


@cache
def validator(operation: Operation, status: int) -> Draft202012Validator:
    """Return the validator for the answers of an operation."""
    if status in OF_ANY_ADDRESS:
        schema = {"$ref": f"#/components/schemas/{OF_ANY_ADDRESS[status]}"}
    else:
        (described,) = operation.described["responses"][str(status)]["content"].values()
        schema = described["schema"]
    return Draft202012Validator({**schema, "components": DESCRIPTION["components"]})
